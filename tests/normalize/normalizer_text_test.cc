// Text files through the whole engine: character sets, folding, blocks, source map, faults.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "common/limits.h"
#include "source_map_check.h"
#include "tests/normalize/normalized.h"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kReport[] =
    "某县2023年政府信息公开工作年度报告\n\n一、总体情况\n本年主动公开信息128条，收到申请３件。\n"
    "\t规章\n\t0\n信息内容 | 本年制发件数 |\n";

v1::Content ContentOf(std::string data, std::string charset = "") {
  v1::Content content;
  content.set_data(std::move(data));
  content.set_charset(std::move(charset));
  return content;
}

v1::Document Read(const v1::Content& content) {
  Normalized normalized = Normalize(content);
  if (const auto* error = std::get_if<v1::ReportError>(&normalized)) {
    ADD_FAILURE() << error->ShortDebugString();
    return {};
  }
  v1::Document document = std::get<v1::Document>(std::move(normalized));
  EXPECT_EQ(CheckSourceMap(content.data(), document), "");
  EXPECT_EQ(CheckBlocks(document), "");
  return document;
}

v1::Document Read(const std::string& data) { return Read(ContentOf(data)); }

v1::ReportError Refuse(const std::string& data) {
  Normalized normalized = Normalize(ContentOf(data));
  if (std::holds_alternative<v1::Document>(normalized)) return {};
  return std::get<v1::ReportError>(normalized);
}

std::vector<std::string> Blocks(const v1::Document& document) {
  std::vector<std::string> blocks;
  for (const v1::Block& block : document.blocks()) {
    blocks.push_back(document.text().substr(block.begin(), block.end() - block.begin()));
  }
  return blocks;
}

std::vector<v1::Note::Code> NoteCodes(const v1::Document& document) {
  std::vector<v1::Note::Code> codes;
  for (const v1::Note& note : document.notes()) codes.push_back(note.code());
  return codes;
}

struct CharsetCase {
  std::string declared;
  std::string written;    // for ICU
  std::string canonical;  // Document.charset
  bool mark = false;
};

class CharsetMatrix : public testing::TestWithParam<CharsetCase> {};

TEST_P(CharsetMatrix, GivesTheSameTextWhateverIsDeclared) {
  const CharsetCase& c = GetParam();
  const std::string utf8 = c.mark ? std::string("\xEF\xBB\xBF") + kReport : kReport;
  const v1::Document document = Read(ContentOf(Encode(utf8, c.written), c.declared));
  EXPECT_EQ(document.charset(), c.canonical);
  EXPECT_EQ(document.text(), Read(kReport).text());
}

std::vector<CharsetCase> Matrix() {
  std::vector<CharsetCase> cases;
  for (const char* declared : {"", "utf-8", "GBK", "gb2312", "gb18030", "big5", "utf-16",
                               "iso-8859-1", "no-such-charset"}) {
    cases.push_back({declared, "UTF-8", "UTF-8"});
    cases.push_back({declared, "UTF-8", "UTF-8", true});
    cases.push_back({declared, "GB18030", "GB18030"});
    cases.push_back({declared, "GB18030", "GB18030", true});
    cases.push_back({declared, "UTF-16LE", "UTF-16LE"});
    cases.push_back({declared, "UTF-16LE", "UTF-16LE", true});
    cases.push_back({declared, "UTF-16BE", "UTF-16BE"});
    cases.push_back({declared, "UTF-16BE", "UTF-16BE", true});
  }
  return cases;
}

INSTANTIATE_TEST_SUITE_P(All, CharsetMatrix, testing::ValuesIn(Matrix()));

constexpr char kTraditional[] =
    "某縣2018年政府信息公開工作年度報告\n一、概述\n主動公開信息200條，其中規範性文件發佈30條。\n";

TEST(Charset, ReadsBig5DeclaredAsSomethingElse) {
  for (const char* declared : {"", "big5", "gbk", "utf-8", "big5-hkscs"}) {
    const v1::Document document = Read(ContentOf(Encode(kTraditional, "Big5"), declared));
    EXPECT_EQ(document.charset(), "Big5") << declared;
    EXPECT_EQ(document.script(), v1::Document::TRADITIONAL);
    EXPECT_THAT(document.text(), HasSubstr("某县2018年政府信息公开工作年度报告"));
  }
}

TEST(Charset, SaysHowItKnows) {
  EXPECT_EQ(Read(kReport).charset_evidence(), v1::Document::VALID_UTF8);
  EXPECT_EQ(Read(ContentOf(kReport, "UTF-8")).charset_evidence(), v1::Document::DECLARED);
  EXPECT_EQ(Read(std::string("\xEF\xBB\xBF") + kReport).charset_evidence(),
            v1::Document::BYTE_ORDER_MARK);
  const std::string gb = Encode(kReport, "GB18030");
  EXPECT_EQ(Read(gb).charset_evidence(), v1::Document::DETECTED);
  EXPECT_EQ(Read(ContentOf(gb, "gb2312")).charset_evidence(), v1::Document::DECLARED);
}

TEST(Charset, NotesAWrongDeclaration) {
  const v1::Document document = Read(ContentOf(kReport, "gbk"));
  ASSERT_THAT(NoteCodes(document), ElementsAre(v1::Note::DECLARED_CHARSET_WRONG));
  EXPECT_EQ(document.notes(0).detail(), "gbk");
  EXPECT_THAT(NoteCodes(Read(ContentOf(kReport, "utf8"))), IsEmpty());
}

// 4 KB of text with one byte lost in the middle of a character.
TEST(Charset, GivesAFewBadBytesAsReplacementCharacters) {
  std::string utf8;
  for (int i = 0; i < 60; ++i) utf8 += kReport;
  for (const char* charset : {"UTF-8", "GB18030"}) {
    std::string bytes = Encode(utf8, charset);
    bytes[bytes.size() / 2 / 2 * 2] = '\xFF';
    const v1::Document document = Read(bytes);
    EXPECT_EQ(document.charset(), charset);
    EXPECT_THAT(NoteCodes(document), ElementsAre(v1::Note::UNDECODABLE_BYTES));
    EXPECT_THAT(document.text(), HasSubstr("\uFFFD"));
  }
}

TEST(Charset, RefusesManyBadBytes) {
  std::string bytes = Encode(kReport, "GB18030");
  for (std::size_t i = 0; i < bytes.size(); i += 5) bytes[i] = '\xFF';
  EXPECT_EQ(Refuse(bytes).code(), v1::ReportError::UNKNOWN_ENCODING);
}

TEST(Charset, NotesATruncatedCharacter) {
  for (const char* charset : {"UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"}) {
    std::string bytes = Encode(kReport, charset);
    bytes += Encode("终", charset).substr(0, 1);
    const v1::Document document = Read(bytes);
    EXPECT_EQ(document.charset(), charset);
    EXPECT_THAT(NoteCodes(document), ElementsAre(v1::Note::TRUNCATED)) << charset;
    EXPECT_THAT(document.text(), testing::EndsWith("|\n\uFFFD"));
  }
}

TEST(Charset, ReadsFourByteCodes) {
  // U+9FB9 and U+20000 have four bytes in GB18030, U+00A0 has four for one of text.
  const std::string utf8 = std::string(kReport) + "\u00A0䶮𠀀２\n";
  const v1::Document document = Read(Encode(utf8, "GB18030"));
  EXPECT_THAT(document.text(), testing::EndsWith(" 䶮𠀀2\n"));
}

// Each has four bytes, two of them digits: they once hid the two-byte characters beside them.
TEST(Charset, ReadsGb18030FullOfNoBreakSpaces) {
  std::string utf8;
  for (int i = 0; i < 50; ++i) utf8 += "\u00A0\u00A0\u00A0公开";
  EXPECT_EQ(Read(Encode(utf8, "GB18030")).charset(), "GB18030");
}

TEST(Charset, ReadsAShortTextWithoutDeclaration) {
  EXPECT_EQ(Read(Encode("总体情况", "GB18030")).text(), "总体情况");
  EXPECT_EQ(Read(Encode("政府信息公開", "Big5")).charset(), "Big5");
}

TEST(Folding, MakesFiguresHalfWidthAndLeavesPunctuation) {
  EXPECT_EQ(Read("共１，２３４件（含上年）；增＋５．２％、Ａｂ／－３：！？").text(),
            "共1，234件（含上年）；增+5.2%、Ab/-3：！？");
}

TEST(Folding, MakesEverySpaceASpaceAndKeepsTabsAndLines) {
  EXPECT_EQ(Read("甲\u3000乙\u00A0丙\u2003丁\t戊\r\n己\r庚\n\n辛\u2028壬").text(),
            "甲 乙 丙 丁\t戊\n己\n庚\n\n辛\n壬");
}

TEST(Folding, MakesTheLinesOfADrawnTablePlain) {
  EXPECT_EQ(Read("┌──┬──┐\n│规章│0 │\n╠══╪══╣\n┃总体┃1┃\n").text(),
            "+--+--+\n|规章|0 |\n+--+--+\n|总体|1|\n");
}

TEST(Folding, DropsWhatHasNoWidth) {
  EXPECT_EQ(Read("1\u200B2\uFEFF3\u00AD4\u200D5\x01 6\u202E7").text(), "12345 67");
}

// A word processor's line break, page break and cell mark stand between figures.
TEST(Folding, KeepsFiguresApart) {
  EXPECT_EQ(Read("12\v13\f14\x07"
                 "15\x1F"
                 "16")
                .text(),
            "12\n13\n14\t15 16");
}

TEST(Folding, MakesRadicalsAndCompatibilityIdeographsOrdinary) {
  EXPECT_EQ(Read("⾏政⻓ \uF9DB 丽\U0002F800").text(), "行政长 率 丽丽");
}

TEST(Folding, KeepsAReplacementCharacterOfTheSource) {
  const v1::Document document = Read("共\uFFFD件");
  EXPECT_EQ(document.text(), "共\uFFFD件");
  EXPECT_THAT(NoteCodes(document), IsEmpty());
}

TEST(Script, LeavesAFewStrayTraditionalCharactersAlone) {
  const std::string text = std::string(kReport) + "题词：為人民服務\n乾县人民政府\n";
  const v1::Document document = Read(text);
  EXPECT_EQ(document.script(), v1::Document::SIMPLIFIED);
  EXPECT_THAT(document.text(), HasSubstr("為人民服務\n乾县"));
}

TEST(Script, CountsTraditionalCharactersThatOtherFormsStandFor) {
  // U+2F9E and U+F902 are 車, U+F937 is 路: two that tell, one that both scripts have.
  EXPECT_EQ(Read("\u2F9E東\uF937").script(), v1::Document::SIMPLIFIED);
  EXPECT_EQ(Read("\u2F9E東\uF902").script(), v1::Document::TRADITIONAL);
  EXPECT_EQ(Read("\u2F9E東\uF902").text(), "车东车");
}

TEST(Script, KeepsNamesAndWordsWhenConverting) {
  const v1::Document document =
      Read("乾縣政府信息公開年報，乾安縣，瞭望，瞭解，申請答覆，憑藉，著作，後續，後勤，隨著");
  EXPECT_EQ(document.script(), v1::Document::TRADITIONAL);
  EXPECT_EQ(document.text(),
            "乾县政府信息公开年报，乾安县，瞭望，了解，申请答复，凭借，著作，后续，后勤，随着");
}

TEST(Chrome, HasItsMarksAnywhereInABlock) {
  const v1::Document document = Read(
      "某县年报\n网网站标识码3301\n版权版权所\n公安备案，公网安全\n某市公公网安备3301\n版权版权所"
      "有");
  std::vector<bool> chrome;
  for (const v1::Block& block : document.blocks()) chrome.push_back(block.chrome());
  EXPECT_THAT(chrome, ElementsAre(false, true, false, false, true, true));
}

TEST(Chrome, IsMarkedByItsWordsInATextToo) {
  const v1::Document document = Read(
      "當前位置：首頁 > 年報\n某縣政府信息公開年報\n字體：【大 中 小】 打印\n大\n中\n微信\n"
      "浏览次数统计由平台生成，2023年公开信息点击量为3万次。\n3\n標籤：年報\n");
  std::vector<std::string> chrome;
  for (const v1::Block& block : document.blocks()) {
    if (!block.chrome()) continue;
    chrome.push_back(document.text().substr(block.begin(), block.end() - block.begin()));
  }
  EXPECT_THAT(chrome,
              ElementsAre("当前位置：首页 > 年报", "字体：【大 中 小】 打印", "标签：年报"));
}

TEST(Blocks, AreLinesWithoutOuterSpace) {
  const v1::Document document = Read("  标题 \n\n\t规章\n\u3000\u3000一、概述\n   \n末行");
  EXPECT_EQ(document.text(), "  标题 \n\n\t规章\n  一、概述\n   \n末行");
  EXPECT_THAT(Blocks(document), ElementsAre("标题", "规章", "一、概述", "末行"));
}

TEST(Blocks, TellImagesFromText) {
  const v1::Document document =
      Read("甲\n[image: 图一]\n![](a.png)\n![图二](b.png)\n[1] 注\n[image: 图] 后文\n");
  EXPECT_THAT(Blocks(document),
              ElementsAre("甲", "图一", "", "图二", "[1] 注", "[image: 图] 后文"));
  std::vector<v1::Block::Kind> kinds;
  for (const v1::Block& block : document.blocks()) kinds.push_back(block.kind());
  EXPECT_THAT(kinds, ElementsAre(v1::Block::PARAGRAPH, v1::Block::IMAGE, v1::Block::IMAGE,
                                 v1::Block::IMAGE, v1::Block::PARAGRAPH, v1::Block::PARAGRAPH));
}

TEST(Faults, NameEmptyFiles) {
  for (const char* data : {"", " \n\t ", "\xEF\xBB\xBF", "\u3000\u00A0\r\n"}) {
    EXPECT_EQ(Refuse(data).code(), v1::ReportError::EMPTY) << data;
  }
}

TEST(Faults, NameTheKindOfAForeignFile) {
  const struct {
    std::string bytes;
    const char* kind;
  } kCases[] = {
      {std::string("PK\x03\x04\x14\0\6\0", 8) + "readme.md", "ZIP"},
      {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 WordDocument", "DOC"},
      {"{\\rtf1\\ansi}", "RTF"},
      {"\x89PNG\r\n\x1A\n", "PNG"},
      {"\xFF\xD8\xFF\xE0 JFIF", "JPEG"},
      {"\x1F\x8B\x08", "gzip"},
  };
  for (const auto& c : kCases) {
    const v1::ReportError error = Refuse(c.bytes);
    EXPECT_EQ(error.code(), v1::ReportError::UNSUPPORTED_FORMAT) << c.kind;
    EXPECT_THAT(error.message_en(), HasSubstr(c.kind));
    EXPECT_EQ(error.stage(), "normalize");
  }
}

TEST(Faults, RefuseNoise) {
  // Every byte of a linear congruential sequence; NUL and controls among them.
  std::string noise;
  uint32_t state = 12345;
  for (int i = 0; i < 20'000; ++i) {
    state = state * 1664525 + 1013904223;
    noise += static_cast<char>(state >> 24);
  }
  EXPECT_THAT(Refuse(noise).code(), testing::AnyOf(v1::ReportError::UNKNOWN_ENCODING,
                                                   v1::ReportError::UNSUPPORTED_FORMAT));
  std::string zeros = std::string(500, '\0') + "text" + std::string(500, '\0');
  EXPECT_THAT(Refuse(zeros).code(), testing::AnyOf(v1::ReportError::UNKNOWN_ENCODING,
                                                   v1::ReportError::UNSUPPORTED_FORMAT));
}

TEST(Faults, RefuseASourceThatIsTooLarge) {
  EXPECT_EQ(Refuse(std::string(kMaxSourceBytes + 1, 'a')).code(), v1::ReportError::OVER_LIMIT);
}

TEST(Faults, TolerateASingleNul) {
  const std::string text = std::string(kReport) + '\0' + "末";
  EXPECT_THAT(Read(text).text(), testing::EndsWith("|\n末"));
}

TEST(Notes, SayThatTheDeclaredTypeIsWrong) {
  v1::Content content = ContentOf(kReport);
  content.set_media_type("text/html; charset=utf-8");
  EXPECT_THAT(NoteCodes(Read(content)), ElementsAre(v1::Note::DECLARED_TYPE_WRONG));
  content.set_media_type("text/plain");
  EXPECT_THAT(NoteCodes(Read(content)), IsEmpty());
}

TEST(Determinism, GivesTheSameBytesEveryTime) {
  const v1::Content content = ContentOf(Encode(kReport, "GB18030"));
  EXPECT_EQ(Read(content).SerializeAsString(), Read(content).SerializeAsString());
}

}  // namespace
}  // namespace gongkai
