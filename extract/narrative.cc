#include "extract/narrative.h"

#include <algorithm>
#include <string_view>

#include "model/han.h"

namespace gongkai {
namespace {

constexpr uint32_t kMinProseCell = 90;   // bytes of a cell that holds sentences
constexpr uint32_t kMinBrokenLine = 60;  // bytes of a line that goes on in the next one
constexpr std::size_t kMaxBorders = 2;   // "|" or tabs of a line that is no row of a table

class Ranges {
 public:
  Ranges(const v1::Document& document, const v1::Outline& outline, const v1::Extraction& extraction)
      : document_(document), text_(document.text()), begin_(outline.title().span().end()) {
    for (const v1::Table& table : extraction.tables()) {
      if (!table.found()) continue;
      tables_.push_back({table.span().begin(), table.span().end()});
    }
    std::ranges::sort(tables_, {}, &TextRange::begin);
    for (const v1::Section& section : outline.sections()) {
      headings_.push_back({section.heading_span().begin(), section.heading_span().end()});
    }
    std::ranges::sort(headings_, {}, &TextRange::begin);
  }

  std::vector<TextRange> Run() {
    for (int i = 0; i < document_.blocks_size(); ++i) {
      const v1::Block& block = document_.blocks(i);
      if (block.chrome()) continue;
      if (block.kind() == v1::Block::PARAGRAPH) AddParagraph(block.begin(), block.end());
      if (block.kind() == v1::Block::TABLE) AddCells(block, i + 1);
    }
    return std::move(ranges_);
  }

 private:
  // Cells with sentences, unless blocks of their own stand in them.
  void AddCells(const v1::Block& table, int next) {
    for (const v1::GridCell& cell : table.grid().cells()) {
      if (cell.end() - cell.begin() < kMinProseCell) continue;
      const std::string_view text = text_.substr(cell.begin(), cell.end() - cell.begin());
      if (text.find("。") == std::string_view::npos) continue;
      while (next < document_.blocks_size() && document_.blocks(next).begin() < cell.begin()) {
        ++next;
      }
      if (next < document_.blocks_size() && document_.blocks(next).begin() < cell.end()) continue;
      AddOutsideTables(cell.begin(), cell.end());
    }
  }

  void AddParagraph(uint32_t begin, uint32_t end) {
    if (IsInTable(begin, end)) return;
    const std::string_view text = text_.substr(begin, end - begin);
    if (Borders(text) <= kMaxBorders || text.find("。") != std::string_view::npos) {
      AddOutsideTables(begin, end);
    }
  }

  // Far most paragraphs have none, and looking for one character is quick.
  static std::size_t Borders(std::string_view text) {
    const auto count = [&](char border) -> std::size_t {
      if (text.find(border) == std::string_view::npos) return 0;
      return static_cast<std::size_t>(std::ranges::count(text, border));
    };
    return count('|') + count('\t');
  }

  // Blocks come in the order of the text.
  bool IsInTable(uint32_t begin, uint32_t end) {
    while (table_ < tables_.size() && tables_[table_].end <= begin) ++table_;
    return table_ < tables_.size() && tables_[table_].begin <= begin && end <= tables_[table_].end;
  }

  void AddOutsideTables(uint32_t begin, uint32_t end) {
    begin = std::max(begin, begin_);
    for (const TextRange& table : tables_) {
      if (table.end <= begin || begin >= end) continue;
      if (table.begin >= end) break;
      if (table.begin > begin) Add(begin, table.begin);
      begin = table.end;
    }
    if (begin < end) Add(begin, end);
  }

  // A heading is a range of its own, also where all of the report is one line.
  void Add(uint32_t begin, uint32_t end) {
    while (heading_ < headings_.size() && headings_[heading_].end <= begin) ++heading_;
    for (std::size_t i = heading_; i < headings_.size() && headings_[i].begin < end; ++i) {
      const TextRange heading = headings_[i];
      if (heading.begin > begin) AddPiece(begin, heading.begin);
      AddPiece(std::max(begin, heading.begin), std::min(end, heading.end));
      begin = std::min(end, heading.end);
    }
    if (begin < end) AddPiece(begin, end);
  }

  void AddPiece(uint32_t begin, uint32_t end) {
    if (!ranges_.empty()) {
      TextRange& last = ranges_.back();
      if (begin < last.end) return;
      if (GoesOn(last, begin)) {
        last.end = end;
        return;
      }
    }
    ranges_.push_back({begin, end});
  }

  // A long line without a mark at its end goes on, unless the next one begins like an item.
  bool GoesOn(const TextRange& line, uint32_t next) const {
    if (next != line.end + 1 || text_[line.end] != '\n') return false;
    if (std::ranges::find(headings_, line.end, &TextRange::end) != headings_.end()) return false;
    if (line.end - line.begin < kMinBrokenLine) return false;
    const std::string_view tail = text_.substr(line.end - kMinBrokenLine, kMinBrokenLine);
    if (tail.find('\n') != std::string_view::npos) return false;
    const std::string_view before = text_.substr(0, line.end);
    for (const std::string_view mark : {"。", "；", "：", "！", "？", ";", ":", ")", "）"}) {
      if (before.ends_with(mark)) return false;
    }
    std::size_t offset = next;
    const char32_t first = NextChar(text_, &offset);
    return IsHan(first) && !text_.substr(offset).starts_with("、");
  }

  const v1::Document& document_;
  const std::string_view text_;
  const uint32_t begin_;  // of the report, behind its title
  std::vector<TextRange> tables_;
  std::size_t table_ = 0;  // the first that does not end before the last paragraph
  std::vector<TextRange> headings_;
  std::size_t heading_ = 0;  // the first that does not end before what was added
  std::vector<TextRange> ranges_;
};

}  // namespace

std::vector<TextRange> NarrativeRanges(const v1::Document& document, const v1::Outline& outline,
                                       const v1::Extraction& extraction) {
  return Ranges(document, outline, extraction).Run();
}

}  // namespace gongkai
