#include "tests/corpus/render_pdf.h"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <vector>

#include "tests/corpus/encode.h"
#include "tests/corpus/grid.h"
#include "tests/corpus/names.h"
#include "tests/corpus/pdf_writer.h"

namespace gongkai::corpus {
namespace {

constexpr double kLeft = 70, kRight = kPaperWidth - 70;
constexpr double kTop = 80, kBottom = kPaperHeight - 80;
constexpr double kBody = 12, kLeading = 20, kIndent = 24;
constexpr double kCell = 9, kCellLeading = 12, kPadding = 3;

bool IsUnbroken(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || c == '.' || c == '+' || c == '-' || c == '/';
  });
}

// Lines no wider than `width`, in parts of the size. A figure is never broken, nor is "——", whose
// two characters may not stand on two lines (GB/T 15834-2011).
std::vector<std::string> WrapText(std::string_view text, double width) {
  std::vector<std::string> lines(1);
  double used = 0;
  const auto characters = Characters(text);
  for (size_t i = 0; i < characters.size();) {
    size_t end = i + 1;
    if (characters[i] == "\n") {
      lines.emplace_back();
      used = 0;
      i = end;
      continue;
    }
    while (IsUnbroken(characters[i]) && end < characters.size() && IsUnbroken(characters[end])) {
      ++end;
    }
    while (characters[i] == "—" && end < characters.size() && characters[end] == "—") ++end;
    std::string word;
    for (; i < end; ++i) word += characters[i];
    const double wide = TextWidth(word);
    if (used + wide > width + 1e-6 && used > 0) {
      lines.emplace_back();
      used = 0;
    }
    lines.back() += word;
    used += wide;
  }
  return lines;
}

// A cell at its place in the grid.
struct Placed {
  size_t row = 0, column = 0, rows = 1, columns = 1;
  std::string text;
  std::vector<std::string> lines;
  size_t printed = 0;  // lines that stand on the pages so far
};

// A grid with all cells placed and measured.
struct Sheet {
  std::vector<double> xs;       // edges of the columns
  std::vector<double> heights;  // of the rows
  std::vector<Placed> cells;
  size_t head_rows = 0;  // that may stand again on the next page
};

class PdfRenderer {
 public:
  PdfRenderer(const Page& page, Layout layout, const PdfManner& manner, bool traditional)
      : page_(page),
        layout_(layout),
        manner_(manner),
        traditional_(traditional),
        ruled_(IsHtml(layout)) {}

  std::string Render() {
    NewPage();
    bool titles = true;
    for (const Paragraph& paragraph : page_.prose.paragraphs) {
      if (manner_.cover && titles && paragraph.role != Role::kTitle) NewPage();
      titles = paragraph.role == Role::kTitle;
      if (paragraph.role == Role::kTable) {
        AddTables(paragraph.table);
      } else {
        AddParagraph(paragraph);
      }
    }
    PrintEdges();
    PdfWriter writer;
    for (PdfPage& page : pages_) writer.AddPage() = std::move(page);
    return writer.Write();
  }

 private:
  PdfPage& page() { return pages_.back(); }
  std::string Script(std::string_view text) const {
    return traditional_ ? ToTraditional(text) : std::string(text);
  }

  void NewPage() {
    pages_.emplace_back(kPaperWidth, kPaperHeight);
    y_ = kTop;
  }

  void PrintEdges() {
    const size_t first = manner_.cover ? 1 : 0;
    for (size_t i = first; i < pages_.size(); ++i) {
      const std::string number = std::to_string(i - first + 1);
      std::string text;
      switch (manner_.numbers) {
        case PageNumbers::kNone:
          break;
        case PageNumbers::kDashes:
          text = "- " + number + " -";
          break;
        case PageNumbers::kLongDashes:
          text = "— " + number + " —";
          break;
        case PageNumbers::kWords:
          text = Script("第 " + number + " 页");
          break;
        case PageNumbers::kBare:
          text = number;
          break;
        case PageNumbers::kOfAll:
          text = Script("第" + number + "页 共" + std::to_string(pages_.size() - first) + "页");
          break;
      }
      if (!text.empty()) {
        pages_[i].Text((kPaperWidth - TextWidth(text) * 9) / 2, kPaperHeight - 45, 9, text);
      }
      if (manner_.head) {
        pages_[i].Text(kLeft, 50, 9, Script(page_.draft.agency.name));
        pages_[i].Line(kLeft, 55, kRight, 55);
      }
    }
  }

  void PutLine(double x, double size, std::string_view text, bool bold) {
    if (y_ + size > kBottom) NewPage();
    y_ += size;
    page().Text(x, y_, size, text);
    if (bold && manner_.bold_twice) page().Text(x + 0.3, y_, size, text);
  }

  void AddParagraph(const Paragraph& paragraph) {
    const std::string text = Script(paragraph.text);
    switch (paragraph.role) {
      case Role::kTitle: {
        if (manner_.cover) y_ = std::max(y_, 250.0);
        for (const std::string& line : WrapText(text, (kRight - kLeft) / 18)) {
          PutLine((kPaperWidth - TextWidth(line) * 18) / 2, 18, line, true);
          y_ += 10;
        }
        return;
      }
      case Role::kSignature:
        PutLine(kRight - TextWidth(text) * kBody, kBody, text, false);
        break;
      default: {
        const bool bold = paragraph.role != Role::kText;
        const double width = (kRight - kLeft) / kBody;
        // The first line is two characters shorter.
        const std::vector<std::string> lines = WrapText("　　" + text, width);
        for (size_t i = 0; i < lines.size(); ++i) {
          const std::string_view line = lines[i];
          if (i == 0) {
            PutLine(kLeft + kIndent, kBody, line.substr(6), bold);
          } else {
            PutLine(kLeft, kBody, line, bold);
          }
          y_ += kLeading - kBody;
        }
        return;
      }
    }
    y_ += kLeading - kBody;
  }

  void AddTables(Table table) {
    for (const Grid& grid : BuildGrids(page_.draft, table, layout_ == Layout::kHtmlSplit)) {
      AddSheet(Measure(grid, table));
      y_ += 14;
    }
  }

  // Columns of figures are narrow, those of labels take what is left.
  Sheet Measure(const Grid& grid, Table table) const {
    Sheet sheet;
    sheet.cells = Place(grid);
    const auto width = static_cast<size_t>(grid.width());
    std::vector<double> widths(width, 1);
    const double figure = manner_.narrow ? 20 : table == Table::kDisputes ? 30 : 36;
    const double all = kRight - kLeft;
    if (table == Table::kApplications) {
      const double labels = all - static_cast<double>(width - 3) * figure;
      for (size_t i = 0; i < width; ++i) {
        widths[i] = i == 0   ? labels * 0.15
                    : i == 1 ? labels * 0.25
                    : i == 2 ? labels * 0.6
                             : figure;
      }
    } else if (table == Table::kDisputes) {
      std::fill(widths.begin(), widths.end(), manner_.narrow ? figure : all / width);
    } else if (table == Table::kStatistics) {
      widths.assign(width, 60);
      widths.front() = all - 60 * static_cast<double>(width - 1);
    } else {
      std::fill(widths.begin(), widths.end(), all / width);
    }
    sheet.xs.assign(1, kLeft);
    for (const double one : widths) sheet.xs.push_back(sheet.xs.back() + one);
    sheet.heights.assign(grid.rows(), kCellLeading + 2 * kPadding);
    for (Placed& cell : sheet.cells) {
      const double room = sheet.xs[cell.column + cell.columns] - sheet.xs[cell.column];
      cell.lines = WrapText(cell.text, std::max(1.0, (room - 2 * kPadding) / kCell));
      const double need = static_cast<double>(cell.lines.size()) * kCellLeading + 2 * kPadding;
      double have = 0;
      for (size_t r = 0; r < cell.rows; ++r) have += sheet.heights[cell.row + r];
      if (need > have) sheet.heights[cell.row + cell.rows - 1] += need - have;
    }
    const size_t most = table == Table::kProactive ? 0 : table == Table::kStatistics ? 1 : 3;
    while (sheet.head_rows < most && IsHead(grid, sheet.head_rows)) ++sheet.head_rows;
    return sheet;
  }

  static bool IsHead(const Grid& grid, size_t row) {
    return row < grid.rows() && std::ranges::none_of(grid.row(row), [](const GridCell& cell) {
             return cell.figure >= 0;
           });
  }

  std::vector<Placed> Place(const Grid& grid) const {
    std::vector<Placed> cells;
    std::vector<size_t> free_from(static_cast<size_t>(grid.width()), 0);
    for (size_t row = 0; row < grid.rows(); ++row) {
      size_t column = 0;
      for (const GridCell& cell : grid.row(row)) {
        while (free_from[column] > row) ++column;
        Placed placed;
        placed.row = row;
        placed.column = column;
        placed.rows = static_cast<size_t>(cell.rows);
        placed.columns = static_cast<size_t>(cell.columns);
        placed.text = Script(cell.text);
        for (size_t c = 0; c < placed.columns; ++c) free_from[column + c] = row + placed.rows;
        column += placed.columns;
        cells.push_back(std::move(placed));
      }
    }
    return cells;
  }

  // Rows go to the page as long as they fit; a merged cell is cut at the break.
  void AddSheet(Sheet sheet) {
    const size_t rows = sheet.heights.size();
    for (size_t row = 0; row < rows;) {
      const bool repeat = row > 0 && manner_.repeat_heads && sheet.head_rows > 0;
      double height = repeat ? HeightOf(sheet, 0, sheet.head_rows) : 0;
      size_t end = row;
      while (end < rows && y_ + height + sheet.heights[end] <= kBottom)
        height += sheet.heights[end++];
      // A head never stands alone at the foot of a page.
      if (end < rows && end < sheet.head_rows + 1 && y_ > kTop) end = row;
      if (end == row && y_ <= kTop) {
        end = row + 1;  // higher than a page: what has no room is cut off
      } else if (end == row) {
        NewPage();
        continue;
      }
      if (repeat) DrawRows(&sheet, 0, sheet.head_rows);
      DrawRows(&sheet, row, end);
      row = end;
      if (row < rows) NewPage();
    }
  }

  static double HeightOf(const Sheet& sheet, size_t begin, size_t end) {
    return std::accumulate(sheet.heights.begin() + static_cast<std::ptrdiff_t>(begin),
                           sheet.heights.begin() + static_cast<std::ptrdiff_t>(end), 0.0);
  }

  void DrawRows(Sheet* drawn, size_t begin, size_t end) {
    Sheet& sheet = *drawn;
    for (Placed& cell : sheet.cells) {
      const size_t first = std::max(cell.row, begin);
      const size_t last = std::min(cell.row + cell.rows, end);
      if (first >= last) continue;
      const double top = y_ + HeightOf(sheet, begin, first);
      const double bottom = top + HeightOf(sheet, first, last);
      const double left = sheet.xs[cell.column], right = sheet.xs[cell.column + cell.columns];
      if (ruled_) DrawBorder(sheet, left, top, right, bottom);
      if (cell.row >= begin) cell.printed = 0;
      DrawText(&cell, cell.row + cell.rows > end, left, top, right, bottom);
    }
    y_ += HeightOf(sheet, begin, end);
  }

  void DrawRuling(double x0, double y0, double x1, double y1) {
    if (manner_.boxes) {
      page().FilledBox(x0 - 0.25, y0 - 0.25, x1 + 0.25, y1 + 0.25);
    } else {
      page().Line(x0, y0, x1, y1);
    }
  }

  void DrawBorder(const Sheet& sheet, double left, double top, double right, double bottom) {
    DrawRuling(left, top, right, top);
    DrawRuling(left, bottom, right, bottom);
    if (!manner_.open_sides || left > sheet.xs.front()) DrawRuling(left, top, left, bottom);
    if (!manner_.open_sides || right < sheet.xs.back()) DrawRuling(right, top, right, bottom);
  }

  // What of the text has room; the rest stands in the part on the next page, if there is one.
  void DrawText(Placed* cell, bool goes_on, double left, double top, double right, double bottom) {
    size_t count = cell->lines.size() - cell->printed;
    if (goes_on) {
      const auto room = static_cast<size_t>((bottom - top - 2 * kPadding) / kCellLeading + 0.01);
      count = std::min(count, room);
    }
    const double height = static_cast<double>(count) * kCellLeading;
    double y = top + (bottom - top - height) / 2 + kCell;
    const bool centred = IsUnbroken(cell->text) || cell->columns > 1 ||
                         cell->lines.size() * 2 >= cell->text.size() / 3;
    for (; count > 0; --count) {
      const std::string& line = cell->lines[cell->printed++];
      const double wide = TextWidth(line) * kCell;
      const double x = centred ? left + (right - left - wide) / 2 : left + kPadding;
      if (!line.empty()) page().Text(x, y, kCell, line);
      y += kCellLeading;
    }
  }

  const Page& page_;
  const Layout layout_;
  const PdfManner manner_;
  const bool traditional_;
  const bool ruled_;
  std::vector<PdfPage> pages_;
  double y_ = 0;
};

}  // namespace

PdfManner PdfMannerOf(Random& random) {
  PdfManner manner;
  manner.numbers = static_cast<PageNumbers>(random.Below(6));
  manner.cover = random.OneIn(4);
  manner.head = random.OneIn(3);
  manner.narrow = random.OneIn(3);
  manner.boxes = random.OneIn(3);
  manner.open_sides = random.OneIn(6);
  manner.repeat_heads = random.OneIn(2);
  manner.bold_twice = random.OneIn(3);
  return manner;
}

std::string RenderPdf(const Page& page, Layout layout, const PdfManner& manner, bool traditional) {
  return PdfRenderer(page, layout, manner, traditional).Render();
}

}  // namespace gongkai::corpus
