// The same inputs through one process and through five give the same bytes.
#include <memory>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "pipeline/inputs.h"
#include "pipeline/runner.h"
#include "pipeline/stages.h"
#include "tests/common/child_process.h"
#include "tests/pipeline/program.h"

namespace gongkai {
namespace {

class Worker {
 public:
  Worker(const std::string& stage, const std::vector<std::string>& more = {})
      : stage_(stage), process_(Command(stage, more)) {
    const std::string line = process_.ReadLine();  // ends with the address
    address_ = line.substr(line.rfind(' ') + 1);
  }

  std::string flag() const { return stage_ + "=" + address_; }
  ChildProcess& process() { return process_; }

 private:
  static std::vector<std::string> Command(const std::string& stage,
                                          const std::vector<std::string>& more) {
    std::vector<std::string> command = {Program("gongkai-" + stage), "--listen", "127.0.0.1:0"};
    command.insert(command.end(), more.begin(), more.end());
    return command;
  }

  std::string stage_;
  ChildProcess process_;
  std::string address_;
};

std::vector<std::string> ReportsOf(const StageChain& chain, int jobs) {
  const std::unique_ptr<InputSource> inputs = FilesOf({GONGKAI_SOURCE_DIR "/samples"});
  std::vector<std::string> reports;
  RunnerOptions options{.jobs = jobs};
  options.render = [](const v1::Report& report, const WaivedFindings*) {
    return report.SerializeAsString();
  };
  options.deliver = [&](const std::string& bytes) { reports.push_back(bytes); };
  const RunResult result = RunAll(chain, *inputs, options);
  EXPECT_TRUE(result.status.ok()) << result.status;
  return reports;
}

TEST(FiveWorkers, GiveByteIdenticalReports) {
  // The helper lies beside the programs, not beside this test.
  setenv("GONGKAI_READER", Program("gongkai-reader").c_str(), 1);
  const TempFolder folder;
  Worker normalize("normalize"), segment("segment"), extract("extract"), validate("validate");
  Worker store("store", {"--store", folder.path() + "/remote"});
  const auto remote = Stages::Make({.remote = {normalize.flag(), segment.flag(), extract.flag(),
                                               validate.flag(), store.flag()}});
  ASSERT_TRUE(remote.ok()) << remote.status();
  const auto embedded = Stages::Make({.store = folder.path() + "/embedded"});
  ASSERT_TRUE(embedded.ok()) << embedded.status();
  EXPECT_EQ(ReportsOf(remote->CheckChain(), remote->jobs()),
            ReportsOf(embedded->CheckChain(), embedded->jobs()));
  // Kept, and read again from the store. What a report finds of others at its first time depends on
  // which came first; once all are there, no longer.
  ReportsOf(embedded->KeepChain(), embedded->jobs());
  ReportsOf(remote->KeepChain(), remote->jobs());
  const std::vector<std::string> kept = ReportsOf(embedded->KeepChain(), embedded->jobs());
  EXPECT_EQ(ReportsOf(remote->KeepChain(), remote->jobs()), kept);
  EXPECT_EQ(ReportsOf(remote->KeepChain(), remote->jobs()), kept);
}

TEST(FiveWorkers, SpreadOverSeveralOfOneStageAndOutliveOneOfThem) {
  Worker first("extract");
  auto second = std::make_unique<Worker>("extract");
  const std::string both = first.flag() + "," + second->flag().substr(second->flag().find('=') + 1);
  const auto remote = Stages::Make({.remote = {both}});
  ASSERT_TRUE(remote.ok()) << remote.status();
  const auto embedded = Stages::Make({});
  ASSERT_TRUE(embedded.ok()) << embedded.status();
  const std::vector<std::string> expected = ReportsOf(embedded->CheckChain(), 2);
  EXPECT_EQ(ReportsOf(remote->CheckChain(), 4), expected);
  second.reset();  // killed
  EXPECT_EQ(ReportsOf(remote->CheckChain(), 4), expected);
}

TEST(FiveWorkers, SayWhichStageIsDown) {
  const ProgramResult result =
      RunProgram("gongkai", {"check", "--stage", "extract=127.0.0.1:1",
                             GONGKAI_SOURCE_DIR "/samples/county-2023-pipe-rows.txt"});
  EXPECT_EQ(result.status, 3);
  EXPECT_THAT(result.err, testing::HasSubstr("extract"));
  EXPECT_THAT(result.err, testing::HasSubstr("127.0.0.1:1"));
}

TEST(FiveWorkers, EndCleanlyOnSigterm) {
  Worker worker("segment");
  worker.process().Signal(SIGTERM);
  EXPECT_EQ(worker.process().Wait(), 0);
}

}  // namespace
}  // namespace gongkai
