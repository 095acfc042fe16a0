// Which stored reports have to run again after a release or a change of rules, where each begins,
// and why.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "gongkai/v1/checked_report.pb.h"
#include "gongkai/v1/store.pb.h"
#include "pipeline/chain.h"
#include "pipeline/rule_reach.h"
#include "store/store.h"

namespace gongkai {

// Compares what stored reports were computed by with the stages of a chain, which outlives it.
class RerunPlanner {
 public:
  // With what the store says of disowned releases and of the packs its results were judged by.
  // FAILED_PRECONDITION if the store disowns a stage of the chain.
  static absl::StatusOr<RerunPlanner> Make(const StageChain& chain, Store& store);

  // The first stage that would give its answer at another revision, of each; null if none would,
  // or if there is nothing to compute from: an input that could not even be read. Another pack of
  // rules counts only where a rule that differs is for the report; what is known of other reports
  // by now counts as well.
  absl::StatusOr<std::vector<std::optional<std::size_t>>> FirstStages(
      std::span<const v1::ReportSummary> reports) const;

  // Whether a result of a disowned release is in the report.
  bool IsDisowned(const v1::ReportSummary& report) const;

  // Whether it was judged at another revision of validate.
  bool IsOfOtherRules(const v1::ReportSummary& report) const;

  const StageChain& chain() const { return chain_; }

 private:
  // Whatever is known of other reports.
  std::optional<std::size_t> FirstStage(const v1::ReportSummary& report) const;

  // The stage that reads what is known of other reports, with what it read then; null if there is
  // none, or the report did not come so far.
  std::optional<std::size_t> StageWithPeers(const v1::ReportSummary& report) const;
  const std::vector<v1::Part>* ReadsOf(const v1::StageRecord& record, const StageInfo& stage) const;

  RerunPlanner(const StageChain& chain, std::vector<v1::Disowned> disowned,
               std::shared_ptr<const RuleReach> reach)
      : chain_(chain), disowned_(std::move(disowned)), reach_(std::move(reach)) {}

  const StageChain& chain_;
  std::vector<v1::Disowned> disowned_;
  std::shared_ptr<const RuleReach> reach_;
};

// What would run again, summed up.
struct RerunPlan {
  uint64_t reports = 0;    // in the store
  uint64_t again = 0;      // of these, to run again
  uint64_t untouched = 0;  // the others
  uint64_t unreached = 0;  // of these, judged by another pack whose rules for them are the same
  uint64_t disowned = 0;   // of those to run again, with a result of a disowned release

  // Reports by the stage they begin at, and the revision of it they have now; empty for one that
  // was never reached.
  std::map<std::pair<std::size_t, std::string>, uint64_t> begins;

  // Null for one that stays.
  std::optional<std::size_t> FirstStage(const std::string& uri) const;

  // The same as it is kept: hashes of the uris, ascending, with the stage. That two uris share
  // one runs a report more, never one less.
  std::vector<std::pair<uint64_t, uint8_t>> stages;
};

// One pass over the summaries of all reports: page by page, whatever their number, `jobs` pages at
// once.
absl::StatusOr<RerunPlan> PlanRerun(const RerunPlanner& planner, Store& store, int jobs);

// What became different between two revisions of a stage: "代码 2 → 3，规则 ab12cd34 → ef56ab78".
std::string RevisionChange(std::string_view before, std::string_view after, v1::Language language);

}  // namespace gongkai
