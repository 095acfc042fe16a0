#include "validate/pattern_index.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace gongkai {
namespace {

constexpr ZoneSet kFirst = 1, kSecond = 2;

class Index : public testing::Test {
 protected:
  int Add(std::string_view pattern) {
    const absl::StatusOr<int> number = index_.Add(pattern);
    EXPECT_TRUE(number.ok()) << number.status();
    return *number;
  }

  // The text is all of the first zone.
  PatternIndex::Sighting Look(std::string_view text) {
    PatternIndex::Sighting sighting;
    index_.Look(text, 0, text.size(), kFirst, &sighting);
    index_.Conclude(&sighting);
    return sighting;
  }

  PatternIndex index_;
};

TEST_F(Index, TellsPatternsOfWordsFromOthers) {
  const int words = Add("公开|(?:查阅|下载)|政府\\.网");
  const int other = Add("公开.{0,3}信息");
  index_.Compile();
  EXPECT_TRUE(index_.IsWords(words));
  EXPECT_FALSE(index_.IsWords(other));
  for (const char* text : {"公开", "可供下载", "查阅点", "政府.网", "前文公开后文"}) {
    EXPECT_TRUE(index_.MayMatch(words, kAllZones, Look(text))) << text;
  }
  for (const char* text : {"", "公", "政府网", "开公", "\xe5\x85"}) {
    EXPECT_FALSE(index_.MayMatch(words, kAllZones, Look(text))) << text;
  }
}

TEST_F(Index, KnowsInWhichZoneAWordBegins) {
  const int words = Add("公开");
  index_.Compile();
  const std::string_view text = "信息公开。查阅";
  PatternIndex::Sighting sighting;
  index_.Look(text, 0, 9, kFirst, &sighting);  // 公 is the third character: 开 lies beyond
  index_.Look(text, 9, text.size(), kSecond, &sighting);
  index_.Conclude(&sighting);
  EXPECT_TRUE(index_.MayMatch(words, kFirst, sighting));
  EXPECT_FALSE(index_.MayMatch(words, kSecond, sighting));
}

TEST_F(Index, FindsWordsOfAnyLengthAtTheEdges) {
  const int sign = Add("×");
  const int pair = Add("××");
  const int latin = Add("XXX");
  const int character = Add("将");
  const int rare = Add("𠮷野");  // four bytes
  index_.Compile();
  EXPECT_TRUE(index_.MayMatch(sign, kAllZones, Look("×")));
  EXPECT_FALSE(index_.MayMatch(pair, kAllZones, Look("×")));
  EXPECT_TRUE(index_.MayMatch(pair, kAllZones, Look("a××")));
  EXPECT_TRUE(index_.MayMatch(latin, kAllZones, Look("局XXX")));
  EXPECT_FALSE(index_.MayMatch(latin, kAllZones, Look("局xxx")));  // case counts
  EXPECT_TRUE(index_.MayMatch(character, kAllZones, Look("我们将")));
  EXPECT_TRUE(index_.MayMatch(rare, kAllZones, Look("在𠮷野")));
}

// The first two characters are looked up, the next eight bytes are compared at once.
TEST_F(Index, TellsLongWordsApartByTheirLastCharacter) {
  const int one = Add("政府信息公开年报");
  const int other = Add("政府信息公开年会");
  const int short_one = Add("政府信");
  index_.Compile();
  const PatternIndex::Sighting sighting = Look("政府信息公开年会");
  EXPECT_FALSE(index_.MayMatch(one, kAllZones, sighting));
  EXPECT_TRUE(index_.MayMatch(other, kAllZones, sighting));
  EXPECT_TRUE(index_.MayMatch(short_one, kAllZones, sighting));
  EXPECT_FALSE(index_.MayMatch(other, kAllZones, Look("政府信息公开年")));
  EXPECT_FALSE(index_.MayMatch(short_one, kAllZones, Look("政府")));
}

TEST_F(Index, PassesOverPatternsWhoseWordsAreNotThere) {
  const int spelt = Add("(?:年我局|年本局)[^。]*收到");
  const int word_of_any_case = Add("(?i)gobackmark[0-9]");
  const int digits = Add("[0-9]{17}");  // without words: always possible
  index_.Compile();
  EXPECT_FALSE(index_.MayMatch(spelt, kAllZones, Look("今年收到")));
  EXPECT_TRUE(index_.MayMatch(spelt, kAllZones, Look("2022年我局收到")));
  EXPECT_TRUE(index_.MayMatch(word_of_any_case, kAllZones, Look("GoBackMark7")));
  EXPECT_TRUE(index_.MayMatch(digits, kAllZones, Look("")));
}

// RE2 names its words in small letters of any script, and the text was folded in ASCII alone: a
// pattern was passed over in each of these texts.
TEST_F(Index, PassesOverNothingForTheCaseOfItsLetters) {
  const std::pair<const char*, const char*> found[] = {
      {"Ａ类.{0,2}事项", "共Ａ类三个事项"},          // full-width, as written
      {"(?i)ａ类.{0,2}事项", "共Ａ类三个事项"},      // in any case
      {"Δ值.{0,2}上升", "指标Δ值略上升"},            // Greek
      {"(?i)ж类.{0,2}文件", "Ж类各文件"},            // Cyrillic
      {"(?i)kpi.{0,2}考核", "纳入\u212Api 年考核"},  // the sign of the kelvin
      {"(?i)pdf.{0,2}版本", "另附PDF版本"},          // ASCII was right before
  };
  std::vector<int> numbers;
  for (const auto& [pattern, text] : found) numbers.push_back(Add(pattern));
  const int absent = Add("公开.{0,3}信息");
  index_.Compile();
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto& [pattern, text] = found[i];
    ASSERT_TRUE(re2::RE2::PartialMatch(text, index_.pattern(numbers[i]))) << pattern;
    EXPECT_TRUE(index_.MayMatch(numbers[i], kAllZones, Look(text))) << pattern;
    EXPECT_FALSE(index_.MayMatch(absent, kAllZones, Look(text)));
  }
}

TEST_F(Index, CountsDigitsInARow) {
  index_.Compile();
  EXPECT_EQ(Look("共12条，1234567").longest_digits, 7u);
  EXPECT_EQ(Look("12，34").longest_digits, 2u);
}

TEST_F(Index, GivesTheSamePatternTheSameNumber) {
  EXPECT_EQ(Add("公开"), Add("公开"));
  EXPECT_NE(Add("公开"), Add("公示"));
  EXPECT_FALSE(index_.Add("").ok());
}

}  // namespace
}  // namespace gongkai
