// Bytes to findings through the real stages.
#pragma once

#include <cstdlib>
#include <initializer_list>
#include <string>
#include <string_view>

#include "extract/extract_stage.h"
#include "normalize/normalize_stage.h"
#include "segment/segment_stage.h"
#include "validate/validate_stage.h"

namespace gongkai {

class StageChain {
 public:
  void Run(std::string_view bytes, v1::Report* report) {
    report->mutable_source()->set_uri("report");
    report->mutable_content()->set_data(std::string(bytes));
    v1::Report* const group[] = {report};
    for (Stage* stage :
         std::initializer_list<Stage*>{&normalize_, &segment_, &extract_, &validate_}) {
      if (!stage->Process(group).ok()) std::abort();
    }
  }

 private:
  NormalizeStage normalize_;
  SegmentStage segment_;
  ExtractStage extract_;
  ValidateStage validate_;
};

}  // namespace gongkai
