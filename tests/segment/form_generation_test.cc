#include <gtest/gtest.h>

#include "common/strings.h"
#include "tests/segment/documents.h"
#include "tests/segment/outlines.h"

namespace gongkai::testing {
namespace {

std::string ReportOf(int year, std::string_view table) {
  return Concat(SmallReport(Concat("青禾县水利局", year, "年政府信息公开工作年度报告")), table);
}

TEST(FormGeneration, FollowsTheMarkersOfTheText) {
  const v1::Document document =
      DocumentOf(ReportOf(2022, "信息内容\n本年新制作数量\n本年新公开数量\n对外公开总数量\n"));
  const v1::FormGeneration form = OutlineOf(document).form();
  EXPECT_EQ(form.form(), v1::FORM_2019);
  EXPECT_EQ(form.expected(), v1::FORM_2021);
  ASSERT_EQ(form.markers_size(), 3);
  EXPECT_EQ(form.markers(1).form(), v1::FORM_2019);
  EXPECT_EQ(form.markers(1).marker(), "本年新公开数量");
  EXPECT_EQ(TextAt(document, form.markers(1).span()), "本年新公开数量");
}

TEST(FormGeneration, IsThatOfTheYearWithoutMarkers) {
  EXPECT_EQ(OutlineOf(ReportOf(2018, "")).form().form(), v1::FORM_2008);
  EXPECT_EQ(OutlineOf(ReportOf(2020, "")).form().form(), v1::FORM_2019);
  EXPECT_EQ(OutlineOf(ReportOf(2023, "")).form().form(), v1::FORM_2021);
}

TEST(FormGeneration, IsNotChangedByAPassingMention) {
  const v1::FormGeneration form =
      OutlineOf(ReportOf(2022, "全年公布了政府集中采购信息，没有收费及减免情况，公开了项目。\n"))
          .form();
  EXPECT_EQ(form.form(), v1::FORM_2021);
  EXPECT_EQ(form.markers_size(), 0);
}

TEST(FormGeneration, TakesTheStrongerOfTwoForms) {
  const v1::FormGeneration form =
      OutlineOf(
          ReportOf(2022, "本年制发件数 | 本年废止件数 | 现行有效件数 |\n政府集中采购 | 0 |\n"))
          .form();
  EXPECT_EQ(form.form(), v1::FORM_2021);
  EXPECT_EQ(form.markers_size(), 4);
}

TEST(FormGeneration, IsUnknownWithoutMarkersAndYear) {
  const v1::FormGeneration form = OutlineOf(SmallReport("")).form();
  EXPECT_EQ(form.form(), v1::FORM_UNSPECIFIED);
  EXPECT_EQ(form.expected(), v1::FORM_UNSPECIFIED);
}

}  // namespace
}  // namespace gongkai::testing
