// The parts of a report by their number, for code that carries reports without reading them.
#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "common/stage.h"
#include "gongkai/v1/report.pb.h"

namespace gongkai {

// False for RECEIPT, which is no field of a report.
bool HasPart(const v1::Report& report, v1::Part part);

// The part must be there.
const google::protobuf::Message& GetPart(const v1::Report& report, v1::Part part);

// Moves a part; it is copied only if the reports do not live on the same arena, or both on none.
// `to` loses the part it had; nothing happens if `from` does not have it.
void MovePart(v1::Part part, v1::Report* from, v1::Report* to);

// The same, and never copied: `from` must live on an arena that goes no earlier than `to`.
void LendPart(v1::Part part, v1::Report* from, v1::Report* to);

// Whether the stage keeps reports instead of adding to them. Such a stage gets the envelope
// (error, stage records, batch item) as well as the parts it reads, and reports with an error too;
// its answer has no part.
inline bool KeepsReports(const StageInfo& info) { return info.writes == v1::RECEIPT; }

// INVALID_ARGUMENT, with the uri if there is one, for a report without error that lacks a part
// the stage reads. A stage that keeps reports takes them as they are.
absl::Status CheckParts(const StageInfo& info, const v1::Report& report);

}  // namespace gongkai
