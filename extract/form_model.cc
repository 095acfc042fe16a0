#include "extract/form_model.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <utility>

#include "model/han.h"

namespace gongkai {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Calls visit(table, block, row) for every row in the form's order.
template <typename Visit>
void ForEachRow(const v1::FormDefinition& form, Visit visit) {
  for (const v1::TableDefinition& table : form.tables()) {
    for (const v1::BlockDefinition& block : table.blocks()) {
      for (const v1::RowDefinition& row : block.rows()) visit(table, block, row);
    }
  }
}

bool SharesRow(const v1::FormDefinition& a, const v1::FormDefinition& b) {
  bool shares = false;
  ForEachRow(a, [&](const auto&, const auto&, const v1::RowDefinition& row) {
    ForEachRow(b, [&](const auto&, const auto&, const v1::RowDefinition& other) {
      shares |= row.number() == other.number();
    });
  });
  return shares;
}

// A row with figures of its own that heads others: "（一）收到申请数".
bool IsRow(const v1::FormDefinition& form, std::string_view group) {
  bool is_row = false;
  ForEachRow(form, [&](const auto&, const auto&, const v1::RowDefinition& row) {
    is_row |= group == row.ordinal() + row.label();
  });
  return is_row;
}

// "（三）不予公开" without what stands before it.
std::string_view WithoutOrdinal(std::string_view label) {
  for (const std::string_view end : {"）", "、"}) {
    const std::size_t at = label.find(end);
    if (at != std::string_view::npos && at <= 9 && at + end.size() < label.size()) {
      return label.substr(at + end.size());
    }
  }
  return label;
}

}  // namespace

const Meaning* Label::Find(LabelKind kind, std::size_t form, uint16_t band) const {
  for (const Meaning& meaning : meanings) {
    if (meaning.kind == kind && meaning.form == form && meaning.band == band) return &meaning;
  }
  return nullptr;
}

const Meaning* Label::FindColumn(std::size_t form, uint16_t band, int column) const {
  for (const Meaning& meaning : meanings) {
    if (meaning.kind == LabelKind::kColumn && meaning.form == form && meaning.band == band &&
        meaning.column == column) {
      return &meaning;
    }
  }
  return nullptr;
}

std::vector<FormFamily> FormFamilies(const FormCatalog& catalog) {
  std::vector<FormFamily> families;
  for (const v1::FormDefinition& form : catalog.forms()) {
    if (form.tables().empty()) continue;
    const auto family = std::ranges::find_if(families, [&](const FormFamily& known) {
      return std::ranges::any_of(known, [&](const auto* other) { return SharesRow(form, *other); });
    });
    (family == families.end() ? families.emplace_back() : *family).push_back(&form);
  }
  return families;
}

FormModel::FormModel(FormFamily forms, const FigureReader& figures) : forms_(std::move(forms)) {
  MergeRows();
  if (forms_.size() > kMaxTableForms || rows_.size() > kMaxModelRows) {
    std::fprintf(stderr, "more forms or rows than extract is made for\n");
    std::abort();
  }
  row_labels_.resize(rows_.size());
  for (std::size_t form = 0; form < forms_.size(); ++form) AddForm(form);
  for (const std::string& word : figures.foreign_columns()) {
    AddLabel(word, {.kind = LabelKind::kForeignColumn}, -1);
  }
  std::vector<std::u16string_view> texts;
  texts.reserve(labels_.size());
  for (const Label& label : labels_) texts.push_back(label.text);
  automaton_ = std::make_unique<LabelAutomaton>(texts);
}

// The newest form gives the order; a row that only an older one has goes behind the row it
// follows there.
void FormModel::MergeRows() {
  for (std::size_t i = forms_.size(); i-- > 0;) {
    std::size_t at = 0;
    ForEachRow(*forms_[i], [&](const v1::TableDefinition& table, const v1::BlockDefinition&,
                               const v1::RowDefinition& row) {
      const auto known = std::ranges::find(rows_, row.number(), &ModelRow::number);
      if (known != rows_.end()) {
        at = static_cast<std::size_t>(known - rows_.begin()) + 1;
      } else {
        rows_.insert(rows_.begin() + static_cast<std::ptrdiff_t>(at),
                     {.number = row.number(), .table = table.kind()});
        ++at;
      }
    });
  }
  const auto index = [&](uint32_t number) {
    return static_cast<std::size_t>(std::ranges::find(rows_, number, &ModelRow::number) -
                                    rows_.begin());
  };
  std::vector<int> band_of(rows_.size(), -1);
  for (std::size_t form = 0; form < forms_.size(); ++form) {
    ForEachRow(*forms_[form], [&](const v1::TableDefinition& table,
                                  const v1::BlockDefinition& block, const v1::RowDefinition& row) {
      ModelRow& merged = rows_[index(row.number())];
      merged.in[form] = &row;
      merged.ordinals[form] =
          FindOrdinal(row.ordinal(), 0, static_cast<uint32_t>(row.ordinal().size()));
      int band = -1;
      for (const v1::RowDefinition& other : block.rows()) {
        band = std::max(band, band_of[index(other.number())]);
      }
      if (band < 0) {
        band = static_cast<int>(bands_.size());
        bands_.push_back({.table = table.kind()});
      }
      bands_[static_cast<std::size_t>(band)].blocks[form] = &block;
      band_of[index(row.number())] = band;
    });
  }
  for (std::size_t i = 0; i < rows_.size(); ++i) rows_[i].band = static_cast<uint16_t>(band_of[i]);
}

void FormModel::AddForm(std::size_t form) {
  int before = -1;  // the row before, in this form
  const v1::FormDefinition& definition = *forms_[form];
  const auto add_heading = [&](const v1::SectionDefinition& section, int behind) {
    const Meaning meaning{.kind = LabelKind::kHeading, .form = static_cast<uint8_t>(form)};
    AddLabel(section.heading(), meaning, behind);
    for (const std::string& variant : section.variants()) AddLabel(variant, meaning, behind);
  };
  const v1::BlockDefinition* last_block = nullptr;
  std::vector<std::string> open_groups;
  v1::SectionKind last_section = v1::SectionKind();
  ForEachRow(definition, [&](const v1::TableDefinition& table, const v1::BlockDefinition& block,
                             const v1::RowDefinition& row) {
    const int index =
        static_cast<int>(std::ranges::find(rows_, row.number(), &ModelRow::number) - rows_.begin());
    Meaning meaning{.kind = LabelKind::kRow,
                    .form = static_cast<uint8_t>(form),
                    .band = rows_[static_cast<std::size_t>(index)].band,
                    .row = static_cast<uint16_t>(index)};
    for (const v1::SectionDefinition& section : definition.sections()) {
      if (section.kind() == table.section() && table.section() != last_section) {
        add_heading(section, before);
      }
    }
    last_section = table.section();
    if (&block != last_block) AddColumns(form, block, meaning, before);
    last_block = &block;
    AddRowGroups(row, meaning, before, &open_groups);
    meaning.own = true;
    if (!row.label().empty()) AddLabel(row.label(), meaning, before);
    meaning.own = false;
    for (const std::string& variant : row.variants()) AddLabel(variant, meaning, before);
    before = index;
  });
  for (const v1::SectionDefinition& section : definition.sections()) {
    add_heading(section, section.kind() > last_section ? before : -1);
  }
  const Meaning end{.kind = LabelKind::kHeaderWord, .form = static_cast<uint8_t>(form)};
  for (const v1::TableDefinition& table : definition.tables()) {
    if (table.end_words().empty()) continue;
    const uint32_t last = table.blocks().rbegin()->rows().rbegin()->number();
    const auto row = std::ranges::find(rows_, last, &ModelRow::number) - rows_.begin();
    for (const std::string& word : table.end_words()) AddLabel(word, end, static_cast<int>(row));
  }
}

// `open` are the groups of the row before.
void FormModel::AddRowGroups(const v1::RowDefinition& row, Meaning meaning, int before,
                             std::vector<std::string>* open) {
  meaning.kind = LabelKind::kRowGroup;
  for (int i = 0; i < row.groups_size(); ++i) {
    const auto known = static_cast<std::size_t>(i);
    if (known < open->size() && (*open)[known] == row.groups(i)) continue;
    if (IsRow(*forms_[meaning.form], row.groups(i))) continue;
    AddLabel(WithoutOrdinal(row.groups(i)), meaning, before);
  }
  open->assign(row.groups().begin(), row.groups().end());
}

void FormModel::AddColumns(std::size_t form, const v1::BlockDefinition& block, Meaning meaning,
                           int before) {
  meaning.form = static_cast<uint8_t>(form);
  meaning.kind = LabelKind::kBlock;
  if (!block.label().empty()) AddLabel(block.label(), meaning, before);
  for (const std::string& variant : block.variants()) AddLabel(variant, meaning, before);
  meaning.kind = LabelKind::kHeaderWord;
  for (const std::string& word : block.header_words()) AddLabel(word, meaning, before);
  std::vector<std::string_view> groups;
  for (int i = 0; i < block.columns_size(); ++i) {
    const v1::ColumnDefinition& column = block.columns(i);
    meaning.column = static_cast<uint16_t>(i);
    meaning.kind = LabelKind::kColumnGroup;
    for (const std::string& group : column.groups()) {
      if (std::ranges::find(groups, group) != groups.end()) continue;
      groups.push_back(group);
      meaning.deepest = HanOnly(*column.groups().rbegin()) == HanOnly(group);
      AddLabel(group, meaning, before);
    }
    meaning.deepest = false;
    meaning.kind = LabelKind::kColumn;
    meaning.own = true;
    AddLabel(column.label(), meaning, before);
    meaning.own = false;
    for (const std::string& variant : column.variants()) AddLabel(variant, meaning, before);
  }
}

void FormModel::AddLabel(std::string_view text, const Meaning& meaning, int behind) {
  std::u16string han = HanOnly(text);
  if (han.empty()) return;
  const auto [known, added] = by_text_.try_emplace(han, static_cast<uint32_t>(labels_.size()));
  if (added) labels_.push_back({.text = std::move(han)});
  Label& label = labels_[known->second];
  if (added) std::ranges::copy_if(text, std::back_inserter(label.digits), IsDigit);
  label.meanings.push_back(meaning);
  if (behind >= 0) label.behind[meaning.form] |= uint64_t{1} << behind;
  if (meaning.kind == LabelKind::kRow) {
    AddRowMeaning(known->second, meaning.row);
  }
  label.column |= meaning.kind == LabelKind::kColumn;
  label.column_group |= meaning.kind == LabelKind::kColumnGroup;
  label.foreign |= meaning.kind == LabelKind::kForeignColumn;
  label.row_group |= meaning.kind == LabelKind::kRowGroup;
}

void FormModel::AddRowMeaning(uint32_t label, int row) {
  std::vector<uint32_t>& texts = row_labels_[static_cast<std::size_t>(row)];
  if (std::ranges::find(texts, label) != texts.end()) return;
  texts.push_back(label);
  if (labels_[label].row < 0) {
    labels_[label].row = row;
  } else {
    labels_[label].other_rows.push_back(row);
    shares_labels_ = true;
  }
}

int FormModel::FormIndex(v1::Form form) const {
  for (std::size_t i = 0; i < forms_.size(); ++i) {
    if (forms_[i]->form() == form) return static_cast<int>(i);
  }
  return -1;
}

int FormModel::NextRow(int row, std::size_t form) const {
  for (std::size_t i = static_cast<std::size_t>(row) + 1; i < rows_.size(); ++i) {
    if (rows_[i].in[form] != nullptr) return static_cast<int>(i);
  }
  return -1;
}

}  // namespace gongkai
