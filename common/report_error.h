// The catalogue of what can be wrong with an input, worded for its sender.
#pragma once

#include <string_view>

#include "gongkai/v1/report.pb.h"

namespace gongkai {

// Builds the error with its Chinese and English message. `stage` is the stage that gave up;
// `detail_zh` and `detail_en` say what exactly was met ("70 MB, at most 64 MB") and may be empty.
v1::ReportError MakeReportError(v1::ReportError::Code code, std::string_view stage,
                                std::string_view detail_zh = {}, std::string_view detail_en = {});

}  // namespace gongkai
