// What kind of body reports, and of what level.
#include "segment/agency_kind.h"

#include <gtest/gtest.h>

#include "tests/segment/documents.h"
#include "tests/segment/outlines.h"

namespace gongkai {
namespace {

using testing::OutlineOf;
using testing::SmallReport;

std::string KindOf(std::string_view name) {
  const NameKind kind = ReadNameKind(Words::Builtin(), name);
  return v1::Agency::Kind_Name(kind.kind) + " " +
         (kind.city ? "CITY" : v1::Agency::Level_Name(kind.level));
}

TEST(AgencyKindTest, ReadsGovernmentsOfEveryLevel) {
  EXPECT_EQ(KindOf("青川省人民政府"), "GOVERNMENT PROVINCE");
  EXPECT_EQ(KindOf("天津市人民政府"), "GOVERNMENT PROVINCE");
  EXPECT_EQ(KindOf("青禾县人民政府"), "GOVERNMENT COUNTY");
  EXPECT_EQ(KindOf("青川省青禾县柳泉镇人民政府"), "GOVERNMENT TOWNSHIP");
  EXPECT_EQ(KindOf("柳泉乡"), "GOVERNMENT TOWNSHIP");
  EXPECT_EQ(KindOf("白河自治州人民政府"), "GOVERNMENT PREFECTURE");
}

TEST(AgencyKindTest, LeavesTheLevelOfACityOpen) {
  EXPECT_EQ(KindOf("青禾市人民政府"), "GOVERNMENT CITY");
  EXPECT_EQ(KindOf("白河市青禾市人民政府"), "GOVERNMENT COUNTY");
  EXPECT_EQ(KindOf("青禾市水利局"), "DEPARTMENT CITY");
}

TEST(AgencyKindTest, ReadsOfficesDepartmentsAndOthers) {
  EXPECT_EQ(KindOf("青禾县柳泉街道办事处"), "DISPATCHED_OFFICE TOWNSHIP");
  EXPECT_EQ(KindOf("青禾县水利局"), "DEPARTMENT COUNTY");
  EXPECT_EQ(KindOf("青禾县人民政府办公室"), "DEPARTMENT COUNTY");
  EXPECT_EQ(KindOf("国家税务总局青禾县税务局"), "VERTICAL COUNTY");
  EXPECT_EQ(KindOf("青禾经济开发区管理委员会"), "ZONE LEVEL_UNSPECIFIED");
  EXPECT_EQ(KindOf("青禾县第一中学"), "INSTITUTION COUNTY");
}

TEST(AgencyKindTest, TakesNoWordForAPlace) {
  EXPECT_EQ(KindOf("青禾县市场监督管理局"), "DEPARTMENT COUNTY");
  EXPECT_EQ(KindOf("青禾县住房和城乡建设局"), "DEPARTMENT COUNTY");
  EXPECT_EQ(KindOf("青禾县城镇管理局"), "DEPARTMENT COUNTY");
  EXPECT_EQ(KindOf("水利局"), "DEPARTMENT LEVEL_UNSPECIFIED");
}

// The level of a city is that of what it is divided into.
TEST(AgencyKindTest, FindsTheLevelOfACityInTheText) {
  const auto level = [](std::string_view line) {
    std::string text = SmallReport("青禾市水利局2023年政府信息公开工作年度报告");
    text.insert(text.find('\n') + 1, std::string(line) + "\n");
    return v1::Agency::Level_Name(OutlineOf(text).agency().level());
  };
  EXPECT_EQ(level("地址：青禾市东山区白杨路3号。"), "PREFECTURE");
  EXPECT_EQ(level("指导各县区做好公开工作。"), "PREFECTURE");
  EXPECT_EQ(level("培训面向乡镇、街道。"), "COUNTY");
  EXPECT_EQ(level("地址：青禾市开发区白杨路3号。"), "LEVEL_UNSPECIFIED");
  EXPECT_EQ(level("服务青禾市各社区居民。"), "LEVEL_UNSPECIFIED");
}

TEST(AgencyKindTest, NamesOtherBodiesOfTheText) {
  std::string text = SmallReport("青禾县水利局2023年政府信息公开工作年度报告");
  text.insert(text.find("年底"), "由白河县审计局组织检查，青禾县水利局负责落实，");
  const v1::Outline outline = OutlineOf(text);
  ASSERT_EQ(outline.other_agencies_size(), 1);
  EXPECT_EQ(outline.other_agencies(0).name(), "白河县审计局");
  EXPECT_EQ(outline.other_agencies(0).count(), 1u);
}

TEST(AgencyKindTest, SaysWhatItRestsOn) {
  const std::string text = SmallReport("青禾县柳泉镇2023年政府信息公开工作年度报告");
  const v1::Outline outline = OutlineOf(text);
  EXPECT_EQ(outline.agency().kind(), v1::Agency::GOVERNMENT);
  EXPECT_EQ(outline.agency().level(), v1::Agency::TOWNSHIP);
  const v1::Span& span = outline.agency().level_span();
  EXPECT_EQ(text.substr(span.begin(), span.end() - span.begin()), "镇");
}

}  // namespace
}  // namespace gongkai
