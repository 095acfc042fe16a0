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

using testing::AllOf;
using testing::AnyOf;
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

// The built-in rules, with a sum of the table and a rule about last year of another severity.
std::string ChangedRules(const TempFolder& folder) {
  for (const auto& file :
       std::filesystem::directory_iterator(GONGKAI_SOURCE_DIR "/validate/rules")) {
    if (file.path().extension() != ".textproto") continue;
    std::string text = ReadFile(file.path());
    for (const char* id : {"id: \"T3-01\"", "id: \"CY-01\""}) {
      const std::size_t rule = text.find(id);
      if (rule == std::string::npos) continue;
      constexpr std::string_view kSeverity = "severity: ";
      const std::size_t begin = text.find(kSeverity, rule) + kSeverity.size();
      text.replace(begin, text.find('\n', begin) - begin, "INFO");
    }
    folder.Write("rules/" + file.path().filename().string(), text);
  }
  return folder.path() + "/rules";
}

// The same report, a year earlier.
std::string YearEarlier(const corpus::Rendered& report) {
  std::string text = report.bytes;
  for (int year = report.year - 1; year <= report.year + 1; ++year) {
    const std::string now = std::to_string(year), before = std::to_string(year - 1);
    for (std::size_t at = 0; (at = text.find(now, at)) != std::string::npos;) {
      text.replace(at, now.size(), before);
    }
  }
  return text;
}

class KilledApply : public testing::Test {
 protected:
  static constexpr int kReports = 600;  // half of them last year's of the other half
  static constexpr int kLookedAt = 16;

  KilledApply() {
    for (int i = 0; i < kReports; i += 2) {
      const corpus::Rendered report =
          corpus::Render({.seed = static_cast<uint64_t>(i), .fault = corpus::Fault::kT301});
      folder_.Write(Name(i), report.bytes);
      folder_.Write(Name(i + 1), YearEarlier(report));
    }
    rules_ = ChangedRules(folder_);
  }

  static std::string Name(int i) { return "in/" + std::to_string(i) + ".txt"; }

  ProgramResult Run(const std::string& command, const std::string& store,
                    std::vector<std::string> more) const {
    more.insert(more.begin(), {command, "--store", folder_.path() + store});
    return RunProgram("gongkai", more);
  }

  std::string Show(const std::string& store, int i) const {
    return Run("show", store, {"--format", "json", folder_.path() + "/" + Name(i)}).out;
  }

  std::vector<std::string> ShowAll(const std::string& store) const {
    std::vector<std::string> shown;
    for (int i = 0; i < kLookedAt; ++i) shown.push_back(Show(store, i));
    return shown;
  }

  const TempFolder folder_;
  std::string rules_;
};

TEST_F(KilledApply, ChangesEachReportWhollyOrNotAtAllWhereverItHappens) {
  using Clock = std::chrono::steady_clock;
  Run("run", "/killed", {folder_.path() + "/in"});
  Run("run", "/undisturbed", {folder_.path() + "/in"});
  const std::vector<std::string> old = ShowAll("/undisturbed");
  // Reports are held against their partners, and the change reaches what is said of them.
  EXPECT_THAT(old[0], AllOf(HasSubstr("\"T3-01\""), HasSubstr("\"CY-01\"")));
  const auto start = Clock::now();
  Run("apply", "/undisturbed", {"--rules", rules_});
  const auto whole = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start);
  const std::vector<std::string> changed = ShowAll("/undisturbed");
  for (int i = 0; i < kLookedAt; ++i) ASSERT_NE(old[i], changed[i]) << i;

  std::mt19937 random(20);
  for (int kill = 0; kill < 20; ++kill) {
    std::vector<std::string> command = {Program("gongkai"), "apply", "--store",
                                        folder_.path() + "/killed"};
    if (kill % 2 == 0) command.insert(command.end(), {"--rules", rules_});
    ChildProcess apply(command);
    std::this_thread::sleep_for(
        std::chrono::microseconds(random() % static_cast<uint64_t>(whole.count())));
    apply.Signal(SIGKILL);
    apply.Wait();
    for (const int looked_at : {kill % kLookedAt, (kill + 5) % kLookedAt}) {
      EXPECT_THAT(Show("/killed", looked_at), AnyOf(old[looked_at], changed[looked_at]));
    }
  }
  Run("apply", "/killed", {"--rules", rules_});
  EXPECT_EQ(ShowAll("/killed"), changed);
  EXPECT_THAT(Run("plan", "/killed", {"--rules", rules_}).out, HasSubstr("需重新处理 0 份"));
}

}  // namespace
}  // namespace gongkai
