#include "validate/rule_trial.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "common/strings.h"
#include "embedded/rule_examples.h"
#include "model/forms.h"
#include "validate/decimal.h"
#include "validate/example_report.h"
#include "validate/rule_source.h"
#include "validate/validator.h"

namespace gongkai {
namespace {

std::set<std::string> Failures(const Validator& validator, const v1::Report& report) {
  v1::Assessment assessment;
  validator.Validate(&report.document(), report.outline(), report.extraction(),
                     report.has_peers() ? &report.peers() : nullptr, &assessment);
  std::set<std::string> rules;
  for (const v1::Finding& finding : assessment.findings()) {
    if (finding.outcome() == v1::FAILED) rules.insert(finding.rule());
  }
  return rules;
}

class Trial {
 public:
  explicit Trial(const RulePack& pack) : pack_(pack), validator_(pack, /*also_off=*/true) {}

  absl::Status Try(const v1::RuleExample& example) {
    if (!IsRule(example.rule())) Add(example.rule(), "规则包没有这条规则", "no rule of the pack");
    for (const v1::ExampleReport& one : example.fires()) {
      if (absl::Status status = Try(example.rule(), one, true); !status.ok()) return status;
    }
    for (const v1::ExampleReport& one : example.passes()) {
      if (absl::Status status = Try(example.rule(), one, false); !status.ok()) return status;
    }
    if (!example.fires().empty()) fired_.insert(example.rule());
    if (!example.passes().empty()) passed_.insert(example.rule());
    return absl::OkStatus();
  }

  std::vector<TrialFault> Finish() {
    for (std::size_t i = 0; i < pack_.size(); ++i) {
      const std::string& id = pack_.rule(i).id();
      if (!fired_.contains(id)) Add(id, "没有触发它的样例", "no example that fires it");
      if (!passed_.contains(id)) Add(id, "没有不触发它的样例", "no example that it passes");
    }
    return std::move(faults_);
  }

 private:
  bool IsRule(std::string_view id) const {
    for (std::size_t i = 0; i < pack_.size(); ++i) {
      if (pack_.rule(i).id() == id) return true;
    }
    return false;
  }

  absl::Status Try(std::string_view rule, const v1::ExampleReport& example, bool fires) {
    const absl::StatusOr<v1::Report> report = BuildExample(example);
    if (!report.ok()) {
      return absl::InvalidArgumentError(
          Concat(rule, " (", example.note(), "): ", FromAbsl(report.status().message())));
    }
    if (Failures(validator_, *report).contains(std::string(rule)) == fires) {
      return absl::OkStatus();
    }
    Add(rule, Concat("样例“", example.note(), fires ? "”没有触发它" : "”不应触发它"),
        Concat("the example \"", example.note(),
               fires ? "\" does not fire it" : "\" fires it and should not"));
    return absl::OkStatus();
  }

  void Add(std::string_view rule, std::string_view zh, std::string_view en) {
    faults_.push_back({std::string(rule), std::string(zh), std::string(en)});
  }

  const RulePack& pack_;
  Validator validator_;
  std::set<std::string> fired_, passed_;
  std::vector<TrialFault> faults_;
};

// One more than there was.
void AddOne(v1::Cell* cell) {
  Decimal value = Decimal::Parse(cell->value()).value_or(Decimal());
  value += *Decimal::Parse("1");
  cell->set_value(value.ToString());
  cell->clear_raw();
}

}  // namespace

const v1::RuleExamples& BuiltinRuleExamples() {
  static const v1::RuleExamples* const kExamples = [] {
    const auto files = embedded::rule_examples();
    absl::StatusOr<v1::RuleExamples> examples = ParseRuleExamples({files.data(), files.size()});
    if (!examples.ok()) {  // A test parses them.
      std::fprintf(stderr, "%s\n", examples.status().ToString().c_str());
      std::abort();
    }
    return new v1::RuleExamples(*std::move(examples));
  }();
  return *kExamples;
}

absl::StatusOr<v1::RuleExamples> ReadRuleExamples(std::string_view path) {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::path pack(path);
  const fs::path folder = (fs::is_directory(pack, error) ? pack : pack.parent_path()) / "examples";
  if (!fs::is_directory(folder, error)) return v1::RuleExamples();
  return ReadRuleExampleFiles(folder.string());
}

absl::StatusOr<std::vector<TrialFault>> TryRules(const RulePack& pack,
                                                 const v1::RuleExamples& examples) {
  Trial trial(pack);
  for (const v1::RuleExample& example : examples.examples()) {
    if (absl::Status status = trial.Try(example); !status.ok()) return status;
  }
  return trial.Finish();
}

absl::StatusOr<std::vector<CellGuard>> BreakEachCell(const RulePack& pack,
                                                     const v1::ExampleReport& right) {
  absl::StatusOr<v1::Report> report = BuildExample(right);
  if (!report.ok()) return report.status();
  const Validator validator(pack);
  const std::set<std::string> before = Failures(validator, *report);
  std::vector<CellGuard> guards;
  for (v1::Cell& cell : *report->mutable_extraction()->mutable_cells()) {
    const v1::Cell whole = cell;
    AddOne(&cell);
    std::vector<std::string> rules;
    for (const std::string& rule : Failures(validator, *report)) {
      if (!before.contains(rule)) rules.push_back(rule);
    }
    cell = whole;
    guards.push_back(
        {std::string(FormCatalog::Builtin().CellId(whole.number())), std::move(rules)});
  }
  return guards;
}

}  // namespace gongkai
