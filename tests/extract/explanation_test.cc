// Why a cell is what it is, on a small table.
#include "extract/explanation.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/extract/real_chain.h"

namespace gongkai {
namespace {

constexpr char kHead[] =
    "某某县民政局2022年政府信息公开工作年度报告\n一、总体情况\n全年公开信息12条。\n"
    "二、主动公开政府信息情况\n第二十条第（一）项 | | | |\n"
    "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n";
constexpr char kTail[] =
    "第二十条第（五）项 | | | |\n信息内容 | 本年处理决定数量 |\n行政许可 | 31 |\n"
    "五、存在的主要问题及改进情况\n存在问题。\n";

class ExplanationTest : public testing::Test {
 protected:
  Explanation Explain(const std::string& rows, std::string_view cell) {
    document_ = NormalizedOf(kHead + rows + kTail);
    const auto explained = TestExtractor().Explain(document_, OutlineOf(document_),
                                                   FormCatalog::Builtin().CellNumber(cell));
    EXPECT_TRUE(explained.ok()) << explained.status();
    return explained.value_or(Explanation());
  }
  std::string Of(TextRange range) const {
    return document_.text().substr(range.begin, range.end - range.begin);
  }

  v1::Document document_;
};

TEST_F(ExplanationTest, ShowsTheSequenceAndWhichColumnTookEachValue) {
  const Explanation explained = Explain("规章 | 0 | 1 | 2 |\n行政规范性文件 | 3 | 4 | 5 |\n",
                                        "proactive.normative_documents.repealed");
  ASSERT_TRUE(explained.place.has_value());
  EXPECT_EQ(Of(explained.place->label), "行政规范性文件");
  EXPECT_EQ(explained.column, 1);
  ASSERT_EQ(explained.place->values.size(), 3u);
  EXPECT_EQ(Of(explained.place->values[1].place), "4");
  EXPECT_EQ(explained.place->values[1].column, 1);
  EXPECT_EQ(Of(explained.place->closer), "第二十条第（五）项");
  EXPECT_EQ(explained.place->state, Placement::State::kPlaced);
}

TEST_F(ExplanationTest, SaysThatValuesOfAShortRowStandNowhere) {
  const Explanation explained =
      Explain("规章 | 0 | 1 | 2 |\n行政规范性文件\n3\n4\n", "proactive.normative_documents.issued");
  ASSERT_TRUE(explained.place.has_value());
  EXPECT_EQ(explained.place->state, Placement::State::kSeveral);
  EXPECT_EQ(explained.place->doubt, v1::COUNT_MISMATCH);
  for (const ExplainedValue& value : explained.place->values) EXPECT_EQ(value.column, -1);
}

TEST_F(ExplanationTest, SaysThatARowIsNowhere) {
  const Explanation explained =
      Explain("规章 | 0 | 1 | 2 |\n", "proactive.normative_documents.issued");
  EXPECT_FALSE(explained.place.has_value());
  EXPECT_EQ(explained.row->label(), "行政规范性文件");
}

TEST_F(ExplanationTest, ShowsWhereTheRowWouldBeWithoutItsLabel) {
  const std::string rows = "规章 | 0 | 1 | 2 |\n行政规范性文件 | 3 | 4 | 5 |\n";
  const Explanation twice = Explain(rows + "规章 | 6 | 7 | 8 |\n", "proactive.regulations.issued");
  ASSERT_TRUE(twice.place.has_value());
  ASSERT_TRUE(twice.otherwise.has_value());
  EXPECT_NE(twice.otherwise->label.begin, twice.place->label.begin);
  EXPECT_EQ(Of(twice.otherwise->label), "规章");
  const Explanation once = Explain(rows, "proactive.regulations.issued");
  EXPECT_FALSE(once.otherwise.has_value());
}

TEST_F(ExplanationTest, KnowsNoCellThatNoFormHas) {
  const v1::Document document = NormalizedOf(std::string(kHead) + kTail);
  EXPECT_EQ(TestExtractor().Explain(document, OutlineOf(document), 65000).status().code(),
            absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace gongkai
