// Every sample against what is written down as true of it.
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "normalize/libreoffice.h"
#include "normalize/tesseract.h"
#include "tests/pipeline/program.h"

namespace gongkai {
namespace {

constexpr char kSamples[] = GONGKAI_SOURCE_DIR "/samples";
constexpr char kTruth[] = GONGKAI_SOURCE_DIR "/tests/testdata/samples";
constexpr char kOptional[] = GONGKAI_SOURCE_DIR "/samples-optional";
constexpr char kOptionalTruth[] = GONGKAI_SOURCE_DIR "/tests/testdata/samples-optional";

struct Truth {
  std::map<std::string, std::string> cells;  // id to "STATE value"
  std::map<std::string, std::string> meta;
  std::multiset<std::string> findings;
};

Truth ReadTruth(const std::string& path) {
  Truth truth;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    std::vector<std::string> fields(1);
    for (char c : line) {
      if (c == ',') {
        fields.emplace_back();
      } else if (c != '\r') {
        fields.back() += c;
      }
    }
    fields.resize(4);
    if (fields[0] == "cell") truth.cells[fields[1]] = fields[2] + " " + fields[3];
    if (fields[0] == "meta") truth.meta[fields[1]] = fields[2];
    if (fields[0] == "finding") truth.findings.insert(fields[1]);
  }
  return truth;
}

std::map<std::string, std::string> CellsOf(const v1::CheckedReport& report) {
  std::map<std::string, std::string> cells;
  for (const auto& cell : report.cells()) {
    cells[cell.id()] = v1::CellState_Name(cell.state()) + " " + cell.value();
  }
  return cells;
}

// Rules with a FAILED finding that say more than "normalised on the way".
std::set<std::string> FailedRules(const v1::CheckedReport& report) {
  std::set<std::string> rules;
  for (const auto& finding : report.findings()) {
    if (finding.outcome() == v1::FAILED && finding.severity() != v1::INFO) {
      rules.insert(finding.rule());
    }
  }
  return rules;
}

void ExpectTrue(const v1::CheckedReport& report, const Truth& truth) {
  ASSERT_FALSE(truth.meta.empty());
  EXPECT_EQ(report.error().code(), "");
  EXPECT_EQ(CellsOf(report), truth.cells);
  EXPECT_EQ(v1::Form_Name(report.form()), truth.meta.at("form"));
  EXPECT_EQ(std::to_string(report.year()), truth.meta.at("year"));
  EXPECT_EQ(std::to_string(report.sections_size()), truth.meta.at("sections"));
  EXPECT_EQ(FailedRules(report),
            std::set<std::string>(truth.findings.begin(), truth.findings.end()));
}

// By file name; a packed folder stands for the one report in it.
std::map<std::string, v1::CheckedReport> Check(const std::vector<std::string>& arguments,
                                               const std::string& environment = "") {
  std::vector<std::string> all = {"check", "--format", "json"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  std::map<std::string, v1::CheckedReport> reports;
  for (v1::CheckedReport& report : ParseJsonLines(RunProgram("gongkai", all, environment).out)) {
    const std::string path = report.uri().substr(0, report.uri().find("!/"));
    reports[std::filesystem::path(path).filename()] = std::move(report);
  }
  return reports;
}

std::vector<std::string> NamesIn(const char* folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename();
    if (!name.starts_with("README") && entry.is_regular_file()) names.push_back(name);
  }
  std::ranges::sort(names);
  return names;
}

class Samples : public testing::TestWithParam<std::string> {
 protected:
  static const std::map<std::string, v1::CheckedReport>& Reports() {
    static const auto* const kReports = new std::map(Check({kSamples}));
    return *kReports;
  }
};

TEST_P(Samples, GivesWhatIsTrueOfIt) {
  ASSERT_TRUE(Reports().contains(GetParam()));
  const v1::CheckedReport& report = Reports().at(GetParam());
  const Truth truth = ReadTruth(std::string(kTruth) + "/" + GetParam() + ".csv");
  ExpectTrue(report, truth);
  // The truth gives the name as printed; a Traditional report is read as Simplified.
  if (GetParam().find("big5") == std::string::npos) {
    EXPECT_EQ(report.agency(), truth.meta.at("agency"));
  }
}

std::string TestName(const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  std::ranges::replace_if(
      name, [](char c) { return !isalnum(static_cast<unsigned char>(c)); }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, Samples, testing::ValuesIn(NamesIn(kSamples)), TestName);

bool IsScan(const std::string& name) { return name.ends_with(".pdf"); }

TEST(OptionalSamples, AreReadByLibreOffice) {
  if (!LibreOffice({}).installed()) GTEST_SKIP() << "LibreOffice is not installed";
  const std::map<std::string, v1::CheckedReport> reports = Check({kOptional});
  for (const std::string& name : NamesIn(kOptional)) {
    if (IsScan(name)) continue;
    SCOPED_TRACE(name);
    ASSERT_TRUE(reports.contains(name));
    ExpectTrue(reports.at(name), ReadTruth(std::string(kOptionalTruth) + "/" + name + ".csv"));
  }
}

TEST(OptionalSamples, NameThePackageThatReadsThem) {
  const auto reports = Check({kOptional}, "GONGKAI_SOFFICE=/nowhere/soffice ");
  EXPECT_THAT(reports, testing::SizeIs(7));
  for (const auto& [name, report] : reports) {
    SCOPED_TRACE(name);
    EXPECT_EQ(report.cells_size(), 0);
    EXPECT_EQ(report.error().code(), IsScan(name) ? "SCANNED" : "UNSUPPORTED_FORMAT");
    const bool sheet = name.ends_with(".xls") || name.ends_with(".ods");
    const char* const package = IsScan(name) ? "tesseract-ocr-chi-sim"
                                : sheet      ? "libreoffice-calc-nogui"
                                             : "libreoffice-writer-nogui";
    EXPECT_THAT(report.error().message(), testing::HasSubstr(package));
  }
}

TEST(OptionalSamples, GiveNoWrongFigureWhereAScanIsRecognised) {
  const std::string name = "bureau-2021-scan.pdf";
  const auto programs = FindRecognition();
  if (!programs.ok()) GTEST_SKIP() << programs.status();
  const auto reports = Check({"--ocr", std::string(kOptional) + "/" + name});
  ASSERT_TRUE(reports.contains(name));
  const Truth truth = ReadTruth(std::string(kOptionalTruth) + "/" + name + ".csv");
  std::size_t certain = 0;
  for (const auto& [id, cell] : CellsOf(reports.at(name))) {
    if (!cell.starts_with("VALUE")) continue;
    ++certain;
    EXPECT_EQ(cell, truth.cells.at(id)) << id;
  }
  EXPECT_GT(certain, 100u);
}

}  // namespace
}  // namespace gongkai
