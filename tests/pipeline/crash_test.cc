// A run or an apply that is killed, stopped, or finds the store in use.
#include <chrono>
#include <filesystem>
#include <random>
#include <thread>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/common/child_process.h"
#include "tests/corpus/corpus.h"
#include "tests/pipeline/program.h"

namespace gongkai {
namespace {

using testing::HasSubstr;

constexpr int kReports = 3000;

class Interrupted : public testing::Test {
 protected:
  void SetUp() override {
    for (int i = 0; i < kReports; ++i) {
      const corpus::Rendered report = corpus::Render({.seed = static_cast<uint64_t>(i)});
      folder_.Write("in/" + std::to_string(i) + ".txt", report.bytes);
    }
  }

  std::vector<std::string> RunCommand(const std::string& store) const {
    return {Program("gongkai"),    "run", "--store", folder_.path() + "/" + store, "--jobs", "2",
            folder_.path() + "/in"};
  }

  ProgramResult RunToTheEnd(const std::string& store) const {
    return RunProgram("gongkai", {"run", "--store", folder_.path() + "/" + store, "--jobs", "2",
                                  folder_.path() + "/in"});
  }

  std::string Show(const std::string& store, int i) const {
    return RunProgram("gongkai",
                      {"show", "--format", "json", "--store", folder_.path() + "/" + store,
                       folder_.path() + "/in/" + std::to_string(i) + ".txt"})
        .out;
  }

  std::string Status(const std::string& store) const {
    return RunProgram("gongkai", {"status", "--store", folder_.path() + "/" + store}).out;
  }

  // Until a run has begun its batch.
  void WaitForStore(const std::string& store) const {
    for (int i = 0; i < 1000 && !Status(store).starts_with("run-"); ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }

  const TempFolder folder_;
};

TEST_F(Interrupted, GoesOnAfterKillMinusNineAndEndsLikeAnUndisturbedRun) {
  for (int delay : {60, 150, 300}) {
    ChildProcess run(RunCommand("killed"));
    std::this_thread::sleep_for(std::chrono::milliseconds(delay));
    run.Signal(SIGKILL);
    run.Wait();
  }
  const ProgramResult again = RunToTheEnd("killed");
  EXPECT_THAT(again.out, HasSubstr("共 3000 份"));
  EXPECT_THAT(again.out, HasSubstr("未能处理 0"));
  const ProgramResult undisturbed = RunToTheEnd("undisturbed");
  for (int i = 0; i < kReports; i += 271) EXPECT_EQ(Show("killed", i), Show("undisturbed", i));
  EXPECT_THAT(Status("killed"), HasSubstr("共 3000：等待 0，处理中 0"));
}

TEST_F(Interrupted, FinishesTheGroupsAtWorkWhenItIsToldToStop) {
  ChildProcess run(RunCommand("stopped"));
  WaitForStore("stopped");
  run.Signal(SIGINT);
  const int status = run.Wait();
  // A fast machine may be done before the signal comes.
  EXPECT_THAT(status, testing::AnyOf(3, 0));
  const std::string said = Status("stopped");
  if (status == 3) {
    EXPECT_THAT(said, HasSubstr("已停止"));
  }
  EXPECT_THAT(RunToTheEnd("stopped").out, HasSubstr("共 3000 份"));
  EXPECT_THAT(Status("stopped"), HasSubstr("共 3000：等待 0，处理中 0"));
}

TEST_F(Interrupted, SaysThatTheStoreIsInUseAndCanStillBeLookedAt) {
  ChildProcess run(RunCommand("used"));
  WaitForStore("used");
  const ProgramResult second =
      RunProgram("gongkai", {"run", "--store", folder_.path() + "/used",
                             GONGKAI_SOURCE_DIR "/samples/county-2023-pipe-rows.txt"});
  const int status = run.Wait();
  // Reports of one agency for two years, made apart from each other, need not agree.
  EXPECT_THAT(status, testing::AnyOf(0, 1));
  if (second.status == 3) {
    EXPECT_THAT(second.err, testing::AnyOf(HasSubstr("占用"), HasSubstr("使用"))) << second.err;
  }
}

// The built-in rules, with T3-01 of another severity.
std::string ChangedRules(const TempFolder& folder) {
  for (const auto& file :
       std::filesystem::directory_iterator(GONGKAI_SOURCE_DIR "/validate/rules")) {
    if (file.path().extension() != ".textproto") continue;
    std::string text = ReadFile(file.path());
    const std::size_t rule = text.find("id: \"T3-01\"");
    if (rule != std::string::npos) {
      text.replace(text.find("severity: ERROR", rule), 15, "severity: INFO");
    }
    folder.Write("rules/" + file.path().filename().string(), text);
  }
  return folder.path() + "/rules";
}

TEST(Apply, ChangesEachReportWhollyOrNotAtAllWhereverItIsKilled) {
  constexpr int kReports = 600;
  constexpr int kLookedAt = 8;  // all of whose findings the change reaches
  const TempFolder folder;
  for (int i = 0; i < kReports; ++i) {
    const corpus::Rendered report =
        corpus::Render({.seed = static_cast<uint64_t>(i), .fault = corpus::Fault::kT301});
    folder.Write("in/" + std::to_string(i) + ".txt", report.bytes);
  }
  const std::string rules = ChangedRules(folder);
  const auto run = [&](const std::string& store) {
    RunProgram("gongkai", {"run", "--store", folder.path() + store, folder.path() + "/in"});
  };
  const auto show = [&](const std::string& store, int i) {
    const std::string report = folder.path() + "/in/" + std::to_string(i) + ".txt";
    return RunProgram("gongkai",
                      {"show", "--format", "json", "--store", folder.path() + store, report})
        .out;
  };
  const std::string killed = folder.path() + "/killed";
  run("/killed");
  run("/undisturbed");
  std::vector<std::string> old, changed;
  for (int i = 0; i < kLookedAt; ++i) old.push_back(show("/undisturbed", i));
  RunProgram("gongkai", {"apply", "--store", folder.path() + "/undisturbed", "--rules", rules});
  for (int i = 0; i < kLookedAt; ++i) changed.push_back(show("/undisturbed", i));
  ASSERT_NE(old[0], changed[0]);

  std::mt19937 random(20);
  for (int kill = 0; kill < 20; ++kill) {
    std::vector<std::string> command = {Program("gongkai"), "apply", "--store", killed};
    if (kill % 2 == 0) command.insert(command.end(), {"--rules", rules});
    ChildProcess apply(command);
    std::this_thread::sleep_for(std::chrono::milliseconds(random() % 300));
    apply.Signal(SIGKILL);
    apply.Wait();
    const int looked_at = kill % kLookedAt;
    EXPECT_THAT(show("/killed", looked_at), testing::AnyOf(old[looked_at], changed[looked_at]));
  }
  RunProgram("gongkai", {"apply", "--store", killed, "--rules", rules});
  for (int i = 0; i < kLookedAt; ++i) EXPECT_EQ(show("/killed", i), changed[i]);
  EXPECT_THAT(RunProgram("gongkai", {"plan", "--store", killed, "--rules", rules}).out,
              HasSubstr("需重新处理 0 份"));
}

}  // namespace
}  // namespace gongkai
