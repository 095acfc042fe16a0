// A form as the rules see it: tables, rows, columns and cells by position, with names for
// people.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/v1/form_definition.pb.h"

namespace gongkai {

// The same in Chinese and English.
struct Wording {
  std::string zh;
  std::string en;
};

// Immutable; positions are indices into the vectors.
struct FormIndex {
  struct Section {
    v1::SectionKind kind;
    uint32_t number;
    Wording name;  // "一、总体情况", "part 1, overview"
  };
  struct Column {
    uint32_t block;  // position of its block in the table
    std::string id;
    Wording name;  // with the innermost group where the label alone is not unique in the table
    std::vector<uint32_t> cells;  // positions, by row
  };
  struct Row {
    uint32_t number;
    std::string id;
    Wording name;                   // with the innermost group and the ordinal
    std::vector<uint32_t> cells;    // positions
    std::vector<uint32_t> columns;  // positions in the table, one for each cell
  };
  struct Table {
    v1::TableKind kind;
    v1::SectionKind section;
    Wording name;
    std::vector<Row> rows;
    std::vector<Column> columns;  // block by block
    bool optional = false;        // a report without it lacks nothing
  };
  struct Cell {
    uint32_t number;
    uint32_t table;
    uint32_t row;  // in the table
    v1::CellKind kind;
    std::string id;
    Wording name;
  };

  explicit FormIndex(const v1::FormDefinition& form);

  // nullptr if the form has no such table.
  const Table* FindTable(v1::TableKind table) const;

  v1::Form form;
  std::string source;
  std::vector<Section> sections;  // numbered ones only
  std::vector<Table> tables;
  std::vector<Cell> cells;  // in order of the form

  // Position in `cells` by cell number; kNone for numbers of other forms.
  static constexpr uint32_t kNone = 0xffffffff;
  std::vector<uint32_t> positions;

 private:
  void AddTable(const v1::TableDefinition& definition);
  void AddRow(const v1::BlockDefinition& block, const v1::RowDefinition& definition,
              uint32_t first_column, Table* table);
};

}  // namespace gongkai
