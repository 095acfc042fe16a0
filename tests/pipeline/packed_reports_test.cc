// Reports in a ZIP archive, through the program: as good as in a folder.
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/common/temp_folder.h"
#include "tests/corpus/corpus.h"
#include "tests/corpus/docx_writer.h"
#include "tests/pipeline/program.h"

namespace gongkai {
namespace {

using ::testing::HasSubstr;

corpus::Rendered Report(uint64_t seed, corpus::Container container) {
  return corpus::Render({.seed = seed, .layout = corpus::Layout::kHtml, .container = container});
}

std::string Archive() {
  return corpus::Zip({{"甲县/年报.html", Report(3, corpus::Container::kPlain).bytes},
                      {"甲县/年报.docx", Report(4, corpus::Container::kDocx).bytes},
                      {"乙县.xlsx", Report(5, corpus::Container::kXlsx).bytes},
                      {"旧稿.zip", corpus::Zip({{"a.txt", "x"}})}});
}

TEST(PackedReports, AreCheckedOneByOne) {
  const TempFolder folder;
  const std::string path = folder.Write("reports.zip", Archive());
  const ProgramResult result = RunProgram("gongkai", {"check", "--format", "json", path});
  const std::vector<v1::CheckedReport> reports = ParseJsonLines(result.out);
  ASSERT_EQ(reports.size(), 4u);
  EXPECT_EQ(reports[0].uri(), path + "!/乙县.xlsx");
  EXPECT_EQ(reports[1].uri(), path + "!/旧稿.zip");
  EXPECT_EQ(reports[2].uri(), path + "!/甲县/年报.docx");
  EXPECT_EQ(reports[3].uri(), path + "!/甲县/年报.html");
  EXPECT_EQ(reports[1].error().code(), "UNSUPPORTED_FORMAT");
  EXPECT_THAT(reports[1].error().message(), HasSubstr("压缩包里的压缩包"));
  for (const int i : {0, 2, 3}) {
    EXPECT_EQ(reports[i].error().code(), "") << i;
    EXPECT_GT(reports[i].cells_size(), 190) << i;
  }
  EXPECT_EQ(result.status, 3);
}

TEST(PackedReports, AreTakenFromTheStoreWhenTheyAreRunAgain) {
  const TempFolder folder;
  const std::string path = folder.Write(
      "reports.zip", corpus::Zip({{"a.html", Report(3, corpus::Container::kPlain).bytes},
                                  {"b.html", Report(6, corpus::Container::kPlain).bytes}}));
  const std::vector<std::string> command = {"run", "--store", folder.path() + "/store", path};
  EXPECT_THAT(RunProgram("gongkai", command).out, HasSubstr("共 2 份"));
  EXPECT_THAT(RunProgram("gongkai", command).out, HasSubstr("其中 2 份沿用已存结果"));
  // The same report from another archive.
  folder.Write("more.zip", corpus::Zip({{"c.html", Report(3, corpus::Container::kPlain).bytes}}));
  EXPECT_THAT(RunProgram("gongkai",
                         {"run", "--store", folder.path() + "/store", folder.path() + "/more.zip"})
                  .out,
              HasSubstr("共 1 份"));
}

// One report, saved in every way that keeps its tables: the same cells, the same findings.
TEST(SavedReports, GiveTheSameWhateverTheyWereSavedAs) {
  for (const corpus::Fault fault : {corpus::Fault::kNone, corpus::Fault::kT302}) {
    const TempFolder folder;
    for (const auto& [container, name] : {std::pair(corpus::Container::kPlain, "1.html"),
                                          {corpus::Container::kDocx, "2.docx"},
                                          {corpus::Container::kXlsx, "3.xlsx"},
                                          {corpus::Container::kMhtml, "4.mht"}}) {
      folder.Write(
          name,
          corpus::Render(
              {.seed = 77, .layout = corpus::Layout::kHtml, .fault = fault, .container = container})
              .bytes);
    }
    folder.Write(
        "5.txt",
        corpus::Render({.seed = 77, .layout = corpus::Layout::kPipes, .fault = fault}).bytes);
    const ProgramResult result =
        RunProgram("gongkai", {"check", "--format", "json", folder.path()});
    const std::vector<v1::CheckedReport> reports = ParseJsonLines(result.out);
    ASSERT_EQ(reports.size(), 5u);
    const auto told = [](const v1::CheckedReport& report) {
      std::vector<std::string> lines;
      for (const auto& cell : report.cells()) {
        lines.push_back(cell.id() + " " + v1::CellState_Name(cell.state()) + " " + cell.value());
      }
      for (const auto& finding : report.findings()) {
        if (finding.severity() == v1::INFO) continue;
        lines.push_back(finding.rule() + " " + finding.message());
      }
      return lines;
    };
    for (const v1::CheckedReport& report : reports) {
      EXPECT_EQ(told(report), told(reports[0])) << report.uri();
    }
  }
}

}  // namespace
}  // namespace gongkai
