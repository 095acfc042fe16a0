// What became of the findings of a report between two runs, and what caused it.
#pragma once

#include <string>
#include <vector>

#include "gongkai/v1/assessment.pb.h"
#include "gongkai/v1/checked_report.pb.h"
#include "gongkai/v1/report.pb.h"

namespace gongkai {

// One finding: new without `before`, gone without `after`.
struct FindingChange {
  const v1::Finding* before = nullptr;
  const v1::Finding* after = nullptr;
};

// Findings are the same one if rule and cells are; several of one rule and cells go by their
// order. Those that differ in nothing are left out. In order of `after`, then those that are gone.
// Refers to both assessments.
std::vector<FindingChange> CompareFindings(const v1::Assessment& before,
                                           const v1::Assessment& after);

enum class Cause {
  kNone,        // both were computed by one revision from the same
  kSource,      // the report itself is another file
  kExtraction,  // the same file was read otherwise
  kRules,       // the same figures and texts were judged otherwise
};

// `before` and `after` are of validate, or of the stage that could not process the report.
Cause CauseOf(const v1::StageRecord& before, std::string_view source_before,
              const v1::StageRecord& after, std::string_view source_after);

std::string_view CauseWord(Cause cause, v1::Language language);

// A line each: "+" new, "-" gone, "~" different, with rule, severity and message.
std::string ChangesText(const std::vector<FindingChange>& changes, v1::Language language);

// Of several reports.
struct DifferenceCounts {
  uint64_t compared = 0;
  uint64_t changed = 0;  // reports
  uint64_t added = 0;    // findings
  uint64_t gone = 0;
  uint64_t different = 0;
  uint64_t by_cause[4] = {};  // reports, by Cause
  uint64_t unpaired = 0;      // reports that only one side has

  void Count(const std::vector<FindingChange>& changes, Cause cause);
};

std::string CountsText(const DifferenceCounts& counts, v1::Language language);

}  // namespace gongkai
