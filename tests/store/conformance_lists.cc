// Lists of reports: order, filters, pages.
#include <algorithm>
#include <utility>

#include "common/digest.h"
#include "common/limits.h"
#include "common/strings.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/message_differencer.h"
#include "tests/store/conformance.h"
#include "tests/store/sample_reports.h"

namespace gongkai {

using google::protobuf::util::MessageDifferencer;
using testing::ElementsAre;
using testing::IsEmpty;

TEST_P(StoreConformance, ListsReportsInOrderOfTheBytesOfTheirUris) {
  Write({MakeSample({.uri = "b"}), MakeSample({.uri = "乙"}), MakeSample({.uri = "a/1"}),
         MakeSample({.uri = "a"}), MakeSample({.uri = "Z"}), MakeSample({.uri = "甲"})});
  // 乙 is E4 B9 99, 甲 is E7 94 B2.
  EXPECT_THAT(Uris({}), ElementsAre("Z", "a", "a/1", "b", "乙", "甲"));
}

TEST_P(StoreConformance, ListsByAgencyYearVerdictAndRule) {
  Write({MakeSample({.uri = "1", .agency = "甲县", .year = 2022, .failed_rule = "T3-01"}),
         MakeSample({.uri = "2", .agency = "甲县", .year = 2023}),
         MakeSample({.uri = "3", .agency = "乙县", .year = 2023, .failed_rule = "T3-01"}),
         MakeSample({.uri = "4", .agency = "甲县人民政府", .year = 2023, .failed_rule = "T3-0"}),
         MakeSample({.uri = "0", .agency = "甲县", .year = 2023, .failed_rule = "T3-01"})});
  EXPECT_THAT(Uris({.name = "agencies/甲县/reports/2023"}), ElementsAre("0", "2"));
  EXPECT_THAT(Uris({.name = "agencies/甲县/reports/-"}), ElementsAre("0", "1", "2"));
  EXPECT_THAT(Uris({.name = "agencies/-/reports/2023"}), ElementsAre("0", "2", "3", "4"));
  EXPECT_THAT(Uris({.name = "agencies/-/reports/-"}), ElementsAre("0", "1", "2", "3", "4"));
  EXPECT_THAT(Uris({.name = "agencies/甲/reports/-"}), IsEmpty());
  EXPECT_THAT(Uris({.verdict = v1::ACCEPTED}), ElementsAre("2"));
  EXPECT_THAT(Uris({.rule = "T3-01"}), ElementsAre("0", "1", "3"));
  EXPECT_THAT(Uris({.rule = "T3-0"}), ElementsAre("4"));
  EXPECT_THAT(Uris({.name = "agencies/甲县/reports/2023", .rule = "T3-01"}), ElementsAre("0"));
  EXPECT_THAT(Uris({.name = "agencies/甲县/reports/2023", .verdict = v1::ACCEPTED}),
              ElementsAre("2"));
}

TEST_P(StoreConformance, GivesTheBeginningsOfSeveralListsAtOnce) {
  Write({MakeSample({.uri = "1", .agency = "甲县", .year = 2022}),
         MakeSample({.uri = "2", .agency = "甲县", .year = 2023}),
         MakeSample({.uri = "3", .agency = "乙县", .year = 2023})});
  const ReportFilter filters[] = {{.name = "agencies/甲县/reports/-"},
                                  {.name = "agencies/丙县/reports/-"},
                                  {.name = "agencies/-/reports/2023"}};
  const auto pages = store_->ListReportsOfEach(filters, 1);
  ASSERT_TRUE(pages.ok()) << pages.status();
  ASSERT_EQ(pages->size(), 3u);
  ASSERT_EQ((*pages)[0].items.size(), 1u);
  EXPECT_EQ((*pages)[0].items[0].source().uri(), "1");
  const auto rest = store_->ListReports(filters[0], 1, (*pages)[0].next_page_token);
  ASSERT_TRUE(rest.ok()) << rest.status();
  EXPECT_EQ(rest->items.at(0).source().uri(), "2");
  EXPECT_THAT((*pages)[1].items, IsEmpty());
  EXPECT_THAT((*pages)[1].next_page_token, IsEmpty());
  EXPECT_EQ((*pages)[2].items.at(0).source().uri(), "2");
  EXPECT_THAT(*store_->ListReportsOfEach({}, 1), IsEmpty());
  const std::vector<ReportFilter> many(kMaxListsPerCall + 1);
  EXPECT_EQ(store_->ListReportsOfEach(many, 1).status().code(),
            absl::StatusCode::kResourceExhausted);
}

TEST_P(StoreConformance, GivesTheSameListsTogetherAsAlone) {
  Write({MakeSample({.uri = "1", .agency = "甲县", .year = 2021}),
         MakeSample({.uri = "2", .agency = "甲县", .year = 2022}),
         MakeSample({.uri = "3", .agency = "甲县", .year = 2022}),
         MakeSample({.uri = "4", .agency = "甲县", .year = 2024}),
         MakeSample({.uri = "5", .agency = "甲县城", .year = 2022})});
  // Forwards, backwards, twice, between two that hold something, behind the last.
  std::vector<ReportFilter> filters;
  for (const char* year :
       {"2020", "2021", "2022", "2023", "2024", "2025", "2022", "2022", "2021"}) {
    filters.push_back({.name = std::string("agencies/甲县/reports/") + year});
    filters.push_back({.name = std::string("agencies/甲县城/reports/") + year});
  }
  std::ranges::sort(filters.begin(), filters.begin() + 6, {}, &ReportFilter::name);
  for (const int size : {1, 2, 10}) {
    const auto together = store_->ListReportsOfEach(filters, size);
    ASSERT_TRUE(together.ok()) << together.status();
    for (std::size_t i = 0; i < filters.size(); ++i) {
      const auto alone = store_->ListReports(filters[i], size, "");
      ASSERT_TRUE(alone.ok()) << alone.status();
      EXPECT_EQ((*together)[i].next_page_token, alone->next_page_token);
      ASSERT_EQ((*together)[i].items.size(), alone->items.size()) << filters[i].name;
      for (std::size_t k = 0; k < alone->items.size(); ++k) {
        EXPECT_EQ((*together)[i].items[k].source().uri(), alone->items[k].source().uri());
      }
    }
  }
  EXPECT_THAT(Uris({.name = "agencies/甲县/reports/2022"}), ElementsAre("2", "3"));
}

TEST_P(StoreConformance, ListsThoseOfAnAgencyAndAYearWithTheirExtractions) {
  const v1::Report b = MakeSample({.uri = "b", .text = "乙", .agency = "甲/县", .year = 2022});
  Write({b, MakeSample({.uri = "a", .agency = "甲/县", .year = 2022}),
         MakeSample({.uri = "c", .agency = "甲/县", .year = 2023}),
         MakeSample({.uri = "d", .agency = "甲/县城", .year = 2022}),
         MakeSample({.uri = "e", .agency = "-", .year = 2022})});
  // Its figures are others now.
  v1::Report later = MakeSample({.uri = "b", .text = "丙", .agency = "甲/县", .year = 2022});
  later.mutable_extraction()->set_form(v1::FORM_2019);
  later.mutable_stage_records(2)->set_output_digest(Digest("others"));
  Write({later});
  const ReportName names[] = {{"甲/县", 2023}, {"甲/县", 2022}, {"甲/县", 2021}, {"", 2022},
                              {"甲/县", 0},    {"-", 2022},     {"甲/县", 2022}};
  const auto listed = store_->ListNamed(names, 17);
  ASSERT_TRUE(listed.ok()) << listed.status();
  std::vector<std::vector<std::string>> uris;
  for (const auto& reports : *listed) {
    uris.emplace_back();
    for (const NamedReport& report : reports) uris.back().push_back(report.uri);
  }
  EXPECT_THAT(uris, ElementsAre(ElementsAre("c"), ElementsAre("a", "b"), IsEmpty(), IsEmpty(),
                                IsEmpty(), ElementsAre("e"), ElementsAre("a", "b")));
  EXPECT_EQ(ToHex((*listed)[1][1].extraction), ToHex(Digest("others")));
  EXPECT_EQ(store_->ListNamed(names, 1)->at(1).size(), 1u);
  const std::vector<ReportName> many(kMaxListsPerCall + 1, names[0]);
  EXPECT_EQ(store_->ListNamed(many, 1).status().code(), absl::StatusCode::kResourceExhausted);
}

TEST_P(StoreConformance, ListsAReportWithoutExtractionAsWithout) {
  v1::Report report = MakeSample({.uri = "a", .agency = "甲县", .year = 2022});
  Write({report});
  // Its extraction gave up this time; agency and year are known all the same.
  *report.mutable_error() = MakeFailedSample("a", v1::ReportError::OVER_LIMIT).error();
  report.clear_extraction();
  report.clear_assessment();
  report.mutable_stage_records()->RemoveLast();
  report.mutable_stage_records()->rbegin()->clear_output_digest();
  Write({report});
  const ReportName names[] = {{"甲县", 2022}};
  const auto listed = store_->ListNamed(names, 17);
  ASSERT_TRUE(listed.ok()) << listed.status();
  ASSERT_EQ((*listed)[0].size(), 1u);
  EXPECT_EQ((*listed)[0][0].extraction, "");
}

TEST_P(StoreConformance, FindsAnAgencyByTheNameItIsGiven) {
  // A name that has to be encoded in a resource name.
  Write({MakeSample({.uri = "1", .agency = "甲/乙%管委会"}), MakeSample({.uri = "2"})});
  const auto page = store_->ListReports("", 1, "");
  ASSERT_TRUE(page.ok());
  EXPECT_EQ(page->items.at(0).name(), "agencies/甲%2F乙%25管委会/reports/2023");
  EXPECT_THAT(Uris({.name = page->items.at(0).name()}), ElementsAre("1"));
}

TEST_P(StoreConformance, RefusesNamesThatAreNone) {
  for (const char* name :
       {"agencies", "agencies/甲", "agencies//reports/2023", "甲/2023", "agencies/甲/reports/",
        "agencies/甲/reports/23x", "agencies/甲/reports/2023/cells"}) {
    EXPECT_EQ(store_->ListReports(name, 0, "").status().code(), absl::StatusCode::kInvalidArgument)
        << name;
  }
}

TEST_P(StoreConformance, GivesEveryReportOnceOverAllPages) {
  std::vector<v1::Report> reports;
  for (int i = 0; i < 7; ++i) {
    reports.push_back(MakeSample({.uri = std::to_string(i), .failed_rule = "T3-01"}));
  }
  Write(reports);
  for (int page_size : {1, 2, 3, 6, 7, 8}) {
    EXPECT_THAT(Uris({}, page_size), ElementsAre("0", "1", "2", "3", "4", "5", "6")) << page_size;
    EXPECT_THAT(Uris({.rule = "T3-01"}, page_size), testing::SizeIs(7)) << page_size;
  }
}

TEST_P(StoreConformance, GoesOnBehindTheLastReportThoughOthersCome) {
  Write({MakeSample({.uri = "b"}), MakeSample({.uri = "d"}), MakeSample({.uri = "f"})});
  const auto first = store_->ListReports("", 2, "");
  ASSERT_TRUE(first.ok());
  Write({MakeSample({.uri = "a"}), MakeSample({.uri = "e"})});
  const auto second = store_->ListReports("", 2, first->next_page_token);
  ASSERT_TRUE(second.ok()) << second.status();
  ASSERT_EQ(second->items.size(), 2u);
  EXPECT_EQ(second->items[0].source().uri(), "e");
  EXPECT_EQ(second->items[1].source().uri(), "f");
  EXPECT_EQ(second->next_page_token, "");
}

TEST_P(StoreConformance, RefusesTokensOfAnotherListAndDamagedOnes) {
  Write({MakeSample({.uri = "a"}), MakeSample({.uri = "b"})});
  const auto page = store_->ListReports("", 1, "");
  ASSERT_TRUE(page.ok());
  std::string damaged = page->next_page_token;
  damaged[damaged.size() / 2] ^= 1;
  for (const auto& [name, token] :
       {std::pair<std::string, std::string>("agencies/-/reports/2023", page->next_page_token),
        {"", damaged},
        {"", "?"}}) {
    EXPECT_EQ(store_->ListReports(name, 1, token).status().code(),
              absl::StatusCode::kInvalidArgument)
        << token;
  }
  EXPECT_EQ(store_->ListBatches(1, page->next_page_token).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST_P(StoreConformance, BoundsThePageSize) {
  std::vector<v1::Report> reports;
  for (int i = 0; i < kDefaultPageSize + 1; ++i) {
    reports.push_back(MakeFailedSample(std::to_string(i), v1::ReportError::EMPTY));
    if (reports.size() == kGroupReports) Write(std::exchange(reports, {}));
  }
  Write(reports);
  EXPECT_EQ(store_->ListReports("", 0, "")->items.size(),
            static_cast<std::size_t>(kDefaultPageSize));
  EXPECT_EQ(store_->ListReports("", kMaxPageSize + 1, "")->items.size(),
            static_cast<std::size_t>(kDefaultPageSize + 1));
  EXPECT_EQ(store_->ListReports("", -1, "").status().code(), absl::StatusCode::kInvalidArgument);
}

TEST_P(StoreConformance, PassesAPageToWhereTheNextBegins) {
  Write({MakeFailedSample("a", v1::ReportError::EMPTY), MakeSample({.uri = "b"}),
         MakeSample({.uri = "c"}), MakeSample({.uri = "d"})});
  for (const int size : {0, 1, 2, 3, 4, 5}) {
    std::string token;
    do {
      const auto page = store_->ListReports("", size, token);
      const auto passed = store_->PassPage(size, token);
      ASSERT_TRUE(page.ok() && passed.ok()) << passed.status();
      EXPECT_EQ(*passed, page->next_page_token) << size;
      token = *passed;
    } while (!token.empty());
  }
  EXPECT_EQ(store_->PassPage(1, "no token").status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(store_->PassPage(-1, "").status().code(), absl::StatusCode::kInvalidArgument);
}

TEST_P(StoreConformance, ReadsAPageIntoTheMessagesOfAnother) {
  Write({MakeFailedSample("a", v1::ReportError::EMPTY), MakeSample({.uri = "b"}),
         MakeSample({.uri = "c", .failed_rule = "T3-01"})});
  ListPage<v1::ReportSummary> page;
  ASSERT_TRUE(store_->ReadPage({}, 2, "", &page).ok());
  ASSERT_EQ(page.items.size(), 2u);
  EXPECT_TRUE(page.items[0].has_error());
  ASSERT_TRUE(store_->ReadPage({}, 2, page.next_page_token, &page).ok());
  ASSERT_EQ(page.items.size(), 1u);
  EXPECT_EQ(page.next_page_token, "");
  const auto fresh = store_->ListReports("", 3, "");
  EXPECT_TRUE(MessageDifferencer::Equals(page.items[0], fresh->items[2]))
      << page.items[0].DebugString();
}

}  // namespace gongkai
