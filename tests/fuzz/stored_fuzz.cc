// Stored values, tokens and names that are damaged are refused; what is taken reads back the same.
#include "gongkai/v1/extraction.pb.h"
#include "store/packing.h"
#include "store/page_token.h"
#include "store/report_name.h"
#include "tests/fuzz/target.h"

namespace gongkai {
namespace {

void FuzzValues(std::string_view bytes) {
  std::string unpacked;
  Unpack(bytes, "value", &unpacked).IgnoreError();
  v1::Extraction extraction;
  Unpack(bytes, "value", &extraction).IgnoreError();
}

void FuzzTokens(std::string_view bytes) {
  if (bytes.empty()) return;  // the first page
  const auto position = ParsePageToken("list", bytes);
  if (position.ok()) {
    Require(MakePageToken("list", *position) == bytes, "token");
  }
  const std::string token = MakePageToken("list", bytes);
  const auto again = ParsePageToken("list", token);
  Require(again.ok() && *again == bytes, "position");
  Require(!ParsePageToken("other", token).ok(), "token of another list");
}

void FuzzNames(std::string_view bytes) {
  if (const auto name = ParseReportName(bytes); name.ok()) {
    const auto again = ParseReportName(FormatReportName(name->agency, name->year));
    Require(again.ok() && again->agency == name->agency && again->year == name->year, "name");
  }
}

}  // namespace

void Fuzz(std::string_view input) {
  FuzzValues(input);
  FuzzTokens(input);
  FuzzNames(input);
}

}  // namespace gongkai
