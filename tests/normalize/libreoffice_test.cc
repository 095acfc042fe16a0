// Old formats through a converter, and through LibreOffice where it is installed.
#include "normalize/libreoffice.h"

#include <stdlib.h>

#include <fstream>

#include "gmock/gmock.h"
#include "tests/common/temp_folder.h"
#include "tests/corpus/xlsx_writer.h"
#include "tests/normalize/docx_testing.h"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kRtf[] =
    "{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0 SimSun;}}\n"
    "\\pard \\u19968?\\u12289?\\u24635?\\u20307?\\par\n"  // 一、总体
    "\\trowd\\cellx2000\\cellx4000\\intbl \\u25910?\\u21040?\\cell 29\\cell\\row\n"
    "\\trowd\\cellx2000\\cellx4000\\intbl \\u21150?\\u32467?\\cell 28\\cell\\row\n"
    "\\pard end\\par}\n";

// A list of two levels, as Word writes it: 一、甲 （一）乙 （二）丙 二、丁.
constexpr char kRtfList[] =
    "{\\rtf1\\ansi\\ansicpg936\\uc1\\deff0{\\fonttbl{\\f0\\fnil\\fcharset134 SimSun;}}\n"
    "{\\*\\listtable{\\list\\listtemplateid1\\listhybrid"
    "{\\listlevel\\levelnfc39\\levelnfcn39\\levelfollow2\\levelstartat1"
    "{\\leveltext\\'02\\'00\\u12289?;}{\\levelnumbers\\'01;}\\f0}"
    "{\\listlevel\\levelnfc39\\levelnfcn39\\levelfollow2\\levelstartat1"
    "{\\leveltext\\'03\\u-248?\\'01\\u-247?;}{\\levelnumbers\\'02;}\\f0}"
    "{\\listname ;}\\listid1}}\n"
    "{\\*\\listoverridetable{\\listoverride\\listid1\\listoverridecount0\\ls1}}\n"
    "\\pard\\plain\\ls1\\ilvl0\\f0 \\u30002?\\par\n"
    "\\pard\\plain\\ls1\\ilvl1\\f0 \\u20057?\\par\n"
    "\\pard\\plain\\ls1\\ilvl1\\f0 \\u19993?\\par\n"
    "\\pard\\plain\\ls1\\ilvl0\\f0 \\u19969?\\par}\n";

// Gives back what it is told to.
class FakeConverter : public OfficeConverter {
 public:
  std::optional<v1::ReportError> Convert(std::string_view, const Convertible& format,
                                         std::string* converted) override {
    asked = std::string(format.name);
    *converted = answer;
    return std::nullopt;
  }
  std::string asked, answer;
};

TEST(Converters, GiveAFileThatIsReadInItsPlace) {
  FakeConverter converter;
  converter.answer = corpus::WordDocument(Line("甲"));
  v1::Content content;
  content.set_data(kRtf);
  v1::Document document;
  ASSERT_FALSE(Normalize(content, &document, nullptr, &converter));
  EXPECT_EQ(converter.asked, "RTF");
  EXPECT_EQ(document.format(), v1::Document::DOCX);
  EXPECT_THAT(BlocksOf(document), ElementsAre("甲"));
  ASSERT_EQ(document.notes_size(), 1);
  EXPECT_EQ(document.notes(0).code(), v1::Note::CONVERTED);
  EXPECT_EQ(document.notes(0).detail(), "RTF");
}

TEST(Converters, AreAskedForOldFormatsAlone) {
  const struct {
    std::string bytes;
    const char* name;
  } kCases[] = {
      {kRtf, "RTF"},
      {corpus::Zip({{"mimetype", "application/vnd.oasis.opendocument.text", false}}), "ODT"},
      {corpus::Zip({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet", false}}), "ODS"},
      {corpus::WordDocument(Line("甲")), ""},
      {"某局年度报告", ""}};
  for (const auto& c : kCases) EXPECT_EQ(ConvertibleOf(c.bytes).name, c.name);
}

TEST(Converters, MayGiveRubbish) {
  FakeConverter converter;
  converter.answer = kRtf;
  v1::Content content;
  content.set_data(kRtf);
  v1::Document document;
  const auto error = Normalize(content, &document, nullptr, &converter);
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), v1::ReportError::DAMAGED);
}

TEST(LibreOffice, IsNamedWithItsPackageWhereItIsMissing) {
  LibreOffice office({.program = "/nowhere/soffice"});
  v1::Content content;
  content.set_data(kRtf);
  v1::Document document;
  const auto error = Normalize(content, &document, nullptr, &office);
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), v1::ReportError::UNSUPPORTED_FORMAT);
  EXPECT_THAT(error->message_en(), HasSubstr("libreoffice-writer-nogui"));
  EXPECT_THAT(error->message_zh(), HasSubstr("libreoffice-writer-nogui"));
}

// A program in its place, so that no test depends on what is installed.
std::string Script(const TempFolder& folder, const std::string& lines) {
  const std::string path = folder.Write("soffice", "#!/bin/sh\n" + lines + "\n");
  std::filesystem::permissions(path, std::filesystem::perms::owner_all);
  return path;
}

std::optional<v1::ReportError> ConvertWith(const std::string& program, int seconds,
                                           std::string* converted) {
  LibreOffice office({.program = program, .seconds = seconds});
  return office.Convert(kRtf, ConvertibleOf(kRtf), converted);
}

TEST(LibreOffice, IsGivenTheFileAndAFolder) {
  const TempFolder folder;
  std::string converted;
  // Arguments: profile, three switches, --convert-to, docx, --outdir, folder, file.
  const std::string program =
      Script(folder, "test \"$6\" = docx || exit 1; mkdir -p \"$8\"; cp \"$9\" \"$8/in.docx\"");
  ASSERT_FALSE(ConvertWith(program, 20, &converted));
  EXPECT_EQ(converted, kRtf);
}

TEST(LibreOffice, MayFailOrHang) {
  const TempFolder folder;
  std::string converted;
  EXPECT_EQ(ConvertWith(Script(folder, "exit 1"), 20, &converted)->code(),
            v1::ReportError::DAMAGED);
  EXPECT_EQ(ConvertWith(Script(folder, "sleep 60"), 1, &converted)->code(),
            v1::ReportError::TIMED_OUT);
  EXPECT_EQ(
      ConvertWith(Script(folder, "mkdir -p \"$8\"; : > \"$8/in.docx\""), 20, &converted)->code(),
      v1::ReportError::DAMAGED);
}

v1::Document Converted(const char* rtf) {
  v1::Content content;
  content.set_data(rtf);
  v1::Document document;
  const auto error = Normalize(content, &document, nullptr, &LibreOffice::Shared());
  EXPECT_FALSE(error) << error->ShortDebugString();
  EXPECT_EQ(CheckParts(document), "");
  return document;
}

TEST(LibreOffice, ConvertsATable) {
  if (!LibreOffice::Shared().installed()) {
    GTEST_SKIP() << "LibreOffice is not installed (libreoffice-writer-nogui)";
  }
  EXPECT_THAT(BlocksOf(Converted(kRtf)), ElementsAre("一、总体", "收到|29;办结|28", "end"));
}

TEST(LibreOffice, KeepsTheNumbersOfLists) {
  if (!LibreOffice::Shared().installed()) {
    GTEST_SKIP() << "LibreOffice is not installed (libreoffice-writer-nogui)";
  }
  EXPECT_THAT(BlocksOf(Converted(kRtfList)),
              ElementsAre("一、甲", "（一）乙", "（二）丙", "二、丁"));
}

}  // namespace
}  // namespace gongkai
