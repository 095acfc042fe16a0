// gongkai-bench: speed and memory of the pipeline against the floor. docs/performance.md says
// how to read it.

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <vector>

#include "CLI/CLI.hpp"
#include "tests/benchmarks/alignment.h"
#include "tests/benchmarks/flat.h"
#include "tests/benchmarks/measure.h"
#include "tests/benchmarks/office.h"
#include "tests/benchmarks/pdf.h"
#include "tests/benchmarks/rerun.h"
#include "tests/benchmarks/rules.h"
#include "tests/benchmarks/speed.h"
#include "tests/benchmarks/tables.h"
#include "tests/benchmarks/targets.h"

namespace gongkai {
namespace {

constexpr int kStatusMissed = 1;
constexpr int kStatusUsage = 2;
constexpr int kStatusFailed = 3;

constexpr uint64_t kMaxSize = 1'000'000;

struct Flags {
  int rounds = 5;
  int cores = 2;
  uint64_t text = 3'000;
  uint64_t html = 600;
  uint64_t pdf = 300;
  uint64_t office = 1'000;
  std::vector<uint64_t> sizes = {1'000, 10'000, 30'000};
  bool only_flat = false;
  std::vector<uint64_t> files;
  bool only_pdf = false;
  uint64_t apply = 10'000;
  bool only_apply = false;
  bool no_compare = false;
  bool only_rules = false;
  bool only_alignment = false;
  bool strict = false;
};

void AddFlags(CLI::App* app, Flags* flags) {
  app->add_option("--rounds", flags->rounds, "how often everything is measured")
      ->check(CLI::Range(1, 1'000))
      ->capture_default_str();
  app->add_option("--cores", flags->cores, "that everything runs on")
      ->check(CLI::Range(1, 1'024))
      ->capture_default_str();
  app->add_option("--text", flags->text, "text reports a round")
      ->check(CLI::Range(64, 100'000))
      ->capture_default_str();
  app->add_option("--html", flags->html, "HTML reports a round")
      ->check(CLI::Range(64, 10'000))
      ->capture_default_str();
  app->add_option("--pdf", flags->pdf, "PDF reports a round")
      ->check(CLI::Range(16, 100'000))
      ->capture_default_str();
  app->add_flag("--only-pdf", flags->only_pdf, "leave out everything but PDF");
  app->add_flag("--only-alignment", flags->only_alignment,
                "leave out everything but the alignment");
  app->add_flag("--only-rules", flags->only_rules, "leave out everything but the rules");
  app->add_option("--office", flags->office, "office documents of a kind a round")
      ->check(CLI::Range(64, 100'000))
      ->capture_default_str();
  app->add_option("--apply", flags->apply, "stored reports that run again after a change of rules")
      ->check(CLI::Range(uint64_t{64}, kMaxSize))
      ->capture_default_str();
  app->add_flag("--only-apply", flags->only_apply, "leave out everything but that");
  app->add_flag("--no-compare", flags->no_compare, "leave out comparing these reports");
  CLI::Option* sizes =
      app->add_option("--sizes", flags->sizes, "of the batches whose cost and memory are compared")
          ->check(CLI::Range(uint64_t{1}, kMaxSize))
          ->capture_default_str();
  app->add_flag_callback(
         "--flat",
         [flags] {
           flags->sizes = {1'000, 10'000, 100'000, 300'000};
         },
         "the same as --sizes 1000 10000 100000 300000; about 5 minutes and 10 GB of disk")
      ->excludes(sizes);
  app->add_option("--files", flags->files,
                  "leave out everything but batches of DOCX and of PDF of these sizes, whose "
                  "memory is compared; 100000 take about 10 minutes")
      ->check(CLI::Range(uint64_t{1}, kMaxSize));
  app->add_flag("--only-flat", flags->only_flat, "leave out everything but the sizes");
  app->add_flag("--strict", flags->strict, "exit status 1 if a target is missed");
  app->footer("Stores are made below TMPDIR: name a folder on a real disk, or syncing is free.");
}

int Complain(const absl::Status& status) {
  std::fprintf(stderr, "gongkai-bench: %s\n", status.ToString().c_str());
  return kStatusFailed;
}

absl::Status MeasureKinds(const Flags& flags, std::vector<Target>* targets) {
  const auto measure = [&](ReportKind kind, uint64_t reports) -> absl::StatusOr<Speed> {
    auto speed = MeasureSpeed({.kind = kind,
                               .reports = reports,
                               .rounds = flags.rounds,
                               .cores = flags.cores,
                               .workers = kind == ReportKind::kText});
    if (!speed.ok()) return speed;
    PrintSpeed(*speed);
    PrintBreakdown(*speed);
    std::fflush(stdout);
    return speed;
  };
  const auto text = measure(ReportKind::kText, flags.text);
  if (!text.ok()) return text.status();
  const auto html = measure(ReportKind::kHtml, flags.html);
  if (!html.ok()) return html.status();
  const auto office = MeasureOffice(flags.office, flags.rounds, flags.cores);
  if (!office.ok()) return office.status();
  PrintOffice(*office);
  *targets = SpeedTargets(*text, *html);
  std::ranges::move(OfficeTargets(*office), std::back_inserter(*targets));
  return absl::OkStatus();
}

absl::Status MeasurePages(const Flags& flags, std::vector<Target>* targets) {
  const auto pdf = MeasurePdf(flags.pdf, flags.rounds, flags.cores);
  if (!pdf.ok()) return pdf.status();
  PrintPdf(*pdf, flags.cores);
  std::fflush(stdout);
  targets->push_back(PdfTarget(*pdf));
  return absl::OkStatus();
}

absl::Status MeasureRulesAlone(const Flags& flags, std::vector<Target>* targets) {
  const auto rules = MeasureRules(flags.rounds, flags.cores);
  if (!rules.ok()) return rules.status();
  PrintRules(*rules);
  std::fflush(stdout);
  std::ranges::move(RulesTargets(*rules), std::back_inserter(*targets));
  return absl::OkStatus();
}

absl::Status MeasureAlignmentAlone(std::vector<Target>* targets) {
  const auto alignment = MeasureAlignment();
  if (!alignment.ok()) return alignment.status();
  PrintAlignment(*alignment);
  std::fflush(stdout);
  std::ranges::move(AlignmentTargets(*alignment), std::back_inserter(*targets));
  return absl::OkStatus();
}

int Bench(Flags flags) {
  flags.cores = UseCores(flags.cores);
  std::printf("gongkai-bench: %d cores, load average %s before\n", flags.cores,
              LoadAverage().c_str());
#ifndef NDEBUG
  std::printf("a build without optimisation: the figures mean nothing\n");
#endif
  std::vector<Target> targets;
  const bool all = flags.files.empty() && !flags.only_flat && !flags.only_pdf &&
                   !flags.only_apply && !flags.only_rules && !flags.only_alignment;
  if (all) {
    if (absl::Status status = MeasureKinds(flags, &targets); !status.ok()) return Complain(status);
  }
  if (all || flags.only_alignment) {
    if (absl::Status status = MeasureAlignmentAlone(&targets); !status.ok()) {
      return Complain(status);
    }
  }
  if (all || flags.only_rules) {
    if (absl::Status status = MeasureRulesAlone(flags, &targets); !status.ok()) {
      return Complain(status);
    }
  }
  if (all || flags.only_pdf) {
    if (absl::Status status = MeasurePages(flags, &targets); !status.ok()) return Complain(status);
  }
  if (all || flags.only_apply) {
    const auto rerun = MeasureRerun(flags.apply, flags.cores, !flags.no_compare);
    if (!rerun.ok()) return Complain(rerun.status());
    std::ranges::move(RerunTargets(*rerun), std::back_inserter(targets));
  }
  if (all || flags.only_flat) {
    std::ranges::sort(flags.sizes);
    const auto rows = MeasureFlat(flags.sizes, flags.cores);
    if (!rows.ok()) return Complain(rows.status());
    PrintFlat(*rows);
    std::ranges::move(FlatTargets(*rows), std::back_inserter(targets));
  }
  if (!flags.files.empty()) {
    std::ranges::sort(flags.files);
    const auto rows = MeasureFlatFiles(flags.files, flags.cores);
    if (!rows.ok()) return Complain(rows.status());
    PrintFlatFiles(*rows);
    std::ranges::move(FlatFileTargets(*rows), std::back_inserter(targets));
  }
  PrintTargets(targets);
  std::printf("\nload average %s after; more than %d means that others had the cores too\n",
              LoadAverage().c_str(), flags.cores);
  const bool missed = std::ranges::any_of(targets, [](const Target& t) { return !t.met; });
  return flags.strict && missed ? kStatusMissed : 0;
}

int Main(int argc, char** argv) {
  Flags flags;
  CLI::App app("Speed and memory of the pipeline over generated reports, against the floor.",
               "gongkai-bench");
  AddFlags(&app, &flags);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kStatusUsage;
  }
  return Bench(flags);
}

}  // namespace
}  // namespace gongkai

int main(int argc, char** argv) { return gongkai::Main(argc, argv); }
