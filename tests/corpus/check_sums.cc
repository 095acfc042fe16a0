#include "tests/corpus/check_sums.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace gongkai::corpus {
namespace {

const std::vector<std::string> kApplicants = {"natural_person",
                                              "commercial_enterprise",
                                              "research_institution",
                                              "social_organization",
                                              "legal_service",
                                              "other",
                                              "total"};

class Sums {
 public:
  explicit Sums(Figures figures, std::set<std::string> rows)
      : figures_(std::move(figures)), rows_(std::move(rows)) {}

  std::set<std::string> Broken() {
    for (const std::string& applicant : kApplicants) CheckColumn(applicant);
    for (const std::string& row : rows_) CheckRow(row);
    CheckDispute("reconsideration", "T4-01");
    CheckDispute("litigation_direct", "T4-02");
    CheckDispute("litigation_after_reconsideration", "T4-03");
    return broken_;
  }

 private:
  void Expect(const std::string& rule, const std::vector<std::string>& left,
              const std::vector<std::string>& right) {
    double difference = 0;
    for (const auto* side : {&left, &right}) {
      for (const std::string& id : *side) {
        const auto found = figures_.find(id);
        if (found == figures_.end()) return;
        difference += side == &left ? found->second : -found->second;
      }
    }
    if (difference != 0) broken_.insert(rule);
  }

  void CheckColumn(const std::string& applicant) {
    const std::set<std::string> others = {"received", "carried_over", "result_total",
                                          "carried_forward"};
    const auto id = [&](const std::string& row) { return "applications." + row + "." + applicant; };
    Expect("T3-01", {id("received"), id("carried_over")},
           {id("result_total"), id("carried_forward")});
    std::vector<std::string> results;
    for (const std::string& row : rows_) {
      if (!others.contains(row)) results.push_back(id(row));
    }
    Expect("T3-02", results, {id("result_total")});
  }

  void CheckRow(const std::string& row) {
    const std::string begin = "applications." + row + ".";
    std::vector<std::string> parts;
    for (size_t i = 0; i < 6; ++i) parts.push_back(begin + kApplicants[i]);
    Expect("T3-03", parts, {begin + "total"});
  }

  void CheckDispute(const std::string& kind, const std::string& rule) {
    const std::string row = "disputes." + kind + ".";
    Expect(rule, {row + "upheld", row + "corrected", row + "other", row + "pending"},
           {row + "total"});
  }

  const Figures figures_;
  const std::set<std::string> rows_;  // of the applications table, as in their ids
  std::set<std::string> broken_;
};

}  // namespace

Figures FiguresOf(std::span<const Cell> truth) {
  Figures figures;
  for (const Cell& cell : truth) {
    if (cell.state == "VALUE") figures[cell.id] = std::strtod(cell.value.c_str(), nullptr);
  }
  return figures;
}

std::set<std::string> BrokenSums(std::span<const Cell> truth) {
  constexpr std::string_view kBegin = "applications.";
  std::set<std::string> rows;
  for (const Cell& cell : truth) {
    if (!cell.id.starts_with(kBegin)) continue;
    rows.insert(cell.id.substr(kBegin.size(), cell.id.rfind('.') - kBegin.size()));
  }
  return Sums(FiguresOf(truth), rows).Broken();
}

std::vector<std::string> Vocabulary(std::string_view form) {
  std::ifstream file(std::string(GONGKAI_SOURCE_DIR) + "/tests/testdata/forms.csv");
  std::vector<std::string> ids;
  for (std::string line; std::getline(file, line);) {
    std::istringstream fields(line);
    std::string generation, id;
    std::getline(fields, generation, ',');
    std::getline(fields, id, ',');
    if (generation == form) ids.push_back(id);
  }
  return ids;
}

}  // namespace gongkai::corpus
