#include "normalize/plain_text.h"

#include <array>
#include <string>
#include <string_view>

#include "common/limits.h"
#include "normalize/chrome.h"
#include "normalize/drawn_tables.h"
#include "normalize/html_layout.h"
#include "normalize/script.h"
#include "normalize/text_writer.h"

namespace gongkai {
namespace {

// How dumps write an image: what stands before the alternative text and what behind it.
struct Placeholder {
  std::string_view before;
  std::string_view after;
};
constexpr Placeholder kPlaceholders[] = {
    {"[image:", "]"},   {"[Image:", "]"}, {"[IMAGE:", "]"}, {"[image", "]"}, {"[img:", "]"},
    {"[img", "]"},      {"[图片：", "]"}, {"[图片:", "]"},  {"[图片", "]"},  {"[插图", "]"},
    {"【图片：", "】"}, {"【图片", "】"}, {"（图片）", ""}, {"<image>", ""}, {"![", ")"},
};

// First bytes of what stands before.
constexpr std::array<bool, 256> kBeginsImage = [] {
  std::array<bool, 256> begins{};
  for (const Placeholder& image : kPlaceholders) {
    begins[static_cast<unsigned char>(image.before[0])] = true;
  }
  return begins;
}();

void Trim(std::string_view text, uint32_t* begin, uint32_t* end) {
  const auto space = [text](uint32_t at) { return text[at] == ' ' || text[at] == '\t'; };
  while (*begin < *end && space(*begin)) ++*begin;
  while (*begin < *end && space(*end - 1)) --*end;
}

// Narrows [begin, end) to the alternative text if the line is nothing but an image.
bool IsImageLine(std::string_view text, uint32_t* begin, uint32_t* end) {
  const std::string_view line = text.substr(*begin, *end - *begin);
  for (const Placeholder& image : kPlaceholders) {
    if (line[0] != image.before[0] || !line.starts_with(image.before)) continue;
    if (line.size() < image.before.size() + image.after.size()) continue;
    const std::string_view rest = line.substr(image.before.size());
    if (rest.substr(rest.size() - image.after.size()) != image.after) continue;
    std::size_t length = rest.size() - image.after.size();
    if (image.before == "![") {
      length = rest.find("](");
      if (length == std::string_view::npos || rest.find(')', length) != rest.size() - 1) continue;
    } else if (rest.substr(0, length).find(image.after.empty() ? "\n" : image.after) !=
               std::string_view::npos) {
      continue;  // The bracket closes before the end of the line.
    }
    *begin += static_cast<uint32_t>(image.before.size());
    *end = *begin + static_cast<uint32_t>(length);
    Trim(text, begin, end);
    return true;
  }
  return false;
}

bool IsImage(std::string_view text, uint32_t* begin, uint32_t* end) {
  return kBeginsImage[static_cast<unsigned char>(text[*begin])] && IsImageLine(text, begin, end);
}

// A text with drawn tables, by the layout that pages go through.
class DrawnTextWriter {
 public:
  DrawnTextWriter(const Page& page, const DrawnText& drawn, v1::Document* document)
      : text_(page.text()), drawn_(drawn), layout_(page, false, document) {}

  bool Write() {
    layout_.Start(TagKind::kVerbatim, {}, 0);
    std::size_t line = 0;
    for (const DrawnTable& table : drawn_.tables) {
      while (line < table.first_line && layout_.bound() == nullptr) Line(drawn_.lines[line++]);
      line = table.end_line;
      Table(table);
    }
    while (line < drawn_.lines.size() && layout_.bound() == nullptr) Line(drawn_.lines[line++]);
    if (layout_.bound() == nullptr) layout_.Finish(text_.size());
    return layout_.bound() == nullptr;
  }

 private:
  void Line(ByteRange line) {
    if (line.begin == line.end) return layout_.BlankLine(line.begin);
    auto begin = static_cast<uint32_t>(line.begin);
    auto end = static_cast<uint32_t>(line.end);
    Trim(text_, &begin, &end);
    if (begin < end && IsImage(text_, &begin, &end)) {
      HtmlAttributes attributes;
      attributes.text = {begin, end};
      layout_.Start(TagKind::kImage, attributes, begin);
      layout_.End(end);
      return;
    }
    layout_.Start(TagKind::kBlock, {}, line.begin);
    layout_.Text(line.begin, line.end);
    layout_.End(line.end);
  }

  void Table(const DrawnTable& table) {
    std::size_t position = drawn_.lines[table.first_line].begin;
    layout_.Start(TagKind::kTable, {}, position);
    std::size_t next = 0;
    for (uint32_t row = 0; row < table.rows && layout_.bound() == nullptr; ++row) {
      layout_.Start(TagKind::kRow, {}, position);
      for (; next < table.cells.size() && table.cells[next].row == row; ++next) {
        Cell(table.cells[next], &position);
      }
      layout_.End(position);
    }
    layout_.End(position);
  }

  void Cell(const DrawnCell& cell, std::size_t* position) {
    HtmlAttributes attributes;
    attributes.row_span = cell.row_span;
    attributes.column_span = cell.column_span;
    attributes.skipped_columns = cell.skipped;
    layout_.Start(TagKind::kCell, attributes, *position);
    for (std::size_t i = 0; i < cell.lines.size(); ++i) {
      const ByteRange line = cell.lines[i];
      // A label goes on; words of letters are two.
      if (i > 0 && static_cast<unsigned char>(text_[cell.lines[i - 1].end - 1]) < 0x80 &&
          static_cast<unsigned char>(text_[line.begin]) < 0x80) {
        layout_.Start(TagKind::kBreak, {}, line.begin);
        layout_.End(line.begin);
      }
      layout_.Text(line.begin, line.end);
      *position = line.end;
    }
    layout_.End(*position);
  }

  const std::string_view text_;
  const DrawnText& drawn_;
  HtmlLayout layout_;
};

bool AddLines(std::string_view text, v1::Document* document) {
  for (std::size_t line = 0; line < text.size();) {
    const std::size_t newline = std::min(text.find('\n', line), text.size());
    auto begin = static_cast<uint32_t>(line);
    auto end = static_cast<uint32_t>(newline);
    Trim(text, &begin, &end);
    line = newline + 1;
    if (begin == end) continue;
    if (static_cast<std::size_t>(document->blocks_size()) >= kMaxBlocks) return false;
    v1::Block* block = document->add_blocks();
    block->set_kind(IsImage(text, &begin, &end) ? v1::Block::IMAGE : v1::Block::PARAGRAPH);
    block->set_begin(begin);
    block->set_end(end);
  }
  return true;
}

}  // namespace

bool NormalizeText(const Page& page, v1::Document* document) {
  const DrawnText drawn = FindDrawnTables(page.text());
  if (!drawn.tables.empty()) return DrawnTextWriter(page, drawn, document).Write();
  std::string text;
  text.reserve(page.text().size());
  TextWriter writer(page, &text, document->mutable_source_map());
  // In pieces, so that a map that grows without bound is seen in time.
  constexpr std::size_t kPiece = 1u << 20;
  const std::string_view source = page.text();
  for (std::size_t begin = 0; begin < source.size();) {
    std::size_t end = std::min(begin + kPiece, source.size());
    while (end < source.size() && source[end] != '\n' &&
           (static_cast<unsigned char>(source[end]) & 0x80) != 0) {
      ++end;
    }
    if (end < source.size() && source[end] == '\n' && source[end - 1] == '\r') --end;
    writer.Append(begin, end);
    if (writer.runs() > kMaxSourceRuns) return false;
    begin = end;
  }
  if (!AddLines(text, document)) return false;
  document->set_text(std::move(text));
  SimplifyDocument(writer.traditional(), document);
  MarkChrome({}, {}, document);
  return true;
}

}  // namespace gongkai
