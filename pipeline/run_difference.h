// Two runs of a store side by side.
#pragma once

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "pipeline/difference.h"
#include "store/store.h"

namespace gongkai {

// Gives the text of each report that changed to `deliver`, a heading line first. NOT_FOUND for an
// unknown run.
using DeliverText = std::function<void(const std::string&)>;

// What a run changed: of each of its reports, the findings before it and after it. Reports that
// it met for the first time are on one side only.
absl::StatusOr<DifferenceCounts> DifferenceOfRun(Store& store, const std::string& run,
                                                 v1::Language language, const DeliverText& deliver);

// Reports of two runs by their uris. Memory: some 300 bytes for each report of `before`.
absl::StatusOr<DifferenceCounts> DifferenceOfRuns(Store& store, const std::string& before,
                                                  const std::string& after, v1::Language language,
                                                  const DeliverText& deliver);

// The heading line of a report and its changes; empty without changes.
std::string DifferenceText(const std::string& uri, Cause cause,
                           const std::vector<FindingChange>& changes, v1::Language language);

}  // namespace gongkai
