// A folder packed as ZIP is a folder.
#include "pipeline/packed_folder.h"

#include <string>
#include <vector>

#include "common/digest.h"
#include "common/limits.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "pipeline/inputs.h"
#include "tests/common/temp_folder.h"
#include "tests/corpus/docx_writer.h"

namespace gongkai {
namespace {

using corpus::Zip;
using corpus::ZipFile;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<v1::Report> LoadAll(const std::vector<std::string>& paths) {
  const auto inputs = FilesOf(paths);
  std::vector<v1::Report> reports;
  while (true) {
    const auto input = inputs->Next();
    if (!input.ok() || !input->has_value()) break;
    EXPECT_EQ((*input)->index, reports.size());
    EXPECT_TRUE(inputs->Load(**input, &reports.emplace_back()).ok());
  }
  EXPECT_EQ(inputs->total(), reports.size());
  return reports;
}

std::vector<std::string> UrisIn(const std::vector<v1::Report>& reports) {
  std::vector<std::string> uris;
  uris.reserve(reports.size());
  for (const v1::Report& report : reports) uris.push_back(report.source().uri());
  return uris;
}

// The one report of an archive with this file in it.
v1::Report LoadOne(const std::string& bytes) {
  const TempFolder folder;
  const std::vector<v1::Report> reports = LoadAll({folder.Write("a.zip", bytes)});
  EXPECT_EQ(reports.size(), 1u);
  return reports.empty() ? v1::Report() : reports[0];
}

// Names that the writer of archives would not take: another one of that length stands in for it.
std::string Renamed(std::string archive, std::string_view from, std::string_view to) {
  EXPECT_EQ(from.size(), to.size());
  for (std::size_t at = archive.find(from); at != std::string::npos; at = archive.find(from, at)) {
    archive.replace(at, from.size(), to);
  }
  return archive;
}

TEST(PackedFolder, ReadsAPageWithTheFilesThatItsFramesShow) {
  const TempFolder folder;
  const std::string path = folder.Write(
      "a.zip",
      Zip({ZipFile{"县/年报.html", "<html><iframe src=\"年报_files/t.html\"></iframe></html>"},
           ZipFile{"县/年报_files/t.html", "<html><body><p>文</p></body></html>"},
           ZipFile{"县/年报_files/t.css", "p {}"}}));
  const std::vector<v1::Report> reports = LoadAll({path});
  ASSERT_THAT(UrisIn(reports), ElementsAre(path + "!/县/年报.html"));
  EXPECT_THAT(reports[0].content().data(),
              HasSubstr("Content-Location: 年报_files/t.html\r\n\r\n<html><body><p>文</p>"));
  EXPECT_EQ(reports[0].source().digest(), Digest(reports[0].content().data()));
}

TEST(PackedFolder, GivesItsFilesInOrderOfTheirNames) {
  const TempFolder folder;
  folder.Write("a.txt", "a");
  folder.Write("b.zip", Zip({{"y/2.html", "two"}, {"y/1.txt", "one"}, {"x.txt", "x"}}));
  folder.Write("c.txt", "c");
  const std::vector<v1::Report> reports = LoadAll({folder.path()});
  EXPECT_THAT(UrisIn(reports),
              ElementsAre(folder.path() + "/a.txt", folder.path() + "/b.zip!/x.txt",
                          folder.path() + "/b.zip!/y/1.txt", folder.path() + "/b.zip!/y/2.html",
                          folder.path() + "/c.txt"));
  EXPECT_EQ(reports[3].content().data(), "two");
  EXPECT_EQ(reports[3].content().media_type(), "text/html");
  EXPECT_EQ(reports[3].source().digest(), Digest("two"));
  EXPECT_EQ(reports[3].source().size(), 3u);
}

TEST(PackedFolder, ReadsNamesInGbk) {
  const TempFolder folder;
  // 年报.txt
  const std::string archive = Renamed(Zip({{"ABCD.txt", "x"}}), "ABCD", "\xC4\xEA\xB1\xA8");
  const std::string path = folder.Write("a.zip", archive);
  EXPECT_THAT(UrisIn(LoadAll({path})), ElementsAre(path + "!/年报.txt"));
}

TEST(PackedFolder, ReadsNamesInUtf8) {
  const TempFolder folder;
  const std::string path = folder.Write("A.ZIP", Zip({{"某局/年报.txt", "x"}}));
  EXPECT_THAT(UrisIn(LoadAll({path})), ElementsAre(path + "!/某局/年报.txt"));
}

TEST(PackedFolder, EscapesNamesThatAreNoText) {
  const TempFolder folder;
  const std::string path = folder.Write("a.zip", Renamed(Zip({{"AB.txt", "x"}}), "AB", "\xFF\x80"));
  EXPECT_THAT(UrisIn(LoadAll({path})), ElementsAre(path + "!/%ff%80.txt"));
}

TEST(PackedFolder, PassesOverHiddenFilesAndReadmes) {
  const TempFolder folder;
  const std::string path = folder.Write(
      "a.zip",
      Zip({{"__MACOSX/._b.txt", "x"}, {".git/b.txt", "x"}, {"d/README.md", "x"}, {"b.txt", "b"}}));
  EXPECT_THAT(UrisIn(LoadAll({path})), ElementsAre(path + "!/b.txt"));
}

TEST(PackedFolder, IsNoOfficeFile) {
  const TempFolder folder;
  const std::string word = corpus::WordDocument("<w:p/>");
  const std::string path = folder.Write("word.zip", word);
  const std::vector<v1::Report> reports = LoadAll({path});
  ASSERT_EQ(reports.size(), 1u);
  EXPECT_EQ(reports[0].source().uri(), path);
  EXPECT_EQ(reports[0].content().data(), word);
}

TEST(PackedFolder, HoldsOfficeFiles) {
  const std::string word = corpus::WordDocument("<w:p/>");
  EXPECT_EQ(LoadOne(Zip({{"a.docx", word}})).content().data(), word);
}

TEST(PackedFolder, RefusesAnArchiveWithinButNotItsNeighbours) {
  const TempFolder folder;
  const std::string path =
      folder.Write("a.zip", Zip({{"1.zip", Zip({{"b.txt", "b"}})}, {"2.txt", "two"}}));
  const std::vector<v1::Report> reports = LoadAll({path});
  ASSERT_EQ(reports.size(), 2u);
  EXPECT_EQ(reports[0].error().code(), v1::ReportError::UNSUPPORTED_FORMAT);
  EXPECT_THAT(reports[0].error().message_en(), HasSubstr("unpack it first"));
  EXPECT_FALSE(reports[0].has_content());
  EXPECT_EQ(reports[1].content().data(), "two");
}

TEST(PackedFolder, RefusesPathsThatLeadOut) {
  for (const std::string_view name :
       {"../../bb.txt", "/abcdefg.txt", "C:/abcde.txt", "a/../../b.tx"}) {
    const v1::Report report = LoadOne(Renamed(Zip({{"ABCDEFGH.txt", "x"}}), "ABCDEFGH.txt", name));
    EXPECT_EQ(report.error().code(), v1::ReportError::DAMAGED) << name;
    EXPECT_THAT(report.error().message_en(), HasSubstr("leads out"));
  }
}

TEST(PackedFolder, RefusesTwoFilesOfOneName) {
  const TempFolder folder;
  const std::string path = folder.Write(
      "a.zip", Renamed(Zip({{"1.txt", "x"}, {"2.txt", "y"}, {"3.txt", "z"}}), "2.txt", "1.txt"));
  const std::vector<v1::Report> reports = LoadAll({path});
  ASSERT_EQ(reports.size(), 3u);
  EXPECT_EQ(reports[0].error().code(), v1::ReportError::DAMAGED);
  EXPECT_EQ(reports[1].error().code(), v1::ReportError::DAMAGED);
  EXPECT_FALSE(reports[2].has_error());
}

TEST(PackedFolder, RefusesABombUnread) {
  EXPECT_EQ(LoadOne(Zip({{"a.txt", std::string(kMaxSourceBytes + 1, 'x')}})).error().code(),
            v1::ReportError::OVER_LIMIT);
  EXPECT_EQ(LoadOne(Zip({{"a.txt", std::string(20u << 20, 'x')}})).error().code(),
            v1::ReportError::OVER_LIMIT);
}

TEST(PackedFolder, SaysThatAFileWithinIsBroken) {
  std::string archive = Zip({{"a.txt", "some text that is stored", false}});
  archive[archive.find("stored")] ^= 1;
  EXPECT_EQ(LoadOne(archive).error().code(), v1::ReportError::DAMAGED);
}

TEST(PackedFolder, SaysThatTheArchiveIsCutOff) {
  const std::string archive = Zip({{"a.txt", "aaa"}, {"b.txt", "bbb"}});
  for (std::size_t size = 4; size < archive.size(); size += 5) {
    EXPECT_EQ(LoadOne(archive.substr(0, size)).error().code(), v1::ReportError::DAMAGED) << size;
  }
}

TEST(PackedFolder, SaysThatItHoldsNothing) {
  EXPECT_EQ(LoadOne(std::string("PK\5\6", 4) + std::string(18, '\0')).error().code(),
            v1::ReportError::NO_REPORTS);
}

// An archive of a few bytes that claims a billion files, for which room would be made.
TEST(PackedFolder, BoundsTheFilesItClaims) {
  std::string end = std::string("PK\6\6", 4) + std::string(52, '\0');
  end[4] = 44;
  end[24 + 3] = end[32 + 3] = 0x40;  // 2^30 entries
  std::string locator = std::string("PK\6\7", 4) + std::string(16, '\0');
  locator[8] = 4;
  locator[16] = 1;
  const std::string tail =
      std::string("PK\5\6\0\0\0\0", 8) + std::string(12, '\xFF') + std::string(2, '\0');
  EXPECT_EQ(LoadOne(std::string("PK\3\4", 4) + end + locator + tail).error().code(),
            v1::ReportError::OVER_LIMIT);
}

TEST(PackedFolder, IsAFileIfItIsNoArchive) {
  const TempFolder folder;
  const std::string path = folder.Write("a.zip", "text");
  EXPECT_EQ(LoadAll({path})[0].content().data(), "text");
}

TEST(MediaTypeOfName, GoesByTheEndOfTheName) {
  EXPECT_EQ(MediaTypeOfName("a/b.HTML"), "text/html");
  EXPECT_EQ(MediaTypeOfName("a.txt"), "text/plain");
  EXPECT_EQ(MediaTypeOfName("a.doc"), "application/msword");
  EXPECT_EQ(MediaTypeOfName("html"), "");
  EXPECT_EQ(MediaTypeOfName("a.bin"), "");
}

}  // namespace
}  // namespace gongkai
