// Every rule has a report that it finds fault with and one that it does not:
// testdata/RULE.fires.textproto and RULE.passes.textproto, a v1::Report each.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "assessment_by.h"
#include "common/strings.h"
#include "gongkai/v1/report.pb.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "validate/validator.h"

namespace gongkai {
namespace {

const std::filesystem::path kExamples = GONGKAI_SOURCE_DIR "/tests/validate/testdata";

// How often the rule failed in the report of that file.
int Failures(std::string_view rule, std::string_view suffix) {
  const std::filesystem::path path = kExamples / Concat(rule, suffix);
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  v1::Report report;
  EXPECT_TRUE(file.good() && google::protobuf::TextFormat::ParseFromString(text.str(), &report))
      << path;
  int failures = 0;
  const v1::Assessment assessment =
      AssessmentBy(Validator(), report.outline(), report.extraction());
  for (const v1::Finding& finding : assessment.findings()) {
    failures += finding.rule() == rule && finding.outcome() == v1::FAILED;
  }
  return failures;
}

class RuleExamples : public testing::TestWithParam<std::string> {};

TEST_P(RuleExamples, OneReportFiresTheRule) {
  EXPECT_GT(Failures(GetParam(), ".fires.textproto"), 0);
}

TEST_P(RuleExamples, OneReportDoesNot) { EXPECT_EQ(Failures(GetParam(), ".passes.textproto"), 0); }

std::vector<std::string> RuleIds() {
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < RulePack::Builtin().size(); ++i) {
    ids.push_back(RulePack::Builtin().rule(i).id());
  }
  return ids;
}

INSTANTIATE_TEST_SUITE_P(Builtin, RuleExamples, testing::ValuesIn(RuleIds()), [](const auto& info) {
  std::string name = info.param;
  std::ranges::replace(name, '-', '_');
  return name;
});

TEST(RuleExamples, BelongToRules) {
  const std::vector<std::string> ids = RuleIds();
  for (const auto& entry : std::filesystem::directory_iterator(kExamples)) {
    const std::string name = entry.path().filename().string();
    EXPECT_EQ(std::ranges::count(ids, name.substr(0, name.find('.'))), 1) << name;
  }
}

}  // namespace
}  // namespace gongkai
