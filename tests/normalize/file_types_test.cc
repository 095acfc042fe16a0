// What a file is comes from its bytes; old Office files are told apart, files of two kinds noted.
#include <cstring>

#include "gmock/gmock.h"
#include "normalize/compound_file.h"
#include "tests/corpus/xlsx_writer.h"
#include "tests/normalize/docx_testing.h"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Stream {
  std::string name;
  std::string bytes;  // its first sector; the rest is not there
};

// A compound file of 512-byte sectors: header, table, directory, the first sector of each stream.
std::string Compound(const std::vector<Stream>& streams) {
  const auto put = [](std::string* bytes, std::size_t at, uint32_t value, std::size_t size) {
    std::memcpy(bytes->data() + at, &value, size);
  };
  std::string header(512, '\0');
  header.replace(0, 8, std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8));
  put(&header, 30, 9, 2);
  put(&header, 48, 1, 4);  // the directory begins in sector 1
  put(&header, 76, 0, 4);  // the table stands in sector 0
  std::string table(512, '\xFF');
  std::string directory;
  std::string data;
  const std::size_t sectors = (streams.size() + 3) / 4;
  for (std::size_t i = 0; i < sectors; ++i) {
    put(&table, (1 + i) * 4, i + 1 < sectors ? static_cast<uint32_t>(2 + i) : 0xFFFFFFFE, 4);
  }
  for (const Stream& stream : streams) {
    std::string entry(128, '\0');
    for (std::size_t i = 0; i < stream.name.size(); ++i) entry[2 * i] = stream.name[i];
    put(&entry, 64, static_cast<uint32_t>(2 * stream.name.size() + 2), 2);
    put(&entry, 116, static_cast<uint32_t>(1 + sectors + data.size() / 512), 4);
    put(&entry, 120, 8192, 4);
    directory += entry;
    data += stream.bytes + std::string(512 - stream.bytes.size(), '\0');
  }
  directory.resize(sectors * 512);
  return header + table + directory + data;
}

const Stream kRoot{"Root Entry", ""};
const Stream kWord{"WordDocument", std::string("\xEC\xA5\xC1\0\0\0\0\0\0\0\0\0", 12)};
const Stream kBook{"Workbook", std::string("\x09\x08\x02\0\0\0\x40\0\0\0", 10)};

// It was looked at for ever: no entry was counted of a sector that is cut off before its first one.
TEST(CompoundFiles, MayHaveADirectoryThatLeadsToItself) {
  std::string file = Compound({}).substr(0, 512) + std::string(64, '\0');
  file[48] = 0;  // the directory is the sector that the table stands in, whose next one is 0
  EXPECT_EQ(CompoundKindOf(file), CompoundKind::kUnknown);
}

TEST(CompoundFiles, AreToldApartByTheirDirectory) {
  EXPECT_EQ(CompoundKindOf(Compound({kRoot, kWord})), CompoundKind::kWord);
  EXPECT_EQ(CompoundKindOf(Compound({kRoot, kBook})), CompoundKind::kExcel);
  EXPECT_EQ(CompoundKindOf(Compound({kRoot, {"PowerPoint Document", ""}})),
            CompoundKind::kPowerPoint);
  EXPECT_EQ(CompoundKindOf(Compound({kRoot, {"MatOST", ""}})), CompoundKind::kWorks);
  EXPECT_EQ(CompoundKindOf(Compound({kRoot, {"other", ""}})), CompoundKind::kUnknown);
  EXPECT_EQ(CompoundKindOf("PK"), CompoundKind::kNone);
}

TEST(CompoundFiles, ShowTheirPassword) {
  Stream word = kWord;
  word.bytes[11] = 1;
  Stream book = kBook;
  book.bytes.replace(6, 2, std::string("\x2F\0", 2));
  EXPECT_EQ(CompoundKindOf(Compound({kRoot, word})), CompoundKind::kEncrypted);
  EXPECT_EQ(CompoundKindOf(Compound({kRoot, book})), CompoundKind::kEncrypted);
  EXPECT_EQ(CompoundKindOf(Compound({kRoot, {"EncryptionInfo", ""}, {"EncryptedPackage", ""}})),
            CompoundKind::kEncrypted);
  EXPECT_EQ(RefuseBytes(Compound({kRoot, word})).code(), v1::ReportError::ENCRYPTED);
}

TEST(CompoundFiles, AreReadThroughTheChainOfTheirDirectory) {
  std::vector<Stream> streams{kRoot};
  for (int i = 0; i < 30; ++i) streams.push_back({"Data" + std::to_string(i), ""});
  streams.push_back(kWord);
  EXPECT_EQ(CompoundKindOf(Compound(streams)), CompoundKind::kWord);
}

// A directory that goes in a circle, or anywhere.
TEST(CompoundFiles, MayBeBroken) {
  std::string circle = Compound({kRoot, {"other", ""}});
  circle[512 + 4] = 1;
  circle[512 + 5] = circle[512 + 6] = circle[512 + 7] = 0;
  EXPECT_EQ(CompoundKindOf(circle), CompoundKind::kUnknown);
  const std::string sound = Compound({kRoot, kWord, kBook});
  for (std::size_t size = 0; size < sound.size(); size += 13) CompoundKindOf(sound.substr(0, size));
  for (std::size_t at = 0; at < sound.size(); ++at) {
    std::string bytes = sound;
    bytes[at] = static_cast<char>(bytes[at] ^ 0xFF);
    CompoundKindOf(bytes);
  }
}

TEST(FileTypes, AreNamedInTheError) {
  const struct {
    std::string bytes;
    const char* en;
  } kCases[] = {
      {Compound({kRoot, kWord}), "legacy Word or WPS document"},
      {Compound({kRoot, kBook}), "legacy Excel or WPS workbook"},
      {"{\\rtf1\\ansi x}", "RTF"},
      {corpus::Zip({{"mimetype", "application/vnd.oasis.opendocument.text", false}}), "ODT"},
      {corpus::Zip({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet", false}}), "ODS"},
      {corpus::Zip({{"OFD.xml", "<x/>"}}), "OFD"},
      {corpus::Zip({{"a.html", "<p>x</p>"}}), "unpack it and send the reports in it"},
  };
  for (const auto& c : kCases) {
    const v1::ReportError error = RefuseBytes(c.bytes);
    EXPECT_EQ(error.code(), v1::ReportError::UNSUPPORTED_FORMAT) << c.en;
    EXPECT_THAT(error.message_en(), HasSubstr(c.en));
  }
}

std::vector<std::string> OtherTypes(const std::string& bytes) {
  std::vector<std::string> others;
  v1::Content content;
  content.set_data(bytes);
  v1::Document document;
  EXPECT_FALSE(Normalize(content, &document));
  for (const v1::Note& note : document.notes()) {
    if (note.code() == v1::Note::OTHER_TYPE_TOO) others.push_back(note.detail());
  }
  return others;
}

TEST(FileTypes, AreDecidedByTheFirstBytesAndTheOtherIsNoted) {
  std::string page = "<html><body>";
  for (int i = 0; i < 100; ++i) page += "<p>某局年度报告正文内容</p>";
  page += "</body></html>\n";
  const std::string word = corpus::WordDocument(Line("甲"));
  EXPECT_THAT(OtherTypes(page), IsEmpty());
  EXPECT_THAT(OtherTypes(word), IsEmpty());
  // An archive that holds nothing, behind a page.
  EXPECT_THAT(OtherTypes(page + std::string("PK\5\6", 4) + std::string(18, '\0')),
              ElementsAre("ZIP"));
  EXPECT_THAT(OtherTypes("<html><!-- %PDF-1.4 -->" + page), ElementsAre("PDF"));
  EXPECT_THAT(OtherTypes(word + page), ElementsAre("HTML"));
  EXPECT_THAT(OtherTypes(word + "%PDF-1.4\n"), ElementsAre("PDF"));
}

TEST(FileTypes, AreTheSameWhateverTheFileIsCalled) {
  v1::Content content;
  content.set_data("<html><body><p>年报</p></body></html>");
  content.set_media_type("application/msword");
  v1::Document document;
  ASSERT_FALSE(Normalize(content, &document));
  EXPECT_EQ(document.format(), v1::Document::HTML);
  ASSERT_EQ(document.notes_size(), 1);
  EXPECT_EQ(document.notes(0).code(), v1::Note::DECLARED_TYPE_WRONG);
}

}  // namespace
}  // namespace gongkai
