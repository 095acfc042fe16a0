#include "normalize/page_writer.h"

#include <string>
#include <utility>

#include "model/han.h"

namespace gongkai {
namespace {

char32_t LastOf(const PagedPart& part) { return part.line->glyphs[part.end - 1].code; }
char32_t FirstOf(const PagedPart& part) { return part.line->glyphs[part.begin].code; }
bool Letter(char32_t c) { return IsAsciiWord(c) && !IsDigit(c); }

}  // namespace

void PageWriter::Write(const PageFlow& flow) {
  for (const FlowBlock& block : flow.blocks) {
    switch (block.kind) {
      case FlowBlock::Kind::kParagraph:
        Paragraph(block.lines);
        break;
      case FlowBlock::Kind::kTable:
        Table(block.table);
        break;
      case FlowBlock::Kind::kImage:
        layout_.Start(TagKind::kImage, {}, position());
        layout_.End(position());
        break;
    }
    if (layout_.bound() != nullptr) break;
  }
  layout_.Start(TagKind::kUnseen, {}, position());
  for (const PagedPart& part : flow.margins) Margin(part);
  layout_.End(position());
}

void PageWriter::Paragraph(const std::vector<PagedLine>& lines) {
  layout_.Start(TagKind::kBlock, {}, position());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    // A word of Latin letters that ends a line is not that which begins the next.
    if (i > 0 && Letter(LastOf(WholeOf(lines[i - 1]))) && Letter(FirstOf(WholeOf(lines[i])))) {
      Put(" ");
    }
    Part(WholeOf(lines[i]));
  }
  layout_.End(position());
}

void PageWriter::Margin(const PagedPart& part) {
  layout_.Start(TagKind::kBlock, {}, position());
  Part(part);
  layout_.End(position());
}

void PageWriter::Table(const PagedTable& table) {
  layout_.Start(TagKind::kTable, {}, position());
  std::size_t i = 0;
  for (uint32_t row = 0; row < table.rows && layout_.bound() == nullptr; ++row) {
    layout_.Start(TagKind::kRow, {}, position());
    for (; i < table.cells.size() && table.cells[i].row == row; ++i) Cell(table.cells[i]);
    layout_.End(position());
  }
  layout_.End(position());
}

void PageWriter::Cell(const PagedCell& cell) {
  HtmlAttributes attributes;
  attributes.row_span = cell.row_span;
  attributes.column_span = cell.column_span;
  layout_.Start(TagKind::kCell, attributes, position());
  if (cell.empty()) Stretch(cell.page, cell.box);
  for (std::size_t i = 0; i < cell.parts.size(); ++i) {
    // Two figures under each other are two; a label goes on.
    if (i > 0 && IsAsciiWord(LastOf(cell.parts[i - 1])) && IsAsciiWord(FirstOf(cell.parts[i]))) {
      layout_.Start(TagKind::kBreak, {}, position());
      layout_.End(position());
    }
    Part(cell.parts[i]);
  }
  layout_.End(position());
}

// Part of a line as stretches of characters of one width: figures apart from words.
void PageWriter::Part(const PagedPart& line) {
  const std::vector<PageGlyph>& glyphs = line.line->glyphs;
  std::string piece;
  PageBox box;
  std::vector<uint32_t> recognition;
  const auto flush = [&] {
    if (piece.empty()) return;
    Stretch(line.page, box);
    recognition_.resize(assembler_.characters());
    Put(std::exchange(piece, {}));
    recognition_.insert(recognition_.end(), recognition.begin(), recognition.end());
    recognition.clear();
  };
  bool narrow = false;
  for (std::size_t i = line.begin; i < line.end; ++i) {
    const PageGlyph& glyph = glyphs[i];
    if (glyph.space()) continue;
    const int spaces = i > line.begin ? line.line->SpacesBefore(i) : 0;
    const bool ascii = glyph.code < 0x80;
    if (ascii != narrow || spaces > 0) flush();
    if (spaces > 0) {
      Stretch(line.page, {box.right, box.top, glyph.left, box.bottom});
      Put(std::string(static_cast<std::size_t>(spaces), ' '));
    }
    const PageBox around{glyph.left, glyph.top(), glyph.right, glyph.bottom()};
    box = piece.empty() ? around : Around(box, around);
    AppendUtf8(glyph.code, &piece);
    recognition.push_back(glyph.recognition);
    narrow = ascii;
  }
  flush();
}

void PageWriter::Stretch(uint32_t page, const PageBox& box) {
  const PageContent& content = pages_[page];
  const PageBox there{box.left + content.moved, box.top, box.right + content.moved, box.bottom};
  placing_(content.number, AsShown(content.page, there));
}

void PageWriter::Put(std::string_view text) {
  const ByteRange range = assembler_.Append(text);
  layout_.Text(range.begin, range.end);
}

}  // namespace gongkai
