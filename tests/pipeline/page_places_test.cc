// A finding in a PDF is shown with its page and its place there.
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/pipeline/program.h"

namespace gongkai {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// A row of its applications does not add up; the table stands on the third page of the file.
constexpr char kPagedReport[] = GONGKAI_SOURCE_DIR "/samples/bureau-2023-pages-cover.pdf";

TEST(PagePlaces, AreSaidInBothLanguages) {
  const ProgramResult chinese = RunProgram("gongkai", {"check", kPagedReport});
  EXPECT_THAT(chinese.out, HasSubstr("（第 3 页）"));
  EXPECT_THAT(chinese.out, Not(HasSubstr("行）")));
  const ProgramResult english = RunProgram("gongkai", {"check", "--lang", "en", kPagedReport});
  EXPECT_THAT(english.out, HasSubstr("(page 3)"));
}

TEST(PagePlaces, StandInTheJson) {
  const ProgramResult result = RunProgram("gongkai", {"check", "--format", "json", kPagedReport});
  const std::vector<v1::CheckedReport> reports = ParseJsonLines(result.out);
  ASSERT_EQ(reports.size(), 1u);
  EXPECT_EQ(reports[0].cells_size(), 200);
  for (const v1::CheckedReport::Cell& cell : reports[0].cells()) {
    const v1::Place& place = cell.place();
    EXPECT_GE(place.page(), 2u) << cell.id();
    EXPECT_LT(place.box().left(), place.box().right()) << cell.id();
    EXPECT_LT(place.box().top(), place.box().bottom()) << cell.id();
    EXPECT_EQ(place.line(), 0u);
    EXPECT_EQ(place.end(), 0u);
  }
}

TEST(PagePlaces, AreShownInCentimetres) {
  const TempFolder folder;
  ASSERT_EQ(RunProgram("gongkai", {"run", "--store", folder.path() + "/s", kPagedReport}).status,
            1);
  const ProgramResult shown =
      RunProgram("gongkai", {"show", "--store", folder.path() + "/s", kPagedReport});
  EXPECT_THAT(shown.out, ::testing::ContainsRegex("第 3 页，距左 [0-9]+\\.[0-9] 厘米，距上 "
                                                  "[0-9]+\\.[0-9] 厘米"));
}

// A program without its helper reads everything else, and says what it lacks.
TEST(PagePlaces, AreNotThereWithoutTheHelper) {
  const ProgramResult result =
      RunProgram("gongkai", {"check", kPagedReport}, "GONGKAI_READER=/nowhere/gongkai-reader ");
  EXPECT_EQ(result.status, 3);
  EXPECT_THAT(result.out, HasSubstr("gongkai-reader"));
}

}  // namespace
}  // namespace gongkai
