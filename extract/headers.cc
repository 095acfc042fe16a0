#include "extract/headers.h"

#include <algorithm>
#include <numeric>

#include "extract/edit_distance.h"
#include "model/han.h"

namespace gongkai {
namespace {

// Between two columns of one header: tokens, blanks under spans among them, and bytes.
constexpr uint32_t kHeaderGap = 16;
constexpr uint32_t kHeaderGapBytes = 400;
// Between a header and the first row found under it, where rows may be lost.
constexpr uint32_t kRowGap = 64;
constexpr uint32_t kRowGapBytes = 3000;

bool Glued(const std::vector<Anchor>& anchors, std::size_t a, std::size_t b) {
  return anchors[a].end == anchors[b].begin;
}

class HeaderFinder {
 public:
  HeaderFinder(uint16_t band, std::string_view text, const TokenList& list,
               const std::vector<Anchor>& anchors, const FormModel& model)
      : band_(band), text_(text), list_(list), anchors_(anchors), model_(model) {}

  BandHeader Run(uint32_t begin, const Anchor& row) {
    TakeCluster(begin, row);
    BandHeader best;
    if (cluster_.empty()) return best;
    std::size_t best_count = 0;
    for (std::size_t form = 0; form < model_.forms().size(); ++form) {
      if (model_.bands()[band_].blocks[form] == nullptr) continue;
      BandHeader header = Read(form);
      const std::size_t count = Score(header);
      if (count > best_count) {
        best = std::move(header);
        best_count = count;
      } else if (count == best_count && count > 0) {
        best.shared = true;
      }
    }
    if (best.form >= 0) Judge(&best);
    return best;
  }

 private:
  // The last run of column labels before the row; indices of anchors in text order.
  void TakeCluster(uint32_t begin, const Anchor& row) {
    const auto past = std::ranges::lower_bound(anchors_, row.begin, {}, &Anchor::begin);
    const Anchor* edge = &row;
    uint32_t gap = kRowGap;
    uint32_t gap_bytes = kRowGapBytes;
    for (auto i = static_cast<std::size_t>(past - anchors_.begin()); i-- > 0;) {
      const Anchor& anchor = anchors_[i];
      if (anchor.first_token < begin || anchor.last_token + gap < edge->first_token ||
          anchor.end + gap_bytes < edge->begin) {
        break;
      }
      if (!IsColumn(i)) continue;
      cluster_.push_back(i);
      edge = &anchor;
      gap = kHeaderGap;
      gap_bytes = kHeaderGapBytes;
    }
    std::ranges::reverse(cluster_);
  }

  bool IsColumn(std::size_t i) const {
    const Anchor& anchor = anchors_[i];
    const Label& label = model_.labels()[anchor.label];
    if (!label.column && !label.foreign) return false;  // nearly all
    bool ours = label.foreign;
    for (const Meaning& meaning : label.meanings) {
      ours |= meaning.kind == LabelKind::kColumn && meaning.band == band_;
    }
    if (!ours) return false;
    const bool glued = (i > 0 && Glued(anchors_, i - 1, i)) ||
                       (i + 1 < anchors_.size() && Glued(anchors_, i, i + 1));
    return anchor.starts && (anchor.stops || label.text.size() >= 4 || glued);
  }

  BandHeader Read(std::size_t form) const {
    BandHeader header;
    header.cells.reserve(cluster_.size());
    for (const std::size_t i : cluster_) {
      const Label& label = model_.labels()[anchors_[i].label];
      if (label.foreign) {
        header.cells.push_back({.anchor = i});
        continue;
      }
      const Meaning* meaning = label.Find(LabelKind::kColumn, form, band_);
      if (meaning == nullptr) continue;
      header.form = static_cast<int>(form);
      std::erase_if(header.cells,
                    [&](const HeaderCell& cell) { return cell.column == meaning->column; });
      header.cells.push_back({.column = meaning->column, .anchor = i, .own = meaning->own});
    }
    return header;
  }

  // Columns found count more than their wording.
  static std::size_t Score(const BandHeader& header) {
    std::size_t score = 0;
    for (const HeaderCell& cell : header.cells) {
      if (cell.column != kForeignColumn) score += cell.own ? 3 : 2;
    }
    return score;
  }

  const v1::BlockDefinition& Block(const BandHeader& header) const {
    return *model_.bands()[band_].blocks[static_cast<std::size_t>(header.form)];
  }

  bool SameGroups(const BandHeader& header, int a, int b) const {
    return std::ranges::equal(Block(header).columns(a).groups(), Block(header).columns(b).groups());
  }

  void Judge(BandHeader* header) const {
    const std::vector<HeaderCell>& cells = header->cells;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      for (std::size_t j = i + 1; j < cells.size(); ++j) {
        if (cells[i].column == kForeignColumn || cells[j].column == kForeignColumn) continue;
        if (cells[i].column > cells[j].column &&
            SameGroups(*header, cells[i].column, cells[j].column)) {
          header->ordered = false;
        }
      }
    }
    for (std::size_t i = cells.front().anchor; i < cells.back().anchor; ++i) {
      header->unknown_words |=
          HoldsUnknown(*header, anchors_[i].end, anchors_[i + 1].ordinal.begin);
    }
    FindJoined(header);
    AddSlots(header);
  }

  void FindJoined(BandHeader* header) const {
    for (std::size_t i = 0; i + 1 < header->cells.size(); ++i) {
      const HeaderCell& cell = header->cells[i];
      const HeaderCell& next = header->cells[i + 1];
      const uint32_t token = anchors_[cell.anchor].last_token;
      if (anchors_[next.anchor].first_token != token ||
          list_.rows[list_.tokens[token].row].shape == RowShape::kLine) {
        continue;
      }
      for (const int column : {cell.column, next.column}) {
        if (column != kForeignColumn) header->joined |= uint64_t{1} << column;
      }
    }
  }

  // Han characters that are neither an explanation in brackets nor a column misspelt.
  bool HoldsUnknown(const BandHeader& header, uint32_t begin, uint32_t end) const {
    if (begin >= end) return false;
    for (const TextRange& page_number : list_.page_numbers) {
      if (page_number.begin < begin || page_number.end > end) continue;
      return HoldsUnknown(header, begin, page_number.begin) ||
             HoldsUnknown(header, page_number.end, end);
    }
    std::string_view between = text_.substr(begin, end - begin);
    if (between.starts_with('(') || between.starts_with("（")) {
      const std::size_t close = std::min(between.find(')'), between.find("）"));
      if (close < between.size()) between.remove_prefix(close);
    }
    const std::u16string words = HanOnly(between);
    if (words.empty()) return false;
    const v1::BlockDefinition& block = Block(header);
    for (int i = 0; i < block.columns_size(); ++i) {
      const std::u16string label = HanOnly(block.columns(i).label());
      if (label.size() >= 3 &&
          std::ranges::find(header.cells, i, &HeaderCell::column) == header.cells.end() &&
          words.size() <= label.size() + 1 &&
          DistanceWithin(label, words) <= std::max<std::size_t>(1, label.size() / 4)) {
        return false;
      }
    }
    return true;
  }

  // A foreign column stands behind the neighbour that lies deeper in the header.
  void AddSlots(BandHeader* header) const {
    const v1::BlockDefinition& block = Block(*header);
    header->slots.resize(static_cast<std::size_t>(block.columns_size()));
    std::iota(header->slots.begin(), header->slots.end(), 0);
    const auto depth = [&](std::size_t cell) {
      const int column = cell < header->cells.size() ? header->cells[cell].column : -1;
      return column < 0 ? -1 : block.columns(column).groups_size();
    };
    for (std::size_t i = 0; i < header->cells.size(); ++i) {
      if (header->cells[i].column != kForeignColumn) continue;
      const bool behind = i > 0 && depth(i - 1) >= depth(i + 1);
      const std::size_t neighbour = behind ? i - 1 : i + 1;
      if (depth(neighbour) < 0) continue;
      auto at = std::ranges::find(header->slots, header->cells[neighbour].column);
      header->slots.insert(behind ? at + 1 : at, kForeignColumn);
    }
  }

  const uint16_t band_;
  const std::string_view text_;
  const TokenList& list_;
  const std::vector<Anchor>& anchors_;
  const FormModel& model_;
  std::vector<std::size_t> cluster_;
};

}  // namespace

BandHeader FindHeader(uint16_t band, uint32_t begin, const Anchor& row, std::string_view text,
                      const TokenList& list, const std::vector<Anchor>& anchors,
                      const FormModel& model) {
  return HeaderFinder(band, text, list, anchors, model).Run(begin, row);
}

}  // namespace gongkai
