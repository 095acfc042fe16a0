// Runs stored reports again: those of a plan, and those whose partners came after them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "pipeline/chain.h"
#include "pipeline/inputs.h"
#include "pipeline/rerun_plan.h"
#include "pipeline/runner.h"
#include "store/store.h"

namespace gongkai {

// Reports of a group where they begin in the middle.
inline constexpr uint64_t kRerunGroupReports = 256;

// The reports of the plan as inputs, in order of uri. `store` and `plan` outlive it. At most one
// writer, as always.
std::unique_ptr<InputSource> ReportsToRerun(Store& store, const RerunPlan& plan);

// Reports by uri as inputs that begin at the stage that judges them; those that never came so far
// are passed over. The first has that index.
std::unique_ptr<InputSource> ReportsToJudgeAgain(const StageChain& chain, Store& store,
                                                 std::vector<std::string> uris,
                                                 uint64_t first_index = 0);

// Judges again, once a batch is done, the reports whose partners came after them in it: a chain
// that knows other reports notes them. They are items of a batch of their own, called after that
// one, if there are any; what it holds already stays. `options` are those of the batch.
RunResult JudgeWaiting(const StageChain& chain, Store& store, RunnerOptions options);

}  // namespace gongkai
