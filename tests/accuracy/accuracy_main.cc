// gongkai-accuracy: how many figures are right, given up, or silently wrong, by damage and layout.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "common/arena.h"
#include "common/strings.h"
#include "tests/accuracy/containers.h"
#include "tests/accuracy/figure_score.h"
#include "tests/accuracy/score.h"
#include "tests/accuracy/score_table.h"
#include "tests/accuracy/stage_chain.h"
#include "tests/corpus/names.h"

namespace gongkai {
namespace {

using corpus::Fault;
using corpus::Form;
using corpus::Layout;

// An arithmetic fault makes a busy report, with more figures that are not zero; the others make
// cells that hold none.
constexpr Fault kFaults[] = {Fault::kT301, Fault::kNone, Fault::kCel02, Fault::kCel03};
constexpr Form kForms[] = {Form::k2021, Form::k2019, Form::k2021, Form::k2014, Form::k2021};
// Layouts that are given up in part or as a whole: only that nothing in them is wrong is asked for,
// undamaged or damaged.
constexpr Layout kUnread[] = {Layout::kGridTable, Layout::kMultiline, Layout::kLatex,
                              Layout::kCellPaths, Layout::kWiki,      Layout::kTsv,
                              Layout::kJsonRows,  Layout::kAsciidoc,  Layout::kPageDump};
constexpr std::size_t kShown = 5;  // silent errors told in full, and harmless damage that cost some

bool IsUnread(std::size_t layout) {
  return std::ranges::find(kUnread, corpus::Layouts()[layout].value) != std::end(kUnread);
}

void PrintFigures(std::string_view name, const FigureScore& score) {
  std::printf("%-17.*s %8llu %8.2f%% %6.2f%% %7.2f%%\n", static_cast<int>(name.size()), name.data(),
              static_cast<unsigned long long>(score.there), Percent(score.right, score.given),
              Percent(score.right, score.there), Percent(score.right, score.read));
}

class Measure {
 public:
  // `look_at`: the mutation, or "undamaged", whose misses are printed with the report; may be
  // empty.
  Measure(uint64_t first, uint64_t rounds, std::string look_at)
      : first_(first),
        rounds_(rounds),
        look_at_(std::move(look_at)),
        containers_(&chain_, "", "") {}

  // The report of one seed and nothing else.
  void RunSeed(uint64_t seed) {
    look_at_unread_ = true;
    if (seed % 100 < corpus::Layouts().size()) RunReport(seed / 100, seed % 100);
  }

  void Run() {
    for (uint64_t round = first_; round < first_ + rounds_; ++round) {
      for (std::size_t layout = 0; layout < corpus::Layouts().size(); ++layout) {
        // The portal is the layout html with 60 KB around it.
        if (corpus::Layouts()[layout].value == Layout::kHtmlPortal && round % 10 != 0) continue;
        RunReport(round, layout);
        RunOldReport(round, layout);
      }
      containers_.Run(round);
    }
  }

  void Print() const {
    PrintHeader("undamaged");
    for (const bool unread : {false, true}) {
      if (unread) PrintHeader("not all read");
      for (std::size_t i = 0; i < clean_.size(); ++i) {
        if (IsUnread(i) == unread) PrintRow(corpus::Layouts()[i].name, clean_[i]);
      }
    }
    PrintHeader("harmless");
    for (int i = 0; i < kMutations; ++i) PrintMutation(i, true);
    PrintHeader("damaged");
    for (int i = 0; i < kMutations; ++i) PrintMutation(i, false);
    PrintHeader("damaged");
    for (const bool unread : {false, true}) {
      if (unread) PrintHeader("not all read");
      for (std::size_t i = 0; i < damaged_.size(); ++i) {
        if (IsUnread(i) == unread) PrintRow(corpus::Layouts()[i].name, damaged_[i]);
      }
    }
    std::printf("\n%-17s %8s %9s %7s %8s\n", "running text", "figures", "precision", "recall",
                "meaning");
    for (std::size_t i = 0; i < figures_.size(); ++i) {
      PrintFigures(corpus::Layouts()[i].name, figures_[i]);
    }
    for (const std::string& error : errors_) std::printf("%s\n", error.c_str());
    containers_.Print();
  }

  // False, and says why, if a bar is missed.
  bool MeetsBars() const {
    Score clean, unread, harmless, damaged;
    for (std::size_t i = 0; i < clean_.size(); ++i) {
      (IsUnread(i) ? unread : clean) += clean_[i];
      if (IsUnread(i)) unread += damaged_[i];
    }
    for (int i = 0; i < kMutations; ++i) {
      (IsHarmless(static_cast<Mutation>(i)) ? harmless : damaged) += mutated_[i];
    }
    std::printf("\n%-44s %10s %10s\n", "bar", "wanted", "measured");
    bool met = PrintBar("undamaged: cells right, %", 100, Percent(clean.right, clean.cells),
                        clean.right == clean.cells);
    met &= PrintBar("undamaged: false alarms", 0, static_cast<double>(clean.false_alarms),
                    clean.false_alarms == 0);
    met &= PrintBar("harmless: cells right, %", 100, Percent(harmless.right, harmless.cells),
                    harmless.right == harmless.cells);
    for (const std::string& one : missed_) std::printf("  --look-at %s\n", one.c_str());
    met &= PrintBar("damaged: decidable cells decided, %", 95,
                    Percent(damaged.decided, damaged.decidable),
                    damaged.decided * 100 >= damaged.decidable * 95);
    FigureScore figures;
    for (const FigureScore& score : figures_) figures += score;
    met &= PrintBar("figures of the text: precision, %", 98, Percent(figures.right, figures.given),
                    figures.right * 100 >= figures.given * 98);
    met &= PrintBar("figures of the text: recall, %", 95, Percent(figures.right, figures.there),
                    figures.right * 100 >= figures.there * 95);
    met &= ContainersMeetBars();
    const uint64_t silent = clean.silent + unread.silent + harmless.silent + damaged.silent +
                            containers_.undamaged().silent + containers_.damaged().silent;
    met &= PrintBar("silent errors", 0, static_cast<double>(silent), silent == 0);
    std::printf("%llu reports damaged\n",
                static_cast<unsigned long long>(unread.reports + damaged.reports +
                                                harmless.reports + containers_.damaged().reports));
    return met;
  }

 private:
  bool ContainersMeetBars() const {
    const Score harmless = containers_.harmless();
    const Score decidable = containers_.decidable();
    const Score clean = containers_.clean();
    const Score all = containers_.undamaged();
    bool met = PrintBar("containers: cells right, %", 100, Percent(clean.right, clean.cells),
                        clean.right == clean.cells);
    met &= PrintBar("all containers: decidable cells decided, %", 100,
                    Percent(all.decided, all.decidable), all.decided == all.decidable);
    met &= PrintBar("containers: false alarms", 0, static_cast<double>(clean.false_alarms),
                    clean.false_alarms == 0);
    met &= PrintBar("containers: faults found, %", 100, Percent(clean.found, clean.faults),
                    clean.found == clean.faults);
    met &= PrintBar("containers, harmless: cells right, %", 100,
                    Percent(harmless.right, harmless.cells), harmless.right == harmless.cells);
    met &= PrintBar("containers, damaged: decidable decided, %", 95,
                    Percent(decidable.decided, decidable.decidable),
                    decidable.decided * 100 >= decidable.decidable * 95);
    return met;
  }

  void RunReport(uint64_t round, std::size_t layout) {
    const corpus::Options options{.seed = round * 100 + layout,
                                  .form = kForms[round % std::size(kForms)],
                                  .layout = corpus::Layouts()[layout].value,
                                  .fault = kFaults[round % 4]};
    seed_ = options.seed;
    corpus::Options second = options;
    second.seed += 50;
    const corpus::Rendered truth = corpus::Render(options);
    const std::string other = corpus::Render(second).bytes;
    OnArena<v1::Report> report;
    chain_.Run(truth.bytes, report.get());
    figures_[layout] += FigureScoreOf(truth, report->extraction());
    const Undamaged undamaged(truth, *report);
    clean_[layout] += Scored(truth, undamaged.After(nullptr), *report, "undamaged");
    for (int i = 0; i < kMutations; ++i) {
      std::mt19937 random(static_cast<uint32_t>(options.seed * 31 + static_cast<uint64_t>(i)));
      const Mutated damage = Mutate(static_cast<Mutation>(i), truth.bytes, other,
                                    corpus::IsHtml(options.layout), &random);
      if (!damage.applied) continue;
      report.Reset();
      chain_.Run(damage.bytes, report.get());
      const Score score =
          Scored(truth, undamaged.After(&damage), *report, NameOf(static_cast<Mutation>(i)));
      if (!IsUnread(layout)) {
        mutated_[static_cast<std::size_t>(i)] += score;
        const bool missed = IsHarmless(static_cast<Mutation>(i)) && score.right < score.cells;
        if (missed && missed_.size() < kShown) {
          missed_.push_back(Concat(NameOf(static_cast<Mutation>(i)), " --seed ", seed_));
        }
      }
      if (IsUnread(layout) || !IsHarmless(static_cast<Mutation>(i))) damaged_[layout] += score;
    }
  }

  // Reports before 2019 have no statutory table, but figures in their text.
  void RunOldReport(uint64_t round, std::size_t layout) {
    const corpus::Rendered truth = corpus::Render({.seed = round * 100 + layout,
                                                   .form = Form::k2008,
                                                   .layout = corpus::Layouts()[layout].value});
    OnArena<v1::Report> report;
    chain_.Run(truth.bytes, report.get());
    figures_[layout] += FigureScoreOf(truth, report->extraction());
  }

  Score Scored(const corpus::Rendered& truth, const Remains& remains, const v1::Report& report,
               std::string_view what) {
    const Score score = ScoreOf(truth, remains, report);
    const bool look = what == look_at_ && (look_at_unread_ || !IsUnread(seed_ % 100));
    if (look && (score.right < score.cells || score.false_alarms > 0)) {
      std::printf("%s\n== %s of %s, seed %llu:\n", report.content().data().c_str(),
                  look_at_.c_str(), truth.file_name.c_str(),
                  static_cast<unsigned long long>(seed_));
      for (const std::string& miss : Misses(truth, remains, report)) {
        std::printf("   %s\n", miss.c_str());
      }
      std::exit(0);
    }
    if (score.silent > 0 && errors_.size() < kShown) {
      errors_.push_back(std::string(what) + " of " + truth.file_name + ": " +
                        SilentErrors(truth, remains, report).front());
    }
    return score;
  }

  void PrintMutation(int i, bool harmless) const {
    const auto mutation = static_cast<Mutation>(i);
    if (IsHarmless(mutation) == harmless) PrintRow(NameOf(mutation), mutated_[i]);
  }

  const uint64_t first_;
  const uint64_t rounds_;
  const std::string look_at_;
  uint64_t seed_ = 0;
  bool look_at_unread_ = false;  // at layouts that are not all read, too
  StageChain chain_;
  ContainerMeasure containers_;
  std::vector<Score> clean_{corpus::Layouts().size()};
  std::vector<FigureScore> figures_{corpus::Layouts().size()};
  std::vector<Score> damaged_{corpus::Layouts().size()};
  std::vector<Score> mutated_{kMutations};
  std::vector<std::string> missed_;  // harmless damage that cost a cell, as options to look at it
  std::vector<std::string> errors_;
};

}  // namespace
}  // namespace gongkai

int main(int argc, char** argv) {
  CLI::App app("Accuracy over generated reports, undamaged and damaged.");
  uint64_t rounds = 20;
  app.add_option("--rounds", rounds, "of all layouts and mutations; 250 make 100 000 reports")
      ->check(CLI::Range(1, 100'000))
      ->capture_default_str();
  uint64_t first = 0;
  app.add_option("--first", first, "the first round: other ones are other reports");
  std::string look_at;
  app.add_option("--look-at", look_at,
                 "stop at the first report with this damage (or \"undamaged\") that is not all "
                 "right, and print it");
  bool wrong = false;
  app.add_flag("--wrong", wrong, "with --container and --look-at: one with a wrong figure");
  std::optional<uint64_t> seed;
  app.add_option("--seed", seed, "only this report (the number in its name)");
  std::string container;
  app.add_option("--container", container, "only reports in it; --look-at looks there")
      ->check(CLI::IsMember(gongkai::ContainerNames()));
  CLI11_PARSE(app, argc, argv);
  if (!container.empty()) {
    gongkai::StageChain chain;
    gongkai::ContainerMeasure measure(&chain, container, look_at, wrong);
    for (uint64_t round = first; round < first + rounds; ++round) measure.Run(round);
    measure.Print();
    return 0;
  }
  gongkai::Measure measure(first, rounds, look_at);
  seed ? measure.RunSeed(*seed) : measure.Run();
  measure.Print();
  return measure.MeetsBars() ? 0 : 1;
}
