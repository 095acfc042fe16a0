// How much of an extraction some rules look at: to read all of it costs more than to judge by it.
#pragma once

#include <string_view>
#include <vector>

#include "gongkai/v1/extraction.pb.h"
#include "validate/compiled_rules.h"

namespace gongkai {

class ExtractionNeeds {
 public:
  // Nothing but the form.
  ExtractionNeeds() = default;

  // What the rules of the pack that are on look at, too. Of sums and comparisons only their cells
  // and which tables were found; of any other check everything.
  void Add(const CompiledPack& pack);

  // That much of a serialized Extraction. False for bytes that are none.
  bool Parse(std::string_view bytes, v1::Extraction* extraction) const;

 private:
  bool Has(uint64_t cell) const { return cell < cells_.size() && cells_[cell]; }
  bool ParseCell(std::string_view bytes, v1::Extraction* extraction) const;

  bool all_ = false;
  std::vector<bool> cells_;  // by number
};

}  // namespace gongkai
