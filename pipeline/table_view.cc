#include "pipeline/table_view.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "common/strings.h"
#include "model/cell_text.h"
#include "pipeline/words.h"

namespace gongkai {
namespace {

constexpr std::size_t kLabelWidth = 44;
constexpr std::size_t kMaxCellWidth = 18;

struct Line {
  std::string label;
  std::vector<std::string> cells;
  std::vector<bool> failing;
};

std::string CellText(uint32_t number, const CellView& view) {
  const auto found = view.cells.find(number);
  const v1::Cell* cell = found == view.cells.end() ? nullptr : found->second;
  std::string text = "·";
  if (cell != nullptr) {
    switch (cell->state()) {
      case v1::VALUE:
        text = cell->value();
        break;
      case v1::BLANK:
        text = "□";
        break;
      case v1::NOT_APPLICABLE:
        text = TextOfCell(*cell);
        break;
      case v1::TEXT:
        text = Concat("‹", Wrap(TextOfCell(*cell), kMaxCellWidth - 4).front(), "›");
        break;
      case v1::AMBIGUOUS:
        text = "?";
        break;
      default:
        break;
    }
  }
  return view.failing.contains(number) ? text + "*" : text;
}

void AddCellTo(uint32_t number, const CellView& view, Line* line) {
  line->cells.push_back(CellText(number, view));
  line->failing.push_back(view.failing.contains(number));
}

std::string Bold(std::string text, bool on) {
  return on ? Concat("\x1b[1;31m", text, "\x1b[0m") : std::move(text);
}

// The lines after the first stand as far in as the first.
std::vector<std::string> WrapLabel(const std::string& label) {
  const std::size_t indent = std::min(label.find_first_not_of(' '), label.size());
  std::vector<std::string> lines = Wrap(label.substr(indent), kLabelWidth - indent);
  for (std::string& line : lines) line.insert(0, indent, ' ');
  return lines;
}

std::string Rule(const std::vector<std::size_t>& widths) {
  std::string rule;
  for (std::size_t width : widths) {
    rule += rule.empty() ? "" : "─┼─";
    for (std::size_t i = 0; i < width; ++i) rule += "─";
  }
  return rule + "\n";
}

std::string Draw(const std::vector<std::string>& header, const std::vector<Line>& lines,
                 const TextStyle& style) {
  std::vector<std::size_t> widths(header.size());
  for (std::size_t i = 0; i < header.size(); ++i) widths[i] = DisplayWidth(header[i]);
  for (const Line& line : lines) {
    widths[0] = std::max(widths[0], std::min(kLabelWidth, DisplayWidth(line.label)));
    for (std::size_t i = 0; i < line.cells.size(); ++i) {
      widths[i + 1] = std::max(widths[i + 1], DisplayWidth(line.cells[i]));
    }
  }
  std::string out = PadRight(header[0], widths[0]);
  for (std::size_t i = 1; i < header.size(); ++i) out += " │ " + PadLeft(header[i], widths[i]);
  out += "\n" + Rule(widths);
  for (const Line& line : lines) {
    const std::vector<std::string> label = WrapLabel(line.label);
    for (std::size_t part = 0; part < label.size(); ++part) {
      out += PadRight(label[part], widths[0]);
      for (std::size_t i = 0; i < line.cells.size(); ++i) {
        const bool last = part + 1 == label.size();
        const std::string text = PadLeft(last ? line.cells[i] : "", widths[i + 1]);
        out += " │ " + Bold(text, last && line.failing[i] && style.color);
      }
      out += "\n";
    }
  }
  return out;
}

std::vector<std::string> ColumnLabels(const v1::BlockDefinition& block) {
  std::vector<std::string> labels;
  for (const v1::ColumnDefinition& column : block.columns()) labels.push_back(column.label());
  return labels;
}

// Group labels are printed once, above their rows, each level two columns further in.
std::string DrawRows(const v1::BlockDefinition& block, const CellView& view,
                     const TextStyle& style) {
  std::vector<std::string> header = ColumnLabels(block);
  header.insert(header.begin(), "");
  std::vector<Line> lines;
  std::vector<std::string> open;
  const std::size_t columns = header.size() - 1;
  for (const v1::RowDefinition& row : block.rows()) {
    const std::vector<std::string> groups(row.groups().begin(), row.groups().end());
    const auto shared = std::ranges::mismatch(groups, open).in1 - groups.begin();
    for (std::size_t level = shared; level < groups.size(); ++level) {
      lines.push_back({std::string(level * 2, ' ') + groups[level],
                       std::vector<std::string>(columns), std::vector<bool>(columns)});
    }
    open = groups;
    Line line{.label = std::string(groups.size() * 2, ' ') + row.ordinal() + row.label()};
    for (uint32_t number : row.cells()) AddCellTo(number, view, &line);
    lines.push_back(std::move(line));
  }
  return Draw(header, lines, style);
}

// A single row without a label: one line for each group of columns.
std::string DrawGroups(const v1::BlockDefinition& block, const CellView& view,
                       const TextStyle& style) {
  std::vector<std::string> header = {""};
  std::vector<Line> lines;
  for (int i = 0; i < block.columns_size(); ++i) {
    const v1::ColumnDefinition& column = block.columns(i);
    std::string group;
    for (const std::string& part : column.groups()) group += (group.empty() ? "" : " / ") + part;
    if (lines.empty() || lines.back().label != group) lines.push_back({.label = group});
    if (lines.size() == 1) header.push_back(column.label());
    AddCellTo(block.rows(0).cells(i), view, &lines.back());
  }
  return Draw(header, lines, style);
}

}  // namespace

std::string DrawTable(const v1::TableDefinition& table, const CellView& view,
                      const TextStyle& style) {
  std::string out = Concat("【", Say(style.language, table.title_zh(), table.title_en()), "】\n");
  for (const v1::BlockDefinition& block : table.blocks()) {
    if (block.rows_size() == 1 && block.rows(0).label().empty()) {
      out += DrawGroups(block, view, style);
      continue;
    }
    if (table.blocks_size() > 1) out += block.label() + "\n";
    out += DrawRows(block, view, style);
  }
  return out;
}

}  // namespace gongkai
