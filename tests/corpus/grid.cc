#include "tests/corpus/grid.h"

#include "tests/corpus/statistics.h"

namespace gongkai::corpus {
namespace {

constexpr int kProactiveWidth = 4;
constexpr int kApplicationsWidth = 10;
constexpr std::string_view kResultsLabel = "三、本年度办理结果";

bool IsNarrow(std::string_view label) { return label.size() == 12; }  // four characters

GridCell Label(std::string_view text, int columns = 1, int rows = 1) {
  return {text, columns, rows, IsNarrow(text)};
}

GridCell Figure(const Draft& draft, size_t cell, int columns = 1) {
  return {draft.cells[cell].text, columns, 1, false, static_cast<int>(cell)};
}

// Cells of a block are printed one after the other; the last column takes what is left.
void AddBlock(const Draft& draft, const ProactiveBlock& block, size_t cell, Grid& grid) {
  const int last_span = kProactiveWidth - static_cast<int>(block.columns.size());
  const auto span = [&](size_t column) {
    return column + 1 == block.columns.size() ? last_span : 1;
  };
  grid.NewRow();
  grid.Add({block.article, kProactiveWidth});
  grid.NewRow();
  grid.Add({"信息内容"});
  for (size_t column = 0; column < block.columns.size(); ++column) {
    grid.Add({block.columns[column].label, span(column)});
  }
  for (const ProactiveRow& row : block.rows) {
    grid.NewRow();
    grid.Add({row.label});
    for (size_t column = 0; column < block.columns.size(); ++column) {
      grid.Add(Figure(draft, cell++, span(column)));
    }
  }
}

std::vector<Grid> ProactiveGrids(const Draft& draft, bool split) {
  std::vector<Grid> grids;
  size_t cell = 0;
  for (const ProactiveBlock& block : TableOf(draft.form).proactive) {
    if (split || grids.empty()) grids.emplace_back(kProactiveWidth);
    AddBlock(draft, block, cell, grids.back());
    cell += block.rows.size() * block.columns.size();
  }
  return grids;
}

void AddApplicationsHead(Grid& grid) {
  const auto applicants = Applicants();
  grid.NewRow();
  grid.Add({BalanceNote(), 3, 3});
  grid.Add({"申请人情况", 7});
  grid.NewRow();
  grid.Add({applicants.front().label, 1, 2});
  grid.Add({"法人或其他组织", 5});
  grid.Add({applicants.back().label, 1, 2});
  grid.NewRow();
  for (const Column& column : applicants.subspan(1, 5)) grid.Add(Label(column.label));
}

// Which rows of the applications table a grid shows.
struct Range {
  size_t begin, end;
};

class ApplicationsBody {
 public:
  ApplicationsBody(const Draft& draft, Range range, Grid& grid)
      : draft_(draft), table_(TableOf(draft.form)), range_(range), grid_(grid) {}

  void AddRows() {
    for (size_t row = range_.begin; row < range_.end; ++row) {
      if (row == draft_.missing_row) continue;
      grid_.NewRow();
      AddLabels(row);
      for (size_t column = 0; column < 7; ++column) {
        grid_.Add(Figure(draft_, table_.ApplicationsCell(row, column)));
      }
    }
  }

 private:
  // How many rows of the range share with `row` what `same` says.
  template <typename Same>
  int Count(Same same) const {
    int count = 0;
    for (size_t row = range_.begin; row < range_.end; ++row) {
      if (row != draft_.missing_row && same(table_.applications[row])) ++count;
    }
    return count;
  }

  void AddLabels(size_t row) {
    const ApplicationsRow& spec = table_.applications[row];
    if (!spec.is_result) {
      grid_.Add({spec.label, 3});
      return;
    }
    if (!in_results_) {
      grid_.Add({kResultsLabel, 1, Count([](const ApplicationsRow& r) { return r.is_result; })});
    }
    in_results_ = true;
    if (spec.group.empty()) {
      grid_.Add({spec.label, 2});
      return;
    }
    if (spec.group != group_) {
      group_ = spec.group;
      grid_.Add({group_, 1, Count([&](const ApplicationsRow& r) { return r.group == group_; })});
    }
    grid_.Add({spec.label});
  }

  const Draft& draft_;
  const FormTable& table_;
  const Range range_;
  Grid& grid_;
  bool in_results_ = false;
  std::string_view group_;
};

std::vector<Grid> ApplicationsGrids(const Draft& draft, bool split) {
  const auto& rows = TableOf(draft.form).applications;
  size_t cut = rows.size();
  if (split) {
    for (cut = 0; rows[cut].group != "（四）无法提供"; ++cut) {
    }
  }
  std::vector<Grid> grids;
  grids.emplace_back(kApplicationsWidth);
  AddApplicationsHead(grids.back());
  ApplicationsBody(draft, {0, cut}, grids.back()).AddRows();
  if (cut == rows.size()) return grids;
  grids.emplace_back(kApplicationsWidth);
  ApplicationsBody(draft, {cut, rows.size()}, grids.back()).AddRows();
  return grids;
}

void AddDisputeValues(const Draft& draft, size_t begin, size_t count, Grid& grid) {
  grid.NewRow();
  for (size_t i = 0; i < count; ++i) grid.Add(Figure(draft, begin + i));
}

Grid DisputesGrid(const Draft& draft) {
  const auto kinds = DisputeKinds();
  const auto results = DisputeResults();
  Grid grid(15);
  grid.NewRow();
  grid.Add({kinds[0].label, 5});
  grid.Add({"行政诉讼", 10});
  grid.NewRow();
  for (const Column& result : results) {
    grid.Add({result.label, 1, 2, IsNarrow(result.label)});
  }
  grid.Add({kinds[1].label, 5});
  grid.Add({kinds[2].label, 5});
  grid.NewRow();
  for (int i = 0; i < 2; ++i) {
    for (const Column& result : results) grid.Add(Label(result.label));
  }
  AddDisputeValues(draft, TableOf(draft.form).disputes_begin, 15, grid);
  return grid;
}

std::vector<Grid> SplitDisputesGrids(const Draft& draft) {
  std::vector<Grid> grids;
  size_t cell = TableOf(draft.form).disputes_begin;
  for (const Column& kind : DisputeKinds()) {
    Grid& grid = grids.emplace_back(5);
    if (grids.size() > 1) {
      grid.NewRow();
      grid.Add({"行政诉讼", 5});
    }
    grid.NewRow();
    grid.Add({kind.label, 5});
    grid.NewRow();
    for (const Column& result : DisputeResults()) grid.Add(Label(result.label));
    AddDisputeValues(draft, cell, 5, grid);
    cell += 5;
  }
  return grids;
}

std::vector<Grid> UneditedGrids(const Draft& draft, Table table, bool split) {
  switch (table) {
    case Table::kNone:
      return {};
    case Table::kProactive:
      return ProactiveGrids(draft, split);
    case Table::kApplications:
      return ApplicationsGrids(draft, split);
    case Table::kStatistics:
      return {StatisticsGrid(draft)};
    case Table::kDisputes:
      break;
  }
  if (split) return SplitDisputesGrids(draft);
  std::vector<Grid> grids;
  grids.push_back(DisputesGrid(draft));
  return grids;
}

}  // namespace

std::string WithBreaks(std::string_view text, std::string_view between) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') {
      out += between;
    } else {
      out += c;
    }
  }
  return out;
}

std::vector<Area> Areas(const Grid& grid) {
  std::vector<Area> areas;
  std::vector<size_t> covered(static_cast<size_t>(grid.width()));  // up to this row, excluded
  for (size_t row = 0; row < grid.rows(); ++row) {
    size_t column = 0;
    for (const GridCell& cell : grid.row(row)) {
      while (covered[column] > row) ++column;
      const auto rows = static_cast<size_t>(cell.rows), columns = static_cast<size_t>(cell.columns);
      areas.push_back({row, column, rows, columns, &cell});
      for (size_t i = 0; i < columns; ++i) covered[column++] = row + rows;
    }
  }
  return areas;
}

std::vector<Grid> BuildGrids(const Draft& draft, Table table, bool split) {
  std::vector<Grid> grids = UneditedGrids(draft, table, split);
  if (draft.edit) draft.edit(table, &grids);
  return grids;
}

}  // namespace gongkai::corpus
