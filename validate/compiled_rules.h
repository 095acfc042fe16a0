// Rules as the validator runs them: cells by number, one plan for each form.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "gongkai/v1/assessment.pb.h"
#include "gongkai/v1/rule.pb.h"
#include "validate/form_index.h"
#include "validate/message.h"

namespace gongkai {

using FaultSet = uint32_t;
// Empty for numbers that are no fault: enums of rule files are open.
constexpr FaultSet SetOf(v1::Case::Fault fault) {
  return fault > 0 && fault < 32 ? 1u << static_cast<unsigned>(fault) : 0;
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

// monostate: the rule does not apply to the form.
using Plan =
    std::variant<std::monostate, BalancePlan, CellPlan, SectionPlan, TablePlan, RowPlan, FormPlan>;

struct CompiledRule {
  // First case for a fault whatever its extent; nullptr if the rule does not report it.
  const CompiledCase* CaseFor(v1::Case::Fault fault) const {
    for (const CompiledCase& one : cases) {
      if ((one.faults & SetOf(fault)) != 0) return &one;
    }
    return nullptr;
  }

  std::string id;
  uint32_t first_year = 0;
  uint32_t last_year = 0;
  std::vector<CompiledCase> cases;
  FaultSet faults = 0;             // of all cases
  std::vector<std::string> basis;  // by form
  std::vector<Plan> plans;         // by form
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
  std::vector<CompiledRule> rules;
  std::string digest;
};

}  // namespace gongkai
