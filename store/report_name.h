// Resource names "agencies/{agency}/reports/{year}".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace gongkai {

struct ReportName {
  std::string agency;  // empty: unknown, or any
  uint32_t year = 0;   // 0: unknown, or any
};

// "-" stands for what is empty; "/", "%" and an agency that is called "-" are percent-encoded.
std::string FormatReportName(std::string_view agency, uint32_t year);

// INVALID_ARGUMENT for anything else than such a name.
absl::StatusOr<ReportName> ParseReportName(std::string_view name);

}  // namespace gongkai
