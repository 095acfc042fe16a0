// How much of outline and extraction some rules look at: to read all of them costs more than to
// judge by them.
#pragma once

#include <string_view>
#include <vector>

#include "common/rejudged.h"
#include "gongkai/v1/extraction.pb.h"
#include "gongkai/v1/outline.pb.h"
#include "validate/compiled_rules.h"

namespace gongkai {

class PartNeeds {
 public:
  // Nothing but the form, the agency and the year.
  PartNeeds() = default;

  // What the rules of the pack that are on look at, too. Of sums and comparisons only their cells
  // and which tables were found; of any other check everything.
  void Add(const CompiledPack& pack);

  // Whether the head says all that is looked at of the outline. Not of a form whose tables may all
  // be missing: which tables count is then a matter of what its year prescribes.
  bool AreIn(const OutlineHead& head) const;

  // That much of a serialized Outline, or Extraction, into an empty one. False for bytes that are
  // none.
  bool Parse(std::string_view bytes, v1::Outline* outline) const;
  bool Parse(std::string_view bytes, v1::Extraction* extraction) const;

  // The same from a sketch of the extraction, without the places in the text. False as well if
  // more is looked at than the sketch says.
  bool ParseSketch(std::string_view sketch, v1::Extraction* extraction) const;

 private:
  bool Has(uint64_t cell) const { return cell < cells_.size() && cells_[cell]; }
  bool MayBeAbout(std::string_view cell) const;
  bool ParseCell(std::string_view bytes, v1::Extraction* extraction) const;

  bool all_ = false;
  bool sections_ = false;        // of the outline; or images in them
  std::vector<bool> cells_;      // by number
  std::vector<v1::Form> forms_;  // with a table that must not be missing
};

}  // namespace gongkai
