#include "validate/case_compiler.h"

#include "common/strings.h"

namespace gongkai {
namespace {

using v1::Case;

constexpr FieldSet kListed = SetOf(Field::kTable, Field::kCount, Field::kList);
constexpr FieldSet kListedSections = SetOf(Field::kCount, Field::kList);

struct FaultTraits {
  Case::Fault fault;
  FieldSet fields;  // that its message may name
};

constexpr FaultTraits kBalanceFaults[] = {
    {Case::UNEQUAL,
     SetOf(Field::kTable, Field::kItem, Field::kLeft, Field::kRight, Field::kDifference)},
    {Case::NO_VALUE, kListed},
    {Case::TABLE_MISSING, SetOf(Field::kTable)},
    {Case::ONLY_TOTAL, kListed},
};
constexpr FaultTraits kTableFaults[] = {
    {Case::TABLE_MISSING, SetOf(Field::kTable)},
    {Case::TABLE_IS_IMAGE, SetOf(Field::kTable)},
};
constexpr FaultTraits kCellFaults[] = {
    {Case::BLANK_CELL, kListed}, {Case::MARK, kListed},       {Case::WORDS, kListed},
    {Case::UNCERTAIN, kListed},  {Case::WRONG_KIND, kListed}, {Case::ANNOTATED, kListed},
    {Case::LETTERS, kListed},    {Case::FULL_WIDTH, kListed}, {Case::SEPARATORS, kListed},
    {Case::TOO_LARGE, kListed},
};
constexpr FaultTraits kSectionFaults[] = {
    {Case::SECTION_MISSING, kListedSections}, {Case::SECTION_OUT_OF_ORDER, kListedSections},
    {Case::ORDINAL_WRONG, kListedSections},   {Case::ORDINAL_MISSING, kListedSections},
    {Case::HEADING_ALTERED, kListedSections},
};
constexpr FaultTraits kRowFaults[] = {
    {Case::ROW_MISSING, kListed},      {Case::ROW_EXTRA, kListed},
    {Case::ROW_OUT_OF_ORDER, kListed}, {Case::ROW_INCOMPLETE, kListed},
    {Case::COLUMN_MISSING, kListed},   {Case::LABEL_ALTERED, kListed},
};
constexpr FaultTraits kFormFaults[] = {
    {Case::OTHER_FORM, SetOf(Field::kYear, Field::kForm, Field::kExpected, Field::kList)},
};

constexpr FaultTraits kComparisonFaults[] = {
    {Case::NOT_SO,
     SetOf(Field::kTable, Field::kItem, Field::kLeft, Field::kRight, Field::kDifference)},
};
constexpr FaultTraits kDisplacedFaults[] = {
    {Case::SPLIT_DIGITS, SetOf(Field::kTable, Field::kItem, Field::kList)},
    {Case::SHIFTED, SetOf(Field::kTable, Field::kItem, Field::kList)},
};
constexpr FaultTraits kPatternFaults[] = {
    {Case::FOUND, SetOf(Field::kCount, Field::kList, Field::kYear, Field::kExpected)},
    {Case::NOT_FOUND, SetOf(Field::kList, Field::kYear, Field::kExpected)},
};
constexpr FaultTraits kLengthFaults[] = {
    {Case::TOO_SHORT, SetOf(Field::kCount, Field::kExpected, Field::kList)},
    {Case::TOO_LONG, SetOf(Field::kCount, Field::kExpected, Field::kList)},
};
constexpr FaultTraits kRepetitionFaults[] = {
    {Case::REPEATED, SetOf(Field::kCount, Field::kList)},
};
constexpr FaultTraits kOutlineFaults[] = {
    {Case::FACT_MISSING, SetOf(Field::kCount, Field::kList)},
};
constexpr FaultTraits kAgreementFaults[] = {
    {Case::DISAGREE, SetOf(Field::kList)},
};
constexpr FaultTraits kPeriodFaults[] = {
    {Case::OTHER_PERIOD, SetOf(Field::kList, Field::kExpected, Field::kYear)},
};
constexpr FieldSet kDated = SetOf(Field::kList, Field::kExpected, Field::kYear);
constexpr FaultTraits kDateFaults[] = {
    {Case::LATE, kDated},
    {Case::PUBLISHED_LATE, kDated},
    {Case::EARLY, kDated},
    {Case::ORDER, kDated},
};
constexpr FaultTraits kScriptFaults[] = {{Case::TRADITIONAL, 0}};
constexpr FaultTraits kStatementFaults[] = {
    {Case::OTHER_VALUE, SetOf(Field::kItem, Field::kLeft, Field::kRight)},
    {Case::NOT_FILLED_IN, SetOf(Field::kItem, Field::kLeft)},
};
constexpr FaultTraits kFigureFaults[] = {
    {Case::NOT_SO, SetOf(Field::kLeft, Field::kRight, Field::kList)}};
constexpr FaultTraits kConsistencyFaults[] = {{Case::DISAGREE, SetOf(Field::kList)}};
constexpr FaultTraits kRemarkFaults[] = {
    {Case::NOT_SO, SetOf(Field::kLeft, Field::kRight)},
    {Case::BROKEN_SERIES, SetOf(Field::kLeft, Field::kRight, Field::kYear)},
};
constexpr FaultTraits kStrangerFaults[] = {{Case::FOUND, SetOf(Field::kCount, Field::kList)}};
constexpr FaultTraits kWholeFaults[] = {{Case::PARTS_DIFFER, SetOf(Field::kLeft, Field::kRight)}};
constexpr FaultTraits kPairFaults[] = {{Case::UNPAIRED, SetOf(Field::kCount, Field::kList)}};

constexpr FaultTraits kAcrossYearsFaults[] = {
    {Case::BROKEN_SERIES, SetOf(Field::kTable, Field::kItem, Field::kLeft, Field::kRight,
                                Field::kDifference, Field::kYear, Field::kList)},
};
constexpr FaultTraits kYearOnYearFaults[] = {
    {Case::UNCHANGED, SetOf(Field::kCount, Field::kYear)},
    {Case::JUMPED, SetOf(Field::kCount, Field::kList, Field::kYear)},
};
constexpr FaultTraits kLikenessFaults[] = {
    {Case::LIKE_LAST_YEAR, SetOf(Field::kCount, Field::kList)},
    {Case::LIKE_ANOTHER, SetOf(Field::kCount, Field::kList)},
    {Case::SAME_FIGURES, SetOf(Field::kList)},
};
constexpr FaultTraits kRollUpFaults[] = {
    {Case::MEMBERS_DIFFER, SetOf(Field::kCount, Field::kList, Field::kExpected)},
    {Case::MEMBERS_EXCEED, SetOf(Field::kCount, Field::kList, Field::kExpected)},
};
constexpr FaultTraits kListFaults[] = {
    {Case::MEMBERS_MISSING, SetOf(Field::kCount, Field::kList, Field::kExpected, Field::kYear)},
    {Case::UNLISTED, SetOf(Field::kList)},
    {Case::LED_FROM_ABOVE, SetOf(Field::kList)},
    {Case::SECOND_REPORT, SetOf(Field::kCount, Field::kList, Field::kYear)},
};

absl::Span<const FaultTraits> TraitsOf(v1::Rule::CheckCase check) {
  switch (check) {
    case v1::Rule::kBalance:
      return kBalanceFaults;
    case v1::Rule::kCells:
      return kCellFaults;
    case v1::Rule::kSections:
      return kSectionFaults;
    case v1::Rule::kTables:
      return kTableFaults;
    case v1::Rule::kRows:
      return kRowFaults;
    case v1::Rule::kForm:
      return kFormFaults;
    case v1::Rule::kComparison:
      return kComparisonFaults;
    case v1::Rule::kDisplaced:
      return kDisplacedFaults;
    case v1::Rule::kPattern:
      return kPatternFaults;
    case v1::Rule::kLength:
      return kLengthFaults;
    case v1::Rule::kRepetition:
      return kRepetitionFaults;
    case v1::Rule::kOutline:
      return kOutlineFaults;
    case v1::Rule::kAgreement:
      return kAgreementFaults;
    case v1::Rule::kPeriod:
      return kPeriodFaults;
    case v1::Rule::kDates:
      return kDateFaults;
    case v1::Rule::kScript:
      return kScriptFaults;
    case v1::Rule::kPairs:
      return kPairFaults;
    case v1::Rule::kStatements:
      return kStatementFaults;
    case v1::Rule::kWholes:
      return kWholeFaults;
    case v1::Rule::kFigures:
      return kFigureFaults;
    case v1::Rule::kConsistency:
      return kConsistencyFaults;
    case v1::Rule::kRemarks:
      return kRemarkFaults;
    case v1::Rule::kStrangers:
      return kStrangerFaults;
    case v1::Rule::kAcrossYears:
      return kAcrossYearsFaults;
    case v1::Rule::kYearOnYear:
      return kYearOnYearFaults;
    case v1::Rule::kLikeness:
      return kLikenessFaults;
    case v1::Rule::kRollUp:
      return kRollUpFaults;
    case v1::Rule::kList:
      return kListFaults;
    case v1::Rule::CHECK_NOT_SET:
      break;
  }
  return {};
}

// A figure that is not there, or not certain, is nobody's fault.
constexpr FaultSet kNeverFailed =
    SetOf(Case::NO_VALUE) | SetOf(Case::UNCERTAIN) | SetOf(Case::TOO_LARGE);

class CaseCompiler {
 public:
  CaseCompiler(const v1::Rule& rule, const Case& one, const Place& place)
      : rule_(rule), case_(one), place_(place) {}

  absl::StatusOr<CompiledCase> Compile() {
    absl::Status status = AddFaults();
    if (status.ok()) status = SetOutcome();
    if (status.ok()) status = SetMessage(case_.message_zh(), &result_.zh);
    if (status.ok()) status = SetMessage(case_.message_en(), &result_.en);
    if (!status.ok()) return status;
    return std::move(result_);
  }

 private:
  absl::Status AddFaults() {
    if (case_.faults().empty()) return place_.Error("a case without faults");
    for (int fault : case_.faults()) {
      const FaultTraits* traits = nullptr;
      for (const FaultTraits& one : TraitsOf(rule_.check_case())) {
        if (one.fault == fault) traits = &one;
      }
      if (traits == nullptr) {
        return place_.Error(Concat("the check of ", rule_.id(), " never meets ",
                                   Case::Fault_Name(static_cast<Case::Fault>(fault))));
      }
      result_.faults |= SetOf(traits->fault);
      fields_ &= traits->fields;
    }
    result_.extent = case_.extent();
    if (!Case::Extent_IsValid(case_.extent())) return place_.Error("no such extent");
    if (result_.extent != Case::CELLS && rule_.check_case() != v1::Rule::kCells) {
      return place_.Error("only cells have an extent");
    }
    return absl::OkStatus();
  }

  absl::Status SetOutcome() {
    if (!v1::Severity_IsValid(case_.severity()) || !v1::Outcome_IsValid(case_.outcome())) {
      return place_.Error("a severity or an outcome that is not defined");
    }
    const bool failed = case_.outcome() != v1::NOT_ASSESSABLE;
    FaultSet never_failed = kNeverFailed;
    if (rule_.check_case() == v1::Rule::kBalance) never_failed |= SetOf(Case::TABLE_MISSING);
    if (case_.outcome() == v1::PASSED) return place_.Error("a fault never passes");
    if (failed && (result_.faults & never_failed) != 0) {
      return place_.Error("what has no certain value is NOT_ASSESSABLE");
    }
    result_.outcome = failed ? v1::FAILED : v1::NOT_ASSESSABLE;
    result_.severity = case_.severity() != v1::SEVERITY_UNSPECIFIED ? case_.severity()
                       : failed                                     ? rule_.severity()
                                                                    : v1::INFO;
    if (!failed && result_.severity == v1::ERROR) {
      return place_.Error("NOT_ASSESSABLE is at most a WARNING");
    }
    return absl::OkStatus();
  }

  absl::Status SetMessage(std::string_view text, MessageTemplate* result) {
    FieldSet fields = fields_;
    const bool once = rule_.has_comparison() ? rule_.comparison().for_each() == v1::Balance::ONCE
                      : rule_.has_across_years()
                          ? rule_.across_years().for_each() == v1::Balance::ONCE
                          : rule_.has_balance() && rule_.balance().for_each() == v1::Balance::ONCE;
    if (once) fields &= ~SetOf(Field::kItem);
    absl::StatusOr<MessageTemplate> parsed = MessageTemplate::Parse(text, fields);
    if (!parsed.ok()) return place_.Error(FromAbsl(parsed.status().message()));
    *result = *std::move(parsed);
    return absl::OkStatus();
  }

  const v1::Rule& rule_;
  const Case& case_;
  const Place& place_;
  FieldSet fields_ = ~FieldSet{0};
  CompiledCase result_;
};

FaultSet FaultsOfCases(const v1::Rule& rule) {
  FaultSet faults = 0;
  for (const Case& one : rule.cases()) {
    for (int fault : one.faults()) faults |= SetOf(static_cast<Case::Fault>(fault));
  }
  return faults;
}

}  // namespace

FaultSet FaultsOf(v1::Rule::CheckCase check) {
  FaultSet faults = 0;
  for (const FaultTraits& one : TraitsOf(check)) faults |= SetOf(one.fault);
  return faults;
}

std::vector<int> FillInCases(const v1::RulePack& file, v1::Rule* rule) {
  const FaultSet lacking = FaultsOf(rule->check_case()) & ~FaultsOfCases(*rule);
  std::vector<int> added;
  for (int i = 0; i < file.cases_size(); ++i) {
    Case filled = file.cases(i);
    filled.clear_faults();
    for (int fault : file.cases(i).faults()) {
      if ((lacking & SetOf(static_cast<Case::Fault>(fault))) != 0) {
        filled.add_faults(static_cast<Case::Fault>(fault));
      }
    }
    if (filled.faults().empty()) continue;
    *rule->add_cases() = std::move(filled);
    added.push_back(i);
  }
  return added;
}

absl::StatusOr<std::vector<CompiledCase>> CompileCases(const v1::Rule& rule,
                                                       const std::vector<int>& filled_in,
                                                       const Place& rule_place,
                                                       const Place& file_place) {
  const int own = rule.cases_size() - static_cast<int>(filled_in.size());
  std::vector<CompiledCase> cases;
  FaultSet faults = 0;
  for (int i = 0; i < rule.cases_size(); ++i) {
    const Place place =
        i < own ? rule_place.In<v1::Rule>(v1::Rule::kCasesFieldNumber, i)
                : file_place.In<v1::RulePack>(v1::RulePack::kCasesFieldNumber, filled_in[i - own]);
    absl::StatusOr<CompiledCase> one = CaseCompiler(rule, rule.cases(i), place).Compile();
    if (!one.ok()) return one.status();
    faults |= one->faults;
    cases.push_back(*std::move(one));
  }
  if (cases.empty()) return rule_place.Error(Concat(rule.id(), " reports nothing: no cases"));
  constexpr FaultSet kWhole =
      SetOf(Case::UNEQUAL) | SetOf(Case::NO_VALUE) | SetOf(Case::TABLE_MISSING);
  if (rule.has_balance() && (faults & SetOf(Case::ONLY_TOTAL)) == 0 &&
      (faults & kWhole) != kWhole) {
    return rule_place.Error(
        Concat(rule.id(), " needs cases for UNEQUAL, NO_VALUE and TABLE_MISSING"));
  }
  if (rule.has_pattern() && faults == FaultsOf(v1::Rule::kPattern)) {
    return rule_place.Error(Concat(rule.id(), " reports both FOUND and NOT_FOUND"));
  }
  return cases;
}

}  // namespace gongkai
