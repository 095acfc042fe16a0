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
  if ((part < v1::SOURCE || part > v1::ASSESSMENT) && part != v1::PEERS) return nullptr;
  return v1::Report::descriptor()->FindFieldByNumber(part);
}

}  // namespace

bool HasPart(const v1::Report& report, v1::Part part) {
  const auto* field = FieldOf(part);
  return field != nullptr && report.GetReflection()->HasField(report, field);
}

const google::protobuf::Message& GetPart(const v1::Report& report, v1::Part part) {
  return report.GetReflection()->GetMessage(report, FieldOf(part));
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

absl::Status CheckParts(const StageInfo& info, const v1::Report& report) {
  if (report.has_error() || KeepsReports(info)) return absl::OkStatus();
  for (v1::Part part : info.reads) {
    if (HasPart(report, part) || part == v1::PEERS) continue;
    return absl::InvalidArgumentError(Concat("stage ", info.name, " reads ", v1::Part_Name(part),
                                             ", which report \"", report.source().uri(),
                                             "\" does not have"));
  }
  return absl::OkStatus();
}

}  // namespace gongkai
