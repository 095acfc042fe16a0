#include "store/store.h"

#include "store/records.h"

namespace gongkai {

absl::StatusOr<std::vector<ListPage<v1::ReportSummary>>> Store::ListReportsOfEach(
    absl::Span<const ReportFilter> filters, int page_size) {
  if (absl::Status status = CheckLists(filters); !status.ok()) return status;
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
