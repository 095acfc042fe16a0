#include "tests/accuracy/score.h"

#include <algorithm>
#include <map>
#include <set>

#include "common/strings.h"
#include "model/forms.h"
#include "model/source_map.h"

namespace gongkai {
namespace {

using Truth = std::map<std::string, std::string, std::less<>>;

Truth TruthOf(const corpus::Rendered& rendered) {
  Truth truth;
  for (const corpus::Cell& cell : rendered.truth) {
    truth[cell.id] = cell.state == "VALUE" ? cell.value : cell.state;
  }
  return truth;
}

std::string_view IdOf(const v1::Cell& cell) { return FormCatalog::Builtin().CellId(cell.number()); }

std::string Read(const v1::Cell& cell) {
  return cell.state() == v1::VALUE ? cell.value() : v1::CellState_Name(cell.state());
}

// The cell that was emptied is known by its figure alone: one cell with it may be blank.
bool MayBeEmptied(const v1::Cell& cell, std::string_view expected, const Remains& remains) {
  if (remains.emptied.empty() || cell.state() != v1::BLANK) return false;
  std::string_view emptied = remains.emptied;
  if (emptied.starts_with('+')) emptied.remove_prefix(1);
  return expected == emptied;
}

// "applications" of "applications.received.total".
std::string_view TableOf(std::string_view id) { return id.substr(0, id.find('.')); }

struct Reading {
  std::set<std::string, std::less<>> right;
  std::vector<std::string> silent;
};

Reading Compare(const Truth& truth, const Remains& remains, const v1::Extraction& extraction) {
  Reading reading;
  for (const v1::Cell& cell : extraction.cells()) {
    const std::string id(IdOf(cell));
    const auto known = truth.find(id);
    const std::string expected = known == truth.end() ? "ABSENT" : known->second;
    if (Read(cell) == expected || MayBeEmptied(cell, expected, remains)) {
      reading.right.insert(id);
    } else if (cell.state() != v1::AMBIGUOUS) {
      reading.silent.push_back(Concat(id, " is ", expected, ", read as ", Read(cell)));
    }
  }
  return reading;
}

v1::Form FormOf(corpus::Form form) {
  switch (form) {
    case corpus::Form::k2021:
      return v1::FORM_2021;
    case corpus::Form::k2019:
      return v1::FORM_2019;
    default:
      return v1::FORM_2008;
  }
}

bool Overlap(Piece a, Piece b) { return a.begin <= b.end && b.begin <= a.end; }

}  // namespace

Score& Score::operator+=(const Score& other) {
  reports += other.reports;
  cells += other.cells;
  right += other.right;
  decidable += other.decidable;
  decided += other.decided;
  silent += other.silent;
  tables += other.tables;
  exact_tables += other.exact_tables;
  forms += other.forms;
  sections += other.sections;
  false_alarms += other.false_alarms;
  faults += other.faults;
  found += other.found;
  return *this;
}

Undamaged::Undamaged(const corpus::Rendered& truth, const v1::Report& report) {
  std::map<uint32_t, std::size_t> row_of_cell;
  for (const v1::FormDefinition& form : FormCatalog::Builtin().forms()) {
    if (form.form() != FormOf(truth.form)) continue;
    for (const v1::TableDefinition& table : form.tables()) {
      for (const v1::BlockDefinition& block : table.blocks()) {
        for (const v1::RowDefinition& row : block.rows()) {
          for (const uint32_t cell : row.cells()) row_of_cell.emplace(cell, rows_.size());
          rows_.push_back({.place = {SIZE_MAX, 0}, .cells = {}});
        }
      }
    }
  }
  for (const v1::Cell& cell : report.extraction().cells()) {
    const auto row = row_of_cell.find(cell.number());
    if (row == row_of_cell.end()) continue;
    const SourceRange place = ToSource(report.document().source_map(), cell.begin(), cell.end());
    Row& found = rows_[row->second];
    found.place.begin = std::min(found.place.begin, static_cast<std::size_t>(place.begin));
    found.place.end = std::max(found.place.end, static_cast<std::size_t>(place.end));
    found.cells.emplace_back(IdOf(cell));
  }
  // From behind the row before: the label belongs to the row.
  std::vector<Row*> ordered;
  for (Row& row : rows_) {
    if (!row.cells.empty()) ordered.push_back(&row);
  }
  std::ranges::sort(ordered, {}, [](const Row* row) { return row->place.begin; });
  for (std::size_t i = ordered.size(); i-- > 1;) {
    ordered[i]->place.begin = ordered[i - 1]->place.end;
  }
}

std::vector<std::string> Undamaged::Untouched(const std::vector<Piece>& pieces) const {
  std::vector<std::string> cells;
  for (const Row& row : rows_) {
    if (std::ranges::any_of(pieces, [&](Piece piece) { return Overlap(piece, row.place); })) {
      continue;
    }
    cells.insert(cells.end(), row.cells.begin(), row.cells.end());
  }
  return cells;
}

Remains Undamaged::After(const Mutated* damage) const {
  if (damage == nullptr) return {.decidable = Untouched({}), .emptied = {}};
  Remains remains{.decidable = {}, .emptied = damage->emptied};
  if (!damage->everywhere) remains.decidable = Untouched(damage->touched);
  return remains;
}

Score ScoreOf(const corpus::Rendered& rendered, const Remains& remains, const v1::Report& report) {
  const Truth truth = TruthOf(rendered);
  const Reading reading = Compare(truth, remains, report.extraction());
  Score score{.reports = 1, .cells = truth.size(), .silent = reading.silent.size()};
  std::map<std::string_view, bool> exact;
  for (const auto& [id, value] : truth) {
    const bool right = reading.right.contains(id);
    score.right += right ? 1 : 0;
    exact.try_emplace(TableOf(id), true).first->second &= right;
  }
  score.tables = exact.size();
  for (const auto& [table, all] : exact) score.exact_tables += all ? 1 : 0;
  for (const std::string& id : remains.decidable) {
    if (!truth.contains(id)) continue;
    ++score.decidable;
    score.decided += reading.right.contains(id) ? 1 : 0;
  }
  score.forms = report.extraction().form() == FormOf(rendered.form) ? 1 : 0;
  const auto numbered = std::ranges::count_if(
      report.outline().sections(), [](const v1::Section& section) { return section.number() > 0; });
  score.sections = numbered == rendered.sections ? 1 : 0;
  if (rendered.expected_rule.empty()) {
    for (const v1::Finding& finding : report.assessment().findings()) {
      score.false_alarms += finding.severity() != v1::INFO ? 1 : 0;
    }
  } else {
    score.faults = 1;
    score.found = std::ranges::any_of(report.assessment().findings(), [&](const auto& finding) {
      return finding.rule() == rendered.expected_rule && finding.outcome() == v1::FAILED;
    });
  }
  return score;
}

std::vector<std::string> SilentErrors(const corpus::Rendered& truth, const Remains& remains,
                                      const v1::Report& report) {
  return Compare(TruthOf(truth), remains, report.extraction()).silent;
}

std::vector<std::string> Misses(const corpus::Rendered& rendered, const Remains& remains,
                                const v1::Report& report) {
  const Truth truth = TruthOf(rendered);
  const Reading reading = Compare(truth, remains, report.extraction());
  std::vector<std::string> misses;
  for (const std::string& wrong : reading.silent) misses.push_back("WRONG: " + wrong);
  for (const auto& [id, value] : truth) {
    if (!reading.right.contains(id)) misses.push_back(Concat(id, " is ", value));
  }
  for (const v1::Finding& finding : report.assessment().findings()) {
    if (rendered.expected_rule.empty()) misses.push_back(finding.message_en());
  }
  return misses;
}

}  // namespace gongkai
