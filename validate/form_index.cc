#include "validate/form_index.h"

#include <algorithm>

#include "common/strings.h"
#include "model/forms.h"

namespace gongkai {
namespace {

constexpr std::string_view kOrdinals[] = {"〇", "一", "二", "三", "四", "五",
                                          "六", "七", "八", "九", "十"};

// "refused.state_secret" as "refused / state secret".
std::string Readable(std::string_view id) {
  std::string text;
  for (char c : id) {
    if (c == '.') {
      text += " / ";
    } else {
      text += c == '_' ? ' ' : c;
    }
  }
  return text;
}

std::string Joined(std::string_view first, std::string_view separator, std::string_view second) {
  if (first.empty() || second.empty()) return Concat(first, second);
  return Concat(first, separator, second);
}

// The table's own part of a row id is known from the table: "applications.received" is
// "received", "disputes" is nothing.
std::string RowNameEn(std::string_view id) {
  const std::size_t dot = id.find('.');
  return dot == std::string_view::npos ? std::string() : Readable(id.substr(dot + 1));
}

int CountLabel(const v1::TableDefinition& table, std::string_view label) {
  int count = 0;
  for (const v1::BlockDefinition& block : table.blocks()) {
    count +=
        static_cast<int>(std::ranges::count(block.columns(), label, &v1::ColumnDefinition::label));
  }
  return count;
}

}  // namespace

FormIndex::FormIndex(const v1::FormDefinition& definition)
    : form(definition.form()), source(definition.source()) {
  for (const v1::SectionDefinition& section : definition.sections()) {
    const uint32_t number = section.number();
    if (number == 0 || number >= std::size(kOrdinals)) continue;
    std::string kind = v1::SectionKind_Name(section.kind());
    std::ranges::transform(kind, kind.begin(), [](unsigned char c) { return std::tolower(c); });
    sections.push_back({section.kind(),
                        number,
                        {Concat(kOrdinals[number], "、", section.heading()),
                         Concat("part ", number, ", ", Readable(kind))}});
  }
  for (const v1::TableDefinition& table : definition.tables()) AddTable(table);
}

const FormIndex::Table* FormIndex::FindTable(v1::TableKind kind) const {
  const auto found = std::ranges::find(tables, kind, &Table::kind);
  return found == tables.end() ? nullptr : &*found;
}

void FormIndex::AddTable(const v1::TableDefinition& definition) {
  Table table{
      definition.kind(), definition.section(), {definition.title_zh(), definition.title_en()}};
  table.optional = definition.optional();
  for (int i = 0; i < definition.blocks_size(); ++i) {
    const v1::BlockDefinition& block = definition.blocks(i);
    const auto first_column = static_cast<uint32_t>(table.columns.size());
    for (const v1::ColumnDefinition& column : block.columns()) {
      std::string_view group;
      if (CountLabel(definition, column.label()) > 1) {
        group = column.groups().empty() ? block.label() : *column.groups().rbegin();
      }
      table.columns.push_back({static_cast<uint32_t>(i),
                               column.id(),
                               {Joined(group, " ", column.label()), Readable(column.id())}});
    }
    for (const v1::RowDefinition& row : block.rows()) AddRow(block, row, first_column, &table);
  }
  tables.push_back(std::move(table));
}

void FormIndex::AddRow(const v1::BlockDefinition& block, const v1::RowDefinition& definition,
                       uint32_t first_column, Table* table) {
  const std::string_view group =
      definition.groups().empty() ? std::string_view() : *definition.groups().rbegin();
  Row row{definition.number(),
          definition.id(),
          {Joined(group, " ", Concat(definition.ordinal(), definition.label())),
           RowNameEn(definition.id())}};
  for (int i = 0; i < definition.cells_size(); ++i) {
    const uint32_t position = first_column + static_cast<uint32_t>(i);
    Column& column = table->columns[position];
    row.cells.push_back(static_cast<uint32_t>(cells.size()));
    row.columns.push_back(position);
    column.cells.push_back(static_cast<uint32_t>(cells.size()));
    const uint32_t number = definition.cells(i);
    if (number >= positions.size()) positions.resize(number + 1, kNone);
    positions[number] = static_cast<uint32_t>(cells.size());
    cells.push_back(
        {number,
         static_cast<uint32_t>(tables.size()),
         static_cast<uint32_t>(table->rows.size()),
         CellKindOf(definition, block.columns(i)),
         CellIdOf(definition, block.columns(i)),
         {Joined(row.name.zh, "·", column.name.zh), Joined(row.name.en, " / ", column.name.en)}});
  }
  if (row.name.zh.empty()) row.name = table->name;  // a row that prints no label
  table->rows.push_back(std::move(row));
}

}  // namespace gongkai
