// Reports for the tests of rules: a complete one, then changed cell by cell.
#pragma once

#include <string_view>

#include "gongkai/v1/report.pb.h"

namespace gongkai {

class ReportBuilder {
 public:
  // All parts, tables, rows and columns of the form; every cell is 0.
  ReportBuilder(v1::Form form, uint32_t year);

  // Figures of the applications and disputes of a real report of 2023 in which all equations
  // hold: 29 received (27 + 2), 2 carried over, 31 decided, none carried forward.
  static ReportBuilder WithRealFigures();

  // The cell has this value, written so.
  ReportBuilder& Set(std::string_view id, std::string_view value);
  ReportBuilder& Set(std::string_view id, std::string_view value, std::string_view raw);

  // The cell has another state than VALUE. ABSENT takes it out.
  ReportBuilder& SetState(std::string_view id, v1::CellState state, std::string_view raw = {});

  // Every cell whose id begins so.
  ReportBuilder& SetAll(std::string_view prefix, v1::CellState state, std::string_view raw = {});

  // Takes a table out, or one of its rows with its cells.
  ReportBuilder& DropTable(v1::TableKind kind);
  ReportBuilder& DropRow(std::string_view id);

  v1::Cell& cell(std::string_view id);
  v1::Table& table(v1::TableKind kind);
  v1::Row& row(std::string_view id);
  v1::Outline& outline() { return *report_.mutable_outline(); }
  v1::Extraction& extraction() { return *report_.mutable_extraction(); }
  const v1::Report& report() const { return report_; }

 private:
  v1::Report report_;
};

}  // namespace gongkai
