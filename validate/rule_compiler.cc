#include "validate/rule_compiler.h"

#include <algorithm>
#include <unordered_set>

#include "absl/strings/str_replace.h"
#include "common/digest.h"
#include "common/limits.h"
#include "common/strings.h"
#include "validate/balance_compiler.h"
#include "validate/case_compiler.h"
#include "validate/cell_pattern.h"

namespace gongkai {
namespace {

bool IsRuleId(std::string_view id) {
  return !id.empty() && id.size() <= kMaxRuleIdBytes && std::ranges::all_of(id, [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
}

// The tables of a form that a check names; all if it names none.
std::vector<const FormIndex::Table*> TablesOf(const FormIndex& form,
                                              const google::protobuf::RepeatedField<int>& kinds) {
  std::vector<const FormIndex::Table*> tables;
  for (const FormIndex::Table& table : form.tables) {
    if (kinds.empty() || std::ranges::count(kinds, table.kind) > 0) tables.push_back(&table);
  }
  return tables;
}

class RuleCompiler {
 public:
  RuleCompiler(const v1::Rule& rule, const std::vector<FormIndex>& forms, const Place& place)
      : rule_(rule), forms_(forms), place_(place) {}

  absl::StatusOr<CompiledRule> Compile(const std::vector<int>& filled_in, const Place& file) {
    absl::Status status = CheckHead();
    if (status.ok()) status = CheckBody();
    if (!status.ok()) return status;
    absl::StatusOr<std::vector<CompiledCase>> cases = CompileCases(rule_, filled_in, place_, file);
    if (!cases.ok()) return cases.status();
    result_.id = rule_.id();
    result_.first_year = rule_.applies().first_year();
    result_.last_year = rule_.applies().last_year();
    result_.cases = *std::move(cases);
    for (const CompiledCase& one : result_.cases) result_.faults |= one.faults;
    if (status = CompilePlans(); !status.ok()) return status;
    return std::move(result_);
  }

 private:
  absl::Status CheckHead() {
    if (!IsRuleId(rule_.id())) {
      return At(v1::Rule::kIdFieldNumber)
          .Error(Concat("\"", rule_.id(), "\" is no rule id: A-Z, 0-9 and \"-\", at most ",
                        kMaxRuleIdBytes, " bytes"));
    }
    if (rule_.severity() == v1::SEVERITY_UNSPECIFIED || !v1::Severity_IsValid(rule_.severity())) {
      return place_.Error(Concat(rule_.id(), " has no severity"));
    }
    if (rule_.basis().empty()) return place_.Error(Concat(rule_.id(), " has no basis"));
    if (rule_.title_zh().empty() || rule_.title_en().empty()) {
      return place_.Error(Concat(rule_.id(), " lacks a title"));
    }
    const v1::Applicability& applies = rule_.applies();
    if (applies.last_year() != 0 && applies.first_year() > applies.last_year()) {
      return At(v1::Rule::kAppliesFieldNumber)
          .Error(Concat(rule_.id(), " can never apply: from ", applies.first_year(), " to ",
                        applies.last_year()));
    }
    return absl::OkStatus();
  }

  // What does not depend on a form.
  absl::Status CheckBody() {
    if (rule_.check_case() == v1::Rule::CHECK_NOT_SET) {
      return place_.Error(Concat(rule_.id(), " has no check"));
    }
    const v1::Balance& balance = rule_.balance();
    if (rule_.has_balance()) {
      if (balance.left().empty() || balance.right().empty()) {
        return place_.Error(Concat(rule_.id(), " has an empty side"));
      }
      for (const auto* side : {&balance.left(), &balance.right()}) {
        for (const v1::Term& term : *side) {
          if (term.name_zh().empty() || term.name_en().empty()) {
            return place_.Error(Concat(rule_.id(), ": term ", term.cells(), " lacks a name"));
          }
        }
      }
    }
    return absl::OkStatus();
  }

  absl::Status CompilePlans() {
    for (int form : rule_.applies().forms()) {
      if (std::ranges::count(forms_, form, &FormIndex::form) == 0) {
        return At(v1::Rule::kAppliesFieldNumber).Error(Concat("form ", form, " is not defined"));
      }
    }
    bool any = false;
    for (const FormIndex& form : forms_) {
      absl::StatusOr<Plan> plan = Named(form) ? PlanFor(form) : Plan();
      if (!plan.ok()) return plan.status();
      any |= plan->index() != 0;
      if (plan->index() == 0 && std::ranges::count(rule_.applies().forms(), form.form) > 0) {
        return Never(Concat("in ", v1::Form_Name(form.form)));
      }
      result_.plans.push_back(*std::move(plan));
      result_.basis.push_back(absl::StrReplaceAll(rule_.basis(), {{"{form}", form.source}}));
    }
    if (!any) return Never("");
    return CheckPatterns();
  }

  bool Named(const FormIndex& form) const {
    return rule_.applies().forms().empty() ||
           std::ranges::count(rule_.applies().forms(), form.form) > 0;
  }

  absl::StatusOr<Plan> PlanFor(const FormIndex& form) {
    switch (rule_.check_case()) {
      case v1::Rule::kBalance: {
        if (form.FindTable(rule_.balance().table()) == nullptr) return Plan();
        absl::StatusOr<BalancePlan> plan =
            CompileBalance(rule_.balance(), form, At(v1::Rule::kBalanceFieldNumber));
        if (!plan.ok()) return plan.status();
        return Plan(*std::move(plan));
      }
      case v1::Rule::kCells:
        return CellsOf(form);
      case v1::Rule::kSections:
        return form.sections.empty() ? Plan() : Plan(SectionPlan());
      case v1::Rule::kTables: {
        TablePlan plan{TablesOf(form, rule_.tables().tables())};
        return plan.tables.empty() ? Plan() : Plan(std::move(plan));
      }
      case v1::Rule::kRows: {
        RowPlan plan{TablesOf(form, rule_.rows().tables())};
        return plan.tables.empty() ? Plan() : Plan(std::move(plan));
      }
      case v1::Rule::kForm:
        return Plan(FormPlan());
      case v1::Rule::CHECK_NOT_SET:
        break;
    }
    return Plan();
  }

  Plan CellsOf(const FormIndex& form) {
    CellPlan plan;
    for (uint32_t i = 0; i < form.cells.size(); ++i) {
      bool matches = false;
      for (int p = 0; p < rule_.cells().cells_size(); ++p) {
        if (!MatchesCell(rule_.cells().cells(p), form.cells[i].id)) continue;
        matches = true;
        used_patterns_.insert(p);
      }
      if (!matches) continue;
      const FormIndex::Table* table = &form.tables[form.cells[i].table];
      if (plan.tables.empty() || plan.tables.back().table != table) plan.tables.push_back({table});
      plan.tables.back().cells.push_back(i);
    }
    return plan.tables.empty() ? Plan() : Plan(std::move(plan));
  }

  absl::Status CheckPatterns() const {
    for (int p = 0; p < rule_.cells().cells_size(); ++p) {
      if (used_patterns_.contains(p)) continue;
      return At(v1::Rule::kCellsFieldNumber)
          .In<v1::CellCheck>(v1::CellCheck::kCellsFieldNumber, p)
          .Error(Concat("no cell matches \"", rule_.cells().cells(p), "\""));
    }
    return absl::OkStatus();
  }

  absl::Status Never(std::string_view where) const {
    return place_.Error(Concat(rule_.id(), " can never apply", where.empty() ? "" : " ", where,
                               ": there is nothing it could look at"));
  }

  Place At(int field) const { return place_.In<v1::Rule>(field); }

  const v1::Rule& rule_;
  const std::vector<FormIndex>& forms_;
  const Place& place_;
  std::unordered_set<int> used_patterns_;
  CompiledRule result_;
};

std::size_t CellsIn(const CompiledRule& rule) {
  std::size_t cells = 0;
  for (const Plan& plan : rule.plans) {
    if (const auto* balance = std::get_if<BalancePlan>(&plan)) cells += balance->cells.size();
  }
  return cells;
}

// Adds the rules of one file. `cells` counts those of all equations so far.
absl::Status AddRules(const RuleFile& file, CompiledPack* pack,
                      std::unordered_set<std::string>* ids, std::size_t* cells) {
  for (int i = 0; i < file.pack.rules_size(); ++i) {
    const Place place = file.place().In<v1::RulePack>(v1::RulePack::kRulesFieldNumber, i);
    auto rule = std::make_unique<v1::Rule>(file.pack.rules(i));
    const std::vector<int> filled_in = FillInCases(file.pack, rule.get());
    absl::StatusOr<CompiledRule> compiled =
        RuleCompiler(*rule, pack->forms, place).Compile(filled_in, file.place());
    if (!compiled.ok()) return compiled.status();
    if (!ids->insert(rule->id()).second) {
      return place.Error(Concat("a second rule ", rule->id()));
    }
    *cells += CellsIn(*compiled);
    if (pack->rules.size() == kMaxRules || *cells > kMaxRulePackCells) {
      return place.Error(
          Concat("more than ", kMaxRules, " rules or ", kMaxRulePackCells, " cells in their sums"),
          absl::StatusCode::kResourceExhausted);
    }
    pack->rules.push_back(*std::move(compiled));
    pack->sources.push_back(std::move(rule));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::shared_ptr<const CompiledPack>> CompileRules(const std::vector<RuleFile>& files,
                                                                 const FormCatalog& forms) {
  auto pack = std::make_shared<CompiledPack>();
  for (const v1::FormDefinition& form : forms.forms()) pack->forms.emplace_back(form);
  std::unordered_set<std::string> ids;
  std::size_t cells = 0;
  for (const RuleFile& file : files) {
    if (absl::Status status = AddRules(file, pack.get(), &ids, &cells); !status.ok()) {
      return status;
    }
  }
  if (pack->rules.empty()) return absl::InvalidArgumentError("a rule pack without rules");
  std::string digests;
  for (const auto& rule : pack->sources) digests += Digest(rule->SerializeAsString());
  pack->digest = ToHex(Digest(digests));
  return pack;
}

}  // namespace gongkai
