// The command line as its users and their scripts meet it.
#include <unistd.h>

#include <filesystem>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/pipeline/program.h"

namespace gongkai {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

std::string Sample(const std::string& name) {
  return std::string(GONGKAI_SOURCE_DIR "/samples/") + name;
}

constexpr char kRight[] = "county-2023-pipe-rows.txt";
constexpr char kFaulty[] = "bureau-2023-framed-pipes.txt";

std::string FirstErrorCode(const ProgramResult& result) {
  const std::vector<v1::CheckedReport> reports = ParseJsonLines(result.out);
  return reports.empty() ? "no report" : reports[0].error().code();
}

ProgramResult CheckJson(const std::string& path) {
  return RunProgram("gongkai", {"check", "--format", "json", path});
}

TEST(Check, EndsWithZeroIfAllPassed) {
  const ProgramResult result = RunProgram("gongkai", {"check", Sample(kRight)});
  EXPECT_EQ(result.status, 0) << result.out << result.err;
  EXPECT_THAT(result.out, HasSubstr("共 1 份：通过 1"));
}

TEST(Check, EndsWithOneIfAReportHasAnError) {
  const ProgramResult result = RunProgram("gongkai", {"check", Sample(kRight), Sample(kFaulty)});
  EXPECT_EQ(result.status, 1) << result.out << result.err;
  EXPECT_THAT(result.out, HasSubstr("T3-02"));
}

TEST(Check, EndsWithThreeIfAnInputCouldNotBeProcessedWhateverElseItFound) {
  const ProgramResult result = RunProgram("gongkai", {"check", Sample(kFaulty), "/nowhere"});
  EXPECT_EQ(result.status, 3);
  EXPECT_THAT(result.out, HasSubstr("找不到文件"));
  EXPECT_THAT(result.out, HasSubstr("T3-02"));  // the other report is done
}

TEST(Check, EndsWithTwoForWrongUsage) {
  EXPECT_EQ(RunProgram("gongkai", {}).status, 2);
  EXPECT_EQ(RunProgram("gongkai", {"check"}).status, 2);
  EXPECT_EQ(RunProgram("gongkai", {"check", "--format", "xml", Sample(kRight)}).status, 2);
  EXPECT_EQ(RunProgram("gongkai", {"check", "--stage", "cook=here:1", Sample(kRight)}).status, 2);
  const ProgramResult rules =
      RunProgram("gongkai", {"check", "--rules", "/nowhere", Sample(kRight)});
  EXPECT_EQ(rules.status, 2);
  EXPECT_THAT(rules.err, HasSubstr("/nowhere"));
}

TEST(Check, NamesThePackagesThatRecognitionNeeds) {
  const ProgramResult result = RunProgram(
      "gongkai", {"check", "--ocr", Sample("district-2022-clean.html")}, "PATH=/nowhere ");
  EXPECT_EQ(result.status, 3);
  EXPECT_EQ(result.out, "");
  for (const char* package : {"tesseract-ocr", "tesseract-ocr-chi-sim", "poppler-utils"}) {
    EXPECT_THAT(result.err, HasSubstr(package));
  }
}

TEST(Check, RefusesRecognitionWhereNormalizeIsAWorker) {
  const ProgramResult result =
      RunProgram("gongkai", {"check", "--ocr", "--stage", "normalize=127.0.0.1:1", "x.html"});
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.err, HasSubstr("--ocr"));
}

TEST(Check, HelpsWithEveryCommand) {
  EXPECT_EQ(RunProgram("gongkai", {"--help"}).status, 0);
  for (const char* command : {"check", "run", "status", "show", "serve"}) {
    const ProgramResult result = RunProgram("gongkai", {command, "--help"});
    EXPECT_EQ(result.status, 0) << command;
    EXPECT_THAT(result.out, HasSubstr("--")) << command;
  }
  EXPECT_THAT(RunProgram("gongkai", {"--version"}).out, HasSubstr("0."));
}

TEST(Check, SpeaksEnglishWhenAsked) {
  const ProgramResult result = RunProgram("gongkai", {"check", "--lang", "en", Sample(kFaulty)});
  EXPECT_THAT(result.out, HasSubstr("1 reports: 0 passed, 0 with warnings, 1 with errors"));
  EXPECT_THAT(result.out, HasSubstr("[error] T3-02"));
}

TEST(Check, PrintsOneJsonObjectALineInInputOrder) {
  const ProgramResult result = RunProgram(
      "gongkai", {"check", "--format", "json", Sample(kFaulty), "/nowhere", Sample(kRight)});
  const std::vector<v1::CheckedReport> reports = ParseJsonLines(result.out);
  ASSERT_EQ(reports.size(), 3u);
  EXPECT_EQ(reports[0].uri(), Sample(kFaulty));
  EXPECT_EQ(reports[1].uri(), "/nowhere");
  EXPECT_EQ(reports[1].error().code(), "NOT_FOUND");
  EXPECT_EQ(reports[2].uri(), Sample(kRight));
  EXPECT_EQ(reports[2].cells_size(), 200);
}

TEST(Check, PointsEveryCellAtItsBytesInTheSource) {
  const ProgramResult result = CheckJson(Sample(kRight));
  const std::string bytes = ReadFile(Sample(kRight));
  const std::vector<v1::CheckedReport> reports = ParseJsonLines(result.out);
  ASSERT_EQ(reports.size(), 1u);
  for (const auto& cell : reports[0].cells()) {
    ASSERT_EQ(cell.state(), v1::VALUE);
    const v1::Place& place = cell.place();
    EXPECT_EQ(bytes.substr(place.begin(), place.end() - place.begin()), cell.raw()) << cell.id();
    EXPECT_EQ(std::count(bytes.begin(), bytes.begin() + place.begin(), '\n') + 1, place.line());
  }
}

TEST(Check, TellsThatAFileIsNotWhatItsNameSays) {
  const TempFolder folder;
  const std::string named_pdf = folder.Write("report.pdf", ReadFile(Sample("city-2025-word.docx")));
  const ProgramResult result = RunProgram("gongkai", {"check", named_pdf});
  EXPECT_EQ(result.status, 0) << result.out;
  EXPECT_THAT(result.out, HasSubstr("[说明] 文件类型与内容不符（声明或扩展名为 application/pdf）"));
  const std::vector<v1::CheckedReport> reports = ParseJsonLines(CheckJson(named_pdf).out);
  ASSERT_EQ(reports.size(), 1u);
  ASSERT_EQ(reports[0].notes_size(), 1);
  EXPECT_EQ(reports[0].notes(0).code(), "DECLARED_TYPE_WRONG");
}

TEST(Check, GivesTheSameAnswerWithAnyNumberOfJobs) {
  const std::string samples = GONGKAI_SOURCE_DIR "/samples";
  const ProgramResult one =
      RunProgram("gongkai", {"check", "--format", "json", "--jobs", "1", samples});
  const ProgramResult many =
      RunProgram("gongkai", {"check", "--format", "json", "--jobs", "7", samples});
  EXPECT_EQ(one.out, many.out);
  EXPECT_EQ(one.status, 1);
}

TEST(Explain, SaysWhereAFigureComesFrom) {
  const ProgramResult result =
      RunProgram("gongkai", {"explain", Sample(kFaulty), "proactive.normative_documents.issued"});
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(result.out, StartsWith("proactive.normative_documents.issued  有值 2\n"));
  EXPECT_THAT(result.out, HasSubstr("行政规范性文件 · 本年制发件数（第 1 列，共 3 列）"));
  EXPECT_THAT(result.out, HasSubstr("[2▸1]  1▸2  9▸3"));
  const ProgramResult all = RunProgram("gongkai", {"explain", Sample(kFaulty), "all"});
  EXPECT_EQ(all.status, 0);
  EXPECT_THAT(all.out, HasSubstr("disputes."));
  EXPECT_EQ(RunProgram("gongkai", {"explain", Sample(kFaulty), "nothing"}).status, 2);
  EXPECT_EQ(RunProgram("gongkai", {"explain", "/nowhere", "all"}).status, 3);
}

TEST(BadInput, EmptyFile) {
  const TempFolder folder;
  const ProgramResult result = CheckJson(folder.Write("a.txt", ""));
  EXPECT_EQ(result.status, 3);
  EXPECT_EQ(FirstErrorCode(result), "EMPTY");
}

TEST(BadInput, OneGigabyteInBoundedMemory) {
  const TempFolder folder;
  const std::string path = folder.Write("big.txt", "");
  ASSERT_EQ(truncate(path.c_str(), 1 << 30), 0);
  const ProgramResult result =
      RunProgram("gongkai", {"check", "--format", "json", path, Sample(kRight)});
  EXPECT_EQ(result.status, 3);
  EXPECT_EQ(FirstErrorCode(result), "OVER_LIMIT");
  EXPECT_EQ(ParseJsonLines(result.out).at(1).cells_size(), 200);
}

TEST(BadInput, BinaryNoise) {
  const TempFolder folder;
  std::string noise;
  uint32_t state = 1;
  for (int i = 0; i < 100'000; ++i) {
    state = state * 1664525 + 1013904223;
    noise += static_cast<char>(state >> 24);
  }
  const ProgramResult result = CheckJson(folder.Write("noise", noise));
  EXPECT_EQ(result.status, 3);
  EXPECT_THAT(FirstErrorCode(result),
              testing::AnyOf("UNKNOWN_ENCODING", "UNSUPPORTED_FORMAT", "NOT_A_REPORT"));
}

TEST(BadInput, FolderWithoutReports) {
  const TempFolder folder;
  const ProgramResult result = CheckJson(folder.path());
  EXPECT_EQ(result.status, 3);
  EXPECT_EQ(FirstErrorCode(result), "NO_REPORTS");
}

TEST(BadInput, HtmlNestedAHundredThousandDeep) {
  const TempFolder folder;
  std::string page = "<html><body>";
  for (int i = 0; i < 100'000; ++i) page += "<div>";
  const ProgramResult result = CheckJson(folder.Write("deep.html", page));
  EXPECT_EQ(result.status, 3);
  EXPECT_EQ(FirstErrorCode(result), "OVER_LIMIT");
}

TEST(BadInput, TableOfAMillionCells) {
  const TempFolder folder;
  std::string page = "<table>";
  for (int row = 0; row < 1000; ++row) {
    page += "<tr>";
    for (int column = 0; column < 1000; ++column) page += "<td>0</td>";
    page += "</tr>";
  }
  const ProgramResult result = CheckJson(folder.Write("wide.html", page + "</table>"));
  EXPECT_EQ(result.status, 3);
  EXPECT_EQ(FirstErrorCode(result), "OVER_LIMIT");
}

TEST(BadInput, ATextThatIsNoReport) {
  const TempFolder folder;
  const ProgramResult result =
      CheckJson(folder.Write("a.txt", "今天天气很好，我们去公园散步。\n晚上吃面条。\n"));
  EXPECT_EQ(result.status, 3);
  EXPECT_EQ(FirstErrorCode(result), "NOT_A_REPORT");
}

TEST(Run, KeepsReportsThatStatusAndShowFindAgain) {
  const TempFolder folder;
  const std::string store = folder.path() + "/store";
  const ProgramResult run =
      RunProgram("gongkai", {"run", "--store", store, Sample(kRight), Sample(kFaulty)});
  EXPECT_EQ(run.status, 1) << run.out << run.err;
  const ProgramResult status = RunProgram("gongkai", {"status", "--store", store});
  EXPECT_EQ(status.status, 0);
  EXPECT_THAT(status.out,
              HasSubstr("共 2：等待 0，处理中 0，已算出 2，沿用 0，将重试 0，无法处理 0"));
  const ProgramResult show = RunProgram("gongkai", {"show", "--store", store, Sample(kRight)});
  EXPECT_EQ(show.status, 0);
  EXPECT_THAT(show.out, HasSubstr("【主动公开政府信息情况】"));
  EXPECT_THAT(show.out, HasSubstr("5318"));  // licensing decisions of the sample
  const ProgramResult by_name =
      RunProgram("gongkai", {"show", "--store", store, "agencies/汀岭县人民政府/reports/2023"});
  EXPECT_EQ(by_name.out, show.out);
  const ProgramResult faulty = RunProgram("gongkai", {"show", "--store", store, Sample(kFaulty)});
  EXPECT_THAT(faulty.out, HasSubstr("*"));  // cells of the finding are marked
  EXPECT_THAT(faulty.out, HasSubstr("字节"));
  EXPECT_EQ(RunProgram("gongkai", {"show", "--store", store, "nothing.txt"}).status, 3);
}

TEST(Run, ReusesWhatTheStoreHolds) {
  const TempFolder folder;
  const std::string store = folder.path() + "/store";
  const std::vector<std::string> command = {"run", "--store", store, Sample(kRight)};
  EXPECT_THAT(RunProgram("gongkai", command).out, Not(HasSubstr("沿用")));
  EXPECT_THAT(RunProgram("gongkai", command).out, HasSubstr("其中 1 份沿用已存结果"));
}

// Another severity of T3-02, of which one report has a finding.
TEST(Rerun, IsPlannedTriedAppliedAndCompared) {
  const TempFolder folder;
  const std::string store = folder.path() + "/store";
  const std::string rules = folder.path() + "/rules";
  for (const auto& file :
       std::filesystem::directory_iterator(GONGKAI_SOURCE_DIR "/validate/rules")) {
    if (file.path().extension() != ".textproto") continue;
    std::string text = ReadFile(file.path());
    const std::size_t rule = text.find("id: \"T3-02\"");
    if (rule != std::string::npos) {
      text.replace(text.find("severity: ERROR", rule), 15, "severity: INFO");
    }
    folder.Write("rules/" + file.path().filename().string(), text);
  }
  RunProgram("gongkai", {"run", "--store", store, Sample(kRight), Sample(kFaulty)});
  EXPECT_THAT(RunProgram("gongkai", {"plan", "--store", store}).out,
              HasSubstr("2 份报告：需重新处理 0 份，不变 2 份"));
  const ProgramResult plan = RunProgram("gongkai", {"plan", "--store", store, "--rules", rules});
  EXPECT_EQ(plan.status, 0) << plan.err;
  EXPECT_THAT(plan.out, AllOf(HasSubstr("从 validate 起：1 份（规则 "),
                              HasSubstr("其中 1 份：有变化的规则不影响它们")));
  const ProgramResult dry =
      RunProgram("gongkai", {"apply", "--dry-run", "--store", store, "--rules", rules});
  EXPECT_EQ(dry.status, 0) << dry.err;
  EXPECT_THAT(dry.out, HasSubstr("T3-02 [错误 → 提示]"));
  EXPECT_THAT(dry.out, HasSubstr("normalize 0，segment 0，extract 0，validate 1"));
  EXPECT_THAT(RunProgram("gongkai", {"plan", "--store", store, "--rules", rules}).out,
              HasSubstr("需重新处理 1 份"));
  const ProgramResult apply = RunProgram("gongkai", {"apply", "--store", store, "--rules", rules});
  EXPECT_THAT(apply.out, HasSubstr("normalize 0，segment 0，extract 0，validate 1"));
  EXPECT_THAT(RunProgram("gongkai", {"plan", "--store", store, "--rules", rules}).out,
              HasSubstr("需重新处理 0 份"));
  const std::size_t id = apply.out.find("apply-");
  ASSERT_NE(id, std::string::npos) << apply.out;
  const std::string run = apply.out.substr(id, apply.out.find('\n', id) - id);
  // Back again at once: a run of its own.
  EXPECT_THAT(RunProgram("gongkai", {"apply", "--store", store}).out, Not(HasSubstr(run + "\n")));
  const ProgramResult diff = RunProgram("gongkai", {"diff", "--store", store, run});
  EXPECT_EQ(diff.status, 0) << diff.err;
  EXPECT_THAT(diff.out, HasSubstr(Sample(kFaulty) + "（规则不同）"));
  EXPECT_THAT(diff.out, HasSubstr("T3-02 [错误 → 提示]"));
  EXPECT_EQ(RunProgram("gongkai", {"diff", "--store", store, "nothing"}).status, 3);
}

TEST(Run, ListsWhatCouldNotBeProcessed) {
  const TempFolder folder;
  const std::string store = folder.path() + "/store";
  const std::string empty = folder.Write("in/empty.txt", "");
  const ProgramResult run = RunProgram("gongkai", {"run", "--store", store, folder.path() + "/in"});
  EXPECT_EQ(run.status, 3);
  EXPECT_THAT(run.out, HasSubstr(empty));
  const std::string batch = RunProgram("gongkai", {"status", "--store", store}).out;
  EXPECT_THAT(batch, StartsWith("run-"));
  const ProgramResult items =
      RunProgram("gongkai", {"status", "--store", store, batch.substr(0, batch.find(' '))});
  EXPECT_THAT(items.out, HasSubstr(empty));
  EXPECT_THAT(items.out, HasSubstr("文件是空的"));
}

TEST(Run, ReadsAManifest) {
  const TempFolder folder;
  const std::string manifest = folder.Write("list.csv", "path,uri\n" + Sample(kRight) + ",first\n");
  const ProgramResult run =
      RunProgram("gongkai", {"run", "--store", folder.path() + "/store", "--manifest", manifest});
  EXPECT_EQ(run.status, 0) << run.out << run.err;
  const ProgramResult show =
      RunProgram("gongkai", {"show", "--store", folder.path() + "/store", "first"});
  EXPECT_THAT(show.out, HasSubstr("汀岭县人民政府"));
}

// The path used to be taken for a second stage.
TEST(Run, TakesAPathBehindAStage) {
  const TempFolder folder;
  const ProgramResult run =
      RunProgram("gongkai", {"run", "--store", folder.path() + "/store", "--stage",
                             "extract=127.0.0.1:1", Sample(kRight)});
  EXPECT_EQ(run.status, 3) << run.err;
  EXPECT_THAT(run.err, HasSubstr("127.0.0.1:1"));
}

TEST(Run, RefusesAFolderThatIsNoStore) {
  const TempFolder folder;
  const std::string file = folder.Write("file", "x");
  const ProgramResult run = RunProgram("gongkai", {"run", "--store", file, Sample(kRight)});
  EXPECT_EQ(run.status, 3);
  EXPECT_THAT(run.err, Not(IsEmpty()));
  EXPECT_EQ(RunProgram("gongkai", {"status", "--store", folder.path() + "/none"}).status, 3);
}

}  // namespace
}  // namespace gongkai
