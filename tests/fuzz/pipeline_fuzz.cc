// A figure that is given stands at its place in the text and reads as it is given; no cell twice.
#include <set>

#include "common/strings.h"
#include "extract/extract_stage.h"
#include "normalize/normalize_stage.h"
#include "segment/segment_stage.h"
#include "tests/fuzz/target.h"
#include "validate/decimal.h"
#include "validate/validate_stage.h"

namespace gongkai {
namespace {

std::string DigitsOf(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9') digits += c;
  }
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  while (digits.ends_with('0')) digits.pop_back();
  return digits;
}

bool IsPlain(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

void CheckCell(const v1::Cell& cell, const v1::Document& document) {
  Require(cell.begin() <= cell.end() && cell.end() <= document.text().size(), "span");
  const bool blank = cell.state() == v1::BLANK;
  Require(blank == (cell.begin() == cell.end()) || cell.state() == v1::AMBIGUOUS, "blank span");
  Require(cell.confidence() <= 1000, "confidence");
  Require((cell.state() == v1::AMBIGUOUS) == (cell.confidence() < 1000), "certain or not");
  Require((cell.state() == v1::VALUE) != cell.value().empty(), "value without state VALUE");
  if (cell.state() != v1::VALUE) return;
  Require(Decimal::Parse(cell.value()).has_value(), Concat("no number: ", cell.value()));
  const std::string_view there =
      std::string_view(document.text()).substr(cell.begin(), cell.end() - cell.begin());
  if (IsPlain(there)) {
    Require(DigitsOf(there) == DigitsOf(cell.value()),
            Concat("\"", there, "\" is given as ", cell.value()));
  }
}

void CheckExtraction(const v1::Report& report) {
  std::set<uint32_t> numbers;
  for (const v1::Cell& cell : report.extraction().cells()) {
    Require(numbers.insert(cell.number()).second, Concat("cell ", cell.number(), " twice"));
    CheckCell(cell, report.document());
  }
}

}  // namespace

void Fuzz(std::string_view input) {
  static NormalizeStage& normalize = *new NormalizeStage;
  static SegmentStage& segment = *new SegmentStage;
  static ExtractStage& extract = *new ExtractStage;
  static ValidateStage& validate = *new ValidateStage;
  v1::Report report;
  report.mutable_source()->set_uri("input");
  report.mutable_content()->set_data(std::string(input));
  v1::Report* const group[] = {&report};
  for (Stage* stage : std::initializer_list<Stage*>{&normalize, &segment, &extract, &validate}) {
    Require(stage->Process(group).ok(), stage->info().name);
  }
  if (!report.has_error()) CheckExtraction(report);
}

}  // namespace gongkai
