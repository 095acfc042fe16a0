#include "extract/headers.h"

#include <algorithm>

namespace gongkai {
namespace {

// Tokens between two columns of one header, blanks under spans among them.
constexpr uint32_t kHeaderGap = 16;
// Tokens between a header and the first row found under it: rows may be lost between.
constexpr uint32_t kRowGap = 64;

bool Glued(const std::vector<Anchor>& anchors, std::size_t a, std::size_t b) {
  return anchors[a].end == anchors[b].begin;
}

class HeaderFinder {
 public:
  HeaderFinder(uint16_t band, const std::vector<Anchor>& anchors, const TokenList& list,
               const FormModel& model, const ZoneFinder& zones)
      : band_(band), anchors_(anchors), list_(list), model_(model), zones_(zones) {}

  BandHeader Run(uint32_t begin, uint32_t end) {
    TakeCluster(begin, end);
    BandHeader best;
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
  void TakeCluster(uint32_t begin, uint32_t end) {
    const auto past = std::ranges::lower_bound(anchors_, end, {}, &Anchor::first_token);
    uint32_t edge = end;
    uint32_t gap = kRowGap;
    for (auto i = static_cast<std::size_t>(past - anchors_.begin()); i-- > 0;) {
      const Anchor& anchor = anchors_[i];
      if (anchor.first_token < begin || anchor.last_token + gap < edge) break;
      if (!IsColumn(i)) continue;
      cluster_.push_back(i);
      edge = anchor.first_token;
      gap = kHeaderGap;
    }
    std::ranges::reverse(cluster_);
  }

  bool IsColumn(std::size_t i) const {
    const Anchor& anchor = anchors_[i];
    const Label& label = model_.labels()[anchor.label];
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
    const int columns = model_.bands()[band_].blocks[form]->columns_size();
    std::vector<int> at(static_cast<std::size_t>(columns), -1);
    for (const std::size_t i : cluster_) {
      const Label& label = model_.labels()[anchors_[i].label];
      if (label.foreign) {
        header.cells.push_back({.anchor = i});
        continue;
      }
      const Meaning* meaning = label.Find(LabelKind::kColumn, form, band_);
      if (meaning == nullptr) continue;
      header.form = static_cast<int>(form);
      int& known = at[meaning->column];
      if (known >= 0)
        std::erase_if(header.cells,
                      [&](const HeaderCell& cell) { return cell.column == meaning->column; });
      known = 1;
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
    const uint32_t first = anchors_[cells.front().anchor].first_token;
    const uint32_t last = anchors_[cells.back().anchor].last_token;
    for (uint32_t token = first; token <= last; ++token) {
      header->unknown_words |= list_.tokens[token].kind == TokenKind::kWords &&
                               zones_.LastAnchorIn(token) < 0 && !Covered(token);
    }
    AddSlots(header);
  }

  bool Covered(uint32_t token) const {
    return std::ranges::any_of(cluster_, [&](std::size_t i) {
      return anchors_[i].first_token <= token && token <= anchors_[i].last_token;
    });
  }

  // A foreign column stands behind the neighbour that lies deeper in the header.
  void AddSlots(BandHeader* header) const {
    const v1::BlockDefinition& block = Block(*header);
    for (int i = 0; i < block.columns_size(); ++i) header->slots.push_back(i);
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
  const std::vector<Anchor>& anchors_;
  const TokenList& list_;
  const FormModel& model_;
  const ZoneFinder& zones_;
  std::vector<std::size_t> cluster_;
};

}  // namespace

BandHeader FindHeader(uint16_t band, uint32_t begin, uint32_t end,
                      const std::vector<Anchor>& anchors, const TokenList& list,
                      const FormModel& model, const ZoneFinder& zones) {
  return HeaderFinder(band, anchors, list, model, zones).Run(begin, end);
}

}  // namespace gongkai
