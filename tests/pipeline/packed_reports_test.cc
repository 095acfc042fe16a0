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

}  // namespace
}  // namespace gongkai
