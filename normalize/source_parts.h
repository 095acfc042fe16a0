// Writes v1::SourceParts while a document is read.
#pragma once

#include <cstdint>
#include <string_view>

#include "gongkai/v1/document.pb.h"

namespace gongkai {

class SourcePartsBuilder {
 public:
  explicit SourcePartsBuilder(v1::SourceParts* parts) : parts_(*parts) {}

  // What follows comes from this part; its paragraphs and tables count from 1.
  void StartPart(std::string_view name) {
    parts_.add_part_names(std::string(name));
    paragraph_ = 0;
    tables_ = 0;
    cell_ = 0;
  }

  // The same for a sheet of a workbook.
  void StartSheet(std::string_view name, std::string_view title) {
    StartPart(name);
    while (parts_.part_titles_size() + 1 < parts_.part_names_size()) parts_.add_part_titles();
    parts_.add_part_titles(std::string(title));
  }

  // A paragraph begins; its number.
  uint32_t NextParagraph() { return ++paragraph_; }

  uint32_t paragraph() const { return paragraph_; }

  // Paragraphs that are there and not read.
  void SkipParagraphs(uint32_t count) { paragraph_ += count; }

  // A table begins at the current level; its number.
  uint32_t NextTable() { return ++tables_; }

  // From here to the matching EndCell() everything lies in this cell.
  struct Around {
    uint32_t cell = 0;
    uint32_t tables = 0;
  };
  Around StartCell(uint32_t table, uint32_t row, uint32_t column) {
    const Around around{cell_, tables_};
    parts_.add_cell_parent(cell_);
    parts_.add_cell_table(table);
    parts_.add_cell_row(row);
    parts_.add_cell_column(column);
    cell_ = static_cast<uint32_t>(parts_.cell_parent_size());
    tables_ = 0;
    return around;
  }
  void EndCell(const Around& around) {
    cell_ = around.cell;
    tables_ = around.tables;
  }

  // Characters from `position` of the source on, which follow at `text_position` of the text,
  // belong to this paragraph, or are the number an automatic list gives it.
  void StartStretch(uint32_t position, uint32_t text_position, uint32_t paragraph,
                    bool list_number) {
    parts_.add_begin(position);
    parts_.add_text_begin(text_position);
    parts_.add_part(static_cast<uint32_t>(parts_.part_names_size()) - 1);
    parts_.add_paragraph(paragraph);
    parts_.add_list_number(list_number);
    parts_.add_cell(cell_);
  }

 private:
  v1::SourceParts& parts_;
  uint32_t paragraph_ = 0;
  uint32_t tables_ = 0;
  uint32_t cell_ = 0;  // one plus its index
};

}  // namespace gongkai
