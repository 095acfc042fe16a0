// The values that belong to a label: those within it, where it is wrapped round them, and those
// that follow it up to the next words.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "extract/anchors.h"
#include "extract/figures.h"
#include "extract/tokens.h"

namespace gongkai {

// Cells are indices of tokens: figures, marks, blanks, and words between the values of a row
// with borders. Filler is left out.
struct Zone {
  uint32_t begin = 0;    // half-open range in ZoneFinder::cells()
  uint32_t row_end = 0;  // up to here on the row of the label
  uint32_t end = 0;
  uint32_t closer = 0;    // token that ended it; the number of tokens at the end of the text
  TextRange unit;         // in a cell of its own before the values; empty if there is none
  bool row_ends = false;  // the label's row holds nothing else behind those cells
};

class ZoneFinder {
 public:
  // All must outlive the finder.
  ZoneFinder(std::string_view text, const std::vector<Anchor>& anchors, const TokenList& list,
             const FormModel& model, const FigureReader& figures);

  Zone Find(const Anchor& anchor);

  // What stands on the row from the token on, and behind it, as if a label stood before.
  Zone FindFrom(uint32_t token);

  // The same behind the words of a label, which may end with a unit.
  Zone FindBehind(uint32_t token);

  // A value follows the words, a unit may stand between.
  bool BeforeValue(uint32_t token) const;

  std::span<const uint32_t> Cells(uint32_t begin, uint32_t end) const {
    return std::span(cells_).subspan(begin, end - begin);
  }

  // First anchor that begins in the token and is held for a label, not a word of prose; -1.
  int AnchorIn(uint32_t token) const { return anchor_in_[token]; }

  // The same for labels that go on in the token.
  int LastAnchorIn(uint32_t token) const { return last_in_[token]; }

 private:
  bool IsRest(uint32_t token) const;
  TextRange UnitAt(uint32_t begin, uint32_t end) const;
  uint32_t SkipRest(uint32_t token, Zone* zone) const;
  bool IsOfLabel(uint32_t token, const Anchor& anchor) const;
  bool HoldsDigits(uint32_t begin, uint32_t end) const;
  bool HoldsDigits(const Anchor& anchor) const;
  bool EndsWithDigits(const Anchor& anchor) const;
  void Collect(uint32_t token, uint32_t row, Zone* zone);
  uint32_t AddRow(uint32_t row, uint32_t token);
  uint32_t AddStream(uint32_t token);

  std::string_view text_;
  const std::vector<Anchor>& anchors_;
  const TokenList& list_;
  const FormModel& model_;
  const FigureReader& figures_;
  std::vector<int32_t> anchor_in_;  // by token
  std::vector<int32_t> last_in_;
  std::vector<uint32_t> cells_;
};

}  // namespace gongkai
