#include "validate/pattern_words.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "re2/re2.h"
#include "validate/name_patterns.h"
#include "validate/report_text.h"

namespace gongkai {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

TEST(LineWords, NamesWhatEveryLineWithAMatchHas) {
  EXPECT_THAT(LineWords("政?府办(?:共|全年)?收到[^。\\n]{0,20}申请"),
              ElementsAre("府办", "收到", "申请"));
  EXPECT_THAT(LineWords("截止[0-9]{4}年"), ElementsAre("截止"));
}

TEST(LineWords, NamesNoneThatAMatchCanDoWithout) {
  EXPECT_THAT(LineWords("(?:公开|公示).{0,3}信息"), ElementsAre("信息"));
  EXPECT_THAT(LineWords("(?:公开|公示)[0-9]+"), IsEmpty());
  EXPECT_THAT(LineWords("[0-9]{17}"), IsEmpty());
}

// A sentence that is broken over two lines was found before lines were looked at apart, and is so
// still.
TEST(LineWords, AreNotKnownWhereAMatchMayGoOnInTheNextLine) {
  for (const char* pattern : {"公开[^。]*信息", "公开\\s*信息", "公开\\n信息", "公开[\\s，]信息",
                              "公开[[:space:]]信息", "公开\\W信息", "(?s)公开.信息", "公开\n信息",
                              "公开\\x0a信息", "公开[^。\\\\n]信息", "公开[\\D]信息"}) {
    EXPECT_THAT(LineWords(pattern), IsEmpty()) << pattern;
  }
  for (const char* pattern : {"公开[^。\\n]*信息", "公开[]，]?信息", "公开[^]\\n]信息",
                              "公开\\d+信息", "公开\\.+信息", "公开.信息"}) {
    EXPECT_THAT(LineWords(pattern), UnorderedElementsAre("公开", "信息")) << pattern;
  }
}

TEST(LineWords, AreNotKnownWhereTheEndOfTheTextCounts) {
  EXPECT_THAT(LineWords("信息公开$"), IsEmpty());
  EXPECT_THAT(LineWords("^信息公开[0-9]"), IsEmpty());
}

// RE2 names small letters for large ones.
TEST(LineWords, HaveNoLetters) {
  EXPECT_THAT(LineWords("(?i)gobackmark[0-9]公开信息"), IsEmpty());
  EXPECT_THAT(LineWords("(?:ＡＢＣ)[0-9]+公开信息"), ElementsAre("公开信息"));
}

std::vector<std::string> Lines(std::string_view text, std::vector<std::string> words) {
  std::vector<std::string> found;
  for (LinesWith lines(text, words); lines.Next();) {
    found.emplace_back(text.substr(lines.begin(), lines.end() - lines.begin()));
  }
  return found;
}

TEST(LinesWith, GoesOverThoseThatHoldOneOfTheWords) {
  EXPECT_THAT(Lines("公开\n查阅\n\n公示，公开公开\n公", {"公开", "公示"}),
              ElementsAre("公开", "公示，公开公开"));
  EXPECT_THAT(Lines("一\n“二\n三”", {"“", "”"}), ElementsAre("“二", "三”"));
  EXPECT_THAT(Lines("", {"公开"}), IsEmpty());
  EXPECT_THAT(Lines("\n", {"公开"}), IsEmpty());
  EXPECT_THAT(Lines("公开", {"公开信息"}), IsEmpty());
}

TEST(NamePatterns, FindsAllInOnePass) {
  const re2::RE2 county("县$"), office("(办公室|办)$"), any("府");
  NamePatterns patterns;
  patterns.Add(7, county);
  patterns.Add(3, office);
  patterns.Add(7, county);
  patterns.Add(5, any);
  patterns.Compile();
  EXPECT_THAT(patterns.Find("某县"), ElementsAre(7));
  EXPECT_THAT(patterns.Find("某县人民政府办公室"), UnorderedElementsAre(3, 5));
  EXPECT_THAT(patterns.Find("某局"), IsEmpty());
  EXPECT_THAT(patterns.Find(""), IsEmpty());
}

TEST(NamePatterns, MayBeNone) {
  NamePatterns patterns;
  patterns.Compile();
  EXPECT_THAT(patterns.Find("某县"), IsEmpty());
}

}  // namespace
}  // namespace gongkai
