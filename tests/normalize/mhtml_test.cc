// Web archives: the page, its frames, and the way back to the bytes as they are encoded.
#include "gmock/gmock.h"
#include "model/source_map.h"
#include "source_map_check.h"
#include "tests/corpus/corpus.h"
#include "tests/corpus/encode.h"
#include "tests/corpus/mhtml_writer.h"
#include "tests/normalize/docx_testing.h"

namespace gongkai {
namespace {

using corpus::ArchivePart;
using corpus::Transfer;
using corpus::WebArchive;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// What a stretch of the file decodes to, worked out from its signs alone. For base64 the quads
// around it.
std::string DecodeQuoted(std::string_view bytes) {
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] != '=') {
      out += bytes[i];
    } else if (bytes[i + 1] == '\r') {
      i += 2;
    } else {
      out += static_cast<char>(std::stoi(std::string(bytes.substr(i + 1, 2)), nullptr, 16));
      i += 2;
    }
  }
  return out;
}

std::string DecodeQuads(std::string_view file, std::size_t body, SourceRange range) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string digits;
  std::size_t first = 0;
  for (std::size_t at = body; digits.size() % 4 != 0 || at < range.end; ++at) {
    if (at == range.begin) first = digits.size() / 4 * 4;
    if (file[at] != '\r' && file[at] != '\n') digits += file[at];
  }
  std::string out;
  for (std::size_t at = first; at + 3 < digits.size(); at += 4) {
    uint32_t bits = 0;
    for (int i = 0; i < 4; ++i) {
      const std::size_t value = kDigits.find(digits[at + i]);
      bits = bits << 6 | (value == std::string_view::npos ? 0u : static_cast<uint32_t>(value));
    }
    for (int i = 2; i >= 0; --i) out += static_cast<char>(bits >> (8 * i) & 0xFF);
  }
  return out;
}

// Every character that stands in the text as it did in the page: its bytes in the file are it.
void CheckEveryCharacter(const std::string& file, const v1::Document& document,
                         const std::string& charset, std::size_t base64_body) {
  const v1::SourceMap& map = document.source_map();
  std::size_t checked = 0;
  for (int run = 0; run < map.kind_size(); ++run) {
    if (map.kind(run) != v1::SourceMap::CHARACTERS) continue;
    for (uint32_t k = 0; k < map.count(run); ++k) {
      const uint32_t at = map.text_begin(run) + k * map.text_step(run);
      const std::string expected = Encode(document.text().substr(at, map.text_step(run)), charset);
      const SourceRange range = ToSource(map, at, at + map.text_step(run));
      if (base64_body > 0) {
        ASSERT_THAT(DecodeQuads(file, base64_body, range), HasSubstr(expected)) << at;
        ASSERT_LE(range.end - range.begin, expected.size() * 2 + 4);
      } else {
        ASSERT_EQ(DecodeQuoted(std::string_view(file).substr(range.begin, range.end - range.begin)),
                  expected)
            << at;
      }
      ++checked;
    }
  }
  EXPECT_GT(checked, 10u);
}

std::string Page(std::string_view body) {
  return "<html><head><title>t</title></head><body>" + std::string(body) + "</body></html>\n";
}

TEST(Mhtml, ReadsAQuotedPage) {
  const std::string file =
      WebArchive({{.charset = "utf-8",
                   .bytes = Page("<p>一、总体情况 = 平稳</p><table><tr><td>收到</td>"
                                 "<td>29</td></tr><tr><td>办结</td><td>２８</td></tr>"
                                 "</table>")}});
  const v1::Document document = ReadBytes(file);
  EXPECT_EQ(document.format(), v1::Document::MHTML);
  EXPECT_EQ(document.charset(), "UTF-8");
  EXPECT_THAT(BlocksOf(document), ElementsAre("一、总体情况 = 平稳", "收到|29;办结|28"));
  CheckEveryCharacter(file, document, "UTF-8", 0);
}

TEST(Mhtml, ReadsAPageInTheCharacterSetOfItsPart) {
  const std::string file = WebArchive({{.charset = "gb2312",
                                        .bytes = Encode(Page("<p>政府信息公开工作年度报告，主动"
                                                             "公开政府信息情况，收到申请</p>"),
                                                        "GB18030")}});
  const v1::Document document = ReadBytes(file);
  EXPECT_EQ(document.charset(), "GB18030");
  EXPECT_THAT(BlocksOf(document),
              ElementsAre("政府信息公开工作年度报告，主动公开政府信息情况，收到申请"));
  CheckEveryCharacter(file, document, "GB18030", 0);
}

TEST(Mhtml, ReadsAPageInBase64AndLeadsBackToItsCharacters) {
  const std::string file = WebArchive(
      {{.charset = "utf-8",
        .bytes = Page("<p>本机关共受理申请29件，办结28件，其中予以公开13件，部分公开5件。</p>"),
        .transfer = Transfer::kBase64}});
  const v1::Document document = ReadBytes(file);
  EXPECT_THAT(BlocksOf(document),
              ElementsAre("本机关共受理申请29件，办结28件，其中予以公开13件，部分公开5件。"));
  CheckEveryCharacter(file, document, "UTF-8", file.find("base64\r\n\r\n") + 10);
}

TEST(Mhtml, ReadsAPageAsItStands) {
  const std::string file = WebArchive({{.charset = "utf-8",
                                        .bytes = Page("<p>收到的申请件数共计二十九件</p>"),
                                        .transfer = Transfer::kEightBit}});
  const v1::Document document = ReadBytes(file);
  EXPECT_THAT(BlocksOf(document), ElementsAre("收到的申请件数共计二十九件"));
  CheckEveryCharacter(file, document, "UTF-8", 0);
}

TEST(Mhtml, ReadsAFrameWhereItStands) {
  for (const char* address :
       {"cid:f@x", "http://a.cn/b/inner.html", "inner.html", "./inner.html"}) {
    const v1::Document document =
        ReadBytes(WebArchive({{.location = "http://a.cn/b/index.html",
                               .bytes = Page("<p>前</p><iframe src=\"" + std::string(address) +
                                             "\">旧</iframe><p>后</p>")},
                              {.location = "http://a.cn/b/inner.html",
                               .id = "f@x",
                               .bytes = Page("<p>内</p><div>文")}}));
    EXPECT_THAT(BlocksOf(document), ElementsAre("前", "内", "文", "后")) << address;
  }
}

TEST(Mhtml, ReadsTheFramesOfAFrameset) {
  const v1::Document document = ReadBytes(WebArchive(
      {{.bytes = "<html><frameset cols=\"20,80\"><frame src=\"cid:a\"><frame src=\"cid:b\">"
                 "<noframes>不支持</noframes></frameset></html>"},
       {.id = "a", .bytes = Page("<p>左</p>")},
       {.id = "b", .bytes = Page("<p>右</p>")}}));
  EXPECT_THAT(BlocksOf(document), ElementsAre("左", "右"));
}

TEST(Mhtml, ReadsNoFrameWithinItself) {
  const v1::Document document = ReadBytes(
      WebArchive({{.bytes = Page("<iframe src=\"cid:a\"></iframe>")},
                  {.id = "a", .bytes = Page("<p>内</p><iframe src=\"cid:a\"></iframe>")}}));
  EXPECT_THAT(BlocksOf(document), ElementsAre("内"));
}

TEST(Mhtml, BoundsTheFramesItReads) {
  std::string body;
  for (int i = 0; i < 1000; ++i) body += "<iframe src=\"cid:a\"></iframe>";
  const v1::Document document =
      ReadBytes(WebArchive({{.bytes = Page(body)}, {.id = "a", .bytes = Page("<p>内</p>")}}));
  EXPECT_EQ(BlocksOf(document).size(), 100u);
}

TEST(Mhtml, ReadsAPageThatIsTheWholeMessage) {
  const v1::Document document = ReadBytes(
      "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n"
      "Content-Transfer-Encoding: quoted-printable\n\n<p>=E5=B9=B4=E6=8A=\n=A5</p>\n");
  EXPECT_THAT(BlocksOf(document), ElementsAre("年报"));
}

TEST(Mhtml, ReadsAPlainPart) {
  const std::string text = "某局年度报告\n一、总体情况\n收到 | 29 |\n";
  const v1::Document document =
      ReadBytes(WebArchive({{.type = "text/plain", .charset = "utf-8", .bytes = text}}));
  EXPECT_THAT(document.text(), HasSubstr(text));
}

TEST(Mhtml, KeepsAnEqualsSignThatBeginsNoCode) {
  const v1::Document document = ReadBytes(
      "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n"
      "Content-Transfer-Encoding: quoted-printable\n\n<p title=x>1=ZZ2=4</p>=");
  EXPECT_THAT(BlocksOf(document), ElementsAre("1=ZZ2=4"));
}

TEST(Mhtml, ReadsWhatIsThereOfATruncatedFile) {
  const std::string file =
      WebArchive({{.charset = "utf-8", .bytes = Page("<p>年报正文</p><p>第二段落</p>")}});
  for (std::size_t size = 0; size < file.size(); ++size) {
    v1::Content content;
    content.set_data(file.substr(0, size));
    v1::Document document;
    if (Normalize(content, &document)) continue;
    EXPECT_EQ(CheckBlocks(document), "") << size;
  }
  v1::Content content;
  content.set_data(file.substr(0, file.rfind("</body>")));
  v1::Document document;
  ASSERT_FALSE(Normalize(content, &document));
  ASSERT_GT(document.notes_size(), 0);
  EXPECT_EQ(document.notes(0).code(), v1::Note::TRUNCATED);
}

TEST(Mhtml, SaysThatALetterHasAttachments) {
  const v1::ReportError error = RefuseBytes(
      "From: a@b.cn\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"x\"\n\n"
      "--x\nContent-Type: text/plain\n\n见附件\n--x\n"
      "Content-Type: application/octet-stream\n\n...\n--x--\n");
  EXPECT_EQ(error.code(), v1::ReportError::UNSUPPORTED_FORMAT);
  EXPECT_THAT(error.message_en(), HasSubstr("attachments"));
}

TEST(Mhtml, SaysThatThereIsNoPage) {
  const v1::ReportError error = RefuseBytes(
      "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n"
      "--x\nContent-Type: image/png\n\n...\n--x--\n");
  EXPECT_EQ(error.code(), v1::ReportError::DAMAGED);
  EXPECT_THAT(error.message_en(), HasSubstr("no page"));
}

TEST(Mhtml, BoundsPartsWithinParts) {
  std::string file = "MIME-Version: 1.0\n";
  for (int i = 0; i < 20; ++i) {
    const std::string mark = "b" + std::to_string(i);
    file += "Content-Type: multipart/related; boundary=" + mark + "\n\n--" + mark + "\n";
  }
  EXPECT_EQ(RefuseBytes(file + "Content-Type: text/html\n\n<p>x</p>").code(),
            v1::ReportError::OVER_LIMIT);
}

TEST(Mhtml, BoundsTheNumberOfParts) {
  std::string file = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n";
  for (int i = 0; i < 10'010; ++i) file += "--x\nContent-Type: text/html\n\np\n";
  EXPECT_EQ(RefuseBytes(file).code(), v1::ReportError::OVER_LIMIT);
}

// A text that speaks of headers is a text.
TEST(Mhtml, IsNoTextThatBeginsLikeALetter) {
  v1::Content content;
  content.set_data("From: 某局\nContent-Type: 公文\n年度报告\n");
  v1::Document document;
  ASSERT_FALSE(Normalize(content, &document));
  EXPECT_EQ(document.format(), v1::Document::TEXT);
}

TEST(Mhtml, ReadsTheReportsOfTheCorpus) {
  for (uint64_t seed = 0; seed < 30; ++seed) {
    const corpus::Rendered plain =
        corpus::Render({.seed = seed, .layout = corpus::Layout::kHtmlSplit});
    const corpus::Rendered archive = corpus::Render({.seed = seed,
                                                     .layout = corpus::Layout::kHtmlSplit,
                                                     .container = corpus::Container::kMhtml});
    v1::Content content;
    content.set_data(plain.bytes);
    v1::Document page;
    ASSERT_FALSE(Normalize(content, &page));
    EXPECT_EQ(BlocksOf(ReadBytes(archive.bytes)), BlocksOf(page)) << seed;
  }
}

}  // namespace
}  // namespace gongkai
