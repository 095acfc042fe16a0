#include "store/store.h"

#include "common/report_parts.h"
#include "store/records.h"

namespace gongkai {

absl::Status Store::WriteSerialized(absl::Span<const v1::Report* const> reports,
                                    absl::Span<const PartBytes* const> bytes) {
  std::vector<v1::Report> whole(reports.size());
  std::vector<const v1::Report*> of_each;
  for (std::size_t i = 0; i < reports.size(); ++i) {
    whole[i] = *reports[i];
    if (absl::Status status = OpenParts(kStageParts, *bytes[i], &whole[i]); !status.ok())
      return status;
    of_each.push_back(&whole[i]);
  }
  return WriteReports(of_each);
}

absl::Status Store::ReadParts(absl::Span<const PartToRead> parts) {
  std::vector<v1::CheckpointKey> keys(parts.size());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    keys[i].set_stage(parts[i].record->stage());
    keys[i].set_revision(parts[i].record->revision());
    keys[i].set_input_digest(parts[i].record->input_digest());
  }
  const auto found = GetCheckpoints(keys);
  if (!found.ok()) return found.status();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const v1::Checkpoint& one = (*found)[i];
    if (!one.found() || one.output_digest() != parts[i].record->output_digest()) {
      return MissingPart(*parts[i].record);
    }
    if (parts[i].bytes != nullptr) {
      *parts[i].bytes = one.part();
    } else if (!parts[i].message->ParseFromString(one.part())) {
      return MissingPart(*parts[i].record);
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<std::vector<NamedReport>>> Store::ListNamed(
    absl::Span<const ReportName> names, int most) {
  std::vector<ReportFilter> filters;
  for (const ReportName& name : names) {
    if (name.agency.empty() || name.year == 0) continue;
    filters.push_back({.name = FormatReportName(name.agency, name.year)});
  }
  const auto pages = ListReportsOfEach(filters, most);
  if (!pages.ok()) return pages.status();
  std::vector<std::vector<NamedReport>> result(names.size());
  auto page = pages->begin();
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i].agency.empty() || names[i].year == 0) continue;
    for (const v1::ReportSummary& report : (page++)->items) {
      result[i].push_back({report.source().uri(), std::string(ExtractionOf(report))});
    }
  }
  return result;
}

absl::StatusOr<std::vector<ListPage<v1::ReportSummary>>> Store::ListReportsOfEach(
    absl::Span<const ReportFilter> filters, int page_size) {
  if (absl::Status status = CheckLists(filters.size()); !status.ok()) return status;
  std::vector<ListPage<v1::ReportSummary>> pages;
  pages.reserve(filters.size());
  for (const ReportFilter& filter : filters) {
    auto page = ListReports(filter, page_size, "");
    if (!page.ok()) return page.status();
    pages.push_back(*std::move(page));
  }
  return pages;
}

}  // namespace gongkai
