#include "pipeline/inputs.h"

#include <sys/stat.h>
#include <unistd.h>

#include "common/limits.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/common/temp_folder.h"

namespace gongkai {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<v1::Report> LoadAll(InputSource& inputs) {
  std::vector<v1::Report> reports;
  while (true) {
    const auto input = inputs.Next();
    if (!input.ok() || !input->has_value()) return reports;
    EXPECT_EQ((*input)->index, reports.size());
    EXPECT_TRUE(inputs.Load(**input, &reports.emplace_back()).ok());
  }
}

std::vector<std::string> Uris(const std::vector<v1::Report>& reports) {
  std::vector<std::string> uris;
  uris.reserve(reports.size());
  for (const v1::Report& report : reports) uris.push_back(report.source().uri());
  return uris;
}

TEST(FilesOf, WalksAFolderInOrderOfNamesWithTheFoldersBelow) {
  const TempFolder folder;
  folder.Write("b.txt", "b");
  folder.Write("a/z.txt", "z");
  folder.Write("a/y.txt", "y");
  folder.Write("c.txt", "c");
  const auto inputs = FilesOf({folder.path()});
  EXPECT_EQ(inputs->total(), 4u);
  EXPECT_THAT(Uris(LoadAll(*inputs)),
              ElementsAre(folder.path() + "/a/y.txt", folder.path() + "/a/z.txt",
                          folder.path() + "/b.txt", folder.path() + "/c.txt"));
}

TEST(FilesOf, PassesOverHiddenFilesAndReadmes) {
  const TempFolder folder;
  folder.Write(".hidden", "x");
  folder.Write("README.md", "x");
  folder.Write("READMES.txt", "x");
  const auto inputs = FilesOf({folder.path()});
  EXPECT_THAT(Uris(LoadAll(*inputs)), ElementsAre(folder.path() + "/READMES.txt"));
}

TEST(FilesOf, ReadsAPageWithTheFilesThatItsFramesShow) {
  const TempFolder folder;
  folder.Write("年报.html",
               "<html><body><iframe src=\"年报_files/a.html\"></iframe></body></html>");
  folder.Write("年报_files/a.html", "<html><body><p>文</p></body></html>");
  folder.Write("年报_files/a.css", "p {}");
  folder.Write("别的_files/b.txt", "b");
  const auto inputs = FilesOf({folder.path()});
  EXPECT_EQ(inputs->total(), 2u);
  const std::vector<v1::Report> reports = LoadAll(*inputs);
  ASSERT_THAT(Uris(reports),
              ElementsAre(folder.path() + "/别的_files/b.txt", folder.path() + "/年报.html"));
  EXPECT_EQ(reports[1].content().media_type(), "multipart/related");
  EXPECT_EQ(reports[1].source().size(), reports[1].content().data().size());
  EXPECT_THAT(reports[1].content().data(),
              AllOf(HasSubstr("Content-Location: 年报.html\r\n"),
                    HasSubstr("Content-Location: 年报_files/a.html\r\n"), HasSubstr("<p>文</p>")));
}

TEST(FilesOf, FollowsNoLinkFromAFrame) {
  const TempFolder elsewhere;
  const TempFolder folder;
  const std::string secret = elsewhere.Write("secret.html", "<html><body>密</body></html>");
  const std::string page = "<html><body><iframe src=\"a.html\"></iframe></body></html>";
  const std::string path = folder.Write("index.html", page);
  ASSERT_EQ(symlink(secret.c_str(), (folder.path() + "/a.html").c_str()), 0);
  const std::vector<v1::Report> reports = LoadAll(*FilesOf({path}));
  ASSERT_EQ(reports.size(), 1u);
  EXPECT_EQ(reports[0].content().data(), page);
}

TEST(FilesOf, ReadsBytesWithTheirSize) {
  const TempFolder folder;
  const auto inputs = FilesOf({folder.Write("a.txt", "abc")});
  const std::vector<v1::Report> reports = LoadAll(*inputs);
  ASSERT_EQ(reports.size(), 1u);
  EXPECT_EQ(reports[0].content().data(), "abc");
  EXPECT_EQ(reports[0].source().size(), 3u);
}

TEST(FilesOf, SaysThatAFolderHasNoReports) {
  const TempFolder folder;
  folder.Write("sub/.hidden", "x");
  const std::vector<v1::Report> reports = LoadAll(*FilesOf({folder.path()}));
  ASSERT_EQ(reports.size(), 1u);
  EXPECT_EQ(reports[0].error().code(), v1::ReportError::NO_REPORTS);
  EXPECT_EQ(reports[0].source().uri(), folder.path());
}

TEST(FilesOf, SaysThatAFileIsNotThere) {
  const std::vector<v1::Report> reports = LoadAll(*FilesOf({"/nowhere/at/all.txt"}));
  ASSERT_EQ(reports.size(), 1u);
  EXPECT_EQ(reports[0].error().code(), v1::ReportError::NOT_FOUND);
}

TEST(FilesOf, SaysThatAFileVanishedMeanwhile) {
  const TempFolder folder;
  const std::string path = folder.Write("a.txt", "abc");
  folder.Write("b.txt", "abc");
  const auto inputs = FilesOf({folder.path()});
  std::filesystem::remove(path);
  const std::vector<v1::Report> reports = LoadAll(*inputs);
  // The listing was read before or after the file went: either way the other one is there, and
  // nothing is left out unsaid.
  EXPECT_EQ(reports.back().content().data(), "abc");
  if (reports.size() == 2) {
    EXPECT_EQ(reports[0].error().code(), v1::ReportError::NOT_FOUND);
  }
}

TEST(LoadFile, RefusesAFileOverTheLimitWithoutReadingIt) {
  const TempFolder folder;
  const std::string path = folder.Write("big", "");
  ASSERT_EQ(truncate(path.c_str(), 1 << 30), 0);  // 1 GB, sparse
  v1::Report report;
  LoadFile(path, &report);
  EXPECT_EQ(report.error().code(), v1::ReportError::OVER_LIMIT);
  EXPECT_THAT(report.error().message_en(), HasSubstr("1024 MB"));
  EXPECT_FALSE(report.has_content());
}

TEST(LoadFile, SaysThatAFileMayNotBeRead) {
  const TempFolder folder;
  const std::string path = folder.Write("a.txt", "abc");
  ASSERT_EQ(chmod(path.c_str(), 0), 0);
  const uid_t user = geteuid();
  constexpr uid_t kNobody = 65534;
  // Root may read every file, so it becomes somebody else for a moment.
  if (user == 0) {
    ASSERT_EQ(seteuid(kNobody), 0);
  }
  v1::Report report;
  LoadFile(path, &report);
  if (user == 0) {
    ASSERT_EQ(seteuid(user), 0);
  }
  EXPECT_EQ(report.error().code(), v1::ReportError::UNREADABLE);
}

TEST(LoadFile, DoesNotWaitForAPipe) {
  const TempFolder folder;
  const std::string path = folder.path() + "/pipe";
  ASSERT_EQ(mkfifo(path.c_str(), 0600), 0);
  v1::Report report;
  LoadFile(path, &report);
  EXPECT_EQ(report.error().code(), v1::ReportError::UNREADABLE);
}

TEST(UriOfPath, KeepsUtf8AndEscapesOtherBytes) {
  EXPECT_EQ(UriOfPath("报告/a.txt"), "报告/a.txt");
  EXPECT_EQ(UriOfPath("\xb1\xa8.txt"), "%b1%a8.txt");  // 报 in GBK
}

TEST(FilesOfManifest, ReadsPathsAndHints) {
  const TempFolder folder;
  folder.Write("data/a.txt", "abc");
  const std::string manifest = folder.Write(
      "list.csv",
      "\xEF\xBB\xBFuri,path,charset\r\n\"x,\"\"1\"\"\",data/a.txt,gbk\r\n,data/b.txt,\r\n");
  const auto inputs = FilesOfManifest(manifest);
  ASSERT_TRUE(inputs.ok());
  EXPECT_EQ((*inputs)->total(), 2u);
  const std::vector<v1::Report> reports = LoadAll(**inputs);
  EXPECT_EQ(reports[0].source().uri(), "x,\"1\"");
  EXPECT_EQ(reports[0].content().charset(), "gbk");
  EXPECT_EQ(reports[0].content().data(), "abc");
  EXPECT_EQ(reports[1].source().uri(), "data/b.txt");
  EXPECT_EQ(reports[1].error().code(), v1::ReportError::NOT_FOUND);
}

TEST(FilesOfManifest, NamesTheLineThatIsWrong) {
  const TempFolder folder;
  const auto no_column = FilesOfManifest(folder.Write("a.csv", "file\nx\n"));
  EXPECT_THAT(std::string(no_column.status().message()), HasSubstr("a.csv:1"));
  const auto no_path = FilesOfManifest(folder.Write("b.csv", "path,uri\nx,1\n,2\n"));
  EXPECT_THAT(std::string(no_path.status().message()), HasSubstr("b.csv:3"));
  EXPECT_EQ(no_path.status().code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace gongkai
