// A report as people and other systems see it: cell ids for numbers, places in the source for
// spans, messages in one language.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/v1/checked_report.pb.h"
#include "gongkai/v1/report.pb.h"
#include "pipeline/waived_findings.h"

namespace gongkai {

// Turns spans of the text into places in the source.
class PlaceFinder {
 public:
  // `report` must outlive the finder. Without content the lines stay 0; without document
  // every place is empty.
  explicit PlaceFinder(const v1::Report& report) : report_(report) {}

  v1::Place Of(uint32_t begin, uint32_t end);

 private:
  const v1::Report& report_;
  // Offsets behind each line end of the source. Made for the first place: most reports have no
  // finding to be placed.
  std::optional<std::vector<uint32_t>> line_ends_;
};

// Every field of CheckedReport; cells in the order of the form. `waived` is of the same report.
v1::CheckedReport ToCheckedReport(const v1::Report& report, v1::Language language,
                                  const WaivedFindings* waived = nullptr);

// Protobuf JSON mapping on one line, without the line end.
std::string ToJson(const v1::CheckedReport& report);

}  // namespace gongkai
