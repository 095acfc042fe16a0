#include "store/records.h"

#include <algorithm>
#include <utility>

#include "common/digest.h"
#include "common/limits.h"
#include "common/serialize.h"
#include "common/strings.h"
#include "common/table_sketch.h"
#include "store/report_name.h"

namespace gongkai {
namespace {

struct StagePart {
  std::string_view stage;
  v1::Part part;  // that it writes
};
constexpr StagePart kStagesOfParts[] = {{"normalize", v1::DOCUMENT},
                                        {"segment", v1::OUTLINE},
                                        {"extract", v1::EXTRACTION},
                                        {"validate", v1::ASSESSMENT}};

google::protobuf::Timestamp ToTimestamp(std::chrono::system_clock::time_point time) {
  const int64_t nanos =
      std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch()).count();
  const int64_t seconds = nanos / 1'000'000'000 - (nanos % 1'000'000'000 < 0 ? 1 : 0);
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(seconds);
  timestamp.set_nanos(static_cast<int32_t>(nanos - seconds * 1'000'000'000));
  return timestamp;
}

void SortOut(google::protobuf::RepeatedPtrField<std::string>* rules) {
  std::sort(rules->begin(), rules->end());
  rules->erase(std::unique(rules->begin(), rules->end()), rules->end());
}

void CountFindings(const v1::Assessment& assessment, v1::StoredReport* stored) {
  v1::ReportSummary& summary = *stored->mutable_summary();
  for (const v1::Finding& finding : assessment.findings()) {
    summary.add_found_rules(finding.rule());
    if (finding.outcome() != v1::FAILED) continue;
    if (finding.severity() == v1::ERROR) summary.set_errors(summary.errors() + 1);
    if (finding.severity() == v1::WARNING) summary.set_warnings(summary.warnings() + 1);
    if (finding.severity() == v1::INFO) summary.set_infos(summary.infos() + 1);
    stored->add_failed_rules(finding.rule());
  }
  SortOut(stored->mutable_failed_rules());
  SortOut(summary.mutable_found_rules());
  const bool all = static_cast<std::size_t>(assessment.findings_size()) < kMaxFindings;
  summary.set_all_found_rules(all);
}

// What a report brings with it, whatever its parts say.
void Stamp(const v1::Report& report, std::chrono::system_clock::time_point now,
           v1::StoredReport* stored) {
  v1::ReportSummary& summary = *stored->mutable_summary();
  *summary.mutable_source() = report.source();
  *summary.mutable_stage_records() = report.stage_records();
  summary.clear_error();
  if (report.has_error()) *summary.mutable_error() = report.error();
  *summary.mutable_update_time() = ToTimestamp(now);
  stored->set_media_type(report.content().media_type());
  stored->set_charset(report.content().charset());
}

// Only what the machine did to a report may go away by itself.
bool MayBeTriedAgain(const v1::ReportError& error) {
  return error.code() == v1::ReportError::STAGE_FAILED ||
         error.code() == v1::ReportError::TIMED_OUT;
}

v1::BatchItem::State StateOf(const v1::Report& report) {
  if (!report.has_error()) {
    return report.batch_item().reused() ? v1::BatchItem::REUSED : v1::BatchItem::COMPUTED;
  }
  const bool last = report.batch_item().attempt() >= static_cast<uint32_t>(kMaxAttempts);
  return last || !MayBeTriedAgain(report.error()) ? v1::BatchItem::DEAD_LETTER
                                                  : v1::BatchItem::FAILED;
}

bool IsBatchIdChar(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

absl::Status CheckUri(std::string_view uri) {
  if (uri.empty()) return absl::InvalidArgumentError("uri is empty");
  if (uri.size() > kMaxUriBytes) {
    return absl::InvalidArgumentError(Concat("uri has ", uri.size(), " bytes, at most ",
                                             kMaxUriBytes, ": ", uri.substr(0, 100), "..."));
  }
  return absl::OkStatus();
}

}  // namespace

v1::Part PartOfStage(std::string_view stage) {
  for (const StagePart& known : kStagesOfParts) {
    if (known.stage == stage) return known.part;
  }
  return v1::PART_UNSPECIFIED;
}

const v1::StageRecord* RecordOf(
    v1::Part part, const google::protobuf::RepeatedPtrField<v1::StageRecord>& records) {
  for (const StagePart& known : kStagesOfParts) {
    if (known.part != part) continue;
    for (const v1::StageRecord& record : records) {
      if (record.stage() == known.stage && !record.output_digest().empty()) return &record;
    }
  }
  return nullptr;
}

std::string_view ExtractionOf(const v1::ReportSummary& report) {
  const v1::StageRecord* record = RecordOf(v1::EXTRACTION, report.stage_records());
  if (record == nullptr || report.has_error()) return {};
  return record->output_digest();
}

absl::Status MissingPart(const v1::StageRecord& record) {
  return absl::DataLossError(Concat("存储缺少一个部分; a part of a stored report is missing: ",
                                    record.stage(), " ", ToHex(record.output_digest())));
}

void MakeStoredReport(const v1::Report& report, const SummedParts& parts,
                      std::chrono::system_clock::time_point now, v1::StoredReport* stored) {
  Stamp(report, now, stored);
  v1::ReportSummary& summary = *stored->mutable_summary();
  const v1::Outline& outline =
      parts.outline != nullptr ? *parts.outline : v1::Outline::default_instance();
  summary.set_name(FormatReportName(outline.agency().name(), outline.year().value()));
  summary.add_forms(outline.form().form());
  summary.add_forms(FormOfSketch(parts.sketch.value_or("")));
  summary.set_form(parts.sketch ? FormOfSketch(*parts.sketch) : outline.form().form());
  summary.set_table_sketch(parts.sketch.value_or(""));
  summary.set_agency(outline.agency().name());
  summary.set_year(outline.year().value());
  summary.set_title(outline.title().value());
  if (parts.assessment == nullptr) return;
  summary.set_verdict(parts.assessment->verdict());
  CountFindings(*parts.assessment, stored);
}

void MakeStoredReport(const v1::Report& report, std::chrono::system_clock::time_point now,
                      v1::StoredReport* stored) {
  SummedParts parts;
  if (report.has_outline()) parts.outline = &report.outline();
  if (report.has_extraction()) {
    parts.sketch = SketchOf(SerializeDeterministic(report.extraction()));
  }
  if (report.has_assessment()) parts.assessment = &report.assessment();
  MakeStoredReport(report, parts, now, stored);
}

void RenewStoredReport(const v1::StoredReport& old, const v1::Report& report,
                       std::chrono::system_clock::time_point now, v1::StoredReport* stored) {
  *stored = old;
  Stamp(report, now, stored);
  KeepDeclared(report, &old, stored);
}

void RejudgeStoredReport(const v1::StoredReport& old, const v1::Report& report,
                         const v1::Assessment& assessment,
                         std::chrono::system_clock::time_point now, v1::StoredReport* stored) {
  Stamp(report, now, stored);
  KeepDeclared(report, &old, stored);
  v1::ReportSummary& summary = *stored->mutable_summary();
  const v1::ReportSummary& before = old.summary();
  summary.set_name(before.name());
  *summary.mutable_forms() = before.forms();
  summary.set_form(before.form());
  summary.set_agency(before.agency());
  summary.set_year(before.year());
  summary.set_title(before.title());
  summary.set_table_sketch(before.table_sketch());
  summary.set_verdict(assessment.verdict());
  CountFindings(assessment, stored);
}

void KeepDeclared(const v1::Report& report, const v1::StoredReport* old, v1::StoredReport* stored) {
  if (report.has_content() || old == nullptr ||
      old->summary().source().digest() != report.source().digest()) {
    return;
  }
  stored->set_media_type(old->media_type());
  stored->set_charset(old->charset());
}

bool ParsedFilter::Matches(const v1::StoredReport& report) const {
  const v1::ReportSummary& summary = report.summary();
  if (!agency.empty() && summary.agency() != agency) return false;
  if (year != 0 && summary.year() != year) return false;
  if (verdict != v1::VERDICT_UNSPECIFIED && summary.verdict() != verdict) return false;
  const auto& rules = report.failed_rules();
  return rule.empty() || std::find(rules.begin(), rules.end(), rule) != rules.end();
}

absl::StatusOr<ParsedFilter> ParseFilter(const ReportFilter& filter) {
  ParsedFilter parsed{.verdict = filter.verdict, .rule = filter.rule};
  if (filter.name.empty()) return parsed;
  auto name = ParseReportName(filter.name);
  if (!name.ok()) return name.status();
  parsed.agency = std::move(name->agency);
  parsed.year = name->year;
  return parsed;
}

std::string ListName(const ReportFilter& filter) {
  return Concat("reports\n", filter.name, "\n", static_cast<int>(filter.verdict), "\n",
                filter.rule);
}

void AnswerItem(const v1::Report& report, const v1::BatchItem* old,
                const v1::StoredReport* replaced, v1::BatchItem* item) {
  item->set_batch(report.batch_item().batch());
  item->set_index(report.batch_item().index());
  item->set_uri(report.source().uri());
  item->set_state(StateOf(report));
  item->set_attempts(report.batch_item().attempt());
  if (report.has_error()) *item->mutable_error() = report.error();
  if (!report.source().digest().empty()) {
    item->set_source_digest(report.source().digest());
  } else if (old != nullptr) {
    item->set_source_digest(old->source_digest());
  }
  if (report.stage_records_size() > 0) {
    *item->mutable_result() = report.stage_records(report.stage_records_size() - 1);
  }
  if (replaced != nullptr && replaced->summary().stage_records_size() > 0) {
    const auto& records = replaced->summary().stage_records();
    *item->mutable_replaced() = records[records.size() - 1];
    item->set_replaced_source_digest(replaced->summary().source().digest());
  }
}

void CountItem(v1::BatchItem::State state, int64_t change, v1::BatchCounts* counts) {
  switch (state) {
    case v1::BatchItem::RUNNING:
      return counts->set_running(counts->running() + change);
    case v1::BatchItem::COMPUTED:
      return counts->set_computed(counts->computed() + change);
    case v1::BatchItem::REUSED:
      return counts->set_reused(counts->reused() + change);
    case v1::BatchItem::FAILED:
      return counts->set_failed(counts->failed() + change);
    case v1::BatchItem::DEAD_LETTER:
      return counts->set_dead_letter(counts->dead_letter() + change);
    default:
      return counts->set_waiting(counts->waiting() + change);
  }
}

v1::Batch WithWaiting(v1::Batch batch) {
  v1::BatchCounts& counts = *batch.mutable_counts();
  const uint64_t begun = counts.running() + counts.computed() + counts.reused() + counts.failed() +
                         counts.dead_letter();
  batch.set_total(std::max(batch.total(), begun + counts.waiting()));
  counts.set_waiting(batch.total() - begun);
  return batch;
}

v1::Batch NewStoredBatch(const v1::Batch& batch, std::chrono::system_clock::time_point now) {
  v1::Batch made = batch;
  made.clear_counts();
  if (made.state() == v1::Batch::STATE_UNSPECIFIED) made.set_state(v1::Batch::RUNNING);
  if (!made.has_create_time()) *made.mutable_create_time() = ToTimestamp(now);
  Touch(now, &made);
  return made;
}

absl::Status CheckStorable(const v1::Report& report) {
  if (absl::Status status = CheckUri(report.source().uri()); !status.ok()) return status;
  const std::string& uri = report.source().uri();
  if (!report.content().data().empty() && report.source().digest().size() != kDigestBytes) {
    return absl::InvalidArgumentError(Concat("content without its digest: ", uri));
  }
  for (const v1::StageRecord& record : report.stage_records()) {
    const bool failed = report.has_error() && record.output_digest().empty() &&
                        &record == &*report.stage_records().rbegin();
    if (record.stage().empty() || record.input_digest().size() != kDigestBytes ||
        (record.output_digest().size() != kDigestBytes && !failed)) {
      return absl::InvalidArgumentError(
          Concat("stage record without a name or digests of 32 bytes: ", uri));
    }
  }
  const std::pair<v1::Part, bool> parts[] = {{v1::DOCUMENT, report.has_document()},
                                             {v1::OUTLINE, report.has_outline()},
                                             {v1::EXTRACTION, report.has_extraction()},
                                             {v1::ASSESSMENT, report.has_assessment()}};
  for (const auto& [part, there] : parts) {
    if (there && RecordOf(part, report.stage_records()) == nullptr) {
      return absl::InvalidArgumentError(
          Concat("a part without its stage record: ", v1::Part_Name(part), " of ", uri));
    }
  }
  if (!report.has_batch_item()) return absl::OkStatus();
  return CheckBatchId(report.batch_item().batch());
}

absl::Status CheckStorable(const NewBatchItem& item) {
  if (absl::Status status = CheckUri(item.item.uri()); !status.ok()) return status;
  if (item.item.state() == v1::BatchItem::STATE_UNSPECIFIED ||
      !v1::BatchItem::State_IsValid(item.item.state())) {
    return absl::InvalidArgumentError(Concat("batch item without a state: ", item.item.uri()));
  }
  if (item.content != nullptr && item.item.source_digest().size() != kDigestBytes) {
    return absl::InvalidArgumentError(Concat("content without its digest: ", item.item.uri()));
  }
  return CheckBatchId(item.item.batch());
}

absl::Status CheckStorable(absl::Span<const v1::Entry> entries) {
  if (entries.size() > kMaxEntriesPerCall) {
    return absl::ResourceExhaustedError(
        Concat(entries.size(), " entries in one call, at most ", kMaxEntriesPerCall));
  }
  for (const v1::Entry& entry : entries) {
    if (entry.kind().empty() || entry.kind().size() > kMaxEntryKindBytes || entry.key().empty() ||
        entry.key().size() > kMaxEntryKeyBytes) {
      return absl::InvalidArgumentError(
          Concat("an entry needs a kind of at most ", kMaxEntryKindBytes, " bytes and a key of at ",
                 "most ", kMaxEntryKeyBytes, ": ", entry.key().substr(0, 100)));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckLists(std::size_t lists) {
  if (lists <= kMaxListsPerCall) return absl::OkStatus();
  return absl::ResourceExhaustedError(
      Concat(lists, " lists in one call, at most ", kMaxListsPerCall));
}

absl::Status CheckBatchId(std::string_view id) {
  if (!id.empty() && id.size() <= kMaxBatchIdBytes &&
      std::all_of(id.begin(), id.end(), IsBatchIdChar)) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(Concat(
      "批次编号只能由字母、数字和“-”组成，最长 64 个字符; a batch id has letters, digits and "
      "\"-\", at most 64: ",
      id.substr(0, 100)));
}

void Touch(std::chrono::system_clock::time_point now, v1::Batch* batch) {
  *batch->mutable_update_time() = ToTimestamp(now);
}

}  // namespace gongkai
