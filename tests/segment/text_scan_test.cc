#include "segment/text_scan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/segment/documents.h"

namespace gongkai {
namespace {

using testing::DocumentOf;
using ::testing::ElementsAre;
using ::testing::StartsWith;

TEST(TextScan, TellsWhereFourDigitsOrAYearInNumeralsBegin) {
  const v1::Document document = DocumentOf("12条2022年，3456\t78901|一二〇二二年é2019。二零二一");
  const TextScan scan(document);
  std::vector<std::string> figures;
  for (const uint32_t at : scan.figures()) figures.push_back(document.text().substr(at, 4));
  EXPECT_THAT(figures,
              ElementsAre("2022", "3456", "7890", StartsWith("二"), "2019", StartsWith("二")));
}

TEST(TextScan, LeavesNothingButHanCharactersWithTheirPlaces) {
  const v1::Document document = DocumentOf("（一）其它、㐀〇𠀀⼀ｘ︰豈1件。é条");
  const TextScan scan(document);
  EXPECT_EQ(scan.han(), u"一其他㐀〇〓豈件条");
  std::string read;
  for (uint32_t i = 0; i < scan.han().size(); ++i) {
    read += scan.Of(scan.ByteBegin(i), scan.ByteEnd(i, i + 1));
  }
  EXPECT_EQ(read, "一其它㐀〇𠀀豈件条");
  EXPECT_EQ(scan.StopsBefore(7), 0u);
  EXPECT_EQ(scan.StopsBefore(8), 1u);
}

TEST(TextScan, EndsUnitsAtLineBreaksTabsAndPipes) {
  const v1::Document document = DocumentOf("| 收到 | 3 |\n\n> 一、概述 \t**5件**");
  const TextScan scan(document);
  std::vector<std::string> units;
  for (const Unit& unit : scan.units()) units.emplace_back(scan.Of(unit));
  EXPECT_THAT(units, ElementsAre("收到", "3", "一、概述", "5件"));
}

}  // namespace
}  // namespace gongkai
