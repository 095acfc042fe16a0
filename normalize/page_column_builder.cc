#include "normalize/page_column_builder.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace gongkai {
namespace {

constexpr std::size_t kFewRows = 3;
constexpr std::size_t kHeadLines = 14;

// "三、": the heading of a section stands over its table, not in its head.
bool BeginsSection(const PageLine& line) {
  constexpr std::u32string_view kNumbers = U"一二三四五六七八九十";
  return line.glyphs.size() > 1 && kNumbers.find(line.glyphs[0].code) != kNumbers.npos &&
         line.glyphs[1].code == U'、';
}

}  // namespace

bool ColumnBuilder::Build(std::size_t first, std::size_t floor) {
  columns_ = Figures(first).size();
  for (const Piece& figure : Figures(first)) bands_.push_back({figure.box.left, figure.box.right});
  if (!FindRows(first, floor) || !PlaceFigures()) return false;
  if (!HasLabels()) {
    FindHead(first, floor);
    return HeadsAreWhole();
  }
  if (full_ < kFewRows || !FindLabelColumn()) return false;
  FindHead(first, floor);
  return GiveLabels();
}

// At the top of a page: the lines that stood over the first row, again. The line behind them.
std::size_t ColumnBuilder::SkipRepeatedHead(std::size_t line, std::size_t first,
                                            std::size_t floor) {
  const std::size_t highest = std::max(floor, first - std::min(first, kHeadLines));
  std::size_t at = line;
  for (; at < lines_.size() && lines_[at].page == lines_[line].page; ++at) {
    const std::string text = Line(at).Text();
    bool same = false;
    for (std::size_t i = highest; i < first; ++i) same |= Line(i).Text() == text;
    if (!same) break;
    skipped_.push_back(at);
  }
  return at;
}

// Rows below a full one, and lines of labels between them.
bool ColumnBuilder::FindRows(std::size_t first, std::size_t floor) {
  for (std::size_t i = first; i < lines_.size(); ++i) {
    if (i > first && lines_[i].page != lines_[i - 1].page) {
      i = SkipRepeatedHead(i, first, floor);
      if (i == lines_.size()) break;
    }
    const std::vector<Piece> figures = Figures(i);
    if (figures.empty()) {
      // Labels alone; anything that reaches under the figures ends the table.
      if (Line(i).box.right >= bands_.front().left) break;
      continue;
    }
    if (figures.size() == columns_) {
      bool aligned = true;
      for (std::size_t c = 0; c < columns_; ++c) {
        aligned &= figures[c].box.left <= bands_[c].right && figures[c].box.right >= bands_[c].left;
      }
      if (!aligned) break;
      for (std::size_t c = 0; c < columns_; ++c) {
        bands_[c].left = std::min(bands_[c].left, figures[c].box.left);
        bands_[c].right = std::max(bands_[c].right, figures[c].box.right);
      }
      ++full_;
    } else if (figures.size() > columns_) {
      break;
    }
    rows_.push_back({i, {}, {}});
    end_ = i + 1;
  }
  return full_ > 0;
}

int ColumnBuilder::ColumnOf(const PageBox& box) const {
  for (std::size_t c = 0; c < columns_; ++c) {
    if (box.left > edges_[c] && box.right < edges_[c + 1]) return static_cast<int>(c);
  }
  return -1;
}

// Every value lies within one column, a figure meets its band.
bool ColumnBuilder::PlaceFigures() {
  for (std::size_t c = 0; c + 1 < columns_; ++c) {
    if (bands_[c].right >= bands_[c + 1].left) return false;
  }
  const int32_t pitch =
      (bands_.back().left - bands_.front().left) / static_cast<int32_t>(columns_ - 1);
  edges_.push_back(bands_.front().left - pitch / 2);
  for (std::size_t c = 0; c + 1 < columns_; ++c) {
    edges_.push_back((bands_[c].right + bands_[c + 1].left) / 2);
  }
  edges_.push_back(bands_.back().right + pitch / 2);
  for (ColumnRow& row : rows_) {
    for (const Piece& value : Values(row.line)) {
      const int column = ColumnOf(value.box);
      if (column < 0 || (!row.columns.empty() && row.columns.back() >= column)) return false;
      const ColumnBand& band = bands_[static_cast<std::size_t>(column)];
      if (value.figure && (value.box.left > band.right || value.box.right < band.left)) {
        return false;
      }
      row.columns.push_back(column);
    }
  }
  return true;
}

// What stands left of the figures.
std::vector<Piece> ColumnBuilder::Words(std::size_t line) const {
  std::vector<Piece> words;
  for (const Piece& piece : PiecesOf(Line(line), 50)) {
    if (piece.box.right < bands_.front().left) words.push_back(piece);
  }
  return words;
}

bool ColumnBuilder::HasLabels() const {
  return std::any_of(rows_.begin(), rows_.end(),
                     [this](const ColumnRow& row) { return !Words(row.line).empty(); });
}

// A row of many figures without a label, as that of the disputes: certain where it is full and
// each of its columns has a head.
bool ColumnBuilder::HeadsAreWhole() const {
  constexpr std::size_t kManyColumns = 10;
  if (columns_ < kManyColumns || full_ != rows_.size()) return false;
  std::vector<bool> named(columns_, false);
  for (std::size_t i = begin_; i < body_; ++i) {
    for (const Piece& piece : PiecesOf(Line(i), 50)) {
      if (const int column = ColumnOf(piece.box); column >= 0) {
        named[static_cast<std::size_t>(column)] = true;
      }
    }
  }
  return std::find(named.begin(), named.end(), false) == named.end();
}

// The rows' own labels begin at one edge; those of groups of rows stand to the left of it, labels
// over both columns begin there and reach across.
bool ColumnBuilder::FindLabelColumn() {
  std::vector<int32_t> lefts;
  for (std::size_t i = rows_.front().line; i < end_; ++i) {
    if (Skipped(i)) continue;
    for (const Piece& word : Words(i)) lefts.push_back(word.box.left);
  }
  if (lefts.empty()) return false;
  std::sort(lefts.begin(), lefts.end());
  const std::size_t support = std::max<std::size_t>(kFewRows, rows_.size() / 4);
  bool found = false;
  for (std::size_t i = 0; i < lefts.size();) {
    std::size_t k = i;
    while (k < lefts.size() && lefts[k] - lefts[i] <= kSameEdge) ++k;
    if (k - i >= support) {
      label_left_ = lefts[i];
      found = true;
    }
    i = k;
  }
  return found;
}

bool ColumnBuilder::IsLabel(const Piece& piece) const {
  if (piece.box.left >= label_left_ - kSameEdge) return true;
  return piece.box.right > label_left_ + kSameEdge;
}

// Lines over the first row that are its head: short, close, and no heading of a section.
void ColumnBuilder::FindHead(std::size_t first, std::size_t floor) {
  const int32_t wide = (edges_.back() - Line(first).box.left) * 3 / 4;
  body_ = first;
  begin_ = first;
  for (std::size_t i = first; i > floor && first - i < kHeadLines; --i) {
    const PageLine& line = Line(i - 1);
    const PageLine& below = Line(i);
    if (lines_[i - 1].page != lines_[first].page || !Figures(i - 1).empty()) break;
    if (below.base - line.base > 4 * below.size) break;
    bool long_piece = false;
    for (const Piece& piece : pieces_[i - 1]) {
      long_piece |= piece.box.right >= bands_.front().left && piece.box.width() > wide;
    }
    if (long_piece || BeginsSection(line) || line.size * 100 > Line(first).size * 115 ||
        line.box.right > edges_.back()) {
      break;
    }
    begin_ = i - 1;
  }
}

// Lines of labels go to the rows whose figures stand at their middle, or beside the first of them.
bool ColumnBuilder::GiveLabels() {
  for (const bool top : {false, true}) {
    bool given = true;
    for (ColumnRow& row : rows_) row.label_lines.clear();
    for (std::size_t row = 0; row < rows_.size() && given;) {
      const uint32_t page = lines_[rows_[row].line].page;
      std::size_t row_end = row;
      while (row_end < rows_.size() && lines_[rows_[row_end].line].page == page) ++row_end;
      std::vector<std::size_t> labels;
      for (std::size_t i = begin_; i < lines_.size() && lines_[i].page <= page; ++i) {
        if (lines_[i].page != page || Skipped(i)) continue;
        if (i >= end_ && (!Figures(i).empty() || Line(i).box.right >= bands_.front().left)) break;
        const std::vector<Piece> words = Words(i);
        if (std::any_of(words.begin(), words.end(),
                        [this](const Piece& w) { return IsLabel(w); })) {
          labels.push_back(i);
        }
      }
      given = GiveLabelsOfPage(
          row, row_end, labels,
          {.top = top, .lead_free = row == 0, .tail_free = row_end == rows_.size()});
      row = row_end;
    }
    if (!given) continue;
    // What the first row does not take is head, what the last one takes is table.
    body_ = std::min(rows_.front().line, rows_.front().label_lines.front());
    end_ = std::max(end_, rows_.back().label_lines.back() + 1);
    return true;
  }
  return false;
}

bool ColumnBuilder::GiveLabelsOfPage(std::size_t row_begin, std::size_t row_end,
                                     const std::vector<std::size_t>& labels,
                                     const RunRules& rules) {
  std::vector<int32_t> bases;
  for (const std::size_t label : labels) {
    const std::vector<Piece> words = Words(label);
    const auto own = std::find_if(words.begin(), words.end(),
                                  [this](const Piece& word) { return IsLabel(word); });
    bases.push_back(Line(label).glyphs[own->begin].base);
  }
  std::vector<RowMark> rows;
  for (std::size_t row = row_begin; row < row_end; ++row) {
    // Lines may hold neighbours that stand a little higher or lower: each has its own base.
    const std::size_t line = rows_[row].line;
    const PageGlyph& figures = Line(line).glyphs[Figures(line).front().begin];
    rows.push_back({figures.base, figures.size});
  }
  const std::vector<LabelRun> runs = CutIntoRuns(bases, rows, rules);
  for (std::size_t r = 0; r < runs.size(); ++r) {
    rows_[row_begin + r].label_lines.assign(
        labels.begin() + static_cast<std::ptrdiff_t>(runs[r].begin),
        labels.begin() + static_cast<std::ptrdiff_t>(runs[r].end));
  }
  return !runs.empty();
}

}  // namespace gongkai
