// Every sample against what is written down as true of it.
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/pipeline/program.h"

namespace gongkai {
namespace {

constexpr char kSamples[] = GONGKAI_SOURCE_DIR "/samples";
constexpr char kTruth[] = GONGKAI_SOURCE_DIR "/tests/testdata/samples";

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

class Samples : public testing::TestWithParam<std::string> {
 protected:
  static const std::map<std::string, v1::CheckedReport>& Reports() {
    static const auto* const kReports = [] {
      auto* reports = new std::map<std::string, v1::CheckedReport>;
      const ProgramResult result = RunProgram("gongkai", {"check", "--format", "json", kSamples});
      for (v1::CheckedReport& report : ParseJsonLines(result.out)) {
        // A packed folder stands for the one report in it.
        const std::string path = report.uri().substr(0, report.uri().find("!/"));
        (*reports)[std::filesystem::path(path).filename()] = std::move(report);
      }
      return reports;
    }();
    return *kReports;
  }
};

std::vector<std::string> SampleNames() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kSamples)) {
    const std::string name = entry.path().filename();
    if (!name.starts_with("README") && entry.is_regular_file()) names.push_back(name);
  }
  std::ranges::sort(names);
  return names;
}

TEST_P(Samples, GivesWhatIsTrueOfIt) {
  ASSERT_TRUE(Reports().contains(GetParam()));
  const v1::CheckedReport& report = Reports().at(GetParam());
  const Truth truth = ReadTruth(std::string(kTruth) + "/" + GetParam() + ".csv");
  ASSERT_FALSE(truth.meta.empty());
  EXPECT_EQ(report.error().code(), "");
  EXPECT_EQ(CellsOf(report), truth.cells);
  EXPECT_EQ(v1::Form_Name(report.form()), truth.meta.at("form"));
  EXPECT_EQ(std::to_string(report.year()), truth.meta.at("year"));
  EXPECT_EQ(std::to_string(report.sections_size()), truth.meta.at("sections"));
  EXPECT_EQ(FailedRules(report),
            std::set<std::string>(truth.findings.begin(), truth.findings.end()));
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

INSTANTIATE_TEST_SUITE_P(All, Samples, testing::ValuesIn(SampleNames()), TestName);

}  // namespace
}  // namespace gongkai
