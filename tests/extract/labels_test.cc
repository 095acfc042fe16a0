// What finds labels: the automaton, the distance of misspelt ones, ordinals, the merged forms.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/anchors.h"
#include "extract/edit_distance.h"
#include "extract/form_model.h"
#include "extract/label_automaton.h"
#include "model/han.h"

namespace gongkai {
namespace {

using testing::ElementsAre;

// "label: what it covers", for labels numbered from 0.
std::vector<std::string> Found(const std::vector<std::u16string_view>& labels,
                               std::string_view text) {
  std::vector<LabelMatch> matches;
  LabelAutomaton(labels).Find(text, {}, &matches);
  std::vector<std::string> found;
  for (const LabelMatch& match : matches) {
    found.push_back(std::to_string(match.label) + ": " +
                    std::string(text.substr(match.begin, match.end - match.begin)));
  }
  return found;
}

TEST(LabelAutomatonTest, KeepsTheLongestOfTwoThatBeginTogether) {
  EXPECT_THAT(Found({u"其他", u"其他法律", u"规章"}, "其他法律规章其他"),
              ElementsAre("1: 其他法律", "2: 规章", "0: 其他"));
}

TEST(LabelAutomatonTest, LeavesOutWhatLiesWithinALongerLabel) {
  EXPECT_THAT(Found({u"处理决定数量", u"本年处理决定数量", u"决定"}, "本年处理决定数量"),
              ElementsAre("1: 本年处理决定数量"));
}

TEST(LabelAutomatonTest, LeavesOutWhatBeginsWithinALabel) {
  EXPECT_THAT(Found({u"公开申请", u"申请数量"}, "公开申请数量"), ElementsAre("0: 公开申请"));
}

TEST(LabelAutomatonTest, FindsALabelThatEndsAnotherOnesPrefix) {
  EXPECT_THAT(Found({u"公开申请数量", u"申请"}, "公开申请"), ElementsAre("1: 申请"));
}

TEST(LabelAutomatonTest, FindsALabelRoundFiguresBordersAndLineBreaks) {
  EXPECT_THAT(Found({u"其他处理", u"总计"}, "（六）其它 |3|\n处\n理、总　计 7"),
              ElementsAre("0: 其它 |3|\n处\n理", "1: 总　计"));
}

TEST(LabelAutomatonTest, ReadsOnOverAPageNumber) {
  const std::u16string_view labels[] = {u"结果维持"};
  constexpr std::string_view kText = "结果\n第 3 页\n维持";
  std::vector<LabelMatch> matches;
  const LabelAutomaton automaton(labels);
  automaton.Find(kText, {}, &matches);
  EXPECT_TRUE(matches.empty());
  const TextRange page_number{7, 16};
  automaton.Find(kText, {&page_number, 1}, &matches);
  ASSERT_EQ(matches.size(), 1u);
  EXPECT_EQ(matches[0].begin, 0u);
  EXPECT_EQ(matches[0].end, kText.size());
}

TEST(LabelAutomatonTest, ReadsOnOverHolesThatOverlap) {
  const std::u16string_view labels[] = {u"结果维持"};
  constexpr std::string_view kText = "结果\n第 3 页\n维持";
  constexpr TextRange kHoles[] = {{7, 16}, {7, 16}, {11, 12}};
  std::vector<LabelMatch> matches;
  LabelAutomaton(labels).Find(kText, kHoles, &matches);
  ASSERT_EQ(matches.size(), 1u);
  EXPECT_EQ(matches[0].end, kText.size());
}

TEST(LabelAutomatonTest, BreaksALabelAtARareCharacter) {
  EXPECT_THAT(Found({u"总计"}, "总𠀀计总计"), ElementsAre("0: 总计"));
}

TEST(LabelAutomatonTest, FindsALabelWhateverItsFirstTwoCharactersAre) {
  EXPECT_THAT(Found({u"他人", u"其他"}, "它人，其它"), ElementsAre("0: 它人", "1: 其它"));
  EXPECT_THAT(Found({u"不予公开", u"上年", u"数中"}, "件不予公开上年数中"),
              ElementsAre("0: 不予公开", "1: 上年", "2: 数中"));
  EXPECT_THAT(Found({u"〇号", u"㐀号"}, "〇号㐀号"), ElementsAre("0: 〇号", "1: 㐀号"));
}

TEST(LabelAutomatonTest, FindsALabelBrokenBehindItsFirstCharacter) {
  EXPECT_THAT(Found({u"总计"}, "总｜计总\n计总䷀计"),
              ElementsAre("0: 总｜计", "0: 总\n计", "0: 总䷀计"));
}

TEST(LabelAutomatonTest, FindsALabelOfOneCharacter) {
  EXPECT_THAT(Found({u"计", u"结转"}, "总计结转"), ElementsAre("0: 计", "1: 结转"));
}

TEST(EditDistanceTest, CountsTheLeastChangesWithinTheText) {
  EXPECT_EQ(DistanceWithin(u"属于国家秘密", u"属于国家秘密"), 0u);
  EXPECT_EQ(DistanceWithin(u"属于国家秘密", u"三不予公开属于国家秘密件"), 0u);
  EXPECT_EQ(DistanceWithin(u"属于国家秘密", u"属于国家机密"), 1u);
  EXPECT_EQ(DistanceWithin(u"属于国家秘密", u"属于国秘密"), 1u);
  EXPECT_EQ(DistanceWithin(u"属于国家秘密", u"重复申请"), 6u);
}

std::string OrdinalOf(std::string_view text) {
  const LabelOrdinal ordinal = FindOrdinal(text, 0, static_cast<uint32_t>(text.size()));
  constexpr const char* kStyles[] = {"none", "han", "bracketed", "digits"};
  return std::string(kStyles[ordinal.style]) + std::to_string(ordinal.value) + "@" +
         std::to_string(ordinal.begin);
}

TEST(OrdinalTest, ReadsWhatStandsBeforeALabel) {
  EXPECT_EQ(OrdinalOf("（七）"), "bracketed7@0");
  EXPECT_EQ(OrdinalOf("(七)"), "bracketed7@0");
  EXPECT_EQ(OrdinalOf("四、"), "han4@0");
  EXPECT_EQ(OrdinalOf("其他 3. "), "digits3@7");
  EXPECT_EQ(OrdinalOf("3．"), "digits3@0");
  EXPECT_EQ(OrdinalOf("总计"), "none0@6");
  EXPECT_EQ(OrdinalOf("法律、"), "none0@9");
}

class FormModelTest : public testing::Test {
 protected:
  int RowIndex(uint32_t number) const {
    for (std::size_t i = 0; i < model_.rows().size(); ++i) {
      if (model_.rows()[i].number == number) return static_cast<int>(i);
    }
    return -1;
  }

  const FormModel model_{FormFamilies(FormCatalog::Builtin()).back(), FigureReader::Builtin()};
};

TEST_F(FormModelTest, MergesTheRowsOfBothForms) {
  ASSERT_EQ(model_.forms().size(), 2u);
  EXPECT_EQ(model_.rows().size(), 35u);  // 32 of 2021, 3 that only 2019 has
  EXPECT_EQ(RowIndex(33), RowIndex(3) + 1);
  const auto form_2021 = static_cast<std::size_t>(model_.FormIndex(v1::FORM_2021));
  const auto form_2019 = static_cast<std::size_t>(model_.FormIndex(v1::FORM_2019));
  EXPECT_EQ(model_.NextRow(RowIndex(3), form_2021), RowIndex(4));
  EXPECT_EQ(model_.NextRow(RowIndex(3), form_2019), RowIndex(33));
  EXPECT_EQ(model_.NextRow(RowIndex(32), form_2021), -1);
}

TEST_F(FormModelTest, KnowsWhatMayStandBehindARow) {
  const auto form = static_cast<std::size_t>(model_.FormIndex(v1::FORM_2021));
  const auto behind = [&](std::string_view text, uint32_t row) {
    for (const Label& label : model_.labels()) {
      if (label.text != HanOnly(text)) continue;
      return (label.behind[form] >> RowIndex(row) & 1) != 0;
    }
    return false;
  };
  EXPECT_TRUE(behind("行政规范性文件", 1));
  EXPECT_TRUE(behind("第二十条第（五）项", 2));
  EXPECT_TRUE(behind("无法提供", 18));
  EXPECT_TRUE(behind("政府信息公开行政复议、行政诉讼情况", 31));
  EXPECT_FALSE(behind("行政处罚", 2));
}

}  // namespace
}  // namespace gongkai
