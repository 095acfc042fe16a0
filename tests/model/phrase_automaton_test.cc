#include "model/phrase_automaton.h"

#include <tuple>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace gongkai {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Phrase, begin and end of all that stand in the text.
using Match = std::tuple<uint32_t, uint32_t, uint32_t>;
std::vector<Match> Found(const std::vector<std::u16string_view>& phrases,
                         std::u16string_view text) {
  const PhraseAutomaton automaton(phrases);
  std::vector<Match> found;
  uint32_t state = PhraseAutomaton::kRoot;
  for (uint32_t i = 0; i < text.size(); ++i) {
    state = automaton.Next(state, text[i]);
    for (uint32_t at = automaton.Longest(state); at != PhraseAutomaton::kRoot;
         at = automaton.Shorter(at)) {
      const uint32_t phrase = automaton.PhraseOf(at);
      found.emplace_back(phrase, i + 1 - automaton.LengthOf(phrase), i + 1);
    }
  }
  return found;
}

TEST(PhraseAutomaton, FindsOverlappingOnesLongestFirst) {
  EXPECT_THAT(Found({u"公开情况", u"主动公开情况", u"情况统计", u"开"}, u"主动公开情况统计"),
              ElementsAre(Match{3, 3, 4}, Match{1, 0, 6}, Match{0, 2, 6}, Match{2, 4, 8}));
}

TEST(PhraseAutomaton, StartsAgainAfterAFalseStart) {
  EXPECT_THAT(Found({u"公公开"}, u"公公公开乙公公开"), ElementsAre(Match{0, 1, 4}, Match{0, 5, 8}));
}

TEST(PhraseAutomaton, FindsAPhraseThatEndsAnotherOnesPrefix) {
  EXPECT_THAT(Found({u"公开申请数量", u"申请"}, u"公开申请公开"), ElementsAre(Match{1, 2, 4}));
}

TEST(PhraseAutomaton, GoesOnInWhatIsLeftOfAPhraseThatBreaksOff) {
  EXPECT_THAT(Found({u"不予公开件数", u"公开数量"}, u"不予公开数量"), ElementsAre(Match{1, 2, 6}));
}

TEST(PhraseAutomaton, TellsApartPhrasesOfOneBeginning) {
  EXPECT_THAT(Found({u"其他", u"其他法律", u"其他规章", u"其中"}, u"其中其他规章"),
              ElementsAre(Match{3, 0, 2}, Match{0, 2, 4}, Match{2, 2, 6}));
}

TEST(PhraseAutomaton, GoesOnWithNoPhraseWhereACharacterOnlyBeginsOne) {
  const std::vector<std::u16string_view> phrases = {u"公开申请", u"申请", u"请示"};
  const PhraseAutomaton automaton(phrases);
  const uint32_t shen = automaton.Next(PhraseAutomaton::kRoot, u'申');
  EXPECT_EQ(automaton.GoOn(shen, u'公'), PhraseAutomaton::kRoot);
  EXPECT_EQ(automaton.Next(shen, u'公'), automaton.Next(PhraseAutomaton::kRoot, u'公'));
  // 请 ends 申请 and begins 请示.
  const uint32_t qing = automaton.GoOn(shen, u'请');
  EXPECT_EQ(automaton.PhraseOf(automaton.Longest(automaton.GoOn(qing, u'示'))), 2u);
}

TEST(PhraseAutomaton, FindsNothingInNothing) {
  EXPECT_THAT(Found({u"公开"}, u""), IsEmpty());
  EXPECT_THAT(Found({u"公开"}, u"天地玄黄"), IsEmpty());
  EXPECT_THAT(Found({}, u"天地玄黄"), IsEmpty());
}

TEST(PhraseAutomaton, SaysOfTwoCharactersThatAPhraseMayBegin) {
  const std::vector<std::u16string_view> phrases = {u"公开申请", u"申请", u"无"};
  const PhraseAutomaton automaton(phrases);
  EXPECT_TRUE(automaton.MayBegin(u'公', u'开'));
  EXPECT_TRUE(automaton.MayBegin(u'申', u'请'));
  EXPECT_TRUE(automaton.MayBegin(u'无', u'公')) << "a phrase of one character";
  EXPECT_TRUE(automaton.MayBegin(u'无', u'\0'));
  EXPECT_FALSE(automaton.MayBegin(u'公', u'布'));
  EXPECT_FALSE(automaton.MayBegin(u'开', u'申'));
}

}  // namespace
}  // namespace gongkai
