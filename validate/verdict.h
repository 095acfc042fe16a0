// What findings come to.
#pragma once

#include "gongkai/v1/assessment.pb.h"

namespace gongkai {

// REJECTED with an ERROR that failed, ACCEPTED_WITH_WARNINGS with a WARNING, whether it failed or
// cannot be told; else ACCEPTED.
class VerdictSoFar {
 public:
  void Add(v1::Outcome outcome, v1::Severity severity) {
    rejected_ |= outcome == v1::FAILED && severity == v1::ERROR;
    warned_ |= severity == v1::WARNING;
  }
  void Add(const v1::Finding& finding) { Add(finding.outcome(), finding.severity()); }

  v1::Verdict Get() const {
    return rejected_ ? v1::REJECTED : warned_ ? v1::ACCEPTED_WITH_WARNINGS : v1::ACCEPTED;
  }

 private:
  bool rejected_ = false;
  bool warned_ = false;
};

}  // namespace gongkai
