// What deploy/ installs: programs, services and their settings.
#include <signal.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>

#include "common/strings.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/common/child_process.h"
#include "tests/common/temp_folder.h"

namespace gongkai {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

constexpr const char* kStages[] = {"normalize", "segment", "extract", "validate", "store"};

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

struct Outcome {
  int status = -1;
  std::string errors;
};

Outcome RunToEnd(std::vector<std::string> command) {
  ChildProcess process(std::move(command));
  Outcome outcome;
  outcome.errors = process.ReadErrors();
  outcome.status = process.Wait();
  return outcome;
}

Outcome Install(const std::string& destdir, const std::string& programs = GONGKAI_BINARY_DIR) {
  return RunToEnd(
      {GONGKAI_SOURCE_DIR "/deploy/install", "--destdir", destdir, "--programs", programs});
}

// The value of NAME=VALUE in a unit or in settings.
std::string ValueOf(const fs::path& path, const std::string& name) {
  std::istringstream lines(ReadFile(path));
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(name + "=")) return line.substr(name.size() + 1);
  }
  ADD_FAILURE() << path << " says no " << name;
  return "";
}

std::string Replaced(std::string text, const std::string& what, const std::string& with) {
  for (std::size_t at; (at = text.find(what)) != text.npos;) text.replace(at, what.size(), with);
  return text;
}

class Deploy : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    system_ = std::make_unique<TempFolder>();
    const Outcome installed = Install(system_->path());
    ASSERT_EQ(installed.status, 0) << installed.errors;
  }
  static void TearDownTestSuite() { system_ = nullptr; }

  static fs::path Path(const std::string& path) { return system_->path() + path; }

  // Starts what the unit says, with its settings but for the address; it has to serve, and to end
  // when it is asked to. systemd and the shell read ${LISTEN} and $OPTIONS the same way.
  static void ExpectServes(const std::string& unit, const std::string& instance) {
    const fs::path settings = Path("/etc/gongkai/" + instance + ".env");
    EXPECT_THAT(ValueOf(settings, "LISTEN"), testing::StartsWith("127.0.0.1:"));
    const TempFolder state;
    const std::string options =
        Replaced(ValueOf(settings, "OPTIONS"), "/var/lib/gongkai", state.path());
    const std::string command =
        Replaced(ValueOf(Path("/etc/systemd/system/" + unit), "ExecStart"), "%i", instance);
    ChildProcess service(
        {"/bin/sh", "-c",
         Concat("LISTEN=127.0.0.1:0 OPTIONS='", options, "'; exec ", system_->path(), command)});
    EXPECT_THAT(service.ReadLine(), HasSubstr("127.0.0.1:")) << unit << " " << instance;
    service.Signal(SIGTERM);
    EXPECT_EQ(service.Wait(), 0) << unit << " " << instance;
  }

  static std::unique_ptr<TempFolder> system_;
};

std::unique_ptr<TempFolder> Deploy::system_;

TEST_F(Deploy, StartsEveryStageAsItsUnitSays) {
  for (const char* stage : kStages) ExpectServes("gongkai-worker@.service", stage);
}

TEST_F(Deploy, StartsTheServiceAsItsUnitSays) { ExpectServes("gongkai-serve.service", "serve"); }

TEST_F(Deploy, GivesWorkersTheAddressesOfTheManual) {
  const std::string manual = ReadFile(GONGKAI_SOURCE_DIR "/docs/operations.md");
  for (const std::string stage : kStages) {
    const std::string address = ValueOf(Path("/etc/gongkai/" + stage + ".env"), "LISTEN");
    EXPECT_THAT(manual, HasSubstr(Concat("--stage ", stage, "=", address)));
  }
}

TEST_F(Deploy, LetsAServiceDrainBeforeItIsKilled) {
  for (const char* unit : {"gongkai-worker@.service", "gongkai-serve.service"}) {
    constexpr int kDrainSeconds = 25;  // --drain-seconds, unless it is given
    const fs::path path = Path(std::string("/etc/systemd/system/") + unit);
    EXPECT_GT(std::stoi(ValueOf(path, "TimeoutStopSec")), kDrainSeconds) << unit;
  }
}

TEST_F(Deploy, KeepsSettingsThatWereChanged) {
  const fs::path settings = Path("/etc/gongkai/extract.env");
  const std::string before = ReadFile(settings);
  std::ofstream(settings) << "LISTEN=127.0.0.1:9103\nOPTIONS=--threads 3\n";
  ASSERT_EQ(Install(system_->path()).status, 0);
  EXPECT_EQ(ValueOf(settings, "OPTIONS"), "--threads 3");
  std::ofstream(settings) << before;
}

TEST_F(Deploy, SaysWhatToDoWithoutPrograms) {
  const TempFolder empty, destdir;
  const Outcome outcome = Install(destdir.path(), empty.path());
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.errors, HasSubstr("./dev build"));
  EXPECT_TRUE(fs::is_empty(destdir.path())) << "half of it was installed";
  const Outcome wrong = RunToEnd({GONGKAI_SOURCE_DIR "/deploy/install", "--colour"});
  EXPECT_EQ(wrong.status, 2);
  EXPECT_THAT(wrong.errors, HasSubstr("--destdir"));
}

TEST_F(Deploy, GivesSystemdNothingItDoesNotKnow) {
  const std::string targets = "/usr/lib/systemd/system/";
  if (!fs::exists("/usr/bin/systemd-analyze") || !fs::exists(targets + "sysinit.target")) {
    GTEST_SKIP() << "systemd-analyze is not installed";
  }
  const fs::path units = Path("/etc/systemd/system");
  for (const char* name : {"sysinit", "basic", "multi-user", "shutdown", "network"}) {
    const std::string target = std::string(name) + ".target";
    fs::copy_file(targets + target, units / target, fs::copy_options::overwrite_existing);
  }
  for (const char* unit : {"gongkai-worker@normalize.service", "gongkai-worker@segment.service",
                           "gongkai-worker@extract.service", "gongkai-worker@validate.service",
                           "gongkai-worker@store.service", "gongkai-serve.service"}) {
    const Outcome outcome =
        RunToEnd({"/usr/bin/systemd-analyze", "verify", "--root=" + system_->path(), unit});
    EXPECT_EQ(outcome.status, 0) << unit << ": " << outcome.errors;
    EXPECT_EQ(outcome.errors, "") << unit;
  }
}

}  // namespace
}  // namespace gongkai
