// Rules as the validator runs them: cells by number, one plan for each form.
#pragma once

#include <bitset>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "gongkai/v1/assessment.pb.h"
#include "gongkai/v1/rule.pb.h"
#include "validate/decimal.h"
#include "validate/form_index.h"
#include "validate/message.h"
#include "validate/name_patterns.h"
#include "validate/pattern_index.h"

namespace gongkai {

using FaultSet = uint64_t;
// Empty for numbers that are no fault: enums of rule files are open.
constexpr FaultSet SetOf(v1::Case::Fault fault) {
  return fault > 0 && fault < 64 ? FaultSet{1} << static_cast<unsigned>(fault) : 0;
}

struct CompiledCase {
  FaultSet faults = 0;
  v1::Case::Extent extent = v1::Case::CELLS;
  v1::Severity severity = v1::SEVERITY_UNSPECIFIED;
  v1::Outcome outcome = v1::FAILED;
  MessageTemplate zh;
  MessageTemplate en;
};

// Cells [begin, end) of BalancePlan.cells, added up under one name.
struct CompiledTerm {
  const v1::Term* term;  // for the names
  uint32_t begin;
  uint32_t end;
};

// Terms [left, right) of BalancePlan.terms must equal terms [right, end).
struct Equation {
  const Wording* item;  // column or row it is about; nullptr for a single one
  uint32_t left;
  uint32_t right;
  uint32_t end;
};

struct BalancePlan {
  const FormIndex::Table* table;
  std::vector<Equation> equations;
  std::vector<CompiledTerm> terms;
  std::vector<uint32_t> cells;  // positions in the form
};

// Cells of one table, by row.
struct CellPlan {
  struct TableCells {
    const FormIndex::Table* table;
    std::vector<uint32_t> cells;  // positions in the form
  };
  std::vector<TableCells> tables;
};

struct SectionPlan {};

struct TablePlan {
  std::vector<const FormIndex::Table*> tables;
};

struct RowPlan {
  std::vector<const FormIndex::Table*> tables;
};

struct FormPlan {};

// Terms [left, right) of ComparisonPlan.terms against terms [right, end), or `number` if there
// are none.
struct Relation {
  v1::Comparison::Relation relation;
  uint32_t left;
  uint32_t right;
  uint32_t end;
  Decimal number;
};

// What the cells must hold for a rule to be run.
struct CellConditions {
  std::vector<Relation> relations;
  std::vector<CompiledTerm> terms;
  std::vector<uint32_t> cells;  // positions in the form
};

struct ComparisonPlan {
  struct Instance {
    const Wording* item;  // column or row it is about; nullptr for a single one
    Relation demand;
    std::vector<Relation> when;
  };
  const FormIndex::Table* table;
  std::vector<Instance> instances;
  std::vector<CompiledTerm> terms;
  std::vector<uint32_t> cells;  // positions in the form
  uint32_t percent = 100;       // the right side of a demand counts for
};

struct DisplacedPlan {
  const FormIndex::Table* table;
};

struct PatternPlan {
  const v1::PatternCheck* check;  // what is not compiled
  std::vector<int> patterns;      // numbers in CompiledPack.patterns; of a fact in `others`
  std::vector<int> unless;
  std::vector<int> except;  // positions in CompiledPack.others
  CellConditions when;
};

struct LengthPlan {
  const v1::LengthCheck* check;
};

struct RepetitionPlan {
  const v1::RepetitionCheck* check;
};

struct OutlinePlan {
  const v1::OutlineCheck* check;
};

struct AgreementPlan {
  const v1::AgreementCheck* check;
};

struct PeriodPlan {};

struct DatePlan {
  uint32_t month;
  uint32_t day;
  bool listed = false;  // the day of the list of agencies instead
};

struct AcrossYearsPlan {
  // Terms [begin, end) of last_terms; none if that form does not have the cells.
  struct LastYear {
    uint32_t begin;
    uint32_t end;
  };
  // Terms [left, right) of `terms` against those of last year and terms [right, end).
  struct Instance {
    const Wording* item = nullptr;  // column or row it is about; nullptr for a single one
    uint32_t left = 0;
    uint32_t right = 0;
    uint32_t end = 0;
    std::vector<LastYear> last_year;  // by form of last year's report
  };
  const FormIndex::Table* table;
  v1::Comparison::Relation relation;
  std::optional<Decimal> number;  // in place of the left side
  CellConditions when;
  bool members_agree = false;
  std::vector<Instance> instances;
  std::vector<CompiledTerm> terms;
  std::vector<uint32_t> cells;  // positions in the form
  std::vector<CompiledTerm> last_terms;
  std::vector<uint32_t> last_cells;  // positions in the form of last year's report
};

struct YearOnYearPlan {
  const v1::YearOnYear* check;
};

struct LikenessPlan {
  const v1::LikenessCheck* check;
};

struct RollUpPlan {
  std::vector<uint32_t> cells;  // positions in the form
};

struct ListPlan {};

struct ScriptPlan {};

// Meanings of figures, by number in CompiledPack.meanings. Two may share a place: the set says for
// certain only what is not in it.
class MeaningSet {
 public:
  void Add(int meaning) { places_.set(static_cast<std::size_t>(meaning) % places_.size()); }
  bool MayHave(int meaning) const {
    return places_.test(static_cast<std::size_t>(meaning) % places_.size());
  }
  bool MayShare(const MeaningSet& other) const { return (places_ & other.places_).any(); }

 private:
  std::bitset<256> places_;
};

struct StatementPlan {
  struct Cell {
    uint32_t position;  // in the form
    uint32_t with;      // the cell that may be added; FormIndex::kNone if there is none
  };
  std::unordered_map<int, Cell> cells;  // by meaning
  MeaningSet meanings;
};

struct FigurePlan {
  // Terms [begin, end) of `terms`, or figures.
  struct Sum {
    uint32_t begin;
    uint32_t end;
    std::vector<int> meanings;
    Wording name;  // of figures
  };
  const v1::FigureCheck* check;
  std::vector<int> meanings;
  MeaningSet set;      // of them
  uint32_t kinds = 0;  // set of 1 << Fact.Kind
  int sentence = -1;   // position in CompiledPack.others; -1 for any
  std::optional<Decimal> number;
  std::optional<Decimal> multiple_of;
  std::vector<Sum> sums;
  std::vector<CompiledTerm> terms;
  std::vector<uint32_t> cells;  // positions in the form
  CellConditions when;
};

struct ConsistencyPlan {
  std::vector<int> meanings;
  MeaningSet set;  // of them
};

struct RemarkPlan {
  const v1::RemarkCheck* check;
  std::vector<int> share;  // positions in CompiledPack.others
  std::vector<int> more;
  std::vector<int> less;
};

struct StrangerPlan {
  const v1::StrangerCheck* check;
  std::vector<int> except;  // positions in CompiledPack.others
  std::vector<int> not_names;
};

struct WholePlan {
  bool complete;
};

struct PairPlan {
  const v1::PairCheck* check;
};

// monostate: the rule does not apply to the form.
using Plan =
    std::variant<std::monostate, BalancePlan, CellPlan, SectionPlan, TablePlan, RowPlan, FormPlan,
                 ComparisonPlan, DisplacedPlan, PatternPlan, LengthPlan, RepetitionPlan,
                 OutlinePlan, AgreementPlan, PeriodPlan, DatePlan, ScriptPlan, PairPlan,
                 StatementPlan, WholePlan, FigurePlan, ConsistencyPlan, RemarkPlan, StrangerPlan,
                 AcrossYearsPlan, YearOnYearPlan, LikenessPlan, RollUpPlan, ListPlan>;

struct CompiledRule {
  // First case for a fault whatever its extent; nullptr if the rule does not report it.
  const CompiledCase* CaseFor(v1::Case::Fault fault) const {
    for (const CompiledCase& one : cases) {
      if ((one.faults & SetOf(fault)) != 0) return &one;
    }
    return nullptr;
  }

  std::string id;
  bool off = false;
  bool reads_text = false;
  bool reads_peers = false;
  bool of_outline = false;  // looks at the outline or the text, not at the tables
  uint32_t first_year = 0;
  uint32_t last_year = 0;
  uint32_t agencies = 0;          // set of 1 << AgencyKind; 0 for all
  std::vector<int> agency_names;  // of `others`, one of which must be found; empty for all
  std::vector<CompiledCase> cases;
  FaultSet faults = 0;             // of all cases
  std::vector<std::string> basis;  // by form
  std::vector<Plan> plans;         // by form
};

// What decides whether a rule is run over a report, apart from the rule: most are not for it, and
// are passed over without a look at anything else.
struct RuleHead {
  static constexpr uint32_t kAll = 0xffffffff;

  // Of a report: its year, 0 if it is not known, and 1 << AgencyKind.
  struct Asked {
    uint32_t year;
    uint32_t agency;
  };
  bool MayBeFor(Asked asked) const {
    const uint32_t last = asked.year == 0 ? kAll : asked.year;
    return asked.year >= first_year && last <= last_year && (agencies & asked.agency) != 0;
  }

  uint64_t forms = 0;  // set of 1 << position % 64 of those it has a plan for
  uint32_t first_year = 0;
  uint32_t last_year = kAll;
  uint32_t agencies = kAll;
  bool off = false;
  bool reads_text = false;
  bool reads_peers = false;
  bool of_outline = false;
};

// Everything plans point into stands here; it never moves once compiled.
struct CompiledPack {
  CompiledPack() = default;
  CompiledPack(const CompiledPack&) = delete;
  CompiledPack& operator=(const CompiledPack&) = delete;

  // Position of a form in `forms`; forms.size() for one that is not defined.
  std::size_t FormPosition(v1::Form form) const {
    std::size_t i = 0;
    while (i < forms.size() && forms[i].form != form) ++i;
    return i;
  }

  std::vector<FormIndex> forms;
  std::vector<std::unique_ptr<const v1::Rule>> sources;
  std::unique_ptr<PatternIndex> patterns;                // those looked for in texts
  std::vector<std::unique_ptr<re2::RE2>> others;         // those searched in names and sentences
  std::vector<std::pair<v1::AgencyKind, int>> agencies;  // with patterns of `others`, in order
  NamePatterns names;                                    // of `others`, those of agencies
  absl::flat_hash_map<std::string, int> meanings;        // those rules ask for, by Fact.meaning
  bool reads_text = false;                               // some rule that is on does
  bool reads_peers = false;                              // the same
  std::vector<CompiledRule> rules;
  std::vector<RuleHead> heads;  // of the rules
  // As written, for those who print the pack.
  std::vector<v1::AgencyNames> agency_names;
  std::vector<v1::Dictionary> dictionaries;
  std::vector<v1::LeftOut> left_out;
  std::string digest;
};

}  // namespace gongkai
