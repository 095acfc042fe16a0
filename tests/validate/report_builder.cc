#include "report_builder.h"

#include <cstdlib>
#include <iostream>

#include "model/forms.h"

namespace gongkai {
namespace {

const FormCatalog& Forms() { return FormCatalog::Builtin(); }

[[noreturn]] void Unknown(std::string_view what) {
  std::cerr << "the form has no " << what << "\n";
  std::abort();
}

}  // namespace

ReportBuilder::ReportBuilder(v1::Form form, uint32_t year) {
  const v1::FormDefinition& definition = *Forms().Find(form);
  outline().mutable_year()->set_value(year);
  outline().mutable_form()->set_form(form);
  outline().mutable_form()->set_expected(Forms().ForYear(year));
  extraction().set_form(form);
  uint32_t place = 0;  // spans differ, so that tests can tell them apart
  for (const auto& section : definition.sections()) {
    v1::Section& found = *outline().add_sections();
    found.set_kind(section.kind());
    found.set_number(section.number());
    found.set_printed_number(section.number());
    found.set_heading(section.heading());
    found.mutable_heading_span()->set_begin(place += 100);
    found.mutable_heading_span()->set_end(place + 10);
  }
  for (const auto& table : definition.tables()) {
    v1::Table& found = *extraction().add_tables();
    found.set_kind(table.kind());
    found.set_found(true);
    for (const auto& block : table.blocks()) {
      for (const auto& row : block.rows()) {
        v1::Row& found_row = *found.add_rows();
        found_row.set_number(row.number());
        found_row.set_found(true);
        found_row.set_label(row.label());
        for (uint32_t number : row.cells()) {
          v1::Cell& cell = *extraction().add_cells();
          cell.set_number(number);
          cell.set_state(v1::VALUE);
          cell.set_value("0");
          cell.set_raw("0");
          cell.set_begin(place += 2);
          cell.set_end(place + 1);
          cell.set_confidence(1000);
        }
      }
    }
  }
}

ReportBuilder ReportBuilder::WithRealFigures() {
  ReportBuilder report(v1::FORM_2021, 2023);
  const struct {
    std::string_view row, persons, enterprises, total;
  } kRows[] = {
      {"received", "27", "2", "29"},
      {"carried_over", "2", "0", "2"},
      {"granted", "11", "1", "12"},
      {"refused.third_party_rights", "1", "0", "1"},
      {"unavailable.not_held", "17", "1", "18"},
      {"result_total", "29", "2", "31"},
  };
  for (const auto& row : kRows) {
    const std::string id = "applications." + std::string(row.row);
    report.Set(id + ".natural_person", row.persons);
    report.Set(id + ".commercial_enterprise", row.enterprises);
    report.Set(id + ".total", row.total);
  }
  const struct {
    std::string_view column, value;
  } kDisputes[] = {
      {"reconsideration.upheld", "3"},
      {"reconsideration.corrected", "1"},
      {"reconsideration.other", "2"},
      {"reconsideration.total", "6"},
      {"litigation_direct.upheld", "1"},
      {"litigation_direct.corrected", "3"},
      {"litigation_direct.total", "4"},
      {"litigation_after_reconsideration.pending", "3"},
      {"litigation_after_reconsideration.total", "3"},
  };
  for (const auto& cell : kDisputes) {
    report.Set("disputes." + std::string(cell.column), cell.value);
  }
  report.Set("proactive.normative_documents.repealed", "6");
  report.Set("proactive.normative_documents.in_force", "18");
  report.Set("proactive.licensing.decisions", "6959");
  report.Set("proactive.fees.amount", "3886.46");
  return report;
}

v1::Cell& ReportBuilder::cell(std::string_view id) {
  const uint32_t number = Forms().CellNumber(id);
  for (v1::Cell& cell : *extraction().mutable_cells()) {
    if (cell.number() == number) return cell;
  }
  Unknown(id);
}

v1::Table& ReportBuilder::table(v1::TableKind kind) {
  for (v1::Table& table : *extraction().mutable_tables()) {
    if (table.kind() == kind) return table;
  }
  Unknown(v1::TableKind_Name(kind));
}

v1::Row& ReportBuilder::row(std::string_view id) {
  for (const auto& table : Forms().Find(extraction().form())->tables()) {
    for (const auto& block : table.blocks()) {
      for (const auto& definition : block.rows()) {
        if (definition.id() != id) continue;
        for (v1::Row& row : *this->table(table.kind()).mutable_rows()) {
          if (row.number() == definition.number()) return row;
        }
      }
    }
  }
  Unknown(id);
}

ReportBuilder& ReportBuilder::Set(std::string_view id, std::string_view value) {
  return Set(id, value, value);
}

ReportBuilder& ReportBuilder::Set(std::string_view id, std::string_view value,
                                  std::string_view raw) {
  v1::Cell& cell = this->cell(id);
  cell.set_state(v1::VALUE);
  cell.set_value(std::string(value));
  cell.set_raw(std::string(raw));
  return *this;
}

ReportBuilder& ReportBuilder::SetState(std::string_view id, v1::CellState state,
                                       std::string_view raw) {
  v1::Cell& cell = this->cell(id);
  cell.set_state(state);
  cell.clear_value();
  cell.set_raw(std::string(raw));
  return *this;
}

ReportBuilder& ReportBuilder::SetAll(std::string_view prefix, v1::CellState state,
                                     std::string_view raw) {
  for (const v1::Cell& cell : extraction().cells()) {
    const std::string_view id = Forms().CellId(cell.number());
    if (id.starts_with(prefix)) SetState(id, state, raw);
  }
  return *this;
}

ReportBuilder& ReportBuilder::DropTable(v1::TableKind kind) {
  v1::Table& table = this->table(kind);
  table.set_found(false);
  for (v1::Row& row : *table.mutable_rows()) row.set_found(false);
  for (const auto& definition : Forms().Find(extraction().form())->tables()) {
    if (definition.kind() != kind) continue;
    for (const auto& block : definition.blocks()) {
      for (const auto& row : block.rows()) SetAll(row.id() + ".", v1::ABSENT);
    }
  }
  return *this;
}

ReportBuilder& ReportBuilder::DropRow(std::string_view id) {
  row(id).set_found(false);
  return SetAll(std::string(id) + ".", v1::ABSENT);
}

}  // namespace gongkai
