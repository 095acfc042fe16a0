#include "segment/ordinals.h"

#include <gtest/gtest.h>

namespace gongkai {
namespace {

TEST(Ordinals, ReadsWhatStandsBeforeHeadings) {
  const struct {
    std::string_view text;
    OrdinalStyle style;
    uint32_t value;
  } kCases[] = {
      {"一、总体", OrdinalStyle::kPlain, 1},
      {"六．其他", OrdinalStyle::kPlain, 6},
      {"二 主动", OrdinalStyle::kPlain, 2},
      {"第三部分 申请", OrdinalStyle::kPlain, 3},
      {"十一、附录", OrdinalStyle::kPlain, 11},
      {"（四）复议", OrdinalStyle::kParen, 4},
      {"(二)主动", OrdinalStyle::kParen, 2},
      {"5.问题", OrdinalStyle::kArabic, 5},
      {"3、申请", OrdinalStyle::kArabic, 3},
      {"一总体", OrdinalStyle::kBare, 1},
      {"（一期）", OrdinalStyle::kNone, 0},
      {"12.5万元", OrdinalStyle::kNone, 0},
      {"第三方评估", OrdinalStyle::kNone, 0},
      {"总体情况", OrdinalStyle::kNone, 0},
      {"", OrdinalStyle::kNone, 0},
      {"（", OrdinalStyle::kNone, 0},
  };
  for (const auto& c : kCases) {
    const Ordinal ordinal = OrdinalAt(c.text, 0);
    EXPECT_EQ(ordinal.style, c.style) << c.text;
    EXPECT_EQ(ordinal.value, c.value) << c.text;
  }
}

TEST(Ordinals, FindsTheOneThatEndsRightBeforeTheWords) {
  const std::string_view text = "到位。十二、总体情况";
  const Ordinal ordinal = OrdinalBefore(text, static_cast<uint32_t>(text.find("总体")));
  EXPECT_EQ(ordinal.value, 12u);
  EXPECT_EQ(ordinal.begin, text.find("十二"));
}

TEST(Ordinals, SpansALineBreakBeforeTheWords) {
  const std::string_view text = "一、\n 总体情况";
  EXPECT_EQ(OrdinalBefore(text, static_cast<uint32_t>(text.find("总体"))).value, 1u);
}

TEST(Ordinals, TakesNoFigureForAnOrdinal) {
  const std::string_view text = "共计2022.5、主动公开";
  EXPECT_EQ(OrdinalBefore(text, static_cast<uint32_t>(text.find("主动"))).style,
            OrdinalStyle::kNone);
}

}  // namespace
}  // namespace gongkai
