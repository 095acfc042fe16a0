// Helpers that die, hang or lie, and what becomes of the reports.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "common/limits.h"
#include "gmock/gmock.h"
#include "normalize/normalize_stage.h"
#include "tests/normalize/pdf_testing.h"

namespace gongkai {
namespace {

using ::testing::HasSubstr;

std::string FakeReader() { return std::string(GONGKAI_BINARY_DIR) + "/fake-reader"; }

ReaderPool::Options Fake(int seconds = 20) { return {.program = FakeReader(), .seconds = seconds}; }

// A PDF as far as the engine looks; what it asks of the helper stands behind.
std::string Pdf(const std::string& order) { return "%PDF-1.4\n" + order; }

TEST(ReaderPool, KeepsAHelperForTheNextFile) {
  ReaderPool pool(Fake());
  v1::Pages pages;
  ASSERT_FALSE(pool.ReadPages(ContentOf(Pdf("good")), &pages));
  EXPECT_EQ(pages.pages_size(), 1);
  EXPECT_EQ(pool.idle(), 1u);
  ASSERT_FALSE(pool.ReadPages(ContentOf(Pdf("good")), &pages));
  EXPECT_EQ(pool.idle(), 1u);
}

TEST(ReaderPool, StartsAHelperForEachCallerAtTheSameTime) {
  ReaderPool pool(Fake());
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&pool] {
      for (int k = 0; k < 50; ++k) {
        v1::Pages pages;
        EXPECT_FALSE(pool.ReadPages(ContentOf(Pdf("good")), &pages));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_GE(pool.idle(), 1u);
  EXPECT_LE(pool.idle(), 4u);
}

TEST(ReaderPool, PutsAnotherInThePlaceOfOneThatGrew) {
  ReaderPool pool(Fake());
  v1::Pages pages;
  ASSERT_FALSE(pool.ReadPages(ContentOf(Pdf("fat")), &pages));
  EXPECT_EQ(pool.idle(), 0u);
}

TEST(ReaderPool, GivesUpAFileThatKillsItsHelperTwice) {
  ReaderPool pool(Fake());
  const v1::ReportError error = RefusePdf(Pdf("die"), pool);
  EXPECT_EQ(error.code(), v1::ReportError::STAGE_FAILED);
  EXPECT_THAT(error.message_zh(), HasSubstr("信号 9"));
  EXPECT_THAT(error.message_en(), HasSubstr("signal 9"));
  EXPECT_EQ(pool.idle(), 0u);
  v1::Pages pages;
  EXPECT_FALSE(pool.ReadPages(ContentOf(Pdf("good")), &pages)) << "the next file is not harmed";
}

TEST(ReaderPool, GivesUpAFileWhoseAnswerIsRubbish) {
  ReaderPool pool(Fake());
  EXPECT_EQ(RefusePdf(Pdf("rubbish"), pool).code(), v1::ReportError::STAGE_FAILED);
  EXPECT_EQ(RefusePdf(Pdf("flood"), pool).code(), v1::ReportError::STAGE_FAILED);
}

TEST(ReaderPool, EndsAHelperThatHangs) {
  ReaderPool pool(Fake(1));
  const auto start = std::chrono::steady_clock::now();
  const v1::ReportError error = RefusePdf(Pdf("hang"), pool);
  EXPECT_EQ(error.code(), v1::ReportError::TIMED_OUT);
  EXPECT_THAT(error.message_en(), HasSubstr("1 s"));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(15));
  v1::Pages pages;
  EXPECT_FALSE(pool.ReadPages(ContentOf(Pdf("good")), &pages));
}

TEST(ReaderPool, TellsWantOfMemoryFromDeath) {
  ReaderPool pool(Fake());
  const v1::ReportError error = RefusePdf(Pdf("no memory"), pool);
  EXPECT_EQ(error.code(), v1::ReportError::OVER_LIMIT);
  EXPECT_THAT(error.message_zh(), HasSubstr("1024 MB"));
}

// The process that waits for work was killed: nobody notices.
// The system counts the memory of the process that starts another as the other's own.
TEST(ReaderPool, KeepsAHelperThatALargeProcessStarted) {
  const std::string ballast(kReaderRecycleBytes + (64u << 20), 'x');
  corpus::PdfWriter writer;
  writer.AddPage().Text(80, 100, 12, "年度报告");
  ReaderPool pool({.program = ReaderProgram()});
  v1::Pages pages;
  ASSERT_FALSE(pool.ReadPages(ContentOf(writer.Write()), &pages));
  EXPECT_EQ(pool.idle(), 1u);
  EXPECT_EQ(ballast.back(), 'x');
}

TEST(ReaderPool, ReadsOnWhereAnIdleHelperWasKilled) {
  const auto started = ReaderProcess::Start(ReaderProgram());
  ASSERT_TRUE(started.ok()) << started.status();
  corpus::PdfWriter writer;
  writer.AddPage().Text(80, 100, 12, "年度报告");
  const std::string bytes = writer.Write();
  ReaderPool pool({.program = ReaderProgram()});
  v1::Pages pages;
  ASSERT_FALSE(pool.ReadPages(ContentOf(bytes), &pages));
  ASSERT_EQ(pool.idle(), 1u);
  // All children of this process but `started` are the pool's.
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/task")) {
    std::ifstream children(entry.path() / "children");
    for (pid_t child = 0; children >> child;) {
      if (child != (*started)->pid()) kill(child, SIGKILL);
    }
  }
  for (int i = 0; i < 3; ++i) {
    v1::Pages again;
    EXPECT_FALSE(pool.ReadPages(ContentOf(bytes), &again));
    EXPECT_EQ(again.pages_size(), 1);
  }
}

TEST(ReaderPool, SaysWhatIsMissingAndReadsOtherFilesWithoutIt) {
  ReaderPool pool({.program = "/nowhere/gongkai-reader"});
  const v1::ReportError error = RefusePdf(Pdf("good"), pool);
  EXPECT_EQ(error.code(), v1::ReportError::READER_MISSING);
  EXPECT_THAT(error.message_zh(), HasSubstr("/nowhere/gongkai-reader"));
  EXPECT_THAT(error.message_en(), HasSubstr("GONGKAI_READER"));
  v1::Document document;
  EXPECT_FALSE(Normalize(ContentOf("年度报告"), &document, &pool));
  EXPECT_EQ(RefusePdf(Pdf("good"),
                      *std::make_unique<ReaderPool>(ReaderPool::Options{.program = "/bin/true"}))
                .code(),
            v1::ReportError::READER_MISSING)
      << "a program that does not speak";
}

TEST(ReaderPool, RefusesAHelperOfAnotherVersion) {
  const std::string old = std::string(GONGKAI_BINARY_DIR) + "/old-reader";
  std::error_code ignored;
  std::filesystem::remove(old, ignored);
  std::filesystem::create_symlink(FakeReader(), old);
  ReaderPool pool({.program = old});
  const v1::ReportError error = RefusePdf(Pdf("good"), pool);
  std::filesystem::remove(old, ignored);
  EXPECT_EQ(error.code(), v1::ReportError::READER_MISSING);
  EXPECT_THAT(error.message_en(), HasSubstr("0-poppler-0"));
}

TEST(ReaderPool, SaysWhatGuardsTheSystem) {
  const auto guards = Readers().Guards();
  ASSERT_TRUE(guards.ok()) << guards.status();
  EXPECT_THAT(*guards, HasSubstr("no_new_privs"));
}

// One report of a group whose helper dies harms no other.
TEST(ReaderPool, LetsTheOtherReportsOfAGroupGoOn) {
  ReaderPool pool(Fake());
  NormalizeStage stage(&pool);
  std::vector<v1::Report> reports(3);
  reports[0].mutable_content()->set_data(Pdf("good"));
  reports[1].mutable_content()->set_data(Pdf("die"));
  reports[2].mutable_content()->set_data(Pdf("good"));
  std::vector<v1::Report*> group;
  for (v1::Report& report : reports) group.push_back(&report);
  ASSERT_TRUE(stage.Process(absl::MakeSpan(group)).ok());
  EXPECT_TRUE(reports[0].has_document());
  EXPECT_EQ(reports[1].error().code(), v1::ReportError::STAGE_FAILED);
  EXPECT_FALSE(reports[1].has_document());
  EXPECT_TRUE(reports[2].has_document());
}

}  // namespace
}  // namespace gongkai
