// Tables without lines, on pages that are written by hand.
#include "gmock/gmock.h"
#include "tests/normalize/pdf_testing.h"

namespace gongkai {
namespace {

using ::testing::ElementsAre;

constexpr double kColumns[] = {250, 300, 350};

// A row: its label at the left, figures in the middle of their columns; "" for none.
PagesOf& Row(PagesOf& pages, double y, std::string_view label,
             const std::vector<std::string>& figures) {
  if (!label.empty()) pages.Text(80, y, 10, label);
  for (std::size_t i = 0; i < figures.size(); ++i) {
    if (!figures[i].empty()) pages.Centred(kColumns[i], y, 10, figures[i]);
  }
  return pages;
}

PagesOf WithHead() {
  PagesOf pages;
  pages.NewPage().Text(80, 80, 12, "二、主动公开政府信息情况");
  Row(pages, 110, "信息内容", {"制发", "废止", "有效"});
  return pages;
}

TEST(PagesColumns, GiveAGridWithABlankWhereAFigureIsMissing) {
  PagesOf pages = WithHead();
  Row(pages, 130, "甲项工作", {"1", "20", "300"});
  Row(pages, 150, "乙项工作", {"4", "", "6"});
  Row(pages, 170, "丙项工作", {"7", "8", "9"});
  Row(pages, 190, "丁项工作", {"10", "11", "12"});
  EXPECT_THAT(BlocksOf(ReadPages(pages)),
              ElementsAre("二、主动公开政府信息情况",
                          "信息内容|制发|废止|有效;甲项工作|1|20|300;乙项工作|4||6;"
                          "丙项工作|7|8|9;丁项工作|10|11|12"));
}

// What stood before the last word of a row was lost, and its cells were blanks: 4 and 5※ here.
TEST(PagesColumns, KeepWordsThatStandAmongTheFigures) {
  PagesOf pages = WithHead();
  Row(pages, 130, "甲项工作", {"1", "20", "300"});
  Row(pages, 150, "乙项工作", {"4", "5※", "6"});
  Row(pages, 170, "丙项工作", {"7", "8", "9"});
  Row(pages, 190, "丁项工作", {"10", "11", "12"});
  EXPECT_THAT(BlocksOf(ReadPages(pages)).back(),
              "信息内容|制发|废止|有效;甲项工作|1|20|300;乙项工作|4|5※|6;丙项工作|7|8|9;"
              "丁项工作|10|11|12");
}

// The 5 stands between two columns: nobody knows whose it is, so there is no grid at all.
TEST(PagesColumns, GiveNoGridWhereAFigureStandsBetweenTwo) {
  PagesOf pages = WithHead();
  Row(pages, 130, "甲项工作", {"1", "2", "3"});
  Row(pages, 150, "乙项工作", {"", "", "6"}).Centred(275, 150, 10, "5");
  Row(pages, 170, "丙项工作", {"7", "8", "9"});
  Row(pages, 190, "丁项工作", {"10", "11", "12"});
  for (const std::string& block : BlocksOf(ReadPages(pages))) {
    EXPECT_EQ(block.find('|'), std::string::npos) << block;
  }
}

TEST(PagesColumns, WantThreeFullRows) {
  PagesOf pages = WithHead();
  Row(pages, 130, "甲项工作", {"1", "2", "3"});
  Row(pages, 150, "乙项工作", {"4", "5", "6"});
  EXPECT_THAT(BlocksOf(ReadPages(pages)).back(), "乙项工作  4  5  6");
}

TEST(PagesColumns, JoinALabelThatIsBrokenRoundItsFigures) {
  PagesOf pages = WithHead();
  Row(pages, 130, "甲项工作", {"1", "2", "3"});
  pages.Text(80, 148, 10, "乙项工作的").Text(80, 160, 10, "全部内容");
  Row(pages, 154, "", {"4", "5", "6"});
  Row(pages, 178, "丙项工作", {"7", "8", "9"});
  EXPECT_THAT(BlocksOf(ReadPages(pages)).back(),
              "信息内容|制发|废止|有效;甲项工作|1|2|3;乙项工作的全部内容|4|5|6;丙项工作|7|8|9");
}

TEST(PagesColumns, HoldTheNameOfAGroupApartFromTheLabelsOfItsRows) {
  PagesOf pages;
  pages.NewPage();
  const char* labels[] = {"一项", "二项", "三项", "四项"};
  for (int i = 0; i < 4; ++i) {
    const double y = 130 + 20 * i;
    pages.Text(140, y, 10, labels[i]);
    Row(pages, y, "", {std::to_string(i), "5", "6"});
  }
  pages.Text(80, 160, 10, "组名");
  EXPECT_THAT(BlocksOf(ReadPages(pages)),
              ElementsAre("一项|0|5|6;二项|1|5|6;三项|2|5|6;四项|3|5|6", "~组名"));
}

TEST(PagesColumns, GoOnOverAPageBreakWithoutTheRepeatedHead) {
  PagesOf pages;
  Row(pages.NewPage(), 740, "信息内容", {"制发", "废止", "有效"});
  Row(pages, 760, "甲项工作", {"1", "2", "3"}).Centred(297, 815, 9, "- 1 -");
  Row(pages.NewPage(), 90, "信息内容", {"制发", "废止", "有效"});
  Row(pages, 110, "乙项工作", {"4", "5", "6"});
  Row(pages, 130, "丙项工作", {"7", "8", "9"}).Centred(297, 815, 9, "- 2 -");
  EXPECT_THAT(BlocksOf(ReadPages(pages)),
              ElementsAre("信息内容|制发|废止|有效;甲项工作|1|2|3;乙项工作|4|5|6;丙项工作|7|8|9",
                          "~- 1 -", "~- 2 -", "~信息内容  制发  废止  有效"));
}

TEST(PagesColumns, ReadHeadsThatAreSetVertically) {
  PagesOf pages;
  pages.NewPage();
  Row(pages, 98, "", {"自", "", ""});
  Row(pages, 104, "", {"", "企", "总"});
  Row(pages, 110, "", {"然", "", ""});
  Row(pages, 116, "", {"", "业", "计"});
  Row(pages, 122, "", {"人", "", ""});
  for (int i = 0; i < 3; ++i) Row(pages, 140 + 20 * i, "甲项工作", {"1", "2", "3"});
  EXPECT_THAT(BlocksOf(ReadPages(pages)).front(), testing::StartsWith("|自然人|企业|总计;"));
}

// A note in the corner that ends close to the first column was taken for prose, and the heads above
// it for lines of text. Columns are 50 apart; the note ends at 236, the figures begin at 242.
TEST(PagesColumns, HoldTheCornerOfAHeadApartFromItsColumns) {
  PagesOf pages;
  Row(pages.NewPage(), 104, "", {"自", "企", "总"});
  Row(pages, 116, "", {"然", "业", "计"}).Text(56, 116, 10, "（此列第一项加第二项等于三四项之和）");
  Row(pages, 128, "", {"人", "", ""});
  for (int i = 0; i < 3; ++i) {
    Row(pages, 146 + 20 * i, "", {"100", "2", "3"}).Text(160, 146 + 20 * i, 10, "甲项工作");
  }
  EXPECT_THAT(BlocksOf(ReadPages(pages)).front(),
              testing::StartsWith("（此列第一项加第二项等于三四项之和）|自然人|企业|总计;"));
}

TEST(PagesColumns, TakeNoProseForAHead) {
  PagesOf pages;
  pages.NewPage().Text(80, 110, 10, "本年度县人民政府办公室按照要求公开有关信息并接受监督检查。");
  for (int i = 0; i < 3; ++i) Row(pages, 130 + 20 * i, "甲项工作", {"1", "2", "3"});
  EXPECT_EQ(BlocksOf(ReadPages(pages)).front(),
            "本年度县人民政府办公室按照要求公开有关信息并接受监督检查。");
}

}  // namespace
}  // namespace gongkai
