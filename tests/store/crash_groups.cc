#include "tests/store/crash_groups.h"

#include <map>
#include <vector>

#include "common/limits.h"
#include "common/strings.h"
#include "gtest/gtest.h"
#include "tests/store/sample_reports.h"

namespace gongkai {
namespace {

std::string UriOf(uint64_t group, uint64_t i) { return Concat("group ", group, " report ", i); }

v1::Report ReportOf(uint64_t group, uint64_t i) {
  v1::Report report = MakeLifelikeSample(group * kReportsPerCrashGroup + i);
  report.mutable_source()->set_uri(UriOf(group, i));
  return AnswerItem(std::move(report), kCrashBatch, group * kReportsPerCrashGroup + i);
}

// Number of reports that are listed, by group.
std::map<uint64_t, uint64_t> ReportsByGroup(Store* store) {
  std::map<uint64_t, uint64_t> groups;
  std::string token;
  do {
    const auto page = store->ListReports("", kMaxPageSize, token);
    EXPECT_TRUE(page.ok()) << page.status();
    if (!page.ok()) break;
    for (const v1::ReportSummary& summary : page->items) {
      ++groups[std::stoull(summary.source().uri().substr(6))];
    }
    token = page->next_page_token;
  } while (!token.empty());
  return groups;
}

void ExpectReportAsWritten(uint64_t group, uint64_t i, Store* store) {
  constexpr v1::Part kParts[] = {v1::CONTENT, v1::DOCUMENT, v1::OUTLINE, v1::EXTRACTION,
                                 v1::ASSESSMENT};
  const auto stored = store->GetReport(UriOf(group, i), kParts);
  ASSERT_TRUE(stored.ok()) << stored.status();
  v1::Report expected = ReportOf(group, i);
  expected.clear_batch_item();
  EXPECT_EQ(stored->SerializeAsString(), expected.SerializeAsString()) << UriOf(group, i);
}

}  // namespace

absl::Status CreateCrashBatch(Store* store) {
  v1::Batch batch;
  batch.set_id(kCrashBatch);
  return store->CreateBatch(batch).status();
}

absl::Status WriteCrashGroup(uint64_t group, Store* store) {
  std::vector<v1::Report> reports;
  for (uint64_t i = 0; i < kReportsPerCrashGroup; ++i) reports.push_back(ReportOf(group, i));
  std::vector<const v1::Report*> pointers;
  for (const v1::Report& report : reports) pointers.push_back(&report);
  return store->WriteReports(pointers);
}

void ExpectWholeGroups(uint64_t acknowledged, Store* store) {
  const std::map<uint64_t, uint64_t> groups = ReportsByGroup(store);
  EXPECT_GE(groups.size(), acknowledged);
  EXPECT_LE(groups.size(), acknowledged + 1);
  uint64_t expected = 0;
  for (const auto& [group, reports] : groups) {
    EXPECT_EQ(group, expected++);
    EXPECT_EQ(reports, kReportsPerCrashGroup) << "group " << group;
  }
  for (uint64_t i = 0; i < kReportsPerCrashGroup && !groups.empty(); ++i) {
    ExpectReportAsWritten(0, i, store);
    ExpectReportAsWritten(groups.size() - 1, i, store);
  }
  const auto batch = store->GetBatch(kCrashBatch);
  if (groups.empty() && !batch.ok()) return;  // nor was the batch acknowledged
  ASSERT_TRUE(batch.ok()) << batch.status();
  EXPECT_EQ(batch->counts().computed(), groups.size() * kReportsPerCrashGroup);
}

}  // namespace gongkai
