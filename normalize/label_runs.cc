#include "normalize/label_runs.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace gongkai {
namespace {

constexpr int32_t kNever = std::numeric_limits<int32_t>::max();
constexpr std::size_t kMostLines = 12;  // of a label
constexpr int32_t kBeside = 35;         // off the figures at most, in hundredths of their size

// How far the run [begin, end) is off the row; kNever if it does not stand beside it.
int32_t Off(std::span<const int32_t> bases, std::size_t begin, std::size_t end, const RowMark& row,
            bool top) {
  const int32_t upper = bases[begin], lower = bases[end - 1];
  // Lines of one label lie close.
  if (lower - upper > static_cast<int32_t>(end - begin) * row.size * 2) return kNever;
  const int32_t off = std::abs((top ? upper : (upper + lower) / 2) - row.base);
  return off > row.size * kBeside / 100 ? kNever : off;
}

}  // namespace

std::vector<LabelRun> CutIntoRuns(std::span<const int32_t> bases, std::span<const RowMark> rows,
                                  const RunRules& rules) {
  const std::size_t count = bases.size();
  if (count < rows.size()) return {};
  // best[r][l]: the sum of distances so far, if the first r rows end before line l; taken[r][l]:
  // the lines of the last of them.
  std::vector<std::vector<int32_t>> best(rows.size() + 1, std::vector<int32_t>(count + 1, kNever));
  std::vector<std::vector<std::size_t>> taken(rows.size() + 1,
                                              std::vector<std::size_t>(count + 1, 0));
  for (std::size_t l = 0; l <= (rules.lead_free ? count : 0); ++l) best[0][l] = 0;
  for (std::size_t r = 1; r <= rows.size(); ++r) {
    for (std::size_t l = r; l <= count; ++l) {
      for (std::size_t n = 1; n <= std::min(l, kMostLines); ++n) {
        if (best[r - 1][l - n] == kNever) continue;
        const int32_t off = Off(bases, l - n, l, rows[r - 1], rules.top);
        if (off == kNever || best[r - 1][l - n] + off >= best[r][l]) continue;
        best[r][l] = best[r - 1][l - n] + off;
        taken[r][l] = n;
      }
    }
  }
  const std::vector<int32_t>& last = best[rows.size()];
  std::size_t at = count;
  for (std::size_t l = 0; rules.tail_free && l <= count; ++l) {
    if (last[l] < last[at]) at = l;
  }
  if (last[at] == kNever) return {};
  std::vector<LabelRun> runs(rows.size());
  for (std::size_t r = rows.size(); r > 0; --r) {
    runs[r - 1] = {at - taken[r][at], at};
    at -= taken[r][at];
  }
  return runs;
}

}  // namespace gongkai
