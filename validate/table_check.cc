#include <algorithm>
#include <bit>
#include <vector>

#include "common/strings.h"
#include "validate/checks.h"

namespace gongkai {
namespace {

// The images that stand where the table should.
std::vector<const v1::Span*> ImagesFor(const FormIndex::Table& table, const v1::Outline& outline) {
  std::vector<const v1::Span*> images;
  for (const v1::Section& section : outline.sections()) {
    if (section.kind() != table.section) continue;
    for (const v1::Span& image : section.images()) images.push_back(&image);
  }
  return images;
}

void CheckTable(const CheckContext& context, const FormIndex::Table& table) {
  const CompiledCase* missing = context.rule.CaseFor(v1::Case::TABLE_MISSING);
  const CompiledCase* is_image = context.rule.CaseFor(v1::Case::TABLE_IS_IMAGE);
  if (context.report.FindTable(table.kind) != nullptr) {
    if (missing != nullptr) context.findings.Count(v1::PASSED);
    if (is_image != nullptr) context.findings.Count(v1::PASSED);
    return;
  }
  const auto images = ImagesFor(table, context.report.outline());
  MessageFields fields;
  fields[Field::kTable] = table.name;
  if (missing != nullptr) {
    context.findings.Add(context.rule, context.form, *missing, fields);
    if (missing->outcome == v1::FAILED) context.findings.SetMissing(table.kind);
    context.findings.Count(missing->outcome);
  }
  if (is_image != nullptr) {
    if (!images.empty()) {
      v1::Finding& finding = context.findings.Add(context.rule, context.form, *is_image, fields);
      for (const v1::Span* image : images) AddSpan(*image, &finding);
    }
    context.findings.Count(images.empty() ? v1::PASSED : is_image->outcome);
  }
}

// Rows and columns of one table that was found, against those of the form.
class TableShape {
 public:
  TableShape(const CheckContext& context, const FormIndex::Table& table, const v1::Table& found)
      : context_(context), table_(table), found_(found) {}

  void Run() {
    if (IsWhole()) {
      return context_.findings.Count(v1::PASSED,
                                     static_cast<uint32_t>(std::popcount(context_.rule.faults)));
    }
    for (int i = 0; i < static_cast<int>(table_.rows.size()); ++i) rows_.push_back(FindRow(i));
    if (context_.rule.CaseFor(v1::Case::LABEL_ALTERED) != nullptr) ReportAltered();
    if (context_.rule.faults == SetOf(v1::Case::LABEL_ALTERED)) return;
    Report(v1::Case::ROW_MISSING, Rows([](const v1::Row* row) { return row == nullptr; }));
    ReportExtra();
    Report(v1::Case::ROW_OUT_OF_ORDER,
           Rows([](const v1::Row* row) { return row != nullptr && row->out_of_order(); }));
    const std::vector<bool> missing = MissingColumns();
    Report(v1::Case::ROW_INCOMPLETE, IncompleteRows(missing));
    ReportColumns(missing);
  }

 private:
  // Nothing is wrong: so it is with nearly all tables.
  bool IsWhole() const {
    if (found_.rows_size() != static_cast<int>(table_.rows.size()) ||
        !found_.extra_rows().empty()) {
      return false;
    }
    for (int i = 0; i < found_.rows_size(); ++i) {
      const v1::Row& row = found_.rows(i);
      const FormIndex::Row& wanted = table_.rows[static_cast<std::size_t>(i)];
      if (row.number() != wanted.number || !row.found() || row.out_of_order() ||
          row.label_altered() || !HasCells(wanted)) {
        return false;
      }
    }
    return std::ranges::none_of(found_.headers(), [](const v1::Header& header) {
      return std::ranges::any_of(header.columns(),
                                 [](const auto& column) { return column.label_altered(); });
    });
  }

  bool HasCells(const FormIndex::Row& row) const {
    return context_.report.has_all_cells() ||
           std::ranges::all_of(row.cells, [&](uint32_t cell) { return IsThere(cell); });
  }

  // The row as found; nullptr if it was not.
  const v1::Row* FindRow(int index) const {
    const uint32_t number = table_.rows[static_cast<std::size_t>(index)].number;
    const auto is_row = [&](const v1::Row& row) { return row.number() == number; };
    if (index < found_.rows_size() && is_row(found_.rows(index))) {
      return found_.rows(index).found() ? &found_.rows(index) : nullptr;
    }
    const auto row = std::ranges::find_if(found_.rows(), is_row);
    return row == found_.rows().end() || !row->found() ? nullptr : &*row;
  }

  template <typename Predicate>
  std::vector<std::size_t> Rows(Predicate predicate) const {
    std::vector<std::size_t> result;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (predicate(rows_[i])) result.push_back(i);
    }
    return result;
  }

  bool IsThere(uint32_t position) const { return context_.report.cell(position).cell != nullptr; }

  // A column that no row has, while the rows have other cells.
  std::vector<bool> MissingColumns() const {
    std::vector<bool> missing(table_.columns.size());
    for (std::size_t c = 0; c < table_.columns.size(); ++c) {
      const FormIndex::Column& column = table_.columns[c];
      bool rows_have_others = false;
      for (std::size_t r = 0; r < rows_.size(); ++r) {
        if (rows_[r] == nullptr || table_.columns[table_.rows[r].columns[0]].block != column.block)
          continue;
        rows_have_others |=
            std::ranges::any_of(table_.rows[r].cells, [&](uint32_t cell) { return IsThere(cell); });
      }
      missing[c] = rows_have_others &&
                   std::ranges::none_of(column.cells, [&](uint32_t cell) { return IsThere(cell); });
    }
    return missing;
  }

  std::vector<std::size_t> IncompleteRows(const std::vector<bool>& missing) const {
    std::vector<std::size_t> result;
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      if (rows_[r] == nullptr) continue;
      const FormIndex::Row& row = table_.rows[r];
      bool incomplete = false;
      for (std::size_t i = 0; i < row.cells.size(); ++i) {
        incomplete |= !IsThere(row.cells[i]) && !missing[row.columns[i]];
      }
      if (incomplete) result.push_back(r);
    }
    return result;
  }

  void Report(v1::Case::Fault fault, const std::vector<std::size_t>& rows) {
    NameList names;
    for (std::size_t r : rows) names.Add(table_.rows[r].name.zh, table_.rows[r].name.en);
    v1::Finding* finding = Add(fault, names);
    if (finding == nullptr) return;
    for (std::size_t r : rows) {
      if (rows_[r] != nullptr) AddSpan(rows_[r]->span(), finding);
    }
  }

  void ReportExtra() {
    NameList names;
    for (const v1::Text& row : found_.extra_rows()) {
      const std::string label = Quote(row.value());
      names.Add(label, Concat("\"", label, "\""));
    }
    v1::Finding* finding = Add(v1::Case::ROW_EXTRA, names);
    if (finding == nullptr) return;
    for (const v1::Text& row : found_.extra_rows()) AddSpan(row.span(), finding);
  }

  void ReportAltered() {
    NameList names;
    std::vector<const v1::Span*> spans;
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      if (rows_[r] == nullptr || !rows_[r]->label_altered()) continue;
      const std::string label = Quote(rows_[r]->label());
      names.Add(Concat(label, "（格式：", table_.rows[r].name.zh, "）"),
                Concat("\"", label, "\" for ", table_.rows[r].name.en));
      spans.push_back(&rows_[r]->span());
    }
    for (const v1::Header& header : found_.headers()) {
      for (const v1::HeaderColumn& column : header.columns()) {
        if (!column.label_altered()) continue;
        const std::string label = Quote(column.label());
        names.Add(label, Concat("\"", label, "\""));
        spans.push_back(&column.span());
      }
    }
    v1::Finding* finding = Add(v1::Case::LABEL_ALTERED, names);
    if (finding == nullptr) return;
    for (const v1::Span* span : spans) AddSpan(*span, finding);
  }

  void ReportColumns(const std::vector<bool>& missing) {
    NameList names;
    for (std::size_t c = 0; c < missing.size(); ++c) {
      if (missing[c]) names.Add(table_.columns[c].name.zh, table_.columns[c].name.en);
    }
    Add(v1::Case::COLUMN_MISSING, names);
  }

  // Counts the instance; nullptr if there is nothing to report.
  v1::Finding* Add(v1::Case::Fault fault, const NameList& names) {
    const CompiledCase* one = context_.rule.CaseFor(fault);
    if (one == nullptr) return nullptr;
    context_.findings.Count(names.size() == 0 ? v1::PASSED : one->outcome);
    if (names.size() == 0) return nullptr;
    MessageFields fields;
    fields[Field::kTable] = table_.name;
    fields[Field::kList] = names.Get();
    fields.SetBoth(Field::kCount, Concat(names.size()));
    return &context_.findings.Add(context_.rule, context_.form, *one, fields);
  }

  const CheckContext& context_;
  const FormIndex::Table& table_;
  const v1::Table& found_;
  std::vector<const v1::Row*> rows_;  // by row of the form
};

}  // namespace

void CheckTables(const CheckContext& context, const TablePlan& plan) {
  for (const FormIndex::Table* table : plan.tables) CheckTable(context, *table);
}

void CheckRows(const CheckContext& context, const RowPlan& plan) {
  for (const FormIndex::Table* table : plan.tables) {
    const v1::Table* found = context.report.FindTable(table->kind);
    if (found != nullptr) TableShape(context, *table, *found).Run();
  }
}

}  // namespace gongkai
