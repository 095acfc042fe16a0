#include "common/report_parts.h"

#include "common/strings.h"

namespace gongkai {
namespace {

// Parts are the fields of the same number.
static_assert(v1::SOURCE == static_cast<int>(v1::Report::kSourceFieldNumber));
static_assert(v1::CONTENT == static_cast<int>(v1::Report::kContentFieldNumber));
static_assert(v1::DOCUMENT == static_cast<int>(v1::Report::kDocumentFieldNumber));
static_assert(v1::OUTLINE == static_cast<int>(v1::Report::kOutlineFieldNumber));
static_assert(v1::EXTRACTION == static_cast<int>(v1::Report::kExtractionFieldNumber));
static_assert(v1::PEERS == static_cast<int>(v1::Report::kPeersFieldNumber));
static_assert(v1::ASSESSMENT == static_cast<int>(v1::Report::kAssessmentFieldNumber));

const google::protobuf::FieldDescriptor* FieldOf(v1::Part part) {
  return v1::Report::descriptor()->FindFieldByNumber(part);
}

}  // namespace

const google::protobuf::Message* MessageOf(const v1::Report& report, v1::Part part) {
  switch (part) {
    case v1::SOURCE:
      return report.has_source() ? &report.source() : nullptr;
    case v1::CONTENT:
      return report.has_content() ? &report.content() : nullptr;
    case v1::DOCUMENT:
      return report.has_document() ? &report.document() : nullptr;
    case v1::OUTLINE:
      return report.has_outline() ? &report.outline() : nullptr;
    case v1::EXTRACTION:
      return report.has_extraction() ? &report.extraction() : nullptr;
    case v1::ASSESSMENT:
      return report.has_assessment() ? &report.assessment() : nullptr;
    case v1::PEERS:
      return report.has_peers() ? &report.peers() : nullptr;
    default:
      return nullptr;
  }
}

google::protobuf::Message* MutablePart(v1::Part part, v1::Report* report) {
  switch (part) {
    case v1::SOURCE:
      return report->mutable_source();
    case v1::CONTENT:
      return report->mutable_content();
    case v1::DOCUMENT:
      return report->mutable_document();
    case v1::OUTLINE:
      return report->mutable_outline();
    case v1::EXTRACTION:
      return report->mutable_extraction();
    case v1::ASSESSMENT:
      return report->mutable_assessment();
    case v1::PEERS:
      return report->mutable_peers();
    default:
      return nullptr;
  }
}

absl::Status OpenParts(absl::Span<const v1::Part> parts, const PartBytes& bytes,
                       v1::Report* report) {
  for (const v1::Part part : parts) {
    const std::string_view of_part = BytesOf(part, bytes);
    if (of_part.empty() || HasPart(*report, part)) continue;
    if (!MutablePart(part, report)
             ->ParseFromArray(of_part.data(), static_cast<int>(of_part.size()))) {
      return absl::InvalidArgumentError(Concat("the bytes of ", v1::Part_Name(part),
                                               " of report \"", report->source().uri(),
                                               "\" are no such message"));
    }
  }
  return absl::OkStatus();
}

void MovePart(v1::Part part, v1::Report* from, v1::Report* to) {
  if (!HasPart(*from, part)) return;
  const auto* field = FieldOf(part);
  const auto* reflection = v1::Report::GetReflection();
  reflection->SwapFields(from, to, {field});
  reflection->ClearField(from, field);
}

void LendPart(v1::Part part, v1::Report* from, v1::Report* to) {
  if (!HasPart(*from, part)) return;
  const auto* field = FieldOf(part);
  const auto* reflection = v1::Report::GetReflection();
  reflection->UnsafeArenaSetAllocatedMessage(to, reflection->UnsafeArenaReleaseMessage(from, field),
                                             field);
}

absl::Status CheckParts(const StageInfo& info, const v1::Report& report, const PartBytes& bytes) {
  if (report.has_error() || KeepsReports(info)) return absl::OkStatus();
  for (v1::Part part : info.reads) {
    const bool there = HasPart(report, part) || !BytesOf(part, bytes).empty();
    if (there || part == v1::PEERS) continue;
    return absl::InvalidArgumentError(Concat("stage ", info.name, " reads ", v1::Part_Name(part),
                                             ", which report \"", report.source().uri(),
                                             "\" does not have"));
  }
  return absl::OkStatus();
}

}  // namespace gongkai
