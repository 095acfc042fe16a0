// A family of forms as the alignment sees it: one order of rows over its generations, and every
// label with all it may mean. Rows that two forms share are one row here, so that a report that
// mixes them is nothing special.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "extract/figures.h"
#include "extract/label_automaton.h"
#include "extract/label_ordinal.h"
#include "model/forms.h"

namespace gongkai {

inline constexpr std::size_t kMaxTableForms = 4;  // generations with statutory tables
inline constexpr std::size_t kMaxModelRows = 63;

// A row of the merged order.
struct ModelRow {
  uint32_t number = 0;
  v1::TableKind table = v1::TABLE_KIND_UNSPECIFIED;
  uint16_t band = 0;
  std::array<const v1::RowDefinition*, kMaxTableForms> in{};  // by form; nullptr: not in it
  std::array<LabelOrdinal, kMaxTableForms> ordinals{};        // as the forms print them
};

// Rows under one header: the blocks of all forms that share rows.
struct Band {
  v1::TableKind table = v1::TABLE_KIND_UNSPECIFIED;
  std::array<const v1::BlockDefinition*, kMaxTableForms> blocks{};
};

enum class LabelKind : uint8_t {
  kRow,
  kColumn,
  kColumnGroup,
  kForeignColumn,
  kRowGroup,
  kBlock,       // "第二十条第（一）项", the note over the applications
  kHeaderWord,  // "信息内容"
  kHeading,     // of a section
};

// One thing a label may stand for.
struct Meaning {
  LabelKind kind;
  uint8_t form = 0;
  uint16_t band = 0;     // of rows and columns
  uint16_t row = 0;      // merged index; for a group, of the first row under it
  uint16_t column = 0;   // within the block; for a group, the first column under it
  bool own = false;      // the form's own wording, not a variant
  bool deepest = false;  // of a group of columns: no other stands between it and the column
};

struct Label {
  std::u16string text;
  std::string digits;  // that the form prints in it: 计1条
  std::vector<Meaning> meanings;
  // By form: bit i is set if the form places the label behind row i and before the next one
  // (or as the next one).
  std::array<uint64_t, kMaxTableForms> behind{};
  int row = -1;                 // merged index if it may be a row
  std::vector<int> other_rows;  // all others it may be: 被依法纠错数 stands under two groups
  bool column = false;
  bool column_group = false;
  bool foreign = false;
  bool row_group = false;

  // The first one; nullptr if there is none.
  const Meaning* Find(LabelKind kind, std::size_t form, uint16_t band) const;
  const Meaning* FindColumn(std::size_t form, uint16_t band, int column) const;
};

// The forms with tables, those that share rows together, in order of their years.
using FormFamily = std::vector<const v1::FormDefinition*>;
std::vector<FormFamily> FormFamilies(const FormCatalog& catalog);

// Immutable; safe to share between threads. The definitions must outlive it.
class FormModel {
 public:
  FormModel(FormFamily forms, const FigureReader& figures);
  FormModel(const FormModel&) = delete;
  FormModel& operator=(const FormModel&) = delete;

  const std::vector<ModelRow>& rows() const { return rows_; }
  const std::vector<Band>& bands() const { return bands_; }
  const std::vector<Label>& labels() const { return labels_; }
  const LabelAutomaton& automaton() const { return *automaton_; }

  // In order of their years.
  const FormFamily& forms() const { return forms_; }

  // A label may be several rows.
  bool shares_labels() const { return shares_labels_; }

  // Index in forms(); -1 for one of another family.
  int FormIndex(v1::Form form) const;

  // Merged index of the row that follows in that form; -1 if none does.
  int NextRow(int row, std::size_t form) const;

  // Label texts of a row over all forms, for the search of altered ones.
  const std::vector<uint32_t>& RowLabels(int row) const { return row_labels_[row]; }

 private:
  void MergeRows();
  void AddForm(std::size_t form);
  void AddColumns(std::size_t form, const v1::BlockDefinition& block, Meaning meaning, int before);
  void AddRowGroups(const v1::RowDefinition& row, Meaning meaning, int before,
                    std::vector<std::string>* open);
  void AddLabel(std::string_view text, const Meaning& meaning, int behind);
  void AddRowMeaning(uint32_t label, int row);

  FormFamily forms_;
  std::vector<ModelRow> rows_;
  std::vector<Band> bands_;
  std::vector<Label> labels_;
  std::unordered_map<std::u16string, uint32_t> by_text_;
  std::vector<std::vector<uint32_t>> row_labels_;
  std::unique_ptr<LabelAutomaton> automaton_;
  bool shares_labels_ = false;
};

}  // namespace gongkai
