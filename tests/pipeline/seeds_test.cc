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
using testing::Not;
using testing::StartsWith;

std::string SeedsFolder() {
  const char* folder = std::getenv("GONGKAI_SEEDS");
  return folder != nullptr ? folder : GONGKAI_SOURCE_DIR "/../shared/seeds";
}

bool IsOfTables(std::string_view rule) {
  return rule.starts_with("T2-") || rule.starts_with("T3-") || rule.starts_with("T4-") ||
         rule.starts_with("CEL-");
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

// Every finding above INFO, each of them read against the report and judged right. Rules over the
// figures of the text (TI, TX), over other reports and over pages are not in the pack.
TEST_F(Seeds, HaveTheErrorsAndWarningsThatAClerkWouldMark) {
  const std::map<std::string, std::set<std::string>> expected = {
      // No table of disputes under its heading; part six says 无 and no word of fees; 我台 and
      // 全局 in the office of a subdistrict.
      {"000", {"ERROR STR-03", "WARNING FEE-01", "WARNING DUP-04"}},
      // The platform of another bureau.
      {"001", {"WARNING DUP-04-2"}},
      // 截止 for 截至; a town's report without a word of public review (art. 50).
      {"002", {"WARNING WRD-03", "WARNING STR-08-2"}},
      // 截止 for 截至; Traditional characters; 200 in all, and parts of 265 and more.
      {"003", {"WARNING WRD-03", "WARNING WRD-08", "WARNING TI-02"}},
      // A city's report without a word of public review; 7080 in all, and parts of 7180.
      {"004", {"WARNING STR-08-2", "WARNING TI-02"}},
  };
  for (const auto& [name, findings] : expected) {
    std::set<std::string> found;
    for (const auto& finding : reports_[name].findings()) {
      if (finding.severity() == v1::INFO) continue;
      found.insert(v1::Severity_Name(finding.severity()) + " " + finding.rule());
    }
    EXPECT_EQ(found, findings) << name;
  }
}

TEST_F(Seeds, HaveTheNotesThatAreToBeFound) {
  // Title, period and contact, basis, signature; an altered label; quotation marks.
  for (const char* rule : {"DOC-01-2", "DOC-05", "DOC-05-2", "DOC-07", "STR-06", "WRD-06-2"}) {
    EXPECT_THAT(Failed(reports_["000"]), Contains(rule));
  }
  // 现行有效件 for 现行有效件数; the keywords of another report.
  EXPECT_THAT(Failed(reports_["001"]), Contains("STR-06"));
  EXPECT_THAT(Failed(reports_["001"]), Contains("DOC-04-2"));
  // Marks of conversion; a campaign that was over.
  EXPECT_THAT(Failed(reports_["002"]), Contains("DUP-06"));
  EXPECT_THAT(Failed(reports_["002"]), Contains("WRD-05"));
  // No table of statistics.
  EXPECT_THAT(Failed(reports_["003"]), Contains("STR-03-2"));
  EXPECT_THAT(Failed(reports_["004"]), Contains("DOC-05"));
  EXPECT_THAT(Failed(reports_["004"]), Contains("DOC-05-2"));
}

TEST_F(Seeds, HaveNoneOfTheFindingsThatWouldBeWrong) {
  // Dates in time, a fee that is stated, the year before named in a part on its problems, a period
  // that is the year's, parts in order, 考核 and 追究 of a city.
  const std::map<std::string, std::vector<std::string>> kWrong = {
      {"000", {"T3-01", "T3-02", "T3-03"}},
      {"001", {"DT-02", "FEE-01"}},
      {"002", {"FEE-01", "DT-01", "DOC-05", "STR-01", "DT-06"}},
      {"003", {"DT-01"}},
      {"004",
       {"T3-01", "T3-02", "T3-03", "T4-01", "T4-02", "T4-03", "FEE-01", "STR-08", "STR-08-3"}},
  };
  for (const auto& [name, rules] : kWrong) {
    for (const std::string& rule : rules) {
      EXPECT_THAT(Failed(reports_[name]), Not(Contains(rule))) << name;
    }
  }
}

TEST_F(Seeds, BalancesHoldWhereTheTablesAreWhole) {
  for (const char* name : {"001", "002", "004"}) {
    SCOPED_TRACE(name);
    for (const auto& finding : reports_[name].findings()) {
      if (finding.severity() == v1::INFO) continue;
      EXPECT_FALSE(IsOfTables(finding.rule())) << finding.message();
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
  for (const std::string& rule : Failed(report)) {
    EXPECT_FALSE(IsOfTables(rule)) << rule;
  }
}

}  // namespace
}  // namespace gongkai
