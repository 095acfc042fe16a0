#include "extract/report_tables.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "model/han.h"

namespace gongkai {
namespace {

void SetSpan(uint32_t begin, uint32_t end, v1::Span* span) {
  span->set_begin(begin);
  span->set_end(end);
}

class TableReporter {
 public:
  TableReporter(const v1::Document& document, const FormModel& model, const Alignment& alignment,
                v1::Extraction* extraction)
      : text_(document.text()), model_(model), alignment_(alignment), extraction_(*extraction) {}

  void Run(std::size_t form) {
    for (const v1::TableDefinition& definition : model_.forms()[form]->tables()) {
      if (definition.optional() && !IsFound(definition)) continue;
      v1::Table& table = *extraction_.add_tables();
      table.set_kind(definition.kind());
      for (const v1::BlockDefinition& block : definition.blocks()) {
        for (const v1::RowDefinition& row : block.rows()) AddTableRow(row, form, &table);
        AddHeader(block, form, &table);
      }
      AddExtraRows(form, &table);
      SetTableSpan(&table);
    }
  }

 private:
  const Token& TokenAt(int token) const {
    return alignment_.list.tokens[static_cast<std::size_t>(token)];
  }

  bool IsFound(const v1::TableDefinition& definition) const {
    return std::ranges::any_of(alignment_.rows, [&](const AlignedRow& row) {
      return model_.rows()[static_cast<std::size_t>(row.place.row)].table == definition.kind();
    });
  }

  // Both come in the order of the form, or nearly: the next row is looked at first.
  const AlignedRow* Find(const v1::RowDefinition& definition, std::size_t form) {
    for (std::size_t tried = 0; tried < alignment_.rows.size(); ++tried) {
      if (next_row_ >= alignment_.rows.size()) next_row_ = 0;
      const AlignedRow& row = alignment_.rows[next_row_++];
      if (model_.rows()[static_cast<std::size_t>(row.place.row)].in[form] == &definition) {
        return &row;
      }
    }
    return nullptr;
  }

  void AddTableRow(const v1::RowDefinition& definition, std::size_t form, v1::Table* table) {
    v1::Row& row = *table->add_rows();
    row.set_number(definition.number());
    if (definition.label().empty()) {
      AddDisputesRow(&row);
      return;
    }
    const AlignedRow* const aligned = Find(definition, form);
    if (aligned == nullptr) return;
    row.set_found(true);
    row.set_out_of_order(aligned->place.out_of_order);
    SetLabel(*aligned, form, &row);
  }

  void SetLabel(const AlignedRow& aligned, std::size_t form, v1::Row* row) const {
    const TextRange label = SetLabelText(aligned.place, row->mutable_label());
    row->set_label_altered(LabelAltered(aligned.place, form, label.end));
    uint32_t end = label.end;
    for (const uint32_t value : aligned.placement.values) {
      end = std::max(end, TokenAt(static_cast<int>(value)).end);
    }
    SetSpan(label.begin, end, row->mutable_span());
  }

  // Without its ordinal, the values it is wrapped round, spaces and line breaks; with an
  // explanation behind it in the same cell. Returns where it stands.
  TextRange SetLabelText(const RowPlace& place, std::string* text) const {
    const Anchor& anchor = place.anchor;
    TextRange label{.begin = place.misspelt ? BehindOrdinal(anchor) : anchor.begin};
    const Token& last = TokenAt(static_cast<int>(anchor.last_token));
    label.end = std::max(anchor.end, EndOfLabel(anchor, last));
    text->reserve(label.end - label.begin);
    for (uint32_t token = anchor.first_token; token <= anchor.last_token; ++token) {
      const Token& words = TokenAt(static_cast<int>(token));
      if (words.kind != TokenKind::kWords) continue;
      const uint32_t begin = std::max(words.begin, label.begin);
      AppendWithoutSpace(begin, std::min(words.end, label.end), text);
    }
    return label;
  }

  // Cell borders go with the spaces.
  void AppendWithoutSpace(uint32_t begin, uint32_t end, std::string* out) const {
    const auto space = [](char c) {
      return static_cast<unsigned char>(c) <= '|' &&
             (c == ' ' || c == '\n' || c == '\t' || c == '|');
    };
    for (uint32_t at = begin; at < end;) {
      uint32_t stop = at;
      while (stop < end) {  // branches, so that the next place does not wait for a byte
        if (LeadsCommonHan(text_[stop])) {
          stop += kCommonHanBytes;
        } else if (space(text_[stop])) {
          break;
        } else {
          ++stop;
        }
      }
      out->append(text_.substr(at, stop - at));
      at = stop;
      while (at < end && space(text_[at])) ++at;
    }
  }

  // In more than width, spaces and punctuation. `end` is where the label as printed ends.
  bool LabelAltered(const RowPlace& place, std::size_t form, uint32_t end) const {
    if (place.misspelt) return true;
    const Label& label = model_.labels()[place.anchor.label];
    const ModelRow& row = model_.rows()[static_cast<std::size_t>(place.row)];
    const Meaning* meaning = label.Find(LabelKind::kRow, form, row.band);
    if (meaning == nullptr || !meaning->own) return true;
    return end > place.anchor.end &&
           !HanOnly(text_.substr(place.anchor.end, end - place.anchor.end)).empty();
  }

  uint32_t BehindOrdinal(const Anchor& anchor) const {
    const Token& words = TokenAt(static_cast<int>(anchor.first_token));
    constexpr uint32_t kLongestOrdinal = 12;
    uint32_t begin = words.begin;
    for (uint32_t at = words.begin + 1; at < std::min(words.end, begin + kLongestOrdinal); ++at) {
      const LabelOrdinal ordinal = FindOrdinal(text_, words.begin, at);
      if (ordinal.style != LabelOrdinal::kNone && ordinal.begin == words.begin) begin = at;
    }
    return begin;
  }

  uint32_t EndOfLabel(const Anchor& anchor, const Token& last) const {
    const auto next =
        std::ranges::upper_bound(alignment_.anchors, anchor.begin, {}, &Anchor::begin);
    const bool alone =
        next == alignment_.anchors.end() || next->first_token > anchor.last_token || !next->starts;
    return alone ? last.end : anchor.end;
  }

  void AddDisputesRow(v1::Row* row) const {
    if (alignment_.disputes.empty()) return;
    row->set_found(true);
    uint32_t begin = UINT32_MAX;
    uint32_t end = 0;
    for (const DisputeRun& run : alignment_.disputes) {
      for (const uint32_t value : run.placement.values) {
        begin = std::min(begin, TokenAt(static_cast<int>(value)).begin);
        end = std::max(end, TokenAt(static_cast<int>(value)).end);
      }
    }
    SetSpan(begin, end, row->mutable_span());
  }

  void AddHeader(const v1::BlockDefinition& block, std::size_t form, v1::Table* table) const {
    v1::Header& header = *table->add_headers();
    header.set_block(block.number());
    for (std::size_t band = 0; band < model_.bands().size(); ++band) {
      if (model_.bands()[band].blocks[form] != &block) continue;
      const BandHeader& found = alignment_.headers[band];
      const bool here = found.shared || found.form == static_cast<int>(form);
      for (const HeaderCell& cell : found.cells) {
        if (here && cell.column != kForeignColumn) {
          AddHeaderColumn(cell.anchor, cell.column, cell.own, &header);
        }
      }
      if (table->kind() == v1::DISPUTES_TABLE) AddDisputesHeader(form, band, &header);
    }
    if (header.columns_size() == 0) table->mutable_headers()->RemoveLast();
  }

  void AddHeaderColumn(std::size_t anchor_index, int column, bool own, v1::Header* header) const {
    const Anchor& anchor = alignment_.anchors[anchor_index];
    v1::HeaderColumn& out = *header->add_columns();
    out.set_column(static_cast<uint32_t>(column));
    AppendWithoutSpace(anchor.begin, anchor.end, out.mutable_label());
    SetSpan(anchor.begin, anchor.end, out.mutable_span());
    out.set_label_altered(!own);
  }

  // The same five labels stand in each group: counted through in text order.
  void AddDisputesHeader(std::size_t form, std::size_t band, v1::Header* header) const {
    for (const DisputeRun& run : alignment_.disputes) {
      auto column = static_cast<int>(run.first_column);
      const auto end = static_cast<int>(run.first_column + run.columns);
      for (std::size_t i = run.first_anchor; i <= run.last_anchor; ++i) {
        const Label& label = model_.labels()[alignment_.anchors[i].label];
        for (int next = column; next < end; ++next) {
          const Meaning* meaning = label.FindColumn(form, static_cast<uint16_t>(band), next);
          if (meaning == nullptr) continue;
          AddHeaderColumn(i, next, meaning->own, header);
          column = next + 1;
          break;
        }
      }
    }
  }

  void AddExtraRows(std::size_t form, v1::Table* table) const {
    for (const AlignedRow& aligned : alignment_.rows) {
      const ModelRow& row = model_.rows()[static_cast<std::size_t>(aligned.place.row)];
      if (row.table != table->kind() || row.in[form] != nullptr) continue;
      v1::Text& text = *table->add_extra_rows();
      const TextRange label = SetLabelText(aligned.place, text.mutable_value());
      SetSpan(label.begin, label.end, text.mutable_span());
    }
    for (const auto& [token, kind] : alignment_.extra_rows) {
      if (kind != table->kind()) continue;
      v1::Text& text = *table->add_extra_rows();
      const Token& words = TokenAt(static_cast<int>(token));
      AppendWithoutSpace(words.begin, words.end, text.mutable_value());
      SetSpan(words.begin, words.end, text.mutable_span());
    }
  }

  static void SetTableSpan(v1::Table* table) {
    uint32_t begin = UINT32_MAX;
    uint32_t end = 0;
    const auto add = [&](const v1::Span& span) {
      begin = std::min(begin, span.begin());
      end = std::max(end, span.end());
    };
    for (const v1::Row& row : table->rows()) {
      if (!row.found()) continue;
      table->set_found(true);
      add(row.span());
    }
    for (const v1::Header& header : table->headers()) {
      for (const v1::HeaderColumn& column : header.columns()) add(column.span());
    }
    if (begin < end) SetSpan(begin, end, table->mutable_span());
  }

  const std::string_view text_;
  const FormModel& model_;
  const Alignment& alignment_;
  v1::Extraction& extraction_;
  std::size_t next_row_ = 0;  // behind the one found last
};

}  // namespace

void ReportTables(const v1::Document& document, const FormModel& model, const Alignment& alignment,
                  std::size_t form, v1::Extraction* extraction) {
  TableReporter(document, model, alignment, extraction).Run(form);
}

}  // namespace gongkai
