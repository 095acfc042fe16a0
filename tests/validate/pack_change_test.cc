// What differs between two packs, judged by itself, against judging everything anew.
#include "validate/pack_change.h"

#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "common/limits.h"
#include "common/strings.h"
#include "common/table_sketch.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "validate/example_report.h"
#include "validate/rule_trial.h"

namespace gongkai {
namespace {

using testing::HasSubstr;
using testing::Not;

RulePack PackOf(const v1::RulePack& written) {
  absl::StatusOr<RulePack> pack = RulePack::Of(written);
  EXPECT_TRUE(pack.ok()) << pack.status();
  return *std::move(pack);
}

std::unique_ptr<const PackChange> ChangeOf(const RulePack& before, const RulePack& now) {
  return PackChange::Make(before.Written(), now.Written());
}

v1::Assessment Judged(const RulePack& pack, const v1::Report& report) {
  v1::Assessment assessment;
  Validator(pack).Validate(&report.document(), report.outline(), report.extraction(),
                           report.has_peers() ? &report.peers() : nullptr, &assessment);
  return assessment;
}

// Given no more than it says it reads; of outline and extraction as much as there is.
Rejudged ApplyTo(const PackChange& change, const v1::Report& report, KnownReport known,
                 v1::Assessment* assessment) {
  known.head = {report.outline().agency().name(), report.outline().year().value(),
                report.outline().form().form()};
  return change.Apply(change.reads_text() ? &report.document() : nullptr, known,
                      change.reads_peers() && report.has_peers() ? &report.peers() : nullptr,
                      assessment);
}

// Outline and extraction only if they are wanted; with them the same comes out.
bool Apply(const PackChange& change, const v1::Report& report, v1::Assessment* assessment,
           bool* by_sketch = nullptr) {
  const std::string outline = report.outline().SerializeAsString();
  const std::string extraction = report.extraction().SerializeAsString();
  const std::string sketch = SketchOf(extraction);
  const v1::Assessment before = *assessment;
  KnownReport known{.sketch = sketch};
  Rejudged result = ApplyTo(change, report, known, assessment);
  while (result == Rejudged::kWantsOutline || result == Rejudged::kWantsExtraction) {
    EXPECT_EQ(assessment->SerializeAsString(), before.SerializeAsString());
    auto& wanted = result == Rejudged::kWantsOutline ? known.outline : known.extraction;
    EXPECT_FALSE(wanted.has_value()) << "asked for twice";
    if (wanted.has_value()) return false;
    wanted = result == Rejudged::kWantsOutline ? outline : extraction;
    result = ApplyTo(change, report, known, assessment);
  }
  if (by_sketch != nullptr) *by_sketch = !known.extraction.has_value();
  v1::Assessment with_all = before;
  EXPECT_EQ(ApplyTo(change, report, {.outline = outline, .extraction = extraction}, &with_all),
            result);
  EXPECT_EQ(with_all.SerializeAsString(), assessment->SerializeAsString());
  return result == Rejudged::kDone;
}

v1::Report Built(const v1::ExampleReport& example) {
  absl::StatusOr<v1::Report> report = BuildExample(example);
  EXPECT_TRUE(report.ok()) << report.status();
  return *std::move(report);
}

// Of every rule those that fire it and those that do not.
std::vector<v1::Report> AllExamples() {
  std::vector<v1::Report> reports;
  for (const v1::RuleExample& example : BuiltinRuleExamples().examples()) {
    for (const v1::ExampleReport& one : example.fires()) reports.push_back(Built(one));
    for (const v1::ExampleReport& one : example.passes()) reports.push_back(Built(one));
  }
  return reports;
}

// Each report, from one pack to the other.
void ExpectTheSameAsAFullRun(const RulePack& before, const RulePack& now,
                             const std::vector<v1::Report>& reports) {
  const auto change = ChangeOf(before, now);
  ASSERT_NE(change, nullptr);
  const Validator before_validator(before), now_validator(now);
  for (std::size_t i = 0; i < reports.size(); ++i) {
    const v1::Peers* peers = reports[i].has_peers() ? &reports[i].peers() : nullptr;
    const auto judge = [&](const Validator& validator) {
      v1::Assessment assessment;
      validator.Validate(&reports[i].document(), reports[i].outline(), reports[i].extraction(),
                         peers, &assessment);
      return assessment;
    };
    v1::Assessment assessment = judge(before_validator);
    ASSERT_TRUE(Apply(*change, reports[i], &assessment)) << i;
    const v1::Assessment full = judge(now_validator);
    ASSERT_EQ(assessment.SerializeAsString(), full.SerializeAsString())
        << i << "\n"
        << assessment.ShortDebugString() << "\n"
        << full.ShortDebugString();
  }
}

// One way in which rules change. Rules that are told what to be another time keep their place.
void ChangeRule(int way, const v1::RulePack& all, int i, v1::RulePack* pack) {
  v1::Rule& rule = *pack->mutable_rules(i);
  switch (way) {
    case 0:
      rule.set_off(true);
      return;
    case 1:
      rule.set_title_zh(rule.title_zh() + "（改）");
      for (v1::Case& one : *rule.mutable_cases()) {
        one.set_message_zh("改：" + one.message_zh());
        if (one.severity() == v1::ERROR) one.set_severity(v1::WARNING);
      }
      rule.set_severity(rule.severity() == v1::INFO ? v1::ERROR : v1::INFO);
      return;
    case 2:
      rule.mutable_applies()->set_first_year(
          rule.applies().last_year() == 0 ? 2022 : rule.applies().last_year());
      return;
    default:  // what another rule with the same check says
      for (int step = 1; step < all.rules_size(); ++step) {
        const v1::Rule& other = all.rules((i + step) % all.rules_size());
        if (other.check_case() != rule.check_case()) continue;
        const std::string id = rule.id();
        rule = other;
        rule.set_id(id);
        return;
      }
  }
}

v1::RulePack WithoutOff(v1::RulePack pack) {
  auto& rules = *pack.mutable_rules();
  rules.erase(std::remove_if(rules.begin(), rules.end(), std::mem_fn(&v1::Rule::off)), rules.end());
  return pack;
}

TEST(PackChange, GivesToTheByteWhatAFullRunGivesWhateverRulesDiffer) {
  constexpr int kRounds = 24;
  constexpr int kWays = 4;
  const std::vector<v1::Report> reports = AllExamples();
  const RulePack builtin = RulePack::Builtin();
  const v1::RulePack all = builtin.Written();
  std::vector<int> order(static_cast<std::size_t>(all.rules_size()));
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int>(i);
  std::mt19937 random(5);
  std::ranges::shuffle(order, random);
  // Every rule changes in one of the rounds.
  for (int round = 0; round < kRounds; ++round) {
    v1::RulePack changed = all;
    for (std::size_t i = static_cast<std::size_t>(round); i < order.size(); i += kRounds) {
      ChangeRule(static_cast<int>(random() % kWays), all, order[i], &changed);
    }
    const RulePack other = PackOf(WithoutOff(std::move(changed)));
    ExpectTheSameAsAFullRun(builtin, other, reports);
    ExpectTheSameAsAFullRun(other, builtin, reports);
  }
}

// Reports and rules of one test.
class Changing : public testing::Test {
 protected:
  Changing() : all_(RulePack::Builtin().Written()) {}

  v1::Rule* Find(std::string_view id) {
    for (v1::Rule& rule : *all_.mutable_rules()) {
      if (rule.id() == id) return &rule;
    }
    ADD_FAILURE() << id;
    return nullptr;
  }

  void Drop(std::string_view id) {
    Find(id)->set_off(true);
    all_ = WithoutOff(std::move(all_));
  }

  // Every figure of a right report, with the sums of T3-01 and T3-03 broken by one cell.
  static v1::Report Broken() {
    v1::ExampleReport example;
    v1::ExampleCell& cell = *example.add_cells();
    cell.set_id("applications.received.natural_person");
    cell.set_raw("3");
    return Built(example);
  }

  static v1::Report WithoutTables() {
    v1::ExampleReport example;
    example.add_without_tables(v1::APPLICATIONS_TABLE);
    return Built(example);
  }

  v1::RulePack all_;
};

TEST_F(Changing, LooksAtAllSumsOfATableBeforeItProposesACorrection) {
  const RulePack builtin = RulePack::Builtin();
  const v1::Report report = Broken();
  Drop("T3-03");
  const RulePack without = PackOf(all_);
  const v1::Assessment before = Judged(builtin, report), now = Judged(without, report);
  ExpectTheSameAsAFullRun(builtin, without, {report});
  ExpectTheSameAsAFullRun(without, builtin, {report});
  // Otherwise the test would be of nothing: what is said of the sums left is another thing.
  const auto message = [](const v1::Assessment& assessment, std::string_view rule) {
    for (const v1::Finding& finding : assessment.findings()) {
      if (finding.rule() == rule) return finding.message_zh();
    }
    return std::string();
  };
  EXPECT_NE(message(before, "T3-01"), "");
  EXPECT_NE(message(before, "T3-01"), message(now, "T3-01"));
}

TEST_F(Changing, FoldsSumsUnderAMissingTableThatWasReportedBefore) {
  const RulePack builtin = RulePack::Builtin();
  Drop("T3-01");
  const RulePack without = PackOf(all_);
  const v1::Report report = WithoutTables();
  ASSERT_THAT(Judged(builtin, report).ShortDebugString(), HasSubstr("STR-03"));
  ExpectTheSameAsAFullRun(without, builtin, {report});
  ExpectTheSameAsAFullRun(builtin, without, {report});
}

TEST_F(Changing, UnfoldsSumsWhenTheRuleForMissingTablesGoes) {
  const RulePack builtin = RulePack::Builtin();
  Drop("STR-03");
  const RulePack without = PackOf(all_);
  const v1::Report report = WithoutTables();
  EXPECT_THAT(Judged(builtin, report).ShortDebugString(), Not(HasSubstr("\"T3-01\"")));
  EXPECT_THAT(Judged(without, report).ShortDebugString(), HasSubstr("\"T3-01\""));
  ExpectTheSameAsAFullRun(builtin, without, {report});
  ExpectTheSameAsAFullRun(without, builtin, {report});
}

TEST_F(Changing, ReadsOnlyWhatTheRulesThatDifferAreAbout) {
  const RulePack builtin = RulePack::Builtin();
  Drop("T3-01");
  EXPECT_FALSE(ChangeOf(builtin, PackOf(all_))->reads_text());
  EXPECT_FALSE(ChangeOf(builtin, PackOf(all_))->reads_peers());
  Drop("CY-01");
  EXPECT_TRUE(ChangeOf(builtin, PackOf(all_))->reads_peers());
}

TEST_F(Changing, ReadsTheExtractionOnlyWhereASumHasSomethingToSay) {
  const RulePack builtin = RulePack::Builtin();
  Drop("T3-01");
  const auto change = ChangeOf(PackOf(all_), builtin);
  const auto by_sketch = [&](const v1::Report& report) {
    v1::Assessment assessment = Judged(PackOf(all_), report);
    bool result = false;
    EXPECT_TRUE(Apply(*change, report, &assessment, &result));
    return result;
  };
  EXPECT_TRUE(by_sketch(Built({})));
  EXPECT_FALSE(by_sketch(Broken()));
  EXPECT_FALSE(by_sketch(WithoutTables()));
}

TEST_F(Changing, WantsTheExtractionFromAStoreThatKeptNoSketch) {
  const RulePack builtin = RulePack::Builtin();
  Drop("T3-01");
  const auto change = ChangeOf(PackOf(all_), builtin);
  const v1::Report report = Built({});
  v1::Assessment assessment = Judged(PackOf(all_), report);
  for (const std::string sketch : {"", "\x02", "\x01"}) {  // none, of a version to come, cut off
    EXPECT_EQ(ApplyTo(*change, report, {.sketch = sketch}, &assessment),
              Rejudged::kWantsExtraction);
  }
}

TEST_F(Changing, IsNoWayWhereMoreThanRulesDiffer) {
  const RulePack builtin = RulePack::Builtin();
  v1::RulePack turned = all_;
  turned.mutable_rules()->SwapElements(0, 1);
  EXPECT_EQ(ChangeOf(builtin, PackOf(turned)), nullptr);
  v1::RulePack renamed = all_;
  renamed.mutable_agencies(0)->add_patterns("某某总署$");
  EXPECT_EQ(ChangeOf(builtin, PackOf(renamed)), nullptr);
  v1::RulePack few = all_;
  few.mutable_rules()->DeleteSubrange(0, few.rules_size() - 3);
  EXPECT_EQ(ChangeOf(builtin, PackOf(few)), nullptr);
}

TEST_F(Changing, LeavesAnAssessmentAloneThatIsNotWhatThePackSays) {
  const RulePack builtin = RulePack::Builtin();
  const v1::Report report = Broken();
  Drop("T3-01");
  const auto change = ChangeOf(builtin, PackOf(all_));
  const v1::Assessment right = Judged(builtin, report);
  v1::Assessment of_another_pack = right, reworded = right, uncounted = right, cut = right;
  of_another_pack.set_rule_pack(std::string(64, '0'));
  uncounted.set_failed(0);
  for (v1::Finding& finding : *reworded.mutable_findings()) finding.set_message_zh("不同");
  while (cut.findings_size() < static_cast<int>(kMaxFindings))
    *cut.add_findings() = right.findings(0);
  for (v1::Assessment* one : {&of_another_pack, &reworded, &uncounted, &cut}) {
    const std::string before = one->SerializeAsString();
    EXPECT_FALSE(Apply(*change, report, one));
    EXPECT_EQ(one->SerializeAsString(), before);
  }
}

TEST(WrittenPack, HasItsDigestWithoutBeingCompiled) {
  const RulePack& builtin = RulePack::Builtin();
  EXPECT_EQ(*RulePack::DigestOf(builtin.Written()), builtin.digest());
  v1::RulePack without = builtin.Written();
  without.mutable_rules()->RemoveLast();
  EXPECT_EQ(*RulePack::DigestOf(without), PackOf(without).digest());
  EXPECT_NE(*RulePack::DigestOf(without), builtin.digest());
}

TEST(WrittenPack, IsTheSamePack) {
  const RulePack& builtin = RulePack::Builtin();
  v1::RulePack kept;
  ASSERT_TRUE(kept.ParseFromString(builtin.Written().SerializeAsString()));
  EXPECT_EQ(PackOf(kept).digest(), builtin.digest());
}

}  // namespace
}  // namespace gongkai
