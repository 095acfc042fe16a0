#include "segment/dates.h"

#include <gtest/gtest.h>

namespace gongkai {
namespace {

CalendarDate Read(std::string_view text) {
  DateInText date;
  return ReadDate(text, 0, &date) ? date.date : CalendarDate{};
}

TEST(Dates, ReadsTheFormsReportsUse) {
  const CalendarDate expected{2022, 1, 17};
  for (const std::string_view text :
       {"2022年1月17日", "2022年01月17日", "2022 年 1 月 17 日", "2022年1月17号", "2022-01-17",
        "2022/1/17", "2022.1.17", "20220117", "二〇二二年一月十七日", "二○二二年一月十七日",
        "二零二二年一月十七日", "2022年\n1月17日"}) {
    EXPECT_EQ(Read(text), expected) << text;
  }
  EXPECT_EQ(Read("二〇二一年十二月三十一日"), (CalendarDate{2021, 12, 31}));
}

TEST(Dates, ReadsAYearOnlyWithItsSign) {
  EXPECT_EQ(Read("2022年度"), (CalendarDate{2022, 0, 0}));
  EXPECT_EQ(Read("2022年5月份"), (CalendarDate{2022, 5, 0}));
  EXPECT_EQ(Read("2022条"), CalendarDate{});
  EXPECT_EQ(Read("1456年"), CalendarDate{});
}

TEST(Dates, RepairsDamageOnlyWhereOneReadingIsLeft) {
  EXPECT_EQ(Read("2017210日"), (CalendarDate{2017, 2, 10}));
  EXPECT_EQ(Read("20171231日"), (CalendarDate{2017, 12, 31}));
  EXPECT_EQ(Read("201711日"), (CalendarDate{2017, 1, 1}));
  EXPECT_EQ(Read("2017年1231日"), (CalendarDate{2017, 12, 31}));
  EXPECT_EQ(Read("20171月5日"), (CalendarDate{2017, 1, 5}));
  // The 11th of January or the 1st of November.
  EXPECT_EQ(Read("2017111日"), (CalendarDate{2017, 0, 0}));
}

TEST(Dates, TakesNoOtherFigureForADate) {
  for (const std::string_view text : {"95322239/202301", "2022-13-01", "2022.5", "20221399",
                                      "202301-00012", "2546957", "2022000000年"}) {
    EXPECT_EQ(Read(text), CalendarDate{}) << text;
  }
}

TEST(Dates, SaysWhereADateStands) {
  v1::Document document;
  document.set_text("落款：2022年1月17日。另见2021-12-30号文");
  const auto dates = FindDates(TextScan(document));
  ASSERT_EQ(dates.size(), 2u);
  EXPECT_EQ(document.text().substr(dates[0].begin, dates[0].end - dates[0].begin), "2022年1月17日");
  EXPECT_TRUE(dates[0].in_words);
  EXPECT_EQ(dates[1].date, (CalendarDate{2021, 12, 30}));
  EXPECT_FALSE(dates[1].in_words);
}

TEST(Dates, ReadsMonthAndDayOfAKnownYear) {
  DateInText date;
  date.date.year = 2021;
  ASSERT_TRUE(ReadMonthAndDay("12月31日", 0, &date));
  EXPECT_EQ(date.date, (CalendarDate{2021, 12, 31}));
  ASSERT_TRUE(ReadMonthAndDay("12.30", 0, &date));
  EXPECT_EQ(date.date, (CalendarDate{2021, 12, 30}));
  EXPECT_FALSE(ReadMonthAndDay("13件", 0, &date));
}

}  // namespace
}  // namespace gongkai
