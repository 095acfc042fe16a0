// The parts of a report by their number, for code that carries reports without reading them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "common/stage.h"
#include "gongkai/v1/report.pb.h"

namespace gongkai {

// The message of a part; null if the report does not have it. RECEIPT is no part of a report.
const google::protobuf::Message* MessageOf(const v1::Report& report, v1::Part part);

// Makes the message if it is not there. Null for RECEIPT.
google::protobuf::Message* MutablePart(v1::Part part, v1::Report* report);

inline bool HasPart(const v1::Report& report, v1::Part part) {
  return MessageOf(report, part) != nullptr;
}

// Those that stages write, in the order of the stages.
inline constexpr v1::Part kStageParts[] = {v1::DOCUMENT, v1::OUTLINE, v1::EXTRACTION,
                                           v1::ASSESSMENT};

// Whether a part may be there as bytes alone.
constexpr bool HasBytes(v1::Part part) { return part >= v1::DOCUMENT && part <= v1::ASSESSMENT; }

// Where the bytes of such a part stand.
inline std::string& BytesOf(v1::Part part, PartBytes* bytes) {
  return (*bytes)[static_cast<std::size_t>(part - v1::DOCUMENT)];
}

// Empty if they are not at hand, as those of other parts never are.
inline std::string_view BytesOf(v1::Part part, const PartBytes& bytes) {
  if (!HasBytes(part)) return {};
  return bytes[static_cast<std::size_t>(part - v1::DOCUMENT)];
}

// Makes messages of those parts that are there as bytes alone. INVALID_ARGUMENT, with the uri, if
// bytes are no such message.
absl::Status OpenParts(absl::Span<const v1::Part> parts, const PartBytes& bytes,
                       v1::Report* report);

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
// the stage reads, as message and as bytes. A stage that keeps reports takes them as they are.
absl::Status CheckParts(const StageInfo& info, const v1::Report& report,
                        const PartBytes& bytes = {});

}  // namespace gongkai
