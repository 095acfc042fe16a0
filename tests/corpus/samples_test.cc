// The samples and what is written down about them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/corpus/check_sums.h"

namespace gongkai::corpus {
namespace {

using ::testing::AnyOf;
using ::testing::Contains;
using ::testing::Ge;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAreArray;

struct Sample {
  std::string name;
  std::map<std::string, std::string> meta;
  std::set<std::string> findings;
  std::vector<Cell> cells;
};

const std::filesystem::path kReports = std::string(GONGKAI_SOURCE_DIR) + "/samples";
const std::filesystem::path kTruths = std::string(GONGKAI_SOURCE_DIR) + "/tests/testdata/samples";

Sample Load(const std::filesystem::path& path) {
  Sample sample{.name = path.stem().string()};
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    std::istringstream fields(line);
    std::string kind, key, second, third;
    std::getline(fields, kind, ',');
    std::getline(fields, key, ',');
    std::getline(fields, second, ',');
    std::getline(fields, third, ',');
    if (kind == "meta") sample.meta[key] = second;
    if (kind == "finding") sample.findings.insert(key);
    if (kind == "cell") sample.cells.push_back({key, second, third});
  }
  return sample;
}

std::vector<Sample> Samples() {
  std::vector<Sample> samples;
  for (const auto& entry : std::filesystem::directory_iterator(kTruths)) {
    samples.push_back(Load(entry.path()));
  }
  return samples;
}

TEST(SamplesTest, HaveTheirTruthBesideThem) {
  std::vector<std::string> reports, truths;
  for (const auto& entry : std::filesystem::directory_iterator(kReports)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with("README") && entry.is_regular_file()) reports.push_back(name);
  }
  for (const Sample& sample : Samples()) truths.push_back(sample.name);
  EXPECT_THAT(reports, UnorderedElementsAreArray(truths));
  EXPECT_THAT(reports, SizeIs(Ge(16)));
}

TEST(SamplesTest, SayAgencyYearFormAndSections) {
  for (const Sample& sample : Samples()) {
    for (const char* key : {"form", "agency", "year", "sections"}) {
      EXPECT_THAT(sample.meta, Contains(testing::Key(key))) << sample.name;
    }
  }
}

TEST(SamplesTest, NameOnlyCellsOfTheirForm) {
  for (const Sample& sample : Samples()) {
    const auto ids = Vocabulary(sample.meta.at("form").substr(5));
    const std::set<std::string> vocabulary(ids.begin(), ids.end());
    for (const Cell& cell : sample.cells) {
      EXPECT_THAT(vocabulary, Contains(cell.id)) << sample.name;
      EXPECT_THAT(cell.state, AnyOf("VALUE", "BLANK", "NOT_APPLICABLE")) << sample.name;
      EXPECT_EQ(cell.value.empty(), cell.state != "VALUE") << sample.name << " " << cell.id;
    }
  }
}

TEST(SamplesTest, BreakTheSumsTheyAreMeantToBreak) {
  for (const Sample& sample : Samples()) {
    std::set<std::string> expected;
    for (const std::string& rule : sample.findings) {
      if (rule.starts_with('T')) expected.insert(rule);
    }
    EXPECT_EQ(BrokenSums(sample.cells), expected) << sample.name;
  }
}

TEST(SamplesTest, HoldOneFaultAtMost) {
  int with_fault = 0;
  for (const Sample& sample : Samples()) {
    EXPECT_THAT(sample.findings, SizeIs(testing::Le(1))) << sample.name;
    with_fault += !sample.findings.empty();
  }
  EXPECT_GE(with_fault, 6);
}

TEST(SamplesTest, LeaveNoCellOutUnlessATableIsMissing) {
  for (const Sample& sample : Samples()) {
    const size_t whole = Vocabulary(sample.meta.at("form").substr(5)).size();
    if (sample.meta.at("form") == "FORM_2008") {
      // The statistics, or a report without them.
      EXPECT_THAT(sample.cells, testing::AnyOf(SizeIs(whole), SizeIs(0))) << sample.name;
    } else if (sample.findings.contains("STR-03")) {
      EXPECT_LT(sample.cells.size(), whole) << sample.name;
    } else {
      EXPECT_THAT(sample.cells, SizeIs(whole)) << sample.name;
    }
  }
}

}  // namespace
}  // namespace gongkai::corpus
