// Real reports, where they are at hand.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/extract/facts_of.h"
#include "tests/extract/real_chain.h"

namespace gongkai {
namespace {

// Bytes of the seed whose name begins so; nullopt without the folder.
std::optional<std::string> Seed(std::string_view prefix) {
  const char* const told = std::getenv("GONGKAI_SEEDS");
  const std::filesystem::path folder =
      told != nullptr ? told : GONGKAI_SOURCE_DIR "/../shared/seeds";
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (!entry.path().filename().string().starts_with(prefix)) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    return bytes.str();
  }
  return std::nullopt;
}

#define SEED_OR_SKIP(name, prefix)                      \
  const std::optional<std::string> name = Seed(prefix); \
  if (!name) GTEST_SKIP() << "no folder with the seed reports here"

int CountValue(const CellViews& cells, std::string_view table, std::string_view value) {
  int count = 0;
  for (const auto& [id, cell] : cells) {
    count += id.starts_with(table) && cell.state == v1::VALUE && cell.value == value ? 1 : 0;
  }
  return count;
}

void ExpectAllZero(const CellViews& cells, int disputes) {
  EXPECT_EQ(CountValue(cells, "proactive.", "0"), 10);
  EXPECT_EQ(CountValue(cells, "applications.", "0"), 175);
  EXPECT_EQ(CountValue(cells, "disputes.", "0"), disputes);
  EXPECT_EQ(static_cast<int>(cells.size()), 185 + disputes);
}

TEST(SeedsTest, ReadsCellsOneALineWithTheirPipes) {
  SEED_OR_SKIP(bytes, "000");
  const v1::Extraction extraction = ExtractionOf(*bytes);
  EXPECT_EQ(extraction.form(), v1::FORM_2021);
  ExpectAllZero(ViewsOf(extraction), 0);
  ASSERT_EQ(extraction.tables_size(), 3);
  EXPECT_TRUE(extraction.tables(1).found());
  EXPECT_FALSE(extraction.tables(2).found());  // heading 四 with no table under it
  EXPECT_EQ(extraction.tables(0).rows(1).label(), "规范性文件");
  EXPECT_TRUE(extraction.tables(0).rows(1).label_altered());
}

TEST(SeedsTest, ReadsCellsOneALineWithBlankLinesBetween) {
  SEED_OR_SKIP(bytes, "001");
  const v1::Extraction extraction = ExtractionOf(*bytes);
  ExpectAllZero(ViewsOf(extraction), 15);
  const v1::Header& header = extraction.tables(0).headers(0);
  ASSERT_EQ(header.columns_size(), 3);
  EXPECT_EQ(header.columns(2).label(), "现行有效件");
  EXPECT_TRUE(header.columns(2).label_altered());
}

TEST(SeedsTest, ReadsCellsBehindTabs) {
  SEED_OR_SKIP(bytes, "002");
  ExpectAllZero(ViewsOf(ExtractionOf(*bytes)), 15);
}

TEST(SeedsTest, FindsNoTableWhereThereIsNone) {
  SEED_OR_SKIP(bytes, "003");
  const v1::Extraction extraction = ExtractionOf(*bytes);
  EXPECT_EQ(extraction.cells_size(), 0);
  EXPECT_EQ(extraction.form(), v1::FORM_2008);
}

TEST(SeedsTest, ReadsRowsWithPipes) {
  SEED_OR_SKIP(bytes, "004");
  const CellViews cells = ViewsOf(ExtractionOf(*bytes));
  EXPECT_EQ(cells.size(), 200u);
  EXPECT_EQ(Short(cells, "proactive.fees.amount"), "3886.46");
  EXPECT_EQ(Short(cells, "proactive.normative_documents.repealed"), "6");
  EXPECT_EQ(Short(cells, "proactive.normative_documents.in_force"), "18");
  EXPECT_EQ(Short(cells, "applications.received.total"), "29");
  EXPECT_EQ(Short(cells, "applications.unavailable.not_held.total"), "18");
  EXPECT_EQ(Short(cells, "disputes.reconsideration.upheld"), "3");
  EXPECT_EQ(Short(cells, "disputes.litigation_after_reconsideration.pending"), "3");
  // 3 1 2 0 6 | 1 3 0 0 4 | 0 0 0 3 3
  EXPECT_EQ(CountValue(cells, "disputes.", "3"), 4);
  EXPECT_EQ(CountValue(cells, "disputes.", "0"), 6);
  EXPECT_EQ(
      CountValue(cells, "applications.", "0") + CountValue(cells, "applications.", "1") +
          CountValue(cells, "applications.", "2") + CountValue(cells, "applications.", "11") +
          CountValue(cells, "applications.", "12") + CountValue(cells, "applications.", "17") +
          CountValue(cells, "applications.", "18") + CountValue(cells, "applications.", "27") +
          CountValue(cells, "applications.", "29") + CountValue(cells, "applications.", "31"),
      175);
}

// The figures of the running text: what issue 4 asks for, worked out by hand from the reports.

bool HasFact(const v1::Extraction& extraction, std::string_view text) {
  return std::ranges::any_of(extraction.facts(),
                             [&](const v1::Fact& fact) { return ShortFact(fact) == text; });
}

bool HasGroup(const v1::Extraction& extraction, std::string_view text) {
  const std::vector<std::string> groups = GroupsOf(extraction);
  return std::ranges::find(groups, text) != groups.end();
}

std::string Told(const v1::Extraction& extraction) {
  std::string told;
  for (const v1::Fact& fact : extraction.facts()) told += ShortFact(fact) + "\n";
  for (const std::string& group : GroupsOf(extraction)) told += group + "\n";
  return told;
}

#define EXPECT_FACT(extraction, text) EXPECT_TRUE(HasFact(extraction, text)) << Told(extraction)
#define EXPECT_GROUP(extraction, text) EXPECT_TRUE(HasGroup(extraction, text)) << Told(extraction)

TEST(SeedsTest, TiesFourKindsOfItemsToTheColumn) {
  SEED_OR_SKIP(bytes, "000");
  const v1::Extraction extraction = ExtractionOf(*bytes);
  EXPECT_GROUP(extraction, "86 = 4 + 5 + 28 + 49 ...");
  EXPECT_FACT(extraction, "published.website 86条");
  EXPECT_FACT(extraction, "notice_boards.total >=50个");
  EXPECT_FACT(extraction, "applications.received.total 0 ZERO_PHRASE");
}

TEST(SeedsTest, TiesThreeKindsOfItemsAndNotTheOtherChannel) {
  SEED_OR_SKIP(bytes, "001");
  const v1::Extraction extraction = ExtractionOf(*bytes);
  EXPECT_GROUP(extraction, "448 = 4 + 421 + 23 ...");
  EXPECT_FACT(extraction, "published.website 448条");
  EXPECT_FACT(extraction, "published.wechat 80条");
  EXPECT_FACT(extraction, "applications.received.total 0件");
  EXPECT_FACT(extraction, "disputes.total 0 ZERO_PHRASE");
}

TEST(SeedsTest, ReadsFiguresOfATownship) {
  SEED_OR_SKIP(bytes, "002");
  const v1::Extraction extraction = ExtractionOf(*bytes);
  EXPECT_FACT(extraction, "published.website 8条");
  EXPECT_FACT(extraction, "published.wechat >=280条");
  EXPECT_FACT(extraction, "applications.received.total 0 ZERO_PHRASE");
}

TEST(SeedsTest, TiesTwoCountsOfTheSameItems) {
  SEED_OR_SKIP(bytes, "003");
  const v1::Extraction extraction = ExtractionOf(*bytes);
  EXPECT_FACT(extraction, "published.total 200条");
  EXPECT_GROUP(extraction, "200 = 100 + 80 ...");
  EXPECT_GROUP(extraction, "200 = 30 + 50 + 5 + 80 + 100 ...");
  EXPECT_GROUP(extraction, "400 = 50 + 150 + 200 ...");
  EXPECT_FACT(extraction, "consultations.total 400人次");
}

TEST(SeedsTest, ReadsFiguresOfACity) {
  SEED_OR_SKIP(bytes, "004");
  const v1::Extraction extraction = ExtractionOf(*bytes);
  EXPECT_GROUP(extraction, "5215 = 1106 + 1538 + 220 + 87 + 2264");
  EXPECT_GROUP(extraction, "7080 = 4478 + 2219 + 302 + 181 ...");
  EXPECT_GROUP(extraction, "29 | 2 = 29 + 2 ...");
  EXPECT_GROUP(extraction, "29 | 2 = 18 + 12 + 1 ...");
  EXPECT_FACT(extraction, "applications.received.total 29件");
  EXPECT_FACT(extraction, "applications.carried_over.total 2件");
  EXPECT_FACT(extraction, "applications.received.natural_person 29件");
  EXPECT_FACT(extraction, "applications.received.commercial_enterprise 2件");
  EXPECT_FACT(extraction, "applications.unavailable.not_held.total 18件");
  EXPECT_FACT(extraction, "applications.granted.total 12件");
  EXPECT_FACT(extraction, "applications.refused.third_party_rights.total 1件");
  EXPECT_FACT(extraction, "fees.information_processing 0元");
  EXPECT_FACT(extraction, "published.new_media 7080条");
}

}  // namespace
}  // namespace gongkai
