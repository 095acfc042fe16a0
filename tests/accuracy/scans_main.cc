// gongkai-scans: how many figures of scanned reports are right, given up, or silently wrong, by how
// worn the pages are. Needs tesseract, pdftoppm and a Chinese font.
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>
#include <vector>

#include "common/arena.h"
#include "common/strings.h"
#include "extract/extract_stage.h"
#include "normalize/normalize_stage.h"
#include "segment/segment_stage.h"
#include "tests/accuracy/figure_score.h"
#include "tests/accuracy/score.h"
#include "tests/corpus/scan_writer.h"
#include "validate/validate_stage.h"

namespace gongkai {
namespace {

struct Wear {
  const char* name;
  int dust;   // in a million pixels
  int slant;  // pixels along for one down
};
constexpr Wear kWears[] = {{"as drawn", 0, 0},
                           {"some dust", 200, 0},
                           {"dusty", 2'000, 0},
                           {"dusty, askew 1:800", 2'000, 800},
                           {"worn, askew 1:400", 4'000, 400},
                           {"worn, askew 1:100", 4'000, 100}};

constexpr corpus::Layout kLayouts[] = {corpus::Layout::kHtml, corpus::Layout::kHtmlSplit,
                                       corpus::Layout::kHtmlJoined};
constexpr corpus::Form kForms[] = {corpus::Form::k2021, corpus::Form::k2021, corpus::Form::k2019};
constexpr std::size_t kShown = 20;  // errors told in full

struct Result {
  uint64_t pages = 0;
  uint64_t refused = 0;  // reports
  Score score;
  FigureScore figures;
  double seconds = 0;
};

// Processor time of this process and of all that ended.
double Seconds() {
  double seconds = 0;
  for (const int who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
    rusage usage{};
    getrusage(who, &usage);
    for (const timeval& time : {usage.ru_utime, usage.ru_stime}) {
      seconds += static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    }
  }
  return seconds;
}

double Percent(uint64_t part, uint64_t whole) {
  return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

class Measure {
 public:
  explicit Measure(std::unique_ptr<NormalizeStage> normalize) : normalize_(std::move(normalize)) {}

  // False if the pages cannot be drawn.
  bool Run(uint64_t seed) {
    const corpus::Rendered truth = corpus::Render({.seed = seed,
                                                   .form = kForms[seed % std::size(kForms)],
                                                   .layout = kLayouts[seed % std::size(kLayouts)],
                                                   .container = corpus::Container::kPdf});
    const std::vector<corpus::ScannedPage> pages = corpus::DrawnPages(truth.bytes);
    for (std::size_t i = 0; i < std::size(kWears); ++i) {
      std::vector<corpus::ScannedPage> worn;
      for (const corpus::ScannedPage& page : pages) {
        worn.push_back(corpus::Worn(page, kWears[i].dust, kWears[i].slant,
                                    static_cast<uint32_t>(seed * 100 + worn.size())));
      }
      Read(truth, worn, i);
    }
    return !pages.empty();
  }

  // The number of figures that are certain and wrong.
  uint64_t Print() const {
    std::printf("%-20s %7s %6s %8s %7s %7s %7s %7s %8s %8s %7s\n", "pages", "reports", "pages",
                "refused", "cells", "tables", "silent", "alarms", "figures", "wrong", "s/page");
    uint64_t wrong = 0;
    for (std::size_t i = 0; i < std::size(kWears); ++i) {
      const Result& result = results_[i];
      const Score& score = result.score;
      const uint64_t false_figures = result.figures.given - result.figures.right;
      std::printf("%-20s %7llu %6llu %8llu %6.1f%% %6.1f%% %7llu %7llu %7.1f%% %8llu %7.2f\n",
                  kWears[i].name, static_cast<unsigned long long>(score.reports),
                  static_cast<unsigned long long>(result.pages),
                  static_cast<unsigned long long>(result.refused),
                  Percent(score.right, score.cells), Percent(score.exact_tables, score.tables),
                  static_cast<unsigned long long>(score.silent),
                  static_cast<unsigned long long>(score.false_alarms),
                  Percent(result.figures.right, result.figures.there),
                  static_cast<unsigned long long>(false_figures),
                  result.seconds / static_cast<double>(std::max<uint64_t>(result.pages, 1)));
      wrong += score.silent + false_figures;
    }
    for (const std::string& error : errors_) std::printf("%s\n", error.c_str());
    return wrong;
  }

 private:
  void Read(const corpus::Rendered& truth, const std::vector<corpus::ScannedPage>& pages,
            std::size_t wear) {
    Result& result = results_[wear];
    OnArena<v1::Report> report;
    report->mutable_source()->set_uri("scan.pdf");
    report->mutable_content()->set_data(corpus::ScannedPdf(pages));
    v1::Report* const group[] = {report.get()};
    const double before = Seconds();
    for (Stage* stage :
         std::initializer_list<Stage*>{normalize_.get(), &segment_, &extract_, &validate_}) {
      if (!stage->Process(group).ok()) std::abort();
    }
    result.seconds += Seconds() - before;
    result.pages += pages.size();
    result.refused += report->has_error() ? 1 : 0;
    const Remains remains = Undamaged(truth, *report).After(nullptr);
    result.score += ScoreOf(truth, remains, *report);
    result.figures += FigureScoreOf(truth, report->extraction());
    const std::string where = std::string(kWears[wear].name) + " of " + truth.file_name + ": ";
    for (const std::string& error : SilentErrors(truth, remains, *report)) Tell(where + error);
    for (const std::string& miss : FigureMisses(truth, report->extraction())) {
      if (miss.starts_with("not there")) Tell(where + miss);
    }
  }

  void Tell(std::string error) {
    if (errors_.size() < kShown) errors_.push_back(std::move(error));
  }

  std::unique_ptr<NormalizeStage> normalize_;
  SegmentStage segment_;
  ExtractStage extract_;
  ValidateStage validate_;
  Result results_[std::size(kWears)];
  std::vector<std::string> errors_;
};

}  // namespace
}  // namespace gongkai

int main(int argc, char** argv) {
  CLI::App app("Accuracy over scans of generated reports.");
  uint64_t reports = 10, first = 0;
  app.add_option("--reports", reports, "each is read as often as there are kinds of wear")
      ->capture_default_str();
  app.add_option("--first", first, "seed of the first report")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  auto normalize = gongkai::NormalizeStage::WithRecognition();
  if (!normalize.ok()) {
    std::fprintf(stderr, "%s\n",
                 std::string(gongkai::FromAbsl(normalize.status().message())).c_str());
    return 3;
  }
  gongkai::Measure measure(*std::move(normalize));
  for (uint64_t seed = first; seed < first + reports; ++seed) {
    if (measure.Run(seed)) continue;
    std::fprintf(stderr, "pages cannot be drawn: no pdftoppm, or no Chinese font\n");
    return 3;
  }
  return measure.Print() == 0 ? 0 : 1;
}
