#include "tests/accuracy/containers.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <span>
#include <utility>

#include "common/arena.h"
#include "tests/accuracy/score_table.h"
#include "tests/corpus/form_table.h"

namespace gongkai {
namespace {

using corpus::Container;
using corpus::Layout;

constexpr Layout kPages[] = {Layout::kHtml, Layout::kHtmlSplit, Layout::kHtmlJoined,
                             Layout::kHtmlNested, Layout::kHtmlBreaks};
constexpr Layout kDrawnPages[] = {Layout::kHtml, Layout::kHtmlSplit, Layout::kHtmlBreaks};
constexpr Layout kTexts[] = {Layout::kPipes, Layout::kPipesFramed, Layout::kMarkdown,
                             Layout::kTabs,  Layout::kCsv,         Layout::kOrg};
constexpr Layout kLines[] = {Layout::kTabs, Layout::kPipes, Layout::kCellParagraphs};
constexpr Layout kOpen[] = {Layout::kSpaces};

struct Holder {
  const char* name;
  Container container;
  std::span<const Layout> layouts;
  bool open = false;        // borders and places do not say where a cell is
  bool short_rows = false;  // a row may have fewer cells than the others
};

constexpr Holder kHolders[] = {
    {"page", Container::kPlain, kPages, false, true},
    {"archive", Container::kMhtml, kPages, false, true},
    {"docx", Container::kDocx, kPages, false, true},
    {"xlsx", Container::kXlsx, kPages},
    {"pdf", Container::kPdf, kDrawnPages},
    {"text", Container::kPlain, kTexts, true},
    {"docx, lines", Container::kDocx, kLines, true},
    {"xlsx, lines", Container::kXlsx, kLines, true},
    {"pdf, no rulings", Container::kPdf, kOpen, true},
};

constexpr corpus::Form kFormsHeld[] = {corpus::Form::k2021, corpus::Form::k2019,
                                       corpus::Form::k2021, corpus::Form::k2014,
                                       corpus::Form::k2021};
// Of reports that are damaged: an arithmetic one makes them busy.
constexpr corpus::Fault kBusy[] = {corpus::Fault::kT301, corpus::Fault::kNone,
                                   corpus::Fault::kCel02};
constexpr uint64_t kAllFaults = static_cast<uint64_t>(corpus::Fault::kG201);
constexpr std::size_t kErrorsShown = 12;

// Where one cell stands on a line and the report leaves a row out, the figures of the row before
// may be those of the row that is not there, its own lost with the label: nobody can tell.
std::set<std::string> BeforeLeftOutRow(const corpus::Rendered& truth, Layout layout) {
  if (truth.expected_rule != "STR-05") return {};
  if (layout != Layout::kTabs && layout != Layout::kCellParagraphs) return {};
  const corpus::FormTable& form = corpus::TableOf(truth.form);
  const auto ids = [&](std::size_t row) {
    std::set<std::string> cells;
    for (std::size_t column = 0; column <= corpus::kTotalColumn; ++column) {
      cells.insert(form.cells[form.ApplicationsCell(row, column)].id);
    }
    return cells;
  };
  std::set<std::string> before;
  for (std::size_t row = 0; row < form.applications.size(); ++row) {
    std::set<std::string> cells = ids(row);
    const bool there = std::ranges::any_of(
        truth.truth, [&](const corpus::Cell& cell) { return cells.contains(cell.id); });
    if (!there) return before;
    before = std::move(cells);
  }
  return {};
}

Remains AllBut(const corpus::Rendered& truth, const std::set<std::string>& touched) {
  Remains remains;
  for (const corpus::Cell& cell : truth.truth) {
    if (!touched.contains(cell.id)) remains.decidable.push_back(cell.id);
  }
  return remains;
}

}  // namespace

std::vector<std::string> ContainerNames() {
  std::vector<std::string> names;
  for (const Holder& holder : kHolders) names.emplace_back(holder.name);
  return names;
}

ContainerMeasure::ContainerMeasure(StageChain* chain, std::string only, std::string look_at,
                                   bool only_wrong)
    : chain_(*chain),
      only_(std::move(only)),
      look_at_(std::move(look_at)),
      only_wrong_(only_wrong),
      undamaged_(std::size(kHolders)),
      damaged_(std::size(kHolders)),
      kinds_(kCellBlows) {}

void ContainerMeasure::Run(uint64_t round) {
  for (std::size_t holder = 0; holder < std::size(kHolders); ++holder) {
    if (only_.empty() || only_ == kHolders[holder].name) RunHolder(holder, round);
  }
}

void ContainerMeasure::RunHolder(std::size_t holder, uint64_t round) {
  const std::span<const Layout> layouts = kHolders[holder].layouts;
  corpus::Options options{
      .seed = round * 100 + 60 + holder,
      .form = kFormsHeld[round % std::size(kFormsHeld)],
      // Not the same ones with the same form.
      .layout = layouts[(round + round / std::size(kFormsHeld)) % layouts.size()],
      .container = kHolders[holder].container};
  for (const uint64_t fault : {uint64_t{0}, 1 + (round + holder * 3) % kAllFaults}) {
    options.fault = static_cast<corpus::Fault>(fault);
    // An empty line of a column of cells is an empty row of the sheet, as the one between two rows.
    if (options.fault == corpus::Fault::kCel02 && options.container == Container::kXlsx &&
        options.layout == Layout::kTabs) {
      continue;
    }
    const corpus::Rendered truth = corpus::Render(options);
    const Score score =
        Scored(truth, AllBut(truth, BeforeLeftOutRow(truth, options.layout)), "undamaged");
    undamaged_[holder] += score;
    if (!kHolders[holder].open) clean_ += score;
  }
  options.fault = kBusy[round % std::size(kBusy)];
  for (int i = 0; i < kCellBlows; ++i) RunDamaged(holder, options, static_cast<CellBlow>(i));
}

void ContainerMeasure::RunDamaged(std::size_t holder, const corpus::Options& options,
                                  CellBlow blow) {
  if (blow == CellBlow::kDropCell && !kHolders[holder].short_rows) return;
  // No page is wide enough for as many columns as the form has rows.
  if (blow == CellBlow::kTranspose && options.container == corpus::Container::kPdf) return;
  CellDamage damage;
  corpus::Options damaged = options;
  const auto seed = static_cast<uint32_t>(options.seed * 31 + static_cast<uint64_t>(blow));
  damaged.edit = EditOf(blow, options.form, seed, &damage);
  corpus::Rendered truth = corpus::Render(damaged);
  if (!damage.applied) return;
  truth.truth = TruthAfter(damage, std::move(truth.truth));
  const Score score = Scored(truth, AllBut(truth, damage.touched), NameOf(blow));
  (ReshapesTable(blow) ? reshaped_ : damaged_[holder]) += score;
  Kind& kind = kinds_[static_cast<std::size_t>(blow)];
  (kHolders[holder].open ? kind.open : kind.sum) += score;
  if (kHolders[holder].open || ReshapesTable(blow)) return;
  (IsHarmless(blow) ? harmless_ : decidable_) += score;
}

Score ContainerMeasure::Scored(const corpus::Rendered& truth, const Remains& remains,
                               std::string_view what) {
  OnArena<v1::Report> report;
  chain_.Run(truth.bytes, report.get());
  const Score score = ScoreOf(truth, remains, *report);
  const bool missed =
      score.silent > 0 || (!only_wrong_ && (score.right < score.cells || score.false_alarms > 0 ||
                                            score.found < score.faults));
  if (what == look_at_ && missed) {
    std::printf("%s\n== %s of %s:\n", report->document().text().c_str(), look_at_.c_str(),
                truth.file_name.c_str());
    for (const std::string& miss : Misses(truth, remains, *report)) {
      std::printf("   %s\n", miss.c_str());
    }
    std::exit(0);
  }
  if (score.silent > 0 && errors_.size() < kErrorsShown) {
    errors_.push_back(std::string(what) + " of " + truth.file_name + ": " +
                      SilentErrors(truth, remains, *report).front());
  }
  return score;
}

Score ContainerMeasure::Sum(const std::vector<Score>& scores) {
  Score sum;
  for (const Score& score : scores) sum += score;
  return sum;
}

void ContainerMeasure::Print() const {
  PrintHeader("containers");
  for (std::size_t i = 0; i < std::size(kHolders); ++i) PrintRow(kHolders[i].name, undamaged_[i]);
  PrintHeader("cells damaged");
  for (std::size_t i = 0; i < std::size(kHolders); ++i) PrintRow(kHolders[i].name, damaged_[i]);
  for (const bool open : {false, true}) {
    PrintHeader(open ? "without borders" : "with borders");
    for (int i = 0; i < kCellBlows; ++i) {
      const Kind& kind = kinds_[static_cast<std::size_t>(i)];
      PrintRow(NameOf(static_cast<CellBlow>(i)), open ? kind.open : kind.sum);
    }
  }
  for (const std::string& error : errors_) std::printf("%s\n", error.c_str());
}

}  // namespace gongkai
