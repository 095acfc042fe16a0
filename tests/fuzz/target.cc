#include "tests/fuzz/target.h"

#include <cstdio>
#include <cstdlib>

#include "common/strings.h"
#include "source_map_check.h"

namespace gongkai {
namespace {

std::string CheckMap(const v1::Document& document, uint64_t source_size) {
  const v1::SourceMap& map = document.source_map();
  uint64_t covered = 0;
  for (int run = 0; run < map.kind_size(); ++run) {
    if (map.text_begin(run) != covered) return Concat("gap before run ", run);
    covered += uint64_t{map.count(run)} * map.text_step(run);
    const uint64_t end =
        map.source_begin(run) + uint64_t{map.count(run)} * uint64_t{map.source_step(run)};
    // Places of an Office file or of pages are no bytes of the source.
    if (!map.has_parts() && end > source_size) return Concat("run ", run, " leaves the source");
  }
  return covered == document.text().size() ? "" : Concat("map ends at ", covered);
}

}  // namespace

void Require(bool holds, std::string_view fault) {
  if (holds) return;
  std::fprintf(stderr, "the property does not hold: %.*s\n", static_cast<int>(fault.size()),
               fault.data());
  std::abort();
}

void Require(const std::string& fault) { Require(fault.empty(), fault); }

std::string CheckDocument(const v1::Document& document, uint64_t source_size) {
  const std::string fault = CheckBlocks(document);
  return fault.empty() ? CheckMap(document, source_size) : fault;
}

}  // namespace gongkai
