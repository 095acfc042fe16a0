#include "tests/corpus/render_xlsx.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "tests/corpus/encode.h"
#include "tests/corpus/grid.h"
#include "tests/corpus/names.h"
#include "tests/corpus/render_text.h"
#include "tests/corpus/xlsx_writer.h"

namespace gongkai::corpus {
namespace {

constexpr int kPageWidth = 10;  // columns that a paragraph is merged across

// Styles of the workbook, from 1.
enum Style { kPlainCell, kFramed, kThousands, kFramedThousands, kCents, kFramedCents };

bool IsWhole(std::string_view text) {
  return !text.empty() && (text.size() == 1 || text[0] != '0') && text.size() < 12 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "12.50": a number that needs a format to be shown with its last zero.
bool IsCents(std::string_view text) {
  const size_t point = text.find('.');
  return point != std::string_view::npos && point + 3 == text.size() &&
         IsWhole(text.substr(0, point)) && text[point + 1] >= '0' && text[point + 1] <= '9' &&
         text[point + 2] >= '0' && text[point + 2] <= '9';
}

// "1,234" as printed: kept as a number, with separators by its format.
bool HasSeparators(std::string_view text, std::string* number) {
  number->clear();
  for (const char c : text) {
    if (c != ',') *number += c;
  }
  if (number->size() == text.size() || !IsWhole(*number)) return false;
  for (size_t at = text.size(); at > 3; at -= 4) {
    if (text[at - 4] != ',') return false;
    if (at == 4) return false;
  }
  return true;
}

class XlsxRenderer {
 public:
  XlsxRenderer(const Page& page, Layout layout, const XlsxManner& manner, bool traditional)
      : page_(page), layout_(layout), manner_(manner), traditional_(traditional) {
    row_ = manner.first_row;
  }

  WorkbookParts Render() {
    if (IsHtml(layout_)) {
      for (const Paragraph& paragraph : page_.prose.paragraphs) AddParagraph(paragraph);
    } else {
      AddLines(RenderText(page_, layout_));
    }
    CloseSheet();
    workbook_.styles = {
        {"General", true}, {"#,##0", false}, {"#,##0", true}, {"0.00_ ", false}, {"0.00_ ", true}};
    return std::move(workbook_);
  }

 private:
  void CloseSheet() {
    if (sheet_.rows.empty()) return;
    const size_t number = workbook_.sheets.size() + 1;
    sheet_.name = number == 1 ? "Sheet1" : "续表" + std::to_string(number);
    workbook_.sheets.push_back(std::move(sheet_));
    sheet_ = SheetParts();
    row_ = manner_.first_row;
  }

  std::string Script(std::string_view text) const {
    return traditional_ ? ToTraditional(std::string(text)) : std::string(text);
  }

  std::string Text(int column, std::string_view simplified, int style) {
    const std::string text = Script(simplified);
    if (!manner_.shared_texts) return TextCell(row_, column, text, style);
    workbook_.texts.push_back(Item(text));
    return SharedCell(row_, column, workbook_.texts.size() - 1, style);
  }

  // Whole, or in two runs with a note on how the first is spoken.
  std::string Item(std::string_view text) const {
    if (workbook_.texts.size() % 3 != 1 || text.size() < 4) {
      return "<t xml:space=\"preserve\">" + XmlText(text) + "</t>";
    }
    size_t cut = text.size() / 2;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
    return "<r><rPr><b/></rPr><t xml:space=\"preserve\">" + XmlText(text.substr(0, cut)) +
           "</t></r><rPh sb=\"0\" eb=\"1\"><t>99</t></rPh><r><t xml:space=\"preserve\">" +
           XmlText(text.substr(cut)) + "</t></r>";
  }

  std::string CellOf(int column, const GridCell& cell) {
    const int framed = manner_.framed ? kFramed : kPlainCell;
    const std::string_view text = cell.text;
    if (text.empty()) return manner_.framed ? BlankCell(row_, column, kFramed) : "";
    std::string number;
    if (!manner_.text_figures) {
      if (IsWhole(text)) return NumberCell(row_, column, text, framed);
      if (IsCents(text))
        return NumberCell(row_, column, text, manner_.framed ? kFramedCents : kCents);
      if (HasSeparators(text, &number)) {
        return NumberCell(row_, column, number, manner_.framed ? kFramedThousands : kThousands);
      }
    }
    const bool breaks = layout_ == Layout::kHtmlBreaks || page_.narrow_heads;
    if (cell.narrow && breaks) {
      return Text(column, std::string(text.substr(0, 6)) + "\n" + std::string(text.substr(6)),
                  framed);
    }
    return Text(column, text, framed);
  }

  void AddParagraph(const Paragraph& paragraph) {
    if (paragraph.role == Role::kTable) return AddTables(paragraph.table);
    if (manner_.sheet_per_table && paragraph.role == Role::kHeading) CloseSheet();
    AddLine(paragraph.text);
  }

  void AddLine(std::string_view text) {
    const int column = manner_.first_column;
    if (!text.empty()) {
      sheet_.rows += SheetRow(row_, Text(column, text, kPlainCell));
      if (manner_.wide_prose) Merge(row_, column, 1, kPageWidth);
    }
    ++row_;
  }

  void Merge(int row, int column, int rows, int columns) {
    sheet_.merges.push_back(CellAddress(row, column) + ":" +
                            CellAddress(row + rows - 1, column + columns - 1));
  }

  void AddTables(Table table) {
    for (const Grid& grid : BuildGrids(page_.draft, table, layout_ == Layout::kHtmlSplit)) {
      if (manner_.gaps && layout_ != Layout::kHtmlJoined) ++row_;
      AddRows(grid);
      if (manner_.gaps && layout_ != Layout::kHtmlJoined) ++row_;
    }
  }

  // A merged cell has its text in the first one; the frames are on all of them.
  void AddRows(const Grid& grid) {
    std::vector<int> above(static_cast<size_t>(grid.width()));
    for (size_t row = 0; row < grid.rows(); ++row) {
      std::string cells;
      int at = 0;
      const auto frame = [&](int count) {
        for (; count > 0; --count, ++at) {
          if (manner_.framed) cells += BlankCell(row_, manner_.first_column + at, kFramed);
        }
      };
      const auto continued = [&] {
        while (at < grid.width() && above[static_cast<size_t>(at)] > 0) {
          --above[static_cast<size_t>(at)];
          frame(1);
        }
      };
      for (const GridCell& cell : grid.row(row)) {
        continued();
        const int column = manner_.first_column + at;
        cells += CellOf(column, cell);
        if (cell.rows > 1 || cell.columns > 1) Merge(row_, column, cell.rows, cell.columns);
        for (int i = 0; i < cell.columns; ++i) above[static_cast<size_t>(at + i)] = cell.rows - 1;
        ++at;
        frame(cell.columns - 1);
      }
      continued();
      sheet_.rows += SheetRow(row_++, cells);
    }
  }

  // Lines of text, each in a cell.
  void AddLines(std::string_view text) {
    while (!text.empty()) {
      const size_t end = std::min(text.find('\n'), text.size());
      AddLine(text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }

  const Page& page_;
  const Layout layout_;
  const XlsxManner manner_;
  const bool traditional_;
  WorkbookParts workbook_;
  SheetParts sheet_;
  int row_ = 1;
};

}  // namespace

XlsxManner XlsxMannerOf(Random& random) {
  XlsxManner manner;
  manner.framed = random.OneIn(2);
  manner.shared_texts = random.OneIn(2);
  manner.text_figures = random.OneIn(4);
  manner.wide_prose = random.OneIn(2);
  manner.gaps = random.OneIn(2);
  manner.sheet_per_table = random.OneIn(4);
  if (random.OneIn(3)) manner.first_row = 4;
  if (random.OneIn(3)) manner.first_column = 2;
  return manner;
}

std::string RenderXlsx(const Page& page, Layout layout, const XlsxManner& manner,
                       bool traditional) {
  return WorkbookDocument(XlsxRenderer(page, layout, manner, traditional).Render());
}

}  // namespace gongkai::corpus
