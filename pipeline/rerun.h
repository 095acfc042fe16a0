// Which stored reports have to run again after a release or a change of rules, where each begins,
// and why.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "gongkai/v1/checked_report.pb.h"
#include "gongkai/v1/store.pb.h"
#include "pipeline/chain.h"
#include "pipeline/inputs.h"

namespace gongkai {

// Compares what stored reports were computed by with the stages of a chain, which outlives it.
class RerunPlanner {
 public:
  explicit RerunPlanner(const StageChain& chain) : chain_(chain) {}

  // The first stage that would give its answer at another revision; null if none would, or if
  // there is nothing to compute from: an input that could not even be read.
  std::optional<std::size_t> FirstStage(const v1::ReportSummary& report) const;

  const StageChain& chain() const { return chain_; }

 private:
  const StageChain& chain_;
};

// What would run again, summed up.
struct RerunPlan {
  uint64_t reports = 0;    // in the store
  uint64_t again = 0;      // of these, to run again
  uint64_t untouched = 0;  // the others

  // Reports by the stage they begin at, and the revision of it they have now; empty for one that
  // was never reached.
  std::map<std::pair<std::size_t, std::string>, uint64_t> begins;
};

// One pass over the summaries of all reports; page by page, whatever their number.
absl::StatusOr<RerunPlan> PlanRerun(const RerunPlanner& planner, Store& store);

// The reports of the plan as inputs, in order of uri, each with the parts that its stages read.
// `planner` and `store` outlive it; `total` is RerunPlan::again. At most one writer, as always.
std::unique_ptr<InputSource> ReportsToRerun(const RerunPlanner& planner, Store& store,
                                            uint64_t total);

// What became different between two revisions of a stage: "代码 2 → 3，规则 ab12cd34 → ef56ab78".
std::string RevisionChange(std::string_view before, std::string_view after, v1::Language language);

}  // namespace gongkai
