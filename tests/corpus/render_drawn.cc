#include "tests/corpus/render_drawn.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string_view>
#include <vector>

#include "tests/corpus/text_width.h"

namespace gongkai::corpus {
namespace {

constexpr size_t kWidest = 16, kNarrowest = 4;

bool IsSignedFigure(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= '0' && c <= '9') || c == '.' || c == ',' || c == '+' || c == '-';
  });
}

// Of the columns. A figure is never broken.
std::vector<size_t> Widths(const Grid& grid, const std::vector<Area>& areas) {
  std::vector<size_t> widths(static_cast<size_t>(grid.width()), kNarrowest);
  for (const Area& area : areas) {
    if (area.columns > 1) continue;
    const size_t wanted = TextColumns(area.cell->text);
    const size_t most = IsSignedFigure(area.cell->text) ? wanted : std::min(wanted, kWidest);
    widths[area.column] = std::max(widths[area.column], most);
  }
  return widths;
}

size_t Sum(const std::vector<size_t>& values, size_t begin, size_t count) {
  const auto from = values.begin() + static_cast<std::ptrdiff_t>(begin);
  return std::accumulate(from, from + static_cast<std::ptrdiff_t>(count), size_t{0});
}

// A field of places for characters; one that is wide takes two.
class Canvas {
 public:
  Canvas(size_t width, size_t height)
      : places_(height, std::vector<std::string>(width, std::string(" "))) {}

  void Put(size_t x, size_t y, std::string_view mark) {
    // Where a line ends at another is a corner already.
    if (places_[y][x] != "+") places_[y][x] = mark;
  }

  void Box(size_t left, size_t top, size_t right, size_t bottom) {
    for (size_t x = left; x <= right; ++x) {
      Put(x, top, "-");
      Put(x, bottom, "-");
    }
    for (size_t y = top; y <= bottom; ++y) {
      Put(left, y, "|");
      Put(right, y, "|");
    }
    for (const size_t y : {top, bottom}) {
      for (const size_t x : {left, right}) places_[y][x] = "+";
    }
  }

  void Write(size_t x, size_t y, std::string_view text) {
    for (const std::string_view character : TextCharacters(text)) {
      places_[y][x++] = character;
      if (TextColumns(character) == 2) places_[y][x++].clear();
    }
  }

  // `trimmed`: without empty lines and spaces at their ends.
  void AppendTo(std::string& out, bool trimmed = false) const {
    for (const auto& line : places_) {
      std::string written;
      for (const std::string& place : line) written += place;
      if (trimmed) written.erase(written.find_last_not_of(' ') + 1);
      if (!trimmed || !written.empty()) out += written + '\n';
    }
  }

 private:
  std::vector<std::vector<std::string>> places_;
};

// `boxes`: with lines round the cells; else their text in the middle.
void AddPlaced(const Grid& grid, bool boxes, std::string& out) {
  const std::vector<Area> areas = Areas(grid);
  const std::vector<size_t> widths = Widths(grid, areas);
  std::vector<size_t> heights(grid.rows(), 1);
  std::vector<std::vector<std::string>> texts;
  for (const Area& area : areas) {
    const size_t room = Sum(widths, area.column, area.columns) + 3 * (area.columns - 1);
    texts.push_back(WrapColumns(area.cell->text, room));
    if (area.rows == 1) heights[area.row] = std::max(heights[area.row], texts.back().size());
  }
  // Behind the rows of their own: a tall cell makes the last of its rows higher.
  for (size_t i = 0; i < areas.size(); ++i) {
    const Area& area = areas[i];
    const size_t room = Sum(heights, area.row, area.rows) + area.rows - 1;
    if (texts[i].size() > room) heights[area.row + area.rows - 1] += texts[i].size() - room;
  }
  const auto x = [&](size_t column) { return Sum(widths, 0, column) + 3 * column; };
  const auto y = [&](size_t row) { return Sum(heights, 0, row) + row; };
  Canvas canvas(x(widths.size()) + 1, y(heights.size()) + 1);
  for (const Area& area : areas) {
    if (!boxes) break;
    canvas.Box(x(area.column), y(area.row), x(area.column + area.columns), y(area.row + area.rows));
  }
  for (size_t i = 0; i < areas.size(); ++i) {
    const Area& area = areas[i];
    const size_t height = y(area.row + area.rows) - y(area.row) - 1;
    const size_t above = boxes ? 0 : (height - texts[i].size()) / 2;
    for (size_t line = 0; line < texts[i].size(); ++line) {
      const size_t width = x(area.column + area.columns) - x(area.column) - 3;
      const size_t before = boxes ? 0 : (width - TextColumns(texts[i][line])) / 2;
      canvas.Write(x(area.column) + 2 + before, y(area.row) + 1 + above + line, texts[i][line]);
    }
  }
  canvas.AppendTo(out, !boxes);
  out += '\n';
}

}  // namespace

void AddGridTable(const Grid& grid, std::string& out) { AddPlaced(grid, true, out); }

void AddPageDump(const Grid& grid, std::string& out) { AddPlaced(grid, false, out); }

void AddMultiline(const Grid& grid, std::string& out) {
  const std::vector<Area> areas = Areas(grid);
  const std::vector<size_t> widths = Widths(grid, areas);
  const size_t whole = Sum(widths, 0, widths.size()) + widths.size() - 1;
  const auto add_rule = [&] { out.append("  ").append(whole, '-').append("\n"); };
  add_rule();
  for (size_t row = 0; row < grid.rows(); ++row) {
    std::vector<std::vector<std::string>> texts(widths.size());
    size_t height = 1;
    for (const Area& area : areas) {
      if (area.row != row) continue;
      texts[area.column] = WrapColumns(area.cell->text, widths[area.column]);
      height = std::max(height, texts[area.column].size());
    }
    for (size_t line = 0; line < height; ++line) {
      std::string printed = "  ";
      for (size_t column = 0; column < widths.size(); ++column) {
        const std::string text = line < texts[column].size() ? texts[column][line] : "";
        printed.append(text).append(widths[column] - TextColumns(text) + 1, ' ');
      }
      while (printed.ends_with(' ')) printed.pop_back();
      out.append(printed).append("\n");
    }
    if (row == 0) {
      for (size_t column = 0; column < widths.size(); ++column) {
        out.append(column == 0 ? "  " : " ").append(widths[column], '-');
      }
      out += '\n';
    } else if (row + 1 < grid.rows()) {
      out += '\n';
    }
  }
  add_rule();
  out += '\n';
}

}  // namespace gongkai::corpus
