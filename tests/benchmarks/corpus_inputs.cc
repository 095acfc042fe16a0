#include "tests/benchmarks/corpus_inputs.h"

#include <atomic>
#include <utility>

#include "common/strings.h"
#include "tests/benchmarks/measure.h"
#include "tests/corpus/corpus.h"

namespace gongkai {
namespace {

constexpr corpus::Layout kTextLayouts[] = {
    corpus::Layout::kPipes,     corpus::Layout::kPipesFramed,    corpus::Layout::kMarkdown,
    corpus::Layout::kCellLines, corpus::Layout::kCellParagraphs, corpus::Layout::kTabs,
    corpus::Layout::kSpaces,    corpus::Layout::kOneLine};
constexpr uint64_t kTextBytes = 9'000;
constexpr uint64_t kHtmlBytes = 70'000;
constexpr uint64_t kPdfBytes = 14'000;  // packed
constexpr uint64_t kOfficeBytes = 9'000;
constexpr uint64_t kFaultyOneIn = 10;

// What the source says before the page is made; decides only how reports are grouped.
uint64_t UsualBytes(ReportKind kind) {
  switch (kind) {
    case ReportKind::kText:
      return kTextBytes;
    case ReportKind::kHtml:
      return kHtmlBytes;
    case ReportKind::kDocx:
    case ReportKind::kXlsx:
      return kOfficeBytes;
    case ReportKind::kPdf:
      return kPdfBytes;
  }
  return 0;
}

class MemoryInputs : public BenchInputs {
 public:
  MemoryInputs(ReportKind kind, const std::vector<std::string>* pages)
      : kind_(kind), pages_(*pages) {}

  uint64_t total() const override { return pages_.size(); }

  absl::StatusOr<std::optional<Input>> Next() override {
    if (next_ == pages_.size()) return std::nullopt;
    Input input{.uri = PageUri(kind_, next_), .index = next_, .size = pages_[next_].size()};
    ++next_;
    return input;
  }

  absl::Status Load(const Input& input, v1::Report* report) const override {
    FillReport(input.uri, pages_[input.index], report);
    return absl::OkStatus();
  }

  double making_seconds() const override { return 0; }

 private:
  const ReportKind kind_;
  const std::vector<std::string>& pages_;
  uint64_t next_ = 0;
};

class GeneratedInputs : public BenchInputs {
 public:
  GeneratedInputs(ReportKind kind, uint64_t count) : kind_(kind), count_(count) {}

  uint64_t total() const override { return count_; }

  absl::StatusOr<std::optional<Input>> Next() override {
    if (next_ == count_) return std::nullopt;
    const uint64_t number = next_++;
    return Input{.uri = PageUri(kind_, number), .index = number, .size = UsualBytes(kind_)};
  }

  absl::Status Load(const Input& input, v1::Report* report) const override {
    const double start = ThreadCpuSeconds();
    std::string page = MakePage(kind_, input.index);
    making_seconds_ += ThreadCpuSeconds() - start;
    FillReport(input.uri, std::move(page), report);
    return absl::OkStatus();
  }

  double making_seconds() const override { return making_seconds_; }

 private:
  const ReportKind kind_;
  const uint64_t count_;
  uint64_t next_ = 0;
  mutable std::atomic<double> making_seconds_ = 0;
};

}  // namespace

std::string_view KindName(ReportKind kind) {
  constexpr std::string_view kNames[] = {"text", "HTML", "PDF", "DOCX", "XLSX"};
  return kNames[static_cast<int>(kind)];
}

std::string MakePage(ReportKind kind, uint64_t number) {
  corpus::Options options{.seed = number, .target_bytes = UsualBytes(kind)};
  switch (kind) {
    case ReportKind::kText:
      options.layout = kTextLayouts[number % std::size(kTextLayouts)];
      break;
    case ReportKind::kHtml:
      options.layout = corpus::Layout::kHtmlPortal;
      break;
    case ReportKind::kPdf:
      options.target_bytes = 0;
      options.container = corpus::Container::kPdf;
      options.layout = number % 4 == 3 ? corpus::Layout::kSpaces : corpus::Layout::kHtml;
      break;
    case ReportKind::kDocx:
    case ReportKind::kXlsx:
      options.layout = corpus::Layout::kHtml;
      options.container =
          kind == ReportKind::kDocx ? corpus::Container::kDocx : corpus::Container::kXlsx;
      break;
  }
  if (number % kFaultyOneIn == kFaultyOneIn - 1) options.fault = corpus::Fault::kT301;
  return corpus::Render(options).bytes;
}

std::vector<std::string> MakePages(ReportKind kind, uint64_t count) {
  std::vector<std::string> pages;
  pages.reserve(count);
  for (uint64_t i = 0; i < count; ++i) pages.push_back(MakePage(kind, i));
  return pages;
}

std::string PageUri(ReportKind kind, uint64_t number) {
  constexpr std::string_view kSuffixes[] = {".txt", ".html", ".pdf", ".docx", ".xlsx"};
  return Concat("reports/", number, kSuffixes[static_cast<int>(kind)]);
}

void FillReport(std::string uri, std::string page, v1::Report* report) {
  report->mutable_source()->set_uri(std::move(uri));
  report->mutable_source()->set_size(page.size());
  report->mutable_content()->set_data(std::move(page));
}

std::unique_ptr<BenchInputs> InputsInMemory(ReportKind kind,
                                            const std::vector<std::string>* pages) {
  return std::make_unique<MemoryInputs>(kind, pages);
}

std::unique_ptr<BenchInputs> InputsMadeOnTheWay(ReportKind kind, uint64_t count) {
  return std::make_unique<GeneratedInputs>(kind, count);
}

}  // namespace gongkai
