// Five real reports that are not part of the project; skipped where they are not at hand.
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/pipeline/program.h"

namespace gongkai {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

std::string SeedsFolder() {
  const char* folder = std::getenv("GONGKAI_SEEDS");
  return folder != nullptr ? folder : GONGKAI_SOURCE_DIR "/../shared/seeds";
}

class Seeds : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::is_directory(SeedsFolder())) {
      GTEST_SKIP() << "no real reports at " << SeedsFolder() << "; set GONGKAI_SEEDS";
    }
    if (!reports_.empty()) return;
    const ProgramResult result =
        RunProgram("gongkai", {"check", "--format", "json", SeedsFolder()});
    for (v1::CheckedReport& report : ParseJsonLines(result.out)) {
      const std::string name = std::filesystem::path(report.uri()).filename();
      reports_[name.substr(0, 3)] = std::move(report);
    }
    ASSERT_EQ(reports_.size(), 5u);
  }

  static std::map<std::string, std::string> Values(const v1::CheckedReport& report) {
    std::map<std::string, std::string> values;
    for (const auto& cell : report.cells()) {
      if (cell.state() == v1::VALUE) values[cell.id()] = cell.value();
    }
    return values;
  }

  static std::set<std::string> Failed(const v1::CheckedReport& report) {
    std::set<std::string> rules;
    for (const auto& finding : report.findings()) {
      if (finding.outcome() == v1::FAILED) rules.insert(finding.rule());
    }
    return rules;
  }

  static void ExpectAllZero(const v1::CheckedReport& report, std::size_t cells) {
    const auto values = Values(report);
    EXPECT_EQ(values.size(), cells);
    EXPECT_EQ(report.cells_size(), static_cast<int>(cells));
    for (const auto& [id, value] : values) EXPECT_EQ(value, "0") << id;
  }

  static std::map<std::string, v1::CheckedReport> reports_;
};

std::map<std::string, v1::CheckedReport> Seeds::reports_;

TEST_F(Seeds, FirstHasNoDisputesTableAndSaysSo) {
  const v1::CheckedReport& report = reports_["000"];
  EXPECT_EQ(report.form(), v1::FORM_2021);
  EXPECT_EQ(report.year(), 2021u);
  EXPECT_THAT(report.agency(), HasSubstr("顶云街道"));
  EXPECT_EQ(report.sections_size(), 6);
  ExpectAllZero(report, 185);  // 10 + 175; the 15 disputes cells are absent
  for (const auto& cell : report.cells()) EXPECT_THAT(cell.id(), Not(StartsWith("disputes")));
  EXPECT_THAT(Failed(report), Contains("STR-03"));
}

TEST_F(Seeds, SecondAndThirdHoldTwoHundredZeros) {
  EXPECT_THAT(reports_["001"].agency(), HasSubstr("绵阳市机关事务管理局"));
  EXPECT_EQ(reports_["001"].year(), 2022u);
  EXPECT_THAT(reports_["002"].agency(), HasSubstr("昌乐县乔官镇"));
  EXPECT_EQ(reports_["002"].year(), 2021u);
  for (const char* name : {"001", "002"}) {
    SCOPED_TRACE(name);
    EXPECT_EQ(reports_[name].form(), v1::FORM_2021);
    EXPECT_EQ(reports_[name].sections_size(), 6);
    ExpectAllZero(reports_[name], 200);
  }
}

TEST_F(Seeds, FifthHoldsTheFiguresPrintedInIt) {
  const v1::CheckedReport& report = reports_["004"];
  EXPECT_EQ(report.form(), v1::FORM_2021);
  EXPECT_EQ(report.year(), 2023u);
  EXPECT_THAT(report.agency(), HasSubstr("北票市"));
  EXPECT_EQ(report.sections_size(), 6);
  std::map<std::string, std::string> values = Values(report);
  ASSERT_EQ(values.size(), 200u);
  const std::map<std::string, std::string> printed = {
      {"proactive.normative_documents.repealed", "6"},
      {"proactive.normative_documents.in_force", "18"},
      {"proactive.licensing.decisions", "6959"},
      {"proactive.penalties.decisions", "38938"},
      {"proactive.compulsory_measures.decisions", "2982"},
      {"proactive.fees.amount", "3886.46"},
      {"applications.received.natural_person", "27"},
      {"applications.received.commercial_enterprise", "2"},
      {"applications.received.total", "29"},
      {"applications.carried_over.natural_person", "2"},
      {"applications.carried_over.total", "2"},
      {"applications.granted.natural_person", "11"},
      {"applications.granted.commercial_enterprise", "1"},
      {"applications.granted.total", "12"},
      {"applications.refused.third_party_rights.natural_person", "1"},
      {"applications.refused.third_party_rights.total", "1"},
      {"applications.unavailable.not_held.natural_person", "17"},
      {"applications.unavailable.not_held.commercial_enterprise", "1"},
      {"applications.unavailable.not_held.total", "18"},
      {"applications.result_total.natural_person", "29"},
      {"applications.result_total.commercial_enterprise", "2"},
      {"applications.result_total.total", "31"},
      {"disputes.reconsideration.upheld", "3"},
      {"disputes.reconsideration.corrected", "1"},
      {"disputes.reconsideration.other", "2"},
      {"disputes.reconsideration.total", "6"},
      {"disputes.litigation_direct.upheld", "1"},
      {"disputes.litigation_direct.corrected", "3"},
      {"disputes.litigation_direct.total", "4"},
      {"disputes.litigation_after_reconsideration.pending", "3"},
      {"disputes.litigation_after_reconsideration.total", "3"},
  };
  for (const auto& [id, value] : values) {
    const auto found = printed.find(id);
    EXPECT_EQ(value, found == printed.end() ? "0" : found->second) << id;
  }
}

TEST_F(Seeds, BalancesHoldWhereTheTablesAreWhole) {
  for (const char* name : {"001", "002", "004"}) {
    SCOPED_TRACE(name);
    for (const auto& finding : reports_[name].findings()) {
      EXPECT_THAT(finding.rule(), Not(StartsWith("T"))) << finding.message();
      EXPECT_NE(finding.severity(), v1::ERROR) << finding.message();
    }
  }
}

TEST_F(Seeds, FourthIsOfTheOldRegulationAndIsNotAskedForTheNewForm) {
  const v1::CheckedReport& report = reports_["003"];
  EXPECT_EQ(report.form(), v1::FORM_2008);
  EXPECT_EQ(report.year(), 2018u);
  EXPECT_GE(report.sections_size(), 5);
  EXPECT_EQ(report.cells_size(), 0);
  EXPECT_THAT(Failed(report), IsEmpty());
}

}  // namespace
}  // namespace gongkai
