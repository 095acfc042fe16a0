#include "validate/one_rule_compiler.h"

#include <algorithm>
#include <unordered_set>

#include "absl/strings/str_replace.h"
#include "common/limits.h"
#include "common/strings.h"
#include "validate/across_years_compiler.h"
#include "validate/balance_compiler.h"
#include "validate/case_compiler.h"
#include "validate/cell_pattern.h"
#include "validate/comparison_compiler.h"
#include "validate/figure_compiler.h"

namespace gongkai {
namespace {

bool IsRuleId(std::string_view id) {
  return !id.empty() && id.size() <= kMaxRuleIdBytes && std::ranges::all_of(id, [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
}

// Whether a check looks at tables, and so at the form they were aligned to.
bool IsOfTables(const v1::Rule& rule) {
  switch (rule.check_case()) {
    case v1::Rule::kPattern:
      return !rule.pattern().when().empty();
    case v1::Rule::kBalance:
    case v1::Rule::kCells:
    case v1::Rule::kTables:
    case v1::Rule::kRows:
    case v1::Rule::kComparison:
    case v1::Rule::kDisplaced:
    case v1::Rule::kStatements:
    case v1::Rule::kFigures:
    case v1::Rule::kAcrossYears:
    case v1::Rule::kYearOnYear:
    case v1::Rule::kRollUp:
      return true;
    default:
      return false;
  }
}

// Kinds of agencies that the pack knows names of.
uint32_t KindsOf(const CompiledPack& pack) {
  uint32_t kinds = 0;
  for (const auto& [kind, number] : pack.agencies) kinds |= 1u << kind;
  return kinds;
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
  RuleCompiler(const v1::Rule& rule, const Place& place, const Dictionaries& dictionaries,
               CompiledPack* pack)
      : rule_(rule),
        forms_(pack->forms),
        pack_(*pack),
        place_(place),
        patterns_(dictionaries, pack),
        kinds_(KindsOf(*pack)) {}

  absl::StatusOr<CompiledRule> Compile(const std::vector<int>& filled_in, const Place& file) {
    absl::Status status = CheckHead();
    if (status.ok()) status = CheckBody();
    if (!status.ok()) return status;
    absl::StatusOr<std::vector<CompiledCase>> cases = CompileCases(rule_, filled_in, place_, file);
    if (!cases.ok()) return cases.status();
    result_.id = rule_.id();
    result_.off = rule_.off();
    result_.first_year = rule_.applies().first_year();
    result_.last_year = rule_.applies().last_year();
    result_.cases = *std::move(cases);
    for (const CompiledCase& one : result_.cases) result_.faults |= one.faults;
    if (status = CompileAgencies(); !status.ok()) return status;
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
    return CheckFields();
  }

  // Fields of checks that have to be there.
  absl::Status CheckFields() const {
    if (rule_.has_pattern() && rule_.pattern().patterns().empty()) return Lacks("patterns");
    if (rule_.has_pattern() && rule_.pattern().scope() == v1::PatternCheck::SECTIONS &&
        rule_.pattern().sections().empty()) {
      return Lacks("sections");
    }
    if (rule_.has_length() && rule_.length().sections().empty()) return Lacks("sections");
    if (rule_.has_repetition() && rule_.repetition().at_least() == 0) return Lacks("at_least");
    if (rule_.has_pairs() && rule_.pairs().opening().empty()) return Lacks("opening");
    if (rule_.has_pairs() && rule_.pairs().closing().empty()) return Lacks("closing");
    if (rule_.has_outline() && rule_.outline().facts().empty()) return Lacks("facts");
    if (rule_.has_agreement() && rule_.agreement().sources().empty()) return Lacks("sources");
    if (rule_.has_roll_up() && rule_.roll_up().cells().empty()) return Lacks("cells");
    const v1::RepetitionCheck& repetition = rule_.repetition();
    if (!repetition.sections().empty() &&
        (repetition.of() == v1::SECTION_KIND_UNSPECIFIED || repetition.percent() < 1 ||
         repetition.percent() > 100)) {
      return Lacks("the part repeated: of, percent (1 to 100)");
    }
    constexpr uint32_t kMaxTimes = 1'000;
    if (rule_.has_year_on_year() && rule_.year_on_year().times() > kMaxTimes) {
      return place_.Error(Concat(rule_.id(), ": more than ", kMaxTimes, " times"));
    }
    const v1::DateCheck& dates = rule_.dates();
    if (rule_.has_dates() && !dates.listed() &&
        (dates.month() < 1 || dates.month() > 12 || dates.day() < 1 || dates.day() > 31)) {
      return Lacks("a day of the year: month, day");
    }
    return absl::OkStatus();
  }

  absl::Status Lacks(std::string_view what) const {
    return place_.Error(Concat("the check of ", rule_.id(), " lacks ", what));
  }

  absl::Status CompileAgencies() {
    for (int kind : rule_.applies().agencies()) {
      if (kind <= 0 || kind >= 32 || (kinds_ >> kind & 1) == 0) {
        return Never(Concat("to agencies of kind ",
                            v1::AgencyKind_Name(static_cast<v1::AgencyKind>(kind)),
                            ", which the pack gives no names of"));
      }
      result_.agencies |= 1u << kind;
    }
    for (int i = 0; i < rule_.applies().agency_names_size(); ++i) {
      const Place place = At(v1::Rule::kAppliesFieldNumber)
                              .In<v1::Applicability>(v1::Applicability::kAgencyNamesFieldNumber, i);
      absl::StatusOr<int> number = patterns_.AddOther(rule_.applies().agency_names(i), place);
      if (!number.ok()) return number.status();
      result_.agency_names.push_back(*number);
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
    result_.of_outline = !IsOfTables(rule_);
    switch (rule_.check_case()) {
      case v1::Rule::kComparison: {
        if (form.FindTable(rule_.comparison().table()) == nullptr) return Plan();
        absl::StatusOr<ComparisonPlan> plan =
            CompileComparison(rule_.comparison(), form, At(v1::Rule::kComparisonFieldNumber));
        if (!plan.ok()) return plan.status();
        return Plan(*std::move(plan));
      }
      case v1::Rule::kDisplaced: {
        const FormIndex::Table* table = form.FindTable(rule_.displaced().table());
        return table == nullptr ? Plan() : Plan(DisplacedPlan{table});
      }
      case v1::Rule::kPattern: {
        result_.reads_text = true;
        absl::StatusOr<PatternPlan> plan =
            patterns_.Compile(rule_.pattern(), form, At(v1::Rule::kPatternFieldNumber));
        if (!plan.ok()) return plan.status();
        return Plan(*std::move(plan));
      }
      case v1::Rule::kLength:
        result_.reads_text = true;
        return Plan(LengthPlan{&rule_.length()});
      case v1::Rule::kRepetition:
        result_.reads_text = true;
        return Plan(RepetitionPlan{&rule_.repetition()});
      case v1::Rule::kScript:
        result_.reads_text = true;
        return Plan(ScriptPlan());
      case v1::Rule::kStatements:
        return StatementsOf(form);
      case v1::Rule::kFigures:
        return FiguresOf(rule_.figures(), v1::Rule::kFiguresFieldNumber, form);
      case v1::Rule::kConsistency:
        return FiguresOf(rule_.consistency(), v1::Rule::kConsistencyFieldNumber, form);
      case v1::Rule::kRemarks:
        result_.reads_peers = !rule_.remarks().more().empty() || !rule_.remarks().less().empty();
        return FiguresOf(rule_.remarks(), v1::Rule::kRemarksFieldNumber, form);
      case v1::Rule::kStrangers:
        return FiguresOf(rule_.strangers(), v1::Rule::kStrangersFieldNumber, form);
      case v1::Rule::kWholes:
        result_.reads_text = true;
        return Plan(WholePlan{rule_.wholes().complete()});
      case v1::Rule::kPairs:
        result_.reads_text = true;
        return Plan(PairPlan{&rule_.pairs()});
      case v1::Rule::kOutline:
        return Plan(OutlinePlan{&rule_.outline()});
      case v1::Rule::kAgreement:
        return Plan(AgreementPlan{&rule_.agreement()});
      case v1::Rule::kPeriod:
        return Plan(PeriodPlan());
      case v1::Rule::kDates:
        result_.reads_peers = rule_.dates().listed();
        return Plan(DatePlan{rule_.dates().month(), rule_.dates().day(), rule_.dates().listed()});
      case v1::Rule::kAcrossYears: {
        result_.reads_peers = true;
        if (form.FindTable(rule_.across_years().table()) == nullptr) return Plan();
        absl::StatusOr<AcrossYearsPlan> plan = CompileAcrossYears(
            rule_.across_years(), form, forms_, At(v1::Rule::kAcrossYearsFieldNumber));
        if (!plan.ok()) return plan.status();
        return Plan(*std::move(plan));
      }
      case v1::Rule::kYearOnYear:
        result_.reads_peers = true;
        return form.cells.empty() ? Plan() : Plan(YearOnYearPlan{&rule_.year_on_year()});
      case v1::Rule::kLikeness:
        result_.reads_peers = true;
        return Plan(LikenessPlan{&rule_.likeness()});
      case v1::Rule::kRollUp:
        result_.reads_peers = true;
        return RollUpOf(form);
      case v1::Rule::kList:
        result_.reads_peers = true;
        return Plan(ListPlan());
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

  // Plan of one of the checks that FigureCompiler knows.
  template <typename Check>
  absl::StatusOr<Plan> FiguresOf(const Check& check, int field, const FormIndex& form) {
    result_.reads_text = true;  // its words are quoted
    const Place place = At(field);
    auto plan = FigureCompiler(form, place, &patterns_, &pack_).Compile(check);
    if (!plan.ok()) return plan.status();
    return Plan(*std::move(plan));
  }

  absl::StatusOr<Plan> StatementsOf(const FormIndex& form) {
    absl::StatusOr<Plan> plan =
        FiguresOf(rule_.statements(), v1::Rule::kStatementsFieldNumber, form);
    const bool empty = plan.ok() && std::get<StatementPlan>(*plan).cells.empty();
    return empty ? Plan() : std::move(plan);
  }

  Plan RollUpOf(const FormIndex& form) {
    RollUpPlan plan;
    for (uint32_t i = 0; i < form.cells.size(); ++i) {
      const auto matches = [&](const std::string& pattern) {
        return MatchesCell(pattern, form.cells[i].id);
      };
      if (std::ranges::any_of(rule_.roll_up().cells(), matches)) plan.cells.push_back(i);
    }
    return plan.cells.empty() ? Plan() : Plan(std::move(plan));
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
  CompiledPack& pack_;
  const Place& place_;
  PatternCompiler patterns_;
  uint32_t kinds_;
  std::unordered_set<int> used_patterns_;
  CompiledRule result_;
};

}  // namespace

absl::StatusOr<CompiledRule> CompileRule(const v1::Rule& rule, const RuleSet::Sourced& sourced,
                                         const Dictionaries& dictionaries, CompiledPack* pack) {
  return RuleCompiler(rule, sourced.place, dictionaries, pack)
      .Compile(sourced.filled_in, sourced.file_place);
}

}  // namespace gongkai
