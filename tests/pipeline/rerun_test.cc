#include "pipeline/rerun.h"

#include <algorithm>
#include <span>

#include "common/limits.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "pipeline/ledger.h"
#include "pipeline/run_difference.h"
#include "pipeline/runner.h"
#include "store/store_stage.h"
#include "tests/pipeline/fake_stages.h"
#include "tests/store/memory_store.h"

namespace gongkai {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

class Rerun : public testing::Test {
 protected:
  // Keeps reports with these texts; the text is the uri as well.
  void Keep(const StageChain& chain, const std::vector<std::string>& texts,
            const std::string& batch = "") {
    if (!batch.empty()) {
      v1::Batch made;
      made.set_id(batch);
      ASSERT_TRUE(store_.CreateBatch(made).ok());
    }
    for (std::size_t i = 0; i < texts.size(); ++i) {
      v1::Report report;
      report.mutable_source()->set_uri(texts[i]);
      report.mutable_content()->set_data(texts[i]);
      if (!batch.empty()) {
        report.mutable_batch_item()->set_batch(batch);
        report.mutable_batch_item()->set_index(i);
      }
      v1::Report* const one = &report;
      ASSERT_TRUE(chain.Process({&one, 1}).ok());
    }
  }

  StageChain Chain(FakeStages& stages) { return {stages.all(), &store_stage_, &store_}; }

  RerunPlan Plan(const StageChain& chain) {
    const RerunPlanner planner = *RerunPlanner::Make(chain, store_);
    const absl::StatusOr<RerunPlan> plan = PlanRerun(planner, store_, 2);
    EXPECT_TRUE(plan.ok()) << plan.status();
    return plan.value_or(RerunPlan());
  }

  RunResult Apply(const StageChain& chain, const std::string& batch) {
    v1::Batch made;
    made.set_id(batch);
    EXPECT_TRUE(store_.CreateBatch(made).ok());
    const RerunPlan plan = Plan(chain);
    const auto inputs = ReportsToRerun(store_, plan);
    return RunAll(chain, *inputs, {.jobs = 2, .batch = batch});
  }

  MemoryStore store_;
  StoreStage store_stage_{&store_};
  FakeStages stages_;
};

// The stages of a later release: `changed` at revision 2.
struct LaterStages {
  explicit LaterStages(FakeStage* changed) : changed_(changed) {}

  std::vector<Stage*> all() {
    std::vector<Stage*> stages = before_.all();
    for (Stage*& stage : stages) {
      if (stage->info().name == changed_->info().name) stage = changed_;
    }
    return stages;
  }

  FakeStages before_;
  FakeStage* changed_;
};

TEST_F(Rerun, PlansNothingWhereNothingChanged) {
  const StageChain chain = Chain(stages_);
  Keep(chain, {"a", "b", "poison"});
  const RerunPlan plan = Plan(chain);
  EXPECT_EQ(plan.reports, 3u);
  EXPECT_EQ(plan.again, 0u);
  EXPECT_EQ(plan.untouched, 3u);
  EXPECT_THAT(plan.begins, IsEmpty());
}

TEST_F(Rerun, BeginsAtTheFirstStageOfAnotherRevision) {
  Keep(Chain(stages_), {"a", "b"});
  FakeStage validate("validate", {v1::OUTLINE, v1::EXTRACTION}, v1::ASSESSMENT, "2");
  LaterStages later(&validate);
  const StageChain chain(later.all(), &store_stage_, &store_);
  const RerunPlan plan = Plan(chain);
  EXPECT_EQ(plan.again, 2u);
  ASSERT_EQ(plan.begins.size(), 1u);
  EXPECT_EQ(plan.begins.begin()->first, std::make_pair(std::size_t{3}, std::string("1")));
}

TEST_F(Rerun, RunsExactlyWhatWasPlannedAndThenNothing) {
  Keep(Chain(stages_), {"a", "b", "c", "d", "e"});
  FakeStage validate("validate", {v1::OUTLINE, v1::EXTRACTION}, v1::ASSESSMENT, "2");
  LaterStages later(&validate);
  const StageChain chain(later.all(), &store_stage_, &store_);
  const RunResult result = Apply(chain, "again");
  ASSERT_TRUE(result.status.ok()) << result.status;
  EXPECT_EQ(result.counts.done, 5u);
  EXPECT_EQ(later.before_.normalize.processed, 0);
  EXPECT_EQ(later.before_.extract.processed, 0);
  EXPECT_EQ(validate.processed, 5);
  EXPECT_EQ(Plan(chain).again, 0u);
}

TEST_F(Rerun, StopsWhereTheOutputIsTheSame) {
  Keep(Chain(stages_), {"a", "b"});
  FakeStage extract("extract", {v1::DOCUMENT, v1::OUTLINE}, v1::EXTRACTION, "2");
  LaterStages later(&extract);
  const StageChain chain(later.all(), &store_stage_, &store_);
  ASSERT_TRUE(Apply(chain, "again").status.ok());
  EXPECT_EQ(extract.processed, 2);
  EXPECT_EQ(later.before_.validate.processed, 0);  // the same extraction, judged before
}

TEST_F(Rerun, TriesAReportAgainOnlyWhenTheStageThatRefusedItChanged) {
  Keep(Chain(stages_), {"poison"});
  FakeStage extract("extract", {v1::DOCUMENT, v1::OUTLINE}, v1::EXTRACTION, "2");
  LaterStages of_extract(&extract);
  EXPECT_EQ(Plan(StageChain(of_extract.all(), &store_stage_, &store_)).again, 0u);
  FakeStage normalize("normalize", {v1::CONTENT}, v1::DOCUMENT, "2");
  LaterStages of_normalize(&normalize);
  const StageChain chain(of_normalize.all(), &store_stage_, &store_);
  EXPECT_EQ(Plan(chain).again, 1u);
  EXPECT_EQ(Apply(chain, "again").counts.unprocessed, 1u);
  EXPECT_EQ(normalize.processed, 1);
  EXPECT_EQ(Plan(chain).again, 0u);
}

// The damage must not take the place of what the report had.
TEST_F(Rerun, StopsAtAStoredReportItCannotReadAndLeavesItAsItIs) {
  class DamagedStore : public MemoryStore {
   public:
    absl::Status ReadParts(absl::Span<const PartToRead> parts) override {
      return parts.empty() ? absl::OkStatus() : absl::DataLossError("damaged");
    }
  };
  DamagedStore store;
  StoreStage store_stage(&store);
  Keep(StageChain(stages_.all(), &store_stage, &store), {"a"});
  FakeStage validate("validate", {v1::OUTLINE, v1::EXTRACTION}, v1::ASSESSMENT, "2");
  LaterStages later(&validate);
  const StageChain chain(later.all(), &store_stage, &store);
  const RerunPlanner planner = *RerunPlanner::Make(chain, store);
  const absl::StatusOr<RerunPlan> plan = PlanRerun(planner, store, 2);
  ASSERT_TRUE(plan.ok()) << plan.status();
  EXPECT_EQ(plan->again, 1u);
  const auto inputs = ReportsToRerun(store, *plan);
  EXPECT_EQ(RunAll(chain, *inputs, {.jobs = 1}).status.code(), absl::StatusCode::kDataLoss);
  constexpr v1::Part kParts[] = {v1::OUTLINE, v1::ASSESSMENT};
  const absl::StatusOr<v1::Report> kept = store.GetReport("a", kParts);
  ASSERT_TRUE(kept.ok());
  EXPECT_FALSE(kept->has_error());
  EXPECT_TRUE(kept->has_outline());
  EXPECT_EQ(kept->assessment().verdict(), v1::ACCEPTED);
}

TEST_F(Rerun, PlansManyPagesByAnyNumberOfThreadsAlike) {
  constexpr std::size_t kReports = 2 * kMaxPageSize + 7;
  std::vector<v1::Report> reports(kReports);
  std::vector<v1::Report*> group;
  for (std::size_t i = 0; i < kReports; ++i) {
    reports[i].mutable_source()->set_uri(std::to_string(i));
    reports[i].mutable_content()->set_data(std::to_string(i));
    group.push_back(&reports[i]);
  }
  const StageChain before = Chain(stages_);
  for (std::size_t i = 0; i < kReports; i += kGroupReports) {
    const std::span<v1::Report* const> all(group);
    ASSERT_TRUE(before.Process(all.subspan(i, std::min(kGroupReports, kReports - i))).ok());
  }
  FakeStage validate("validate", {v1::OUTLINE, v1::EXTRACTION}, v1::ASSESSMENT, "2");
  LaterStages later(&validate);
  Keep(StageChain(later.all(), &store_stage_, &store_), {"3", "1007"});
  const StageChain chain(later.all(), &store_stage_, &store_);
  const RerunPlanner planner = *RerunPlanner::Make(chain, store_);
  const RerunPlan one = *PlanRerun(planner, store_, 1);
  const RerunPlan four = *PlanRerun(planner, store_, 4);
  EXPECT_EQ(one.reports, kReports);
  EXPECT_EQ(one.again, kReports - 2);
  EXPECT_EQ(four.again, one.again);
  EXPECT_EQ(four.reports, one.reports);
  EXPECT_EQ(four.untouched, 2u);
  EXPECT_EQ(four.begins, one.begins);
  EXPECT_EQ(four.stages, one.stages);
  EXPECT_EQ(four.FirstStage("1007"), std::nullopt);
  EXPECT_EQ(four.FirstStage("1008"), 3u);
}

TEST_F(Rerun, LeavesInputsAloneThatCouldNotBeRead) {
  v1::Report report;
  report.mutable_source()->set_uri("gone");
  *report.mutable_error() = MakeReportError(v1::ReportError::NOT_FOUND, "read");
  v1::Report* const one = &report;
  ASSERT_TRUE(Chain(stages_).Process({&one, 1}).ok());
  FakeStage normalize("normalize", {v1::CONTENT}, v1::DOCUMENT, "2");
  LaterStages later(&normalize);
  EXPECT_EQ(Plan(StageChain(later.all(), &store_stage_, &store_)).again, 0u);
}

v1::Disowned Release(const std::string& stage, const std::string& revision) {
  v1::Disowned disowned;
  disowned.set_stage(stage);
  disowned.set_revision(revision);
  return disowned;
}

TEST_F(Rerun, ReplacesWhatADisownedReleaseGaveAndNothingElse) {
  FakeStage bad("extract", {v1::DOCUMENT, v1::OUTLINE}, v1::EXTRACTION, "2");
  LaterStages bad_release(&bad);
  Keep(Chain(stages_), {"a", "b"});
  Keep(StageChain(bad_release.all(), &store_stage_, &store_), {"c"});
  ASSERT_TRUE(KeepDisowned(store_, Release("extract", "2")).ok());
  FakeStages before;
  const StageChain chain = Chain(before);
  const RerunPlan plan = Plan(chain);
  EXPECT_EQ(plan.again, 1u);
  EXPECT_EQ(plan.disowned, 1u);
  EXPECT_EQ(plan.begins.begin()->first, std::make_pair(std::size_t{2}, std::string("2")));
  ASSERT_TRUE(Apply(chain, "again").status.ok());
  EXPECT_EQ(before.normalize.processed, 0);
  EXPECT_EQ(before.extract.processed, 1);
  EXPECT_EQ(Plan(chain).again, 0u);
}

TEST_F(Rerun, TakesNothingFromADisownedRelease) {
  Keep(Chain(stages_), {"a"});
  ASSERT_TRUE(KeepDisowned(store_, Release("extract", "1")).ok());
  const StageChain chain = Chain(stages_);
  EXPECT_TRUE(absl::IsFailedPrecondition(RerunPlanner::Make(chain, store_).status()));
  EXPECT_TRUE(absl::IsFailedPrecondition(BeginKeeping(chain, store_)));
  ASSERT_TRUE(TakeBackDisowned(store_, Release("extract", "1")).ok());
  EXPECT_TRUE(BeginKeeping(chain, store_).ok());
  EXPECT_TRUE(absl::IsNotFound(TakeBackDisowned(store_, Release("extract", "1"))));
}

TEST(Disowned, NamesARevisionByAnyOfItsParts) {
  constexpr std::string_view kRevision = "2+forms:788d25ca+rules:a31b657f1fe6";
  EXPECT_TRUE(MatchesRevision("2", kRevision));
  EXPECT_TRUE(MatchesRevision("rules:a31b", kRevision));
  EXPECT_TRUE(MatchesRevision("2+rules:a31b657f1fe6", kRevision));
  EXPECT_TRUE(MatchesRevision(kRevision, kRevision));
  EXPECT_TRUE(MatchesRevision("4", "4-788d25ca86451925"));
  EXPECT_TRUE(MatchesRevision("788d25ca", "4-788d25ca86451925"));
  EXPECT_FALSE(MatchesRevision("22", kRevision));
  EXPECT_FALSE(MatchesRevision("2", "22+forms:788d25ca"));
  EXPECT_FALSE(MatchesRevision("1+rules:a31b", kRevision));
  EXPECT_FALSE(MatchesRevision("", kRevision));
}

// Judges everything that begins with "b" bad from revision 2 on, and finds it a reason.
class StrictValidate : public FakeStage {
 public:
  StrictValidate() : FakeStage("validate", {v1::OUTLINE, v1::EXTRACTION}, v1::ASSESSMENT, "2") {}

  absl::Status Process(absl::Span<v1::Report* const> reports) override {
    for (v1::Report* report : reports) {
      report->mutable_assessment()->set_verdict(v1::ACCEPTED);
      if (!report->source().uri().starts_with("b")) continue;
      v1::Finding& finding = *report->mutable_assessment()->add_findings();
      finding.set_rule("X-01");
      finding.set_severity(v1::ERROR);
      finding.set_outcome(v1::FAILED);
      finding.set_message_zh("不妥");
      report->mutable_assessment()->set_verdict(v1::REJECTED);
    }
    return absl::OkStatus();
  }
};

TEST_F(Rerun, SaysWhatARunChangedAndThatTheRulesDidIt) {
  Keep(Chain(stages_), {"a", "b"}, "first");
  StrictValidate validate;
  LaterStages later(&validate);
  ASSERT_TRUE(Apply(StageChain(later.all(), &store_stage_, &store_), "second").status.ok());
  std::string text;
  const auto keep = [&](const std::string& more) { text += more; };
  const auto of_run = DifferenceOfRun(store_, "second", v1::ZH, keep);
  ASSERT_TRUE(of_run.ok()) << of_run.status();
  EXPECT_EQ(text, "b（规则不同）\n    + X-01 [错误] 不妥\n");
  EXPECT_EQ(of_run->compared, 2u);
  EXPECT_EQ(of_run->added, 1u);
  EXPECT_EQ(of_run->by_cause[static_cast<int>(Cause::kRules)], 1u);
  text.clear();
  const auto of_runs = DifferenceOfRuns(store_, "second", "first", v1::EN, keep);
  ASSERT_TRUE(of_runs.ok()) << of_runs.status();
  EXPECT_THAT(text, HasSubstr("- X-01"));
  EXPECT_EQ(of_runs->gone, 1u);
  EXPECT_EQ(DifferenceOfRun(store_, "none", v1::ZH, keep).status().code(),
            absl::StatusCode::kNotFound);
}

TEST_F(Rerun, SaysThatTheSourceDidItWhereTheFileIsAnother) {
  Keep(Chain(stages_), {"a"}, "first");
  v1::Report report;
  report.mutable_source()->set_uri("a");
  report.mutable_content()->set_data("bad");
  report.mutable_batch_item()->set_batch("second");
  v1::Batch batch;
  batch.set_id("second");
  ASSERT_TRUE(store_.CreateBatch(batch).ok());
  v1::Report* const one = &report;
  StrictValidate validate;
  LaterStages later(&validate);
  ASSERT_TRUE(StageChain(later.all(), &store_stage_, &store_).Process({&one, 1}).ok());
  const auto page = store_.ListBatchItems("second", v1::BatchItem::STATE_UNSPECIFIED, 0, "");
  ASSERT_TRUE(page.ok());
  const v1::BatchItem& item = page->items[0];
  EXPECT_EQ(
      CauseOf(item.replaced(), item.replaced_source_digest(), item.result(), item.source_digest()),
      Cause::kSource);
}

TEST(RevisionChange, NamesWhatIsAnother) {
  EXPECT_EQ(RevisionChange("2+forms:aaaaaaaaaa+rules:bbbbbbbbbb",
                           "2+forms:aaaaaaaaaa+rules:cccccccccc", v1::ZH),
            "规则 bbbbbbbb → cccccccc");
  EXPECT_EQ(RevisionChange("2", "3", v1::EN), "code 2 → 3");
  EXPECT_EQ(
      RevisionChange("3+forms:aaaaaaaa+words:bbbbbbbb", "3+forms:aaaaaaaa+words:cccccccc", v1::ZH),
      "词表 bbbbbbbb → cccccccc");
}

}  // namespace
}  // namespace gongkai
