// Damage to cells leaves the rest of the table where it was, and tells what became of the truth.
#include "tests/accuracy/sheet_edit.h"

#include <gtest/gtest.h>

#include "tests/accuracy/cell_damage.h"

namespace gongkai {
namespace {

// Cells as "text" or "text(rows x columns)", rows apart by "/".
std::string Drawn(const SheetEdit& sheet) {
  const corpus::Grid grid = sheet.ToGrid();
  std::string drawn;
  for (std::size_t row = 0; row < grid.rows(); ++row) {
    if (row > 0) drawn += "/";
    for (const corpus::GridCell& cell : grid.row(row)) {
      drawn += &cell == &grid.row(row).front() ? "" : " ";
      drawn += cell.text;
      if (cell.rows == 1 && cell.columns == 1) continue;
      drawn += "(" + std::to_string(cell.rows) + "x" + std::to_string(cell.columns) + ")";
    }
  }
  return drawn;
}

// A group of two rows beside them; a head over all.
class SheetEditTest : public testing::Test {
 protected:
  SheetEditTest() : grid_(3) {
    grid_.NewRow();
    grid_.Add({"head", 3});
    grid_.NewRow();
    grid_.Add({"group", 1, 2});
    grid_.Add({"a"});
    grid_.Add({"1", 1, 1, false, 0});
    grid_.NewRow();
    grid_.Add({"b"});
    grid_.Add({"2", 1, 1, false, 1});
  }

  std::deque<std::string> texts_;
  corpus::Grid grid_;
};

TEST_F(SheetEditTest, LeavesWhatItDoesNotTouch) {
  EXPECT_EQ(Drawn(SheetEdit(grid_, &texts_)), "head(1x3)/group(2x1) a 1/b 2");
}

TEST_F(SheetEditTest, ShortensWhatReachesOverARowThatIsTakenOut) {
  SheetEdit sheet(grid_, &texts_);
  sheet.RemoveRow(1);
  EXPECT_EQ(Drawn(sheet), "head(1x3)/group b 2");
}

TEST_F(SheetEditTest, LengthensWhatReachesOverARowThatIsPutIn) {
  SheetEdit sheet(grid_, &texts_);
  sheet.InsertRow(2, "note");
  EXPECT_EQ(Drawn(sheet), "head(1x3)/group(3x1) a 1/note(1x2)/b 2");
}

TEST_F(SheetEditTest, CopiesTheLastRowOfAGroupWithinIt) {
  SheetEdit sheet(grid_, &texts_);
  sheet.CopyRow(2);
  EXPECT_EQ(Drawn(sheet), "head(1x3)/group(3x1) a 1/b 2/b 2");
}

TEST_F(SheetEditTest, PutsAnEmptyColumnInAndTakesOneOut) {
  SheetEdit sheet(grid_, &texts_);
  sheet.InsertColumn(2);
  EXPECT_EQ(Drawn(sheet), "head(1x4)/group(2x1) a  1/b  2");
  sheet.RemoveColumn(1);
  EXPECT_EQ(Drawn(sheet), "head(1x3)/group(2x1)  1/ 2");
}

TEST_F(SheetEditTest, ExchangesNoRowsOfWhichOneBeginsAGroup) {
  SheetEdit sheet(grid_, &texts_);
  EXPECT_FALSE(sheet.SwapRows(1));
  EXPECT_EQ(Drawn(sheet), "head(1x3)/group(2x1) a 1/b 2");
}

TEST_F(SheetEditTest, CutsWhatReachesOverThePlaceOfASplit) {
  SheetEdit sheet(grid_, &texts_);
  const SheetEdit rest = sheet.SplitOff(2);
  EXPECT_EQ(Drawn(sheet), "head(1x3)/group a 1");
  EXPECT_EQ(Drawn(rest), " b 2");
}

TEST(CellDamageTest, TakesWhatIsLostOutOfTheTruth) {
  CellDamage damage;
  damage.now = {{"a", "ABSENT"}, {"b", "BLANK"}, {"c", "AMBIGUOUS"}};
  const std::vector<corpus::Cell> truth = TruthAfter(
      damage, {{"a", "VALUE", "1"}, {"b", "VALUE", "2"}, {"c", "VALUE", "3"}, {"d", "VALUE", "4"}});
  std::string states;
  for (const corpus::Cell& cell : truth) states += cell.id + cell.state + cell.value + " ";
  EXPECT_EQ(states, "bBLANK cAMBIGUOUS dVALUE4 ");
}

TEST(CellDamageTest, DealsEveryBlow) {
  for (int i = 0; i < kCellBlows; ++i) {
    const auto blow = static_cast<CellBlow>(i);
    bool dealt = false;
    for (uint32_t seed = 0; seed < 40 && !dealt; ++seed) {
      const corpus::Form form = seed % 4 == 3 ? corpus::Form::k2014 : corpus::Form::k2021;
      CellDamage damage;
      corpus::Options options{.seed = seed,
                              .form = form,
                              .layout = corpus::Layout::kHtml,
                              .fault = corpus::Fault::kT301};
      const std::string before = corpus::Render(options).bytes;
      options.edit = EditOf(blow, form, seed, &damage);
      dealt = corpus::Render(options).bytes != before;
      EXPECT_EQ(dealt, damage.applied) << NameOf(blow);
    }
    EXPECT_TRUE(dealt) << NameOf(blow);
  }
}

}  // namespace
}  // namespace gongkai
