#include "tests/corpus/render_text.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/corpus/grid.h"
#include "tests/corpus/names.h"
#include "tests/corpus/render_drawn.h"
#include "tests/corpus/render_markup.h"

namespace gongkai::corpus {
namespace {

using Row = std::span<const GridCell>;

class TextRenderer {
 public:
  TextRenderer(const Page& page, Layout layout) : page_(page), layout_(layout) {
    out_.reserve(16384);
  }

  std::string Render() {
    if (page_.metadata) AddMetadata();
    for (const Paragraph& paragraph : page_.prose.paragraphs) {
      if (paragraph.role == Role::kTable) {
        AddTable(paragraph.table);
      } else {
        AddParagraph(paragraph);
      }
    }
    return std::move(out_);
  }

 private:
  void AddLine(std::string_view text) {
    out_ += text;
    out_ += layout_ == Layout::kOneLine ? ' ' : '\n';
  }

  void AddMetadata() {
    const Metadata metadata = MetadataOf(page_);
    AddLine("索引号：" + metadata.index_number + " 主题分类：政府信息公开");
    AddLine("发布机构：" + metadata.publisher + " 发文日期：" + metadata.date);
    AddLine("文号： 关键词：年度报告");
    AddLine("");
  }

  void AddParagraph(const Paragraph& paragraph) {
    if (IsMarkup(layout_)) return AddLine(MarkedParagraph(paragraph, layout_));
    if (layout_ == Layout::kMarkdown) {
      if (paragraph.role == Role::kTitle) out_ += "# ";
      if (paragraph.role == Role::kHeading) out_ += "## ";
      if (paragraph.role == Role::kSubheading) out_ += "### ";
    }
    AddLine(paragraph.text);
    const bool spaced = layout_ == Layout::kMarkdown || layout_ == Layout::kCellParagraphs;
    if (spaced || paragraph.role == Role::kTitle) AddLine("");
  }

  void AddTable(Table table) {
    if (layout_ == Layout::kCellPaths) return AddCellPaths(page_.draft, table, out_);
    for (const Grid& grid : BuildGrids(page_.draft, table, false)) {
      if (layout_ == Layout::kMarkdown) {
        AddMarkdown(grid);
        continue;
      }
      if (IsMarkup(layout_)) {
        AddMarkup(grid);
        continue;
      }
      covered_.assign(static_cast<size_t>(grid.width()), 0);
      spans_.assign(covered_.size(), 1);
      for (size_t row = 0; row < grid.rows(); ++row) AddRow(grid.row(row), grid.width());
      if (layout_ == Layout::kCellParagraphs || layout_ == Layout::kTabs) out_ += '\n';
    }
  }

  void AddMarkup(const Grid& grid) {
    switch (layout_) {
      case Layout::kGridTable:
        return AddGridTable(grid, out_);
      case Layout::kMultiline:
        return AddMultiline(grid, out_);
      case Layout::kPageDump:
        return AddPageDump(grid, out_);
      case Layout::kTsv:
        return AddTsv(grid, page_.narrow_heads, out_);
      case Layout::kJsonRows:
        return AddJsonRows(grid, out_);
      case Layout::kAsciidoc:
        return AddAsciidoc(grid, page_.narrow_heads, out_);
      case Layout::kCsv:
        return AddCsv(grid, page_.narrow_heads, out_);
      case Layout::kLatex:
        return AddLatex(grid, page_.narrow_heads, out_);
      case Layout::kOrg:
        return AddOrg(grid, out_);
      default:
        return AddWiki(grid, page_.narrow_heads, out_);
    }
  }

  void AddRow(Row row, int width) {
    switch (layout_) {
      case Layout::kPipes:
        AddPipes(row, width, ' ');
        break;
      case Layout::kCellLines:
        AddPipes(row, width, '\n');
        break;
      case Layout::kPipesFramed:
        AddFramed(row);
        break;
      case Layout::kCellParagraphs:
        AddCells(row, "\n\n");
        break;
      case Layout::kTabs:
        AddTabs(row);
        break;
      case Layout::kSpaces:
        AddSpaced(row);
        break;
      default:
        AddCells(row, " ");
        break;
    }
  }

  // `between` stands where a narrow label breaks.
  void AddText(const GridCell& cell, std::string_view between) {
    if (cell.narrow && page_.narrow_heads) {
      out_.append(cell.text.substr(0, 6)).append(between).append(cell.text.substr(6));
    } else {
      out_ += WithBreaks(cell.text, between);
    }
  }

  // What spans leave out of a row stands as bare pipes at its end.
  void AddPipes(Row row, int width, char between) {
    for (size_t i = 0; i < row.size(); ++i) {
      if (i > 0) out_ += between;
      AddText(row[i], " ");
      out_ += " |";
    }
    const size_t missing = static_cast<size_t>(width) - row.size();
    if (missing > 0) out_.append(" ").append(missing, '|');
    out_ += '\n';
  }

  void AddFramed(Row row) {
    out_ += '|';
    for (const GridCell& cell : row) {
      out_ += ' ';
      AddText(cell, "");
      out_ += ' ';
      out_.append(static_cast<size_t>(cell.columns), '|');
    }
    out_ += '\n';
  }

  void AddCells(Row row, std::string_view after) {
    for (const GridCell& cell : row) {
      AddText(cell, after);
      out_ += after;
    }
  }

  // A cell under a span that began higher up is a tab alone; a blank line ends the row.
  void AddTabs(Row row) {
    size_t column = 0;
    for (const GridCell& cell : row) {
      column = AddCovered(column);
      out_ += '\t';
      AddText(cell, "\n");
      out_ += '\n';
      const size_t span = static_cast<size_t>(cell.columns);
      std::fill_n(covered_.begin() + static_cast<std::ptrdiff_t>(column), span, cell.rows - 1);
      spans_[column] = span;
      column += span;
    }
    AddCovered(column);
    out_ += '\n';
  }

  size_t AddCovered(size_t column) {
    while (column < covered_.size() && covered_[column] > 0) {
      const size_t span = spans_[column];
      for (size_t i = 0; i < span; ++i) --covered_[column + i];
      out_ += "\t\n";
      column += span;
    }
    return column;
  }

  void AddSpaced(Row row) {
    for (const GridCell& cell : row) {
      AddText(cell, "");
      // Figures are set wider apart than labels, as in text taken from a page.
      out_.append(cell.text.size() < 6 ? 6 - cell.text.size() : 3, ' ');
    }
    while (out_.ends_with(' ')) out_.pop_back();
    out_ += '\n';
  }

  void AddMarkdown(const Grid& grid) {
    std::vector<int> covered(static_cast<size_t>(grid.width()), 0);
    for (size_t index = 0; index < grid.rows(); ++index) {
      const Row row = grid.row(index);
      size_t next = 0;
      out_ += '|';
      for (size_t column = 0; column < covered.size();) {
        if (covered[column] > 0) {
          --covered[column++];
          out_ += "  |";
          continue;
        }
        column = AddMarkdownCell(row[next++], column, covered);
      }
      out_ += '\n';
      if (index == 0) AddSeparator(covered.size());
    }
    out_ += '\n';
  }

  size_t AddMarkdownCell(const GridCell& cell, size_t column, std::vector<int>& covered) {
    out_ += ' ';
    AddText(cell, "");
    out_ += " |";
    for (int i = 0; i < cell.columns; ++i) {
      if (i > 0) out_ += "  |";
      covered[column++] = cell.rows - 1;
    }
    return column;
  }

  void AddSeparator(size_t columns) {
    out_ += '|';
    for (size_t i = 0; i < columns; ++i) out_ += " --- |";
    out_ += '\n';
  }

  const Page& page_;
  const Layout layout_;
  std::string out_;
  // Of the tab layout, by column: rows still covered by a span, and the span's width.
  std::vector<int> covered_;
  std::vector<size_t> spans_;
};

// The second and third byte of what begins with EF: U+FF08, FF09, FF0C, FF1A, FF1B.
char NarrowOf(char second, char third) {
  if (second == '\xBC' && third == '\x88') return '(';
  if (second == '\xBC' && third == '\x89') return ')';
  if (second == '\xBC' && third == '\x8C') return ',';
  if (second == '\xBC' && third == '\x9A') return ':';
  return second == '\xBC' && third == '\x9B' ? ';' : '\0';
}

}  // namespace

std::string RenderText(const Page& page, Layout layout) {
  return TextRenderer(page, layout).Render();
}

void NarrowPunctuation(std::string& text) {
  char* to = text.data();
  const char* from = text.data();
  const char* const end = from + text.size();
  while (from < end) {
    const void* const found = std::memchr(from, '\xEF', static_cast<size_t>(end - from));
    const char* const wide = found != nullptr ? static_cast<const char*>(found) : end;
    std::memmove(to, from, static_cast<size_t>(wide - from));
    to += wide - from;
    from = wide;
    if (end - from < 3) break;
    const char narrow = NarrowOf(from[1], from[2]);
    if (narrow != '\0') {
      *to++ = narrow;
    } else {
      std::memmove(to, from, 3);
      to += 3;
    }
    from += 3;
  }
  text.resize(static_cast<size_t>(to - text.data()));
}

}  // namespace gongkai::corpus
