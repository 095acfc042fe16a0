// Archives that claim too much, lead out, or are cut off.
#include "normalize/archive.h"

#include "common/limits.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/corpus/docx_writer.h"

namespace gongkai {
namespace {

using corpus::Zip;
using corpus::ZipFile;
using ::testing::ElementsAre;

// CODE_UNSPECIFIED if the archive opens.
v1::ReportError::Code CodeOf(std::string_view bytes) {
  std::unique_ptr<Archive> archive;
  const auto error = Archive::Open(bytes, &archive);
  return error ? error->code() : v1::ReportError::CODE_UNSPECIFIED;
}

v1::ReportError::Code CodeOfRead(std::string_view bytes, std::string_view name) {
  std::unique_ptr<Archive> archive;
  EXPECT_FALSE(Archive::Open(bytes, &archive));
  std::string out;
  const auto error = archive->Read(name, &out);
  return error ? error->code() : v1::ReportError::CODE_UNSPECIFIED;
}

// Writes `value` as four bytes at every place of the 32-bit `field`, counted from `mark`.
void Patch(std::string* bytes, std::string_view mark, std::size_t field, uint32_t value) {
  for (std::size_t at = bytes->find(mark); at != std::string::npos;
       at = bytes->find(mark, at + 4)) {
    for (int i = 0; i < 4; ++i) (*bytes)[at + field + i] = static_cast<char>(value >> (8 * i));
  }
}
constexpr char kEntryMark[] = "PK\1\2";
constexpr std::size_t kFlagField = 8;
constexpr std::size_t kSumField = 16;
constexpr std::size_t kSizeField = 24;

TEST(Archive, ReadsEntriesByNameInAnyCase) {
  const std::string bytes =
      Zip({{"word/document.xml", "甲"}, {"folder/", ""}, {"b.txt", "stored", false}});
  std::unique_ptr<Archive> archive;
  ASSERT_FALSE(Archive::Open(bytes, &archive));
  EXPECT_THAT(archive->names(), ElementsAre("word/document.xml", "b.txt"));
  EXPECT_TRUE(archive->Has("Word/Document.XML"));
  EXPECT_FALSE(archive->Has("word"));
  std::string out;
  EXPECT_FALSE(archive->Read("Word/Document.XML", &out));
  EXPECT_EQ(out, "甲");
  EXPECT_FALSE(archive->Read("b.txt", &out));
  EXPECT_EQ(out, "stored");
  EXPECT_EQ(archive->Read("c.txt", &out)->code(), v1::ReportError::DAMAGED);
}

TEST(Archive, TakesBackslashesForFolders) {
  const std::string bytes = Zip({{"word\\document.xml", "x"}});
  std::unique_ptr<Archive> archive;
  ASSERT_FALSE(Archive::Open(bytes, &archive));
  EXPECT_TRUE(archive->Has("word/document.xml"));
}

TEST(Archive, RefusesPathsThatLeadOut) {
  for (const char* name : {"../x", "a/../../x", "/etc/passwd", "C:/x", "..\\x", "a/.."}) {
    EXPECT_EQ(CodeOf(Zip({{"word/document.xml", "x"}, {name, "x"}})), v1::ReportError::DAMAGED)
        << name;
  }
  EXPECT_EQ(CodeOf(Zip({{"a..b/..c", "x"}})), v1::ReportError::CODE_UNSPECIFIED);
}

TEST(Archive, RefusesTwoEntriesOfOneName) {
  EXPECT_EQ(CodeOf(Zip({{"word/document.xml", "1"}, {"word/Document.xml", "2"}})),
            v1::ReportError::DAMAGED);
}

TEST(Archive, RefusesMoreEntriesThanTheBound) {
  std::vector<ZipFile> files;
  for (std::size_t i = 0; i <= kMaxArchiveEntries; ++i) {
    files.push_back({"f" + std::to_string(i), "", false});
  }
  EXPECT_EQ(CodeOf(Zip(files)), v1::ReportError::OVER_LIMIT);
  files.pop_back();
  EXPECT_EQ(CodeOf(Zip(files)), v1::ReportError::CODE_UNSPECIFIED);
}

TEST(Archive, BelievesNoCountOfEntriesInTheWideEnd) {
  // The end of the directory of an archive over 4 GB, which says that it has 2^60 entries.
  std::string end("PK\6\6", 4);
  end += std::string("\x2C\0\0\0\0\0\0\0", 8) + std::string(20, '\0');
  end += std::string("\0\0\0\0\0\0\0\x10", 8) + std::string(16, '\0');
  EXPECT_EQ(CodeOf(Zip({{"a", "x"}}) + end), v1::ReportError::OVER_LIMIT);
}

TEST(Archive, StopsABomb) {
  // 64 MB of zeros in 64 KB: about a thousand to one.
  const std::string bytes = Zip({{"word/document.xml", std::string(64u << 20, '\0')}});
  ASSERT_LT(bytes.size(), 100'000u);
  EXPECT_EQ(CodeOfRead(bytes, "word/document.xml"), v1::ReportError::OVER_LIMIT);
}

TEST(Archive, StopsABombThatSaysItIsSmall) {
  std::string bytes = Zip({{"word/document.xml", std::string(64u << 20, '\0')}});
  Patch(&bytes, kEntryMark, kSizeField, 1000);
  EXPECT_EQ(CodeOfRead(bytes, "word/document.xml"), v1::ReportError::DAMAGED);
}

TEST(Archive, StopsWhatIsTooLargeInAll) {
  // Noise, so that the ratio is no reason: three entries of 100 MB are more than 256 MB.
  std::string noise(100u << 20, '\0');
  uint64_t state = 1;
  for (char& c : noise) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    c = static_cast<char>(state >> 56);
  }
  const std::string bytes = Zip({{"a", noise, false}, {"b", noise, false}, {"c", noise, false}});
  std::unique_ptr<Archive> archive;
  ASSERT_FALSE(Archive::Open(bytes, &archive));
  std::string out;
  EXPECT_FALSE(archive->Read("a", &out));
  EXPECT_FALSE(archive->Read("b", &out));
  EXPECT_EQ(archive->Read("c", &out)->code(), v1::ReportError::OVER_LIMIT);
}

TEST(Archive, RefusesAWrongChecksum) {
  std::string bytes = Zip({{"word/document.xml", "<w:document/>"}});
  Patch(&bytes, kEntryMark, kSumField, 0x12345678);
  EXPECT_EQ(CodeOfRead(bytes, "word/document.xml"), v1::ReportError::DAMAGED);
}

TEST(Archive, NamesAPassword) {
  std::string bytes = Zip({{"word/document.xml", "x", false}});
  const std::size_t at = bytes.find(kEntryMark);
  bytes[at + kFlagField] = static_cast<char>(bytes[at + kFlagField] | 1);
  EXPECT_EQ(CodeOf(bytes), v1::ReportError::ENCRYPTED);
}

TEST(Archive, OpensNoArchiveWithinIt) {
  const std::string inner = Zip({{"word/document.xml", "inner"}});
  std::unique_ptr<Archive> archive;
  const std::string bytes = Zip({{"inner.zip", inner}});
  ASSERT_FALSE(Archive::Open(bytes, &archive));
  EXPECT_THAT(archive->names(), ElementsAre("inner.zip"));
}

TEST(Archive, RefusesWhatIsCutOff) {
  const std::string whole = Zip({{"word/document.xml", "text"}, {"b", "more"}});
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_EQ(CodeOf(whole.substr(0, size)), v1::ReportError::DAMAGED) << size;
  }
}

}  // namespace
}  // namespace gongkai
