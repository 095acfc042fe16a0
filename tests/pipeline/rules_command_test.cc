// The keeper of the rules at the command line.
#include <filesystem>
#include <fstream>
#include <sstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/pipeline/program.h"

namespace gongkai {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

ProgramResult Rules(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "rules");
  return RunProgram("gongkai", arguments);
}

// A folder with an overlay in it, gone afterwards.
class Overlay : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void Write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << text;
  }

  const std::filesystem::path folder_ =
      std::filesystem::path(testing::TempDir()) /
      testing::UnitTest::GetInstance()->current_test_info()->name();
};

constexpr char kChange[] =
    "extends: \"builtin\"\n"
    "changes { rule: \"WRD-03\" with { severity: ERROR } }\n"
    "changes { rule: \"STR-13\" off: false }\n";

TEST(Rules, AreListedInBothLanguages) {
  const ProgramResult chinese = Rules({"list"});
  EXPECT_EQ(chinese.status, 0) << chinese.err;
  EXPECT_THAT(chinese.out, HasSubstr("T3-01     错误     各列：本年新收＋上年结转"));
  EXPECT_THAT(chinese.out, HasSubstr("STR-11    停用"));
  const ProgramResult english = Rules({"list", "--lang", "en"});
  EXPECT_THAT(english.out, HasSubstr("T3-01     error    Each column: received + carried over"));
}

TEST(Rules, AreExplained) {
  const ProgramResult result = Rules({"explain", "FEE-01"});
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(result.out, AllOf(HasSubstr("依据：国办函〔2020〕109号"),
                                HasSubstr("适用：2021 年格式"), HasSubstr("信息处理费")));
  EXPECT_THAT(Rules({"explain", "--lang", "en", "T3-01"}).out,
              AllOf(HasSubstr("applies to: 2019 form, 2021 form"),
                    HasSubstr("[not assessable] {count} equations")));
}

TEST(Rules, ThatAreNotThereAreNamed) {
  const ProgramResult result = Rules({"explain", "T9-99"});
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.err, HasSubstr("T9-99"));
}

TEST(Rules, PassTheirOwnExamples) {
  const ProgramResult result = Rules({"test"});
  EXPECT_EQ(result.status, 0) << result.out << result.err;
  EXPECT_THAT(result.out, HasSubstr("0 处问题"));
}

TEST(Rules, ShowWhichCellsTheyGuard) {
  const ProgramResult result = Rules({"matrix"});
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(result.out, AllOf(HasSubstr("applications.received.*"), HasSubstr("T3-01 T3-03"),
                                HasSubstr("个没有规则看护：\n  proactive.")));
}

TEST(Rules, HelpWithEveryCommand) {
  for (const char* command : {"list", "explain", "test", "matrix"}) {
    const ProgramResult result = Rules({command, "--help"});
    EXPECT_EQ(result.status, 0) << command;
    EXPECT_THAT(result.out, HasSubstr("--lang")) << command;
  }
  EXPECT_EQ(Rules({}).status, 2);
  EXPECT_EQ(Rules({"explain"}).status, 2);
}

// docs/rules.md is what the program prints. If this fails, run
//   build/release/bin/gongkai rules list --format markdown >docs/rules.md
TEST(Rules, AreWrittenDownAsTheyAre) {
  std::ifstream file(GONGKAI_SOURCE_DIR "/docs/rules.md");
  std::stringstream written;
  written << file.rdbuf();
  EXPECT_TRUE(Rules({"list", "--format", "markdown"}).out == written.str())
      << "docs/rules.md is out of date";
}

// What the README walks through.
TEST(Rules, OfTheExampleOverlayPassTheirExamples) {
  const ProgramResult result = Rules({"test", GONGKAI_SOURCE_DIR "/docs/overlay"});
  EXPECT_EQ(result.status, 0) << result.out << result.err;
}

TEST_F(Overlay, ChangesSeverityAndSwitchesOn) {
  Write("overlay.textproto", kChange);
  const std::string list = Rules({"list", "--rules", folder_}).out;
  EXPECT_THAT(list, HasSubstr("WRD-03    错误"));
  EXPECT_THAT(list, HasSubstr("STR-13    提示"));
}

TEST_F(Overlay, IsPrintedAsOnePackThatIsTheSame) {
  Write("overlay.textproto", kChange);
  const std::string merged = Rules({"list", "--format", "textproto", "--rules", folder_}).out;
  const std::string digest = Rules({"list", "--rules", folder_}).out;
  Write("merged/all.textproto", merged);
  const ProgramResult again = Rules({"list", "--rules", folder_ / "merged"});
  EXPECT_EQ(again.status, 0) << again.err;
  EXPECT_EQ(again.out, digest);  // the digest stands in its last line
}

TEST_F(Overlay, IsTriedOnTheExamplesOfWhatItChangesAndOnItsOwn) {
  Write("overlay.textproto", std::string(kChange) + R"(
rules {
  id: "X-1" severity: WARNING basis: "b" title_zh: "t" title_en: "t"
  pattern { patterns: "某某" }
  cases { faults: FOUND message_zh: "{list}" message_en: "{list}" }
})");
  const ProgramResult without = Rules({"test", folder_});
  EXPECT_EQ(without.status, 1);
  EXPECT_THAT(without.out, AllOf(HasSubstr("X-1       没有触发它的样例"), HasSubstr("2 处问题"),
                                 Not(HasSubstr("WRD-03"))));
  Write("examples/x.textproto", R"(examples {
    rule: "X-1"
    fires { note: "a" sections { kind: OVERVIEW text: "某某" } }
    passes { note: "b" }
  })");
  const ProgramResult with = Rules({"test", folder_});
  EXPECT_EQ(with.status, 0) << with.out << with.err;
}

TEST_F(Overlay, ThatIsWrongIsRefusedWithFileAndLine) {
  Write("overlay.textproto", "extends: \"builtin\"\nchanges { rule: \"T9-99\" off: true }\n");
  for (const auto& arguments : std::vector<std::vector<std::string>>{
           {"list", "--rules", folder_}, {"test", folder_}, {"matrix", "--rules", folder_}}) {
    const ProgramResult result = Rules(arguments);
    EXPECT_EQ(result.status, 2) << arguments[0];
    EXPECT_THAT(result.err, HasSubstr("overlay.textproto:2: ")) << arguments[0];
    EXPECT_THAT(result.err, HasSubstr("T9-99")) << arguments[0];
  }
}

TEST_F(Overlay, IsWhatReportsAreCheckedBy) {
  Write("overlay.textproto",
        "extends: \"builtin\"\nchanges { rule: \"T3-02\" with { severity: WARNING } }\n");
  const std::string sample = GONGKAI_SOURCE_DIR "/samples/bureau-2023-framed-pipes.txt";
  EXPECT_EQ(RunProgram("gongkai", {"check", sample}).status, 1);
  const ProgramResult result = RunProgram("gongkai", {"check", "--rules", folder_, sample});
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("[警告] T3-02"));
}

}  // namespace
}  // namespace gongkai
