#include "tests/corpus/render_markup.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "tests/corpus/form_table.h"
#include "tests/corpus/statistics.h"
#include "tests/corpus/text_width.h"

namespace gongkai::corpus {
namespace {

// A narrow label with `between` after its second character.
std::string TextOf(const GridCell& cell, std::string_view between) {
  std::string text = WithBreaks(cell.text, between);
  if (cell.narrow && !between.empty()) text.insert(6, between);
  return text;
}

// What stands at each place of the grid: the area it belongs to.
std::vector<std::vector<const Area*>> Places(const Grid& grid, const std::vector<Area>& areas) {
  std::vector<std::vector<const Area*>> places(
      grid.rows(), std::vector<const Area*>(static_cast<size_t>(grid.width())));
  for (const Area& area : areas) {
    for (size_t row = area.row; row < area.row + area.rows; ++row) {
      for (size_t column = area.column; column < area.column + area.columns; ++column) {
        places[row][column] = &area;
      }
    }
  }
  return places;
}

bool Begins(const Area* area, size_t row, size_t column) {
  return area != nullptr && area->row == row && area->column == column;
}

std::string Latex(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '%' || c == '&' || c == '_' || c == '#' || c == '$') out += '\\';
    out += c;
  }
  return out;
}

std::string Spanned(std::string_view command, size_t count, std::string_view how,
                    std::string text) {
  if (count < 2) return text;
  std::string out = "\\";
  return out.append(command) + "{" + std::to_string(count) + "}{" + std::string(how) + "}{" + text +
         "}";
}

std::string LatexCell(const GridCell& cell, bool breaks) {
  if (!cell.narrow || !breaks) return Latex(cell.text);
  return "\\makecell{" + TextOf(cell, "\\\\") + "}";
}

// Under the row: right across, or from where no cell goes on downwards.
void AddLatexRule(const std::vector<std::vector<const Area*>>& places, size_t row,
                  std::string& out) {
  const auto goes_on = [&](const Area* area) {
    return area != nullptr && area->row + area->rows > row + 1;
  };
  const auto& here = places[row];
  if (std::none_of(here.begin(), here.end(), goes_on)) {
    out += " \\hline\n";
    return;
  }
  size_t first = 0;
  while (first < here.size() && goes_on(here[first])) ++first;
  out += " \\cline{" + std::to_string(first + 1) + "-" + std::to_string(here.size()) + "}\n";
}

void AddPath(std::initializer_list<std::string_view> steps, std::string_view figure,
             std::string& out) {
  bool first = true;
  for (const std::string_view step : steps) {
    if (step.empty()) continue;
    if (!first) out += "—";
    out += step;
    first = false;
  }
  out.append("：").append(figure).append("\n");
}

}  // namespace

void AddCsv(const Grid& grid, bool breaks, std::string& out) {
  const std::vector<Area> areas = Areas(grid);
  const auto places = Places(grid, areas);
  for (size_t row = 0; row < places.size(); ++row) {
    for (size_t column = 0; column < places[row].size(); ++column) {
      const Area* area = places[row][column];
      out += column > 0 ? ",\"" : "\"";
      if (Begins(area, row, column)) out += TextOf(*area->cell, breaks ? "\n" : "");
      out += '"';
    }
    out += '\n';
  }
}

void AddTsv(const Grid& grid, bool breaks, std::string& out) {
  const std::vector<Area> areas = Areas(grid);
  const auto places = Places(grid, areas);
  for (size_t row = 0; row < places.size(); ++row) {
    for (size_t column = 0; column < places[row].size(); ++column) {
      const Area* area = places[row][column];
      if (column > 0) out += '\t';
      if (!Begins(area, row, column)) continue;
      const std::string text = TextOf(*area->cell, breaks ? "\n" : "");
      const bool quoted = text.find('\n') != text.npos;
      out += quoted ? "\"" + text + "\"" : text;
    }
    out += '\n';
  }
  out += '\n';
}

void AddJsonRows(const Grid& grid, std::string& out) {
  const std::vector<Area> areas = Areas(grid);
  const auto places = Places(grid, areas);
  out += "[\n";
  for (size_t row = 0; row < places.size(); ++row) {
    out += "  [";
    for (size_t column = 0; column < places[row].size(); ++column) {
      const Area* area = places[row][column];
      out += column > 0 ? ", \"" : "\"";
      if (Begins(area, row, column)) out += area->cell->text;
      out += '"';
    }
    out += row + 1 < places.size() ? "],\n" : "]\n";
  }
  out += "]\n\n";
}

void AddAsciidoc(const Grid& grid, bool breaks, std::string& out) {
  out += "|===\n";
  for (size_t row = 0; row < grid.rows(); ++row) {
    bool first = true;
    for (const GridCell& cell : grid.row(row)) {
      if (!first) out += ' ';
      first = false;
      if (cell.columns > 1) out += std::to_string(cell.columns);
      if (cell.rows > 1) out += "." + std::to_string(cell.rows);
      if (cell.columns > 1 || cell.rows > 1) out += '+';
      out += "|" + TextOf(cell, breaks ? " +\n" : "");
    }
    out += row == 0 ? "\n\n" : "\n";
  }
  out += "|===\n\n";
}

void AddLatex(const Grid& grid, bool breaks, std::string& out) {
  const std::vector<Area> areas = Areas(grid);
  const auto places = Places(grid, areas);
  out += "\\begin{longtable}{|";
  for (int column = 0; column < grid.width(); ++column) out += "c|";
  out += "}\n\\hline\n";
  for (size_t row = 0; row < places.size(); ++row) {
    for (size_t column = 0; column < places[row].size();) {
      const Area* area = places[row][column];
      if (column > 0) out += " & ";
      std::string text;
      if (Begins(area, row, column)) {
        text = Spanned("multirow", area->rows, "*", LatexCell(*area->cell, breaks));
      }
      const size_t columns = area != nullptr ? area->columns : 1;
      out += Spanned("multicolumn", columns, column == 0 ? "|c|" : "c|", text);
      column += columns;
    }
    out += " \\\\";
    AddLatexRule(places, row, out);
  }
  out += "\\end{longtable}\n\n";
}

void AddOrg(const Grid& grid, std::string& out) {
  const std::vector<Area> areas = Areas(grid);
  const auto places = Places(grid, areas);
  std::vector<size_t> widths(static_cast<size_t>(grid.width()), 1);
  for (const Area& area : areas) {
    widths[area.column] = std::max(widths[area.column], TextColumns(area.cell->text));
  }
  const auto add_rule = [&] {
    for (size_t column = 0; column < widths.size(); ++column) {
      out += column == 0 ? "|" : "+";
      out.append(widths[column] + 2, '-');
    }
    out += "|\n";
  };
  add_rule();
  for (size_t row = 0; row < places.size(); ++row) {
    for (size_t column = 0; column < widths.size(); ++column) {
      const Area* area = places[row][column];
      const std::string_view text = Begins(area, row, column) ? area->cell->text : "";
      out.append("| ").append(text).append(widths[column] - TextColumns(text) + 1, ' ');
    }
    out += "|\n";
    if (row == 0) add_rule();
  }
  add_rule();
  out += '\n';
}

void AddWiki(const Grid& grid, bool breaks, std::string& out) {
  out += "{| class=\"wikitable\"\n";
  for (size_t row = 0; row < grid.rows(); ++row) {
    out += "|-\n";
    bool first = true;
    for (const GridCell& cell : grid.row(row)) {
      out += first ? "| " : " || ";
      first = false;
      if (cell.columns > 1) out += "colspan=\"" + std::to_string(cell.columns) + "\" ";
      if (cell.rows > 1) out += "rowspan=\"" + std::to_string(cell.rows) + "\" ";
      if (cell.columns > 1 || cell.rows > 1) out += "| ";
      out += TextOf(cell, breaks ? "<br />" : "");
    }
    out += '\n';
  }
  out += "|}\n\n";
}

void AddCellPaths(const Draft& draft, Table table, std::string& out) {
  const FormTable& form = TableOf(draft.form);
  size_t cell = 0;
  if (table == Table::kStatistics) {
    const Grid grid = StatisticsGrid(draft);
    for (size_t row = 1; row < grid.rows(); ++row) {
      const auto cells = grid.row(row);
      std::string label(cells.front().text);
      if (cells.size() > 2) label.append("（").append(cells[1].text).append("）");
      AddPath({label}, cells.back().text, out);
    }
  } else if (table == Table::kProactive) {
    for (const ProactiveBlock& block : form.proactive) {
      for (const ProactiveRow& row : block.rows) {
        for (const Column& column : block.columns) {
          AddPath({block.article, row.label, column.label}, draft.cells[cell++].text, out);
        }
      }
    }
  } else if (table == Table::kApplications) {
    for (size_t row = 0; row < form.applications.size(); ++row) {
      if (row == draft.missing_row) continue;
      const ApplicationsRow& spec = form.applications[row];
      for (size_t column = 0; column < Applicants().size(); ++column) {
        AddPath({spec.is_result ? "三、本年度办理结果" : "", spec.group, spec.label,
                 Applicants()[column].label},
                draft.cells[form.ApplicationsCell(row, column)].text, out);
      }
    }
  } else if (table == Table::kDisputes) {
    cell = form.disputes_begin;
    for (size_t kind = 0; kind < DisputeKinds().size(); ++kind) {
      for (const Column& result : DisputeResults()) {
        AddPath({kind == 0 ? "" : "行政诉讼", DisputeKinds()[kind].label, result.label},
                draft.cells[cell++].text, out);
      }
    }
  }
}

std::string MarkedParagraph(const Paragraph& paragraph, Layout layout) {
  const bool heading = paragraph.role == Role::kHeading;
  const bool title = paragraph.role == Role::kTitle;
  const bool subheading = paragraph.role == Role::kSubheading;
  const std::string& text = paragraph.text;
  switch (layout) {
    case Layout::kLatex:
      if (title) return "\\title{" + Latex(text) + "}\n";
      if (heading) return "\\section*{" + Latex(text) + "}\n";
      if (subheading) return "\\subsection*{" + Latex(text) + "}\n";
      return Latex(text) + "\n";
    case Layout::kOrg:
      if (title) return "#+TITLE: " + text + "\n";
      return (heading ? "* " : subheading ? "** " : "") + text;
    case Layout::kWiki:
      if (title) return "= " + text + " =";
      if (heading) return "== " + text + " ==";
      return subheading ? "=== " + text + " ===" : text + "\n";
    case Layout::kCsv:
      return "\"" + text + "\"";
    case Layout::kAsciidoc:
      return (title ? "= " : heading ? "== " : subheading ? "=== " : "") + text + "\n";
    case Layout::kGridTable:
    case Layout::kMultiline:
      return (title ? "# " : heading ? "## " : subheading ? "### " : "") + text + "\n";
    default:
      return text;
  }
}

}  // namespace gongkai::corpus
