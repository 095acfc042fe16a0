#include "model/han.h"

#include "gtest/gtest.h"

namespace gongkai {
namespace {

TEST(FoldHan, KeepsHanCharactersAloneWithTheirOffsets) {
  const HanText folded = FoldHan("3. 其\n它|(a)");
  EXPECT_EQ(folded.chars, u"其他");
  EXPECT_EQ(folded.offsets, (std::vector<uint32_t>{3, 7}));  // "3. " is 3 bytes, 其 3, \n 1
}

TEST(FoldHan, MatchesALabelBrokenOverLinesAndInEitherWidth) {
  EXPECT_EQ(HanOnly("部分公开（区分处理的，\n只计这一情形）"),
            HanOnly("部分公开(区分处理的,只计这一情形)"));
}

TEST(FoldHan, FoldsOnlyTheRangeAskedFor) { EXPECT_EQ(FoldHan("一二三", 3, 6).chars, u"二"); }

TEST(FoldHan, AddsWhatStandsBehind) {
  HanText folded = FoldHan("一二三四", 0, 3);
  AppendHan("一二三四", 6, 12, &folded);
  EXPECT_EQ(folded.chars, u"一三四");
  EXPECT_EQ(folded.offsets, (std::vector<uint32_t>{0, 6, 9}));
}

TEST(FoldHan, GivesRareCharactersAsAPlaceholder) { EXPECT_EQ(HanOnly("𠀀村"), u"〓村"); }

TEST(NextChar, ReadsCharactersOfEveryLength) {
  const std::string text = "aé公𠀀";
  std::size_t offset = 0;
  EXPECT_EQ(NextChar(text, &offset), U'a');
  EXPECT_EQ(NextChar(text, &offset), U'é');
  EXPECT_EQ(NextChar(text, &offset), U'公');
  EXPECT_EQ(NextChar(text, &offset), U'𠀀');
  EXPECT_EQ(offset, text.size());
}

TEST(NextHan, GivesHanCharactersFoldedAndZeroForOthers) {
  const std::string text = "a、它〇中㐀𠀀。";
  std::u16string han;
  for (std::size_t offset = 0; offset < text.size();) han += NextHan(text, &offset);
  EXPECT_EQ(han, std::u16string(u"\0\0他〇中㐀〓\0", 8));
}

TEST(PreviousChar, ReadsCharactersOfEveryLengthUpToTheLimit) {
  const std::string text = "aé公𠀀";
  std::size_t offset = text.size();
  EXPECT_EQ(PreviousChar(text, 1, &offset), U'𠀀');
  EXPECT_EQ(PreviousChar(text, 1, &offset), U'公');
  EXPECT_EQ(PreviousChar(text, 1, &offset), U'é');
  EXPECT_EQ(offset, 1u);
  EXPECT_EQ(PreviousChar(text, 1, &offset), U'\0');
  EXPECT_EQ(offset, 1u);
}

}  // namespace
}  // namespace gongkai
