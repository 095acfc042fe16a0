// The worker programs: how they start, refuse to start, and end.
#include <filesystem>
#include <fstream>

#include "common/remote_stage.h"
#include "common/worker.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/common/child_process.h"

namespace gongkai {
namespace {

using ::testing::HasSubstr;

std::string Program(const std::string& stage) { return GONGKAI_BINARY_DIR "/gongkai-" + stage; }

class ProgramsTest : public testing::TestWithParam<const char*> {
 protected:
  ProgramsTest() { std::filesystem::create_directories(folder_); }
  ~ProgramsTest() override { std::filesystem::remove_all(folder_); }

  const std::string folder_ = testing::TempDir() + "gongkai_programs_test";
};

TEST_P(ProgramsTest, ServesItsStageAndLeavesWhenAsked) {
  const std::string stage = GetParam();
  std::vector<std::string> command = {Program(stage), "--listen", "127.0.0.1:0"};
  if (stage == "store") command.insert(command.end(), {"--store", folder_ + "/store"});
  ChildProcess worker(command);
  const std::string line = worker.ReadLine();
  ASSERT_THAT(line, HasSubstr("gongkai-" + stage + " 0.1.0 listening on 127.0.0.1:"));
  {
    const auto remote =
        RemoteStage::Connect({.name = stage, .addresses = {line.substr(line.rfind(' ') + 1)}});
    ASSERT_TRUE(remote.ok()) << remote.status();
    EXPECT_EQ((*remote)->info().name, stage);
    EXPECT_FALSE((*remote)->info().revision.empty());
    EXPECT_TRUE((*remote)->Process({}).ok());
  }
  worker.Signal(SIGTERM);
  EXPECT_EQ(worker.Wait(), 0);
}

TEST_P(ProgramsTest, RefusesFlagsItDoesNotKnow) {
  ChildProcess worker({Program(GetParam()), "--colour"});
  EXPECT_NE(worker.ReadErrors(), "");
  EXPECT_EQ(worker.Wait(), kExitUsage);
}

INSTANTIATE_TEST_SUITE_P(Stages, ProgramsTest,
                         testing::Values("normalize", "segment", "extract", "validate", "store"),
                         [](const auto& info) { return std::string(info.param); });

TEST_F(ProgramsTest, ValidateSaysWhatIsWrongWithItsRules) {
  const std::string rules = folder_ + "/rules.textproto";
  std::ofstream(rules) << "no rules at all";
  ChildProcess worker({Program("validate"), "--rules", rules});
  EXPECT_THAT(worker.ReadErrors(), HasSubstr("rules.textproto"));
  EXPECT_EQ(worker.Wait(), kExitNoStage);
}

TEST_F(ProgramsTest, StoreWantsAFolder) {
  ChildProcess worker({Program("store")});
  EXPECT_THAT(worker.ReadErrors(), HasSubstr("--store"));
  EXPECT_EQ(worker.Wait(), kExitUsage);
}

TEST_F(ProgramsTest, StoreDoesNotShareItsFolder) {
  const std::string store = folder_ + "/store";
  ChildProcess first({Program("store"), "--listen", "127.0.0.1:0", "--store", store});
  ASSERT_NE(first.ReadLine(), "");
  ChildProcess second({Program("store"), "--listen", "127.0.0.1:0", "--store", store});
  EXPECT_THAT(second.ReadErrors(), HasSubstr(store));
  EXPECT_EQ(second.Wait(), kExitNoStage);
}

}  // namespace
}  // namespace gongkai
