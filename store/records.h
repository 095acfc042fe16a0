// What every engine derives from the reports it keeps: pure functions over messages.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "gongkai/v1/report.pb.h"
#include "gongkai/v1/store.pb.h"
#include "store/store.h"

namespace gongkai {

// Part that a stage writes; PART_UNSPECIFIED for a stage that writes none of a report.
v1::Part PartOfStage(std::string_view stage);

// The record of the stage that wrote a part; nullptr if none did.
const v1::StageRecord* RecordOf(v1::Part part,
                                const google::protobuf::RepeatedPtrField<v1::StageRecord>& records);

// Digest of the extraction that others may take for the report's; empty with an error.
std::string_view ExtractionOf(const v1::ReportSummary& report);

// DATA_LOSS that names the run.
absl::Status MissingPart(const v1::StageRecord& record);

// What a record sums up of the parts; null or unset for those that the report does not have.
struct SummedParts {
  const v1::Outline* outline = nullptr;
  std::optional<std::string> sketch;  // of the extraction
  const v1::Assessment* assessment = nullptr;
};

// Makes the record of a report; *stored is empty, here and below.
void MakeStoredReport(const v1::Report& report, const SummedParts& parts,
                      std::chrono::system_clock::time_point now, v1::StoredReport* stored);

// The same of a report that has all parts it is to be kept with.
void MakeStoredReport(const v1::Report& report, std::chrono::system_clock::time_point now,
                      v1::StoredReport* stored);

// The record of a report whose outline, extraction and assessment are those of `old`.
void RenewStoredReport(const v1::StoredReport& old, const v1::Report& report,
                       std::chrono::system_clock::time_point now, v1::StoredReport* stored);

// The record of a report whose outline and extraction are those of `old`, with another assessment.
void RejudgeStoredReport(const v1::StoredReport& old, const v1::Report& report,
                         const v1::Assessment& assessment,
                         std::chrono::system_clock::time_point now, v1::StoredReport* stored);

// If a report comes without its content, what was declared about the same bytes still holds.
void KeepDeclared(const v1::Report& report, const v1::StoredReport* old, v1::StoredReport* stored);

// Which stored reports a filter lets through.
struct ParsedFilter {
  std::string agency;  // empty for any
  uint32_t year = 0;   // 0 for any
  v1::Verdict verdict = v1::VERDICT_UNSPECIFIED;
  std::string rule;

  bool Matches(const v1::StoredReport& report) const;
};
absl::StatusOr<ParsedFilter> ParseFilter(const ReportFilter& filter);

// Names the list of a filter in page tokens.
std::string ListName(const ReportFilter& filter);

// The item that a report with batch_item answers. A report with an error is a dead letter if
// the fault is its own or it was the last attempt, otherwise it failed and will be tried again.
// `old` is the item recorded before, `replaced` the report stored before; both may be nullptr.
// *item is empty.
void AnswerItem(const v1::Report& report, const v1::BatchItem* old,
                const v1::StoredReport* replaced, v1::BatchItem* item);

// Adds `change` to the count of a state.
void CountItem(v1::BatchItem::State state, int64_t change, v1::BatchCounts* counts);

// The batch for callers, from one whose counts are those of recorded items only.
v1::Batch WithWaiting(v1::Batch batch);

// What a new batch looks like in the store.
v1::Batch NewStoredBatch(const v1::Batch& batch, std::chrono::system_clock::time_point now);

// INVALID_ARGUMENT with the reason, or OK.
absl::Status CheckStorable(const v1::Report& report);
absl::Status CheckStorable(const NewBatchItem& item);
absl::Status CheckStorable(absl::Span<const v1::Entry> entries);
absl::Status CheckLists(std::size_t lists);
absl::Status CheckBatchId(std::string_view id);

// Sets the time of the last change.
void Touch(std::chrono::system_clock::time_point now, v1::Batch* batch);

}  // namespace gongkai
