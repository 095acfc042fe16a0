// Names, declarations and statistics of character sets.
#include "normalize/charset.h"

#include <gtest/gtest.h>

#include "normalize/byte_statistics.h"
#include "source_map_check.h"

namespace gongkai {
namespace {

TEST(CharsetNames, AreReadInAnyCase) {
  EXPECT_EQ(CharsetOf("UTF-8"), Charset::kUtf8);
  EXPECT_EQ(CharsetOf("GB2312"), Charset::kGb18030);
  EXPECT_EQ(CharsetOf("x-GBK"), Charset::kGb18030);
  EXPECT_EQ(CharsetOf("BIG5"), Charset::kBig5);
  EXPECT_EQ(CharsetOf("iso-8859-1"), Charset::kUnknown);
  EXPECT_EQ(CharsetOf(""), Charset::kUnknown);
}

TEST(CharsetNames, AreFoundInMarkup) {
  EXPECT_EQ(DeclaredInMarkup("<META CHARSET=GBK>"), "GBK");
  EXPECT_EQ(DeclaredInMarkup("<html><meta name=a><meta http-equiv=\"Content-Type\" "
                             "content=\"text/html; charset=gb2312\" />"),
            "gb2312");
  EXPECT_EQ(DeclaredInMarkup("<?xml version='1.0' encoding='Big5'?>"), "Big5");
  EXPECT_EQ(DeclaredInMarkup("<meta name=description content=x><p>charset=gbk"), "");
  EXPECT_EQ(DeclaredInMarkup("charset=gbk"), "");
  EXPECT_EQ(DeclaredInMarkup("<meta charset"), "");
}

constexpr char kSimplified[] = "政府信息公开工作年度报告，主动公开规范性文件和行政许可处罚情况。";
constexpr char kTraditional[] = "政府信息公開工作年度報告，主動公開規範性文件和行政許可處罰情況。";

TEST(ByteStatistics, TellGbFromBig5) {
  const DoubleByteScores gb = ScoreDoubleByte(Encode(kSimplified, "GB18030"));
  EXPECT_GT(gb.gb, 0.9);
  EXPECT_LT(gb.big5, gb.gb - 0.2);
  const DoubleByteScores big5 = ScoreDoubleByte(Encode(kTraditional, "Big5"));
  EXPECT_GT(big5.big5, 0.9);
  EXPECT_LT(big5.gb, big5.big5 - 0.2);
}

TEST(ByteStatistics, FindUtf16WithoutMark) {
  const std::string text = std::string("第1条\n") + kSimplified + "\n";
  EXPECT_EQ(GuessUtf16(Encode(text, "UTF-16LE")), Charset::kUtf16Le);
  EXPECT_EQ(GuessUtf16(Encode(text, "UTF-16BE")), Charset::kUtf16Be);
  EXPECT_EQ(GuessUtf16(text), Charset::kUnknown);
  EXPECT_EQ(GuessUtf16(std::string(100, '\0')), Charset::kUnknown);
}

// "联通" in GB 2312 has the form of two-byte UTF-8; no Chinese UTF-8 is without three-byte ones.
TEST(ByteStatistics, DoNotTakeTwoByteFormsForUtf8) {
  EXPECT_FALSE(IsSurelyUtf8(Encode("联通", "GB18030")));
  EXPECT_TRUE(IsSurelyUtf8("年报\u00A0"));
}

}  // namespace
}  // namespace gongkai
