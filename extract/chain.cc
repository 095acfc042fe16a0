#include "extract/chain.h"

#include <algorithm>

#include "common/limits.h"
#include "common/strings.h"
#include "extract/edit_distance.h"
#include "model/han.h"

namespace gongkai {
namespace {

constexpr std::size_t kLongLabel = 5;
constexpr uint32_t kFullScore = 16;
constexpr uint32_t kAtTheEnds = 24;  // tokens before the first and behind the last row found

class ChainFinder {
 public:
  ChainFinder(std::string_view text, const std::vector<Anchor>& anchors, const TokenList& list,
              const FormModel& model, ZoneFinder* zones)
      : text_(text), anchors_(anchors), list_(list), model_(model), zones_(*zones) {}

  absl::StatusOr<Chain> Run() {
    candidates_.reserve(anchors_.size());
    for (std::size_t i = 0; i < anchors_.size(); ++i) AddCandidate(i);
    if (candidates_.size() > kMaxCandidates) {
      return absl::ResourceExhaustedError(
          Concat("more than ", kMaxCandidates, " places that may be rows"));
    }
    Link();
    AddOutOfOrder();
    AddMisspelt();
    AddSpare();
    return std::move(chain_);
  }

 private:
  bool IsFull(int row, const Zone& zone) const {
    const uint32_t on_row = CountFilled(zones_.Cells(zone.begin, zone.row_end), list_);
    const uint32_t filled = on_row + CountFilled(zones_.Cells(zone.row_end, zone.end), list_);
    for (const v1::RowDefinition* in : model_.rows()[static_cast<std::size_t>(row)].in) {
      if (in == nullptr) continue;
      const auto slots = static_cast<uint32_t>(in->cells_size());
      if (filled == slots || on_row == slots || zone.end - zone.begin == slots ||
          zone.row_end - zone.begin == slots) {
        return true;
      }
    }
    return false;
  }

  bool OrdinalFits(int row, const LabelOrdinal& ordinal) const {
    return ordinal.style != LabelOrdinal::kNone &&
           std::ranges::find(model_.rows()[static_cast<std::size_t>(row)].ordinals, ordinal) !=
               model_.rows()[static_cast<std::size_t>(row)].ordinals.end();
  }

  void AddCandidate(std::size_t index) {
    const Anchor& anchor = anchors_[index];
    const Label& label = model_.labels()[anchor.label];
    if (label.row < 0) return;
    const bool is_long = label.text.size() >= kLongLabel;
    if (!is_long && (!anchor.starts || !anchor.stops || !anchor.whole)) return;
    const bool ordinal = OrdinalFits(label.row, anchor.ordinal);
    if (label.column && !ordinal && !BehindRow(index)) return;
    const Zone zone = zones_.Find(anchor);
    // The rows it may be from the last one on: one place is never two rows of a chain.
    for (std::size_t i = label.other_rows.size(); i-- > 0;) {
      const int row = label.other_rows[i];
      AddPlace(row, anchor, label, zone, OrdinalFits(row, anchor.ordinal));
    }
    AddPlace(label.row, anchor, label, zone, ordinal);
  }

  void AddPlace(int row, const Anchor& anchor, const Label& label, const Zone& zone, bool ordinal) {
    RowPlace place{.row = row, .anchor = anchor, .zone = zone};
    place.full = IsFull(row, place.zone);
    if (!place.full && (label.row_group || !anchor.starts)) return;
    place.score = 4 + static_cast<uint32_t>(std::min<std::size_t>(label.text.size(), 10)) +
                  (ordinal ? 6 : 0) + (anchor.stops ? 2 : 0) + (place.full ? kFullScore : 0) +
                  (place.zone.end > place.zone.begin ? 4 : 0);
    candidates_.push_back(place);
  }

  // 其他 and 总计 are columns as well; the row's place is behind another row.
  bool BehindRow(std::size_t index) const {
    for (std::size_t i = index; i-- > 0;) {
      if (zones_.AnchorIn(anchors_[i].first_token) < 0) continue;
      return model_.labels()[anchors_[i].label].row >= 0 &&
             !model_.labels()[anchors_[i].label].column;
    }
    return false;
  }

  // Best chain by dynamic programming; of equal ones that which ends first, so that it does not
  // wander into a second table.
  void Link() {
    const std::size_t rows = model_.rows().size();
    std::vector<int> best_at(rows, -1);   // by row: candidate that ends the best chain so far
    std::vector<uint32_t> best(rows, 0);  // what that chain comes to
    std::vector<int> before(candidates_.size(), -1);
    uint32_t most = 0;
    int end = -1;
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      const auto row = static_cast<std::size_t>(candidates_[i].row);
      int link = -1;
      uint32_t longest = 0;  // of equal ones the last; it is often the row right before
      for (std::size_t r = row; r-- > 0 && longest < most;) {
        if (best[r] <= longest) continue;
        longest = best[r];
        link = best_at[r];
      }
      before[i] = link;
      const uint32_t total = candidates_[i].score + longest;
      if (total > best[row]) {
        best[row] = total;
        best_at[row] = static_cast<int>(i);
      }
      if (total > most) {
        most = total;
        end = static_cast<int>(i);
      }
    }
    used_.assign(candidates_.size(), false);
    for (int i = end; i >= 0; i = before[static_cast<std::size_t>(i)]) {
      used_[static_cast<std::size_t>(i)] = true;
      chain_.rows.push_back(candidates_[static_cast<std::size_t>(i)]);
    }
    std::ranges::reverse(chain_.rows);
    TakeOtherRows();
  }

  // A place that is one row is none of the others its label may be.
  void TakeOtherRows() {
    if (!model_.shares_labels()) return;
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      const bool many = !model_.labels()[candidates_[i].anchor.label].other_rows.empty();
      used_[i] = used_[i] || (many && std::ranges::any_of(chain_.rows, [&](const RowPlace& row) {
                                return row.anchor.begin == candidates_[i].anchor.begin;
                              }));
    }
  }

  void Insert(RowPlace place) {
    const auto at = std::ranges::lower_bound(chain_.rows, place.row, {}, &RowPlace::row);
    chain_.rows.insert(at, place);
  }

  // A row that stands elsewhere than the form places it, once.
  void AddOutOfOrder() {
    static_assert(kMaxModelRows < 64);
    uint64_t found = 0;
    for (const RowPlace& place : chain_.rows) found |= uint64_t{1} << place.row;
    for (std::size_t row = 0; row < model_.rows().size(); ++row) {
      if ((found >> row & 1) != 0) continue;
      int only = -1;
      int count = 0;
      for (std::size_t i = 0; i < candidates_.size(); ++i) {
        if (candidates_[i].row != static_cast<int>(row) || !candidates_[i].full) continue;
        if (used_[i] || !model_.labels()[candidates_[i].anchor.label].other_rows.empty()) continue;
        only = static_cast<int>(i);
        ++count;
      }
      if (count != 1) continue;
      RowPlace place = candidates_[static_cast<std::size_t>(only)];
      if (!NearTable(place)) continue;
      used_[static_cast<std::size_t>(only)] = true;
      place.out_of_order = true;
      Insert(place);
    }
  }

  // Between the first and the last row of its table, or next to them.
  bool NearTable(const RowPlace& place) const {
    constexpr uint32_t kNear = 24;
    uint32_t first = UINT32_MAX;
    uint32_t last = 0;
    const v1::TableKind table = model_.rows()[static_cast<std::size_t>(place.row)].table;
    for (const RowPlace& row : chain_.rows) {
      if (model_.rows()[static_cast<std::size_t>(row.row)].table != table) continue;
      first = std::min(first, row.anchor.first_token);
      last = std::max(last, row.zone.closer);
    }
    return first != UINT32_MAX && place.anchor.first_token + kNear >= first &&
           place.anchor.first_token <= last + kNear;
  }

  // Words in a gap that are like the label of a row missing there.
  void AddMisspelt() {
    if (chain_.rows.empty()) return;
    SearchBefore(chain_.rows.front());
    for (std::size_t i = 0; i + 1 < chain_.rows.size(); ++i) {
      const RowPlace& low = chain_.rows[i];
      const RowPlace& high = chain_.rows[i + 1];
      if (low.out_of_order || high.out_of_order) continue;
      if (high.row - low.row < 2 || high.anchor.first_token <= low.zone.closer) continue;
      SearchGap(RowPlace(low), RowPlace(high));  // which may add rows
    }
    SearchBehind(chain_.rows.back());
  }

  // Where no row of the form stands on the other side, not far from the one on this side.
  void SearchBefore(const RowPlace& first) {
    RowPlace low{.row = -1};
    const uint32_t token = first.anchor.first_token;
    low.zone.closer = token > kAtTheEnds ? token - kAtTheEnds : 1;  // a text may begin in a word
    if (!first.out_of_order && first.row > 0) SearchGap(low, RowPlace(first));
  }

  void SearchBehind(const RowPlace& last) {
    RowPlace high{.row = static_cast<int>(model_.rows().size())};
    const auto end = static_cast<uint32_t>(list_.tokens.size());
    high.anchor.first_token = std::min(end, last.zone.closer + kAtTheEnds);
    if (!last.out_of_order && last.row + 1 < high.row) SearchGap(RowPlace(last), high);
  }

  void SearchGap(const RowPlace& low, const RowPlace& high) {
    int next_row = low.row + 1;
    for (uint32_t token = low.zone.closer; token < high.anchor.first_token && next_row < high.row;
         ++token) {
      if (!MayBeMisspelt(token)) continue;
      const Token& words = list_.tokens[token];
      const HanText han = FoldHan(text_, words.begin, words.end);
      uint32_t label = 0;
      const bool marred = IsMarred(words);
      const int row = MostLike(han.chars, marred, next_row, high.row, &label);
      if (row < 0 || BeginsAsAnother(row, label, words, han)) continue;
      RowPlace place{.row = row, .misspelt = true};
      place.anchor = {.label = label,
                      .begin = words.begin,
                      .end = words.end,
                      .first_token = token,
                      .last_token = token,
                      .starts = true,
                      .stops = true,
                      .whole = true,
                      .ordinal = {.begin = words.begin}};
      place.zone = zones_.FindBehind(token);
      place.full = IsFull(row, place.zone);
      if (!place.full) continue;
      next_row = row + 1;
      Insert(place);
    }
  }

  // The ordinal is another row's, or the first characters are those of another label: the rest may
  // be what a label further down ends with, and the value that of the first.
  bool BeginsAsAnother(int row, uint32_t like, const Token& words, const HanText& han) const {
    constexpr std::size_t kBeginning = 4;
    const auto& ordinals = model_.rows()[static_cast<std::size_t>(row)].ordinals;
    std::size_t first = 0;
    LabelOrdinal ordinal;
    for (std::size_t i = 0; i < han.offsets.size() && i <= kBeginning; ++i) {
      const LabelOrdinal before = FindOrdinal(text_, words.begin, han.offsets[i]);
      if (before.style == LabelOrdinal::kNone || before.begin != words.begin) continue;
      ordinal = before;
      first = i;
    }
    const bool numbered = std::ranges::any_of(ordinals, [&](const LabelOrdinal& of_form) {
      return of_form.style == ordinal.style && ordinal.style != LabelOrdinal::kNone;
    });
    if (numbered && !OrdinalFits(row, ordinal)) return true;
    const std::u16string_view begin =
        std::u16string_view(han.chars).substr(first).substr(0, kBeginning);
    if (begin.size() < kBeginning || model_.labels()[like].text.starts_with(begin)) return false;
    return std::ranges::any_of(model_.labels(), [&](const Label& other) {
      return other.row >= 0 && other.text.starts_with(begin);
    });
  }

  // Words followed by a value, with no label of their own but of a column.
  bool MayBeMisspelt(uint32_t token) const {
    if (list_.tokens[token].kind != TokenKind::kWords || !zones_.BeforeValue(token)) return false;
    const int anchor = zones_.LastAnchorIn(token);
    return anchor < 0 ||
           model_.labels()[anchors_[static_cast<std::size_t>(anchor)].label].text.size() < 4;
  }

  // A sign stands for a character that was lost.
  bool IsMarred(const Token& words) const {
    const std::string_view text = text_.substr(words.begin, words.end - words.begin);
    constexpr std::string_view kSigns[] = {"\xEF\xBF\xBD", "?", "？", "□", "■"};
    return std::ranges::any_of(
        kSigns, [&](auto sign) { return text.find(sign) != std::string_view::npos; });
  }

  // Of a short label no more may be lost than a character, and a sign must say so.
  int MostLike(std::u16string_view words, bool marred, int from, int to, uint32_t* label) const {
    constexpr std::size_t kShortest = 4;
    int best_row = -1;
    uint32_t best = UINT32_MAX;
    bool shared = false;
    for (int row = from; row < to; ++row) {
      for (const uint32_t candidate : model_.RowLabels(row)) {
        const std::u16string& text = model_.labels()[candidate].text;
        if (text.size() > words.size() && text.ends_with(words)) return -1;  // the rest of one
        const bool is_short = text.size() < kShortest;
        if (is_short && (!marred || words.size() + 1 != text.size() || words.empty())) continue;
        const uint32_t distance = DistanceWithin(text, words);
        if (distance > (is_short ? 1 : text.size() / 4) || distance > best) continue;
        shared = distance == best && row != best_row;
        best = distance;
        best_row = row;
        *label = candidate;
      }
    }
    return shared ? -1 : best_row;
  }

  void AddSpare() {
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      const RowPlace& place = candidates_[i];
      const bool is_long = model_.labels()[place.anchor.label].text.size() >= kLongLabel;
      const auto values = CountFilled(zones_.Cells(place.zone.begin, place.zone.end), list_);
      // A short label says little, but not several values behind it: a row with a blank, say.
      const bool table_like = place.anchor.starts && place.anchor.stops &&
                              place.zone.end > place.zone.begin && (is_long || values > 1);
      if (!used_[i] && (place.full || table_like)) chain_.spare.push_back(place);
    }
  }

  std::string_view text_;
  const std::vector<Anchor>& anchors_;
  const TokenList& list_;
  const FormModel& model_;
  ZoneFinder& zones_;
  std::vector<RowPlace> candidates_;  // in text order
  std::vector<bool> used_;
  Chain chain_;
};

}  // namespace

uint32_t CountFilled(std::span<const uint32_t> cells, const TokenList& list) {
  uint32_t count = 0;
  for (const uint32_t cell : cells) count += list.tokens[cell].kind != TokenKind::kBlank ? 1 : 0;
  return count;
}

absl::StatusOr<Chain> FindChain(std::string_view text, const std::vector<Anchor>& anchors,
                                const TokenList& list, const FormModel& model, ZoneFinder* zones) {
  return ChainFinder(text, anchors, list, model, zones).Run();
}

}  // namespace gongkai
