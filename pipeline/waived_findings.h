// What waivers make of the findings of one report.
#pragma once

#include <cstdint>
#include <vector>

#include "gongkai/v1/assessment.pb.h"
#include "gongkai/v1/waiver.pb.h"

namespace gongkai {

struct WaivedFindings {
  struct One {
    const v1::Waiver* waiver = nullptr;  // nullptr if nobody decided anything
    std::vector<v1::WaiverReview> review;

    bool waived() const { return waiver != nullptr && review.empty(); }
  };

  // Of the findings of an assessment by their position; one without waivers has none.
  const One& Of(int finding) const {
    static const One kNothing;
    const auto position = static_cast<std::size_t>(finding);
    return position < findings.size() ? findings[position] : kNothing;
  }

  // Empty if no waiver is about the report.
  std::vector<One> findings;

  // Of the findings that are not waived. That of the assessment if nothing is.
  v1::Verdict verdict = v1::VERDICT_UNSPECIFIED;
  uint32_t errors = 0;  // waived
  uint32_t others = 0;  // waived
};

}  // namespace gongkai
