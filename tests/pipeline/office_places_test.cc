// A finding in a Word document is shown with part, paragraph and cell.
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/pipeline/program.h"

namespace gongkai {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// Its applications do not add up in the first and the last column of row 31 of the second table.
constexpr char kReport[] = GONGKAI_SOURCE_DIR "/samples/bureau-2021-word-changes.docx";
constexpr char kWorkbook[] = GONGKAI_SOURCE_DIR "/samples/subdistrict-2023-workbook.xlsx";

TEST(OfficePlaces, AreSaidInBothLanguages) {
  const ProgramResult chinese = RunProgram("gongkai", {"check", kReport});
  EXPECT_THAT(chinese.out, HasSubstr("相差 −2。（表 2 第 31 行第 3 格）"));
  EXPECT_THAT(chinese.out, Not(HasSubstr("第 0 行")));
  const ProgramResult english = RunProgram("gongkai", {"check", "--lang", "en", kReport});
  EXPECT_THAT(english.out, HasSubstr("(table 2 row 31 cell 3)"));
}

TEST(OfficePlaces, StandInTheJson) {
  const ProgramResult result = RunProgram("gongkai", {"check", "--format", "json", kReport});
  const std::vector<v1::CheckedReport> reports = ParseJsonLines(result.out);
  ASSERT_EQ(reports.size(), 1u);
  for (const v1::CheckedReport::Cell& cell : reports[0].cells()) {
    EXPECT_EQ(cell.place().part(), "word/document.xml") << cell.id();
    EXPECT_EQ(cell.place().cells_size(), 1) << cell.id();
    EXPECT_EQ(cell.place().line(), 0u);
    EXPECT_EQ(cell.place().end(), 0u);
  }
  ASSERT_FALSE(reports[0].findings().empty());
  const v1::Place& place = reports[0].findings(0).places(0);
  EXPECT_EQ(place.cells(0).table(), 2u);
  EXPECT_EQ(place.cells(0).row(), 31u);
  EXPECT_EQ(place.cells(0).cell(), 3u);
  // A heading stands in no table.
  EXPECT_GT(reports[0].sections(0).place().paragraph(), 0u);
  EXPECT_TRUE(reports[0].sections(0).place().cells().empty());
}

// Its results do not add up in two columns.
TEST(OfficePlaces, OfAWorkbookAreAddresses) {
  const ProgramResult chinese = RunProgram("gongkai", {"check", kWorkbook});
  EXPECT_THAT(chinese.out, HasSubstr("（Sheet1!D58）"));
  const ProgramResult result = RunProgram("gongkai", {"check", "--format", "json", kWorkbook});
  const std::vector<v1::CheckedReport> reports = ParseJsonLines(result.out);
  ASSERT_EQ(reports.size(), 1u);
  for (const v1::CheckedReport::Cell& cell : reports[0].cells()) {
    EXPECT_THAT(cell.place().address(), StartsWith("Sheet1!")) << cell.id();
    EXPECT_EQ(cell.place().part(), "xl/worksheets/sheet1.xml") << cell.id();
  }
}

}  // namespace
}  // namespace gongkai
