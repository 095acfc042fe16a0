#include "segment/phrases.h"

#include <gtest/gtest.h>

namespace gongkai {
namespace {

TEST(Phrases, FindsOverlappingOnesLongestFirst) {
  const PhraseFinder finder({u"公开情况", u"主动公开情况", u"情况统计", u"开"});
  std::vector<PhraseMatch> matches;
  finder.Find(u"主动公开情况统计", &matches);
  std::vector<std::tuple<uint32_t, uint32_t, uint32_t>> got;
  for (const PhraseMatch& m : matches) got.emplace_back(m.phrase, m.begin, m.end);
  const std::vector<std::tuple<uint32_t, uint32_t, uint32_t>> expected = {
      {3, 3, 4}, {1, 0, 6}, {0, 2, 6}, {2, 4, 8}};
  EXPECT_EQ(got, expected);
}

TEST(Phrases, StartsAgainAfterAFalseStart) {
  const PhraseFinder finder({u"公公开"});
  std::vector<PhraseMatch> matches;
  finder.Find(u"公公公开乙公公开", &matches);
  ASSERT_EQ(matches.size(), 2u);
  EXPECT_EQ(matches[0].begin, 1u);
  EXPECT_EQ(matches[1].begin, 5u);
}

TEST(Phrases, FindsNothingInNothing) {
  const PhraseFinder finder({u"公开"});
  std::vector<PhraseMatch> matches;
  finder.Find(u"", &matches);
  finder.Find(u"天地玄黄", &matches);
  EXPECT_TRUE(matches.empty());
}

}  // namespace
}  // namespace gongkai
