// gongkai-accuracy: how many figures are right, given up, or silently wrong, by damage and layout.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "common/arena.h"
#include "extract/extract_stage.h"
#include "normalize/normalize_stage.h"
#include "segment/segment_stage.h"
#include "tests/accuracy/figure_score.h"
#include "tests/accuracy/score.h"
#include "tests/corpus/names.h"
#include "validate/validate_stage.h"

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
                              Layout::kCellPaths, Layout::kWiki};
constexpr std::size_t kShown = 5;  // silent errors told in full

class Chain {
 public:
  void Run(std::string_view bytes, v1::Report* report) {
    report->mutable_source()->set_uri("report");
    report->mutable_content()->set_data(std::string(bytes));
    v1::Report* const group[] = {report};
    for (Stage* stage :
         std::initializer_list<Stage*>{&normalize_, &segment_, &extract_, &validate_}) {
      if (!stage->Process(group).ok()) std::abort();
    }
  }

 private:
  NormalizeStage normalize_;
  SegmentStage segment_;
  ExtractStage extract_;
  ValidateStage validate_;
};

bool IsUnread(std::size_t layout) {
  return std::ranges::find(kUnread, corpus::Layouts()[layout].value) != std::end(kUnread);
}

double Percent(uint64_t part, uint64_t whole) {
  return whole == 0 ? 100.0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

void PrintHeader(const char* title) {
  std::printf("\n%-17s %8s %7s %8s %7s %7s %9s %7s %7s\n", title, "reports", "cells", "decided",
              "tables", "form", "sections", "silent", "alarms");
}

void PrintRow(std::string_view name, const Score& score) {
  std::printf("%-17.*s %8llu %6.2f%% ", static_cast<int>(name.size()), name.data(),
              static_cast<unsigned long long>(score.reports), Percent(score.right, score.cells));
  if (score.decidable > 0) {
    std::printf("%7.2f%% ", Percent(score.decided, score.decidable));
  } else {
    std::printf("%8s ", "-");
  }
  std::printf("%6.1f%% %6.1f%% %8.1f%% %7llu %7llu\n", Percent(score.exact_tables, score.tables),
              Percent(score.forms, score.reports), Percent(score.sections, score.reports),
              static_cast<unsigned long long>(score.silent),
              static_cast<unsigned long long>(score.false_alarms));
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
  Measure(uint64_t rounds, std::string look_at) : rounds_(rounds), look_at_(std::move(look_at)) {}

  // The report of one seed and nothing else.
  void RunSeed(uint64_t seed) {
    if (seed % 100 < corpus::Layouts().size()) RunReport(seed / 100, seed % 100);
  }

  void Run() {
    for (uint64_t round = 0; round < rounds_; ++round) {
      for (std::size_t layout = 0; layout < corpus::Layouts().size(); ++layout) {
        // The portal is the layout html with 60 KB around it.
        if (corpus::Layouts()[layout].value == Layout::kHtmlPortal && round % 10 != 0) continue;
        RunReport(round, layout);
        RunOldReport(round, layout);
      }
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
    const auto bar = [](const char* what, double wanted, double measured, bool met) {
      std::printf("%-44s %10.6g %10.6g  %s\n", what, wanted, measured, met ? "ok" : "missed");
      return met;
    };
    std::printf("\n%-44s %10s %10s\n", "bar", "wanted", "measured");
    bool met = bar("undamaged: cells right, %", 100, Percent(clean.right, clean.cells),
                   clean.right == clean.cells);
    met &= bar("undamaged: false alarms", 0, static_cast<double>(clean.false_alarms),
               clean.false_alarms == 0);
    met &= bar("harmless: cells right, %", 100, Percent(harmless.right, harmless.cells),
               harmless.right == harmless.cells);
    met &=
        bar("damaged: decidable cells decided, %", 95, Percent(damaged.decided, damaged.decidable),
            damaged.decided * 100 >= damaged.decidable * 95);
    FigureScore figures;
    for (const FigureScore& score : figures_) figures += score;
    met &= bar("figures of the text: precision, %", 98, Percent(figures.right, figures.given),
               figures.right * 100 >= figures.given * 98);
    met &= bar("figures of the text: recall, %", 95, Percent(figures.right, figures.there),
               figures.right * 100 >= figures.there * 95);
    const uint64_t silent = clean.silent + unread.silent + harmless.silent + damaged.silent;
    met &= bar("silent errors", 0, static_cast<double>(silent), silent == 0);
    std::printf("%llu reports damaged\n", static_cast<unsigned long long>(
                                              unread.reports + damaged.reports + harmless.reports));
    return met;
  }

 private:
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
    clean_[layout] += Scored(truth, undamaged, nullptr, *report, "undamaged");
    for (int i = 0; i < kMutations; ++i) {
      std::mt19937 random(static_cast<uint32_t>(options.seed * 31 + static_cast<uint64_t>(i)));
      const Mutated damage = Mutate(static_cast<Mutation>(i), truth.bytes, other,
                                    corpus::IsHtml(options.layout), &random);
      if (!damage.applied) continue;
      report.Reset();
      chain_.Run(damage.bytes, report.get());
      const Score score =
          Scored(truth, undamaged, &damage, *report, NameOf(static_cast<Mutation>(i)));
      if (!IsUnread(layout)) mutated_[static_cast<std::size_t>(i)] += score;
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

  Score Scored(const corpus::Rendered& truth, const Undamaged& undamaged, const Mutated* damage,
               const v1::Report& report, std::string_view what) {
    const Score score = ScoreOf(truth, undamaged, damage, report);
    if (what == look_at_ && (score.right < score.cells || score.false_alarms > 0)) {
      std::printf("%s\n== %s of %s, seed %llu:\n", report.content().data().c_str(),
                  look_at_.c_str(), truth.file_name.c_str(),
                  static_cast<unsigned long long>(seed_));
      for (const std::string& miss : Misses(truth, damage, report)) {
        std::printf("   %s\n", miss.c_str());
      }
      std::exit(0);
    }
    if (score.silent > 0 && errors_.size() < kShown) {
      errors_.push_back(std::string(what) + " of " + truth.file_name + ": " +
                        SilentErrors(truth, damage, report).front());
    }
    return score;
  }

  void PrintMutation(int i, bool harmless) const {
    const auto mutation = static_cast<Mutation>(i);
    if (IsHarmless(mutation) == harmless) PrintRow(NameOf(mutation), mutated_[i]);
  }

  const uint64_t rounds_;
  const std::string look_at_;
  uint64_t seed_ = 0;
  Chain chain_;
  std::vector<Score> clean_{corpus::Layouts().size()};
  std::vector<FigureScore> figures_{corpus::Layouts().size()};
  std::vector<Score> damaged_{corpus::Layouts().size()};
  std::vector<Score> mutated_{kMutations};
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
  std::string look_at;
  app.add_option("--look-at", look_at,
                 "stop at the first report with this damage (or \"undamaged\") that is not all "
                 "right, and print it");
  std::optional<uint64_t> seed;
  app.add_option("--seed", seed, "only this report (the number in its name)");
  CLI11_PARSE(app, argc, argv);
  gongkai::Measure measure(rounds, look_at);
  seed ? measure.RunSeed(*seed) : measure.Run();
  measure.Print();
  return measure.MeetsBars() ? 0 : 1;
}
