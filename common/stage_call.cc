#include "common/stage_call.h"

#include <algorithm>
#include <vector>

#include "absl/status/statusor.h"
#include "common/digest.h"
#include "common/limits.h"
#include "common/report_parts.h"
#include "common/strings.h"
#include "common/version.h"

namespace gongkai {
namespace {

absl::StatusOr<std::vector<Stage*>> Select(absl::Span<Stage* const> stages,
                                           const v1::ProcessRequest& request) {
  if (request.stages().empty()) return absl::InvalidArgumentError("no stage selected");
  std::vector<Stage*> selected;
  auto next = stages.begin();
  for (const v1::StageSelection& selection : request.stages()) {
    const auto named = [&](Stage* stage) { return stage->info().name == selection.name(); };
    const auto found = std::find_if(stages.begin(), stages.end(), named);
    if (found == stages.end()) {
      return absl::NotFoundError(Concat("this worker has no stage \"", selection.name(), "\""));
    }
    if (found < next) {
      return absl::InvalidArgumentError(Concat("stage ", selection.name(), " is out of order"));
    }
    const std::string& revision = (*found)->info().revision;
    if (!selection.revision().empty() && selection.revision() != revision) {
      return absl::FailedPreconditionError(Concat("stage ", selection.name(), " has revision ",
                                                  revision, ", ", selection.revision(),
                                                  " was expected"));
    }
    selected.push_back(*found);
    next = found + 1;
  }
  return selected;
}

void MoveResult(absl::Span<Stage* const> stages, v1::Report* report, v1::Report* answer) {
  for (Stage* stage : stages) MovePart(stage->info().writes, report, answer);
  if (report->has_error()) answer->mutable_error()->Swap(report->mutable_error());
}

// Only bytes that a stage record's digest is of are certainly those that are to be kept; and of
// several stages one may write anew what a later one reads. All others become messages.
absl::Status OpenOthers(bool is_alone, v1::Report* report, PartBytes* bytes) {
  for (const v1::Part part : kStageParts) {
    std::string& of_part = BytesOf(part, bytes);
    const int record = part - v1::DOCUMENT;
    const bool named = is_alone && !of_part.empty() && record < report->stage_records_size() &&
                       report->stage_records(record).output_digest() == Digest(of_part);
    if (named) continue;
    if (absl::Status status = OpenParts({part}, *bytes, report); !status.ok()) return status;
    of_part.clear();
  }
  return absl::OkStatus();
}

}  // namespace

void DescribeStages(absl::Span<Stage* const> stages, v1::DescribeResponse* response) {
  for (Stage* stage : stages) {
    const StageInfo& info = stage->info();
    v1::StageDescription* description = response->add_stages();
    description->set_name(info.name);
    description->set_revision(info.revision);
    for (v1::Part part : info.reads) description->add_reads(part);
    description->set_writes(info.writes);
    if (info.rules != nullptr) *description->mutable_rules() = *info.rules;
  }
  response->set_version(kVersion);
}

absl::Status AnswerRequest(absl::Span<Stage* const> stages, v1::ProcessRequest* request,
                           v1::ProcessResponse* response, std::vector<PartBytes> bytes) {
  auto selected = Select(stages, *request);
  if (!selected.ok()) return selected.status();
  if (static_cast<size_t>(request->reports_size()) > kMaxReportsPerMessage) {
    return absl::ResourceExhaustedError(
        Concat(request->reports_size(), " reports in a message, at most ", kMaxReportsPerMessage));
  }
  const std::vector<v1::Report*> reports(request->mutable_reports()->pointer_begin(),
                                         request->mutable_reports()->pointer_end());
  if (reports.empty()) selected->clear();
  bytes.resize(reports.size());
  std::vector<PartBytes*> of_each;
  for (size_t i = 0; i < reports.size(); ++i) {
    absl::Status status = OpenOthers(selected->size() == 1, reports[i], &bytes[i]);
    if (!status.ok()) return status;
    of_each.push_back(&bytes[i]);
  }
  for (Stage* stage : *selected) {
    for (size_t i = 0; i < reports.size(); ++i) {
      absl::Status status = CheckParts(stage->info(), *reports[i], bytes[i]);
      if (!status.ok()) return status;
    }
    absl::Status status = stage->ProcessWithBytes(reports, of_each);
    if (!status.ok()) return status;
    for (size_t i = 0; i < reports.size(); ++i) {
      const v1::Part written[] = {stage->info().writes};
      status = OpenParts(written, bytes[i], reports[i]);
      if (!status.ok()) return status;
    }
  }
  response->set_sequence(request->sequence());
  response->mutable_reports()->Reserve(static_cast<int>(reports.size()));
  for (v1::Report* report : reports) MoveResult(*selected, report, response->add_reports());
  return absl::OkStatus();
}

}  // namespace gongkai
