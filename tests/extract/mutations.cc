#include "tests/extract/mutations.h"

#include <algorithm>
#include <set>
#include <vector>

namespace gongkai {
namespace {

struct Piece {
  std::size_t begin, end;
};

bool Digit(char c) { return c >= '0' && c <= '9'; }

// A document as pieces that can be taken out, doubled, exchanged: lines of a text, cells and
// rows of a page. The table part only, so that most blows hit.
class Damage {
 public:
  Damage(std::string_view bytes, bool html, std::mt19937* random)
      : bytes_(bytes), html_(html), random_(*random) {
    const std::size_t from = bytes.find("第二十条");
    const std::size_t to = bytes.rfind("五、");
    begin_ = from == std::string_view::npos ? 0 : from;
    end_ = to == std::string_view::npos || to < begin_ ? bytes.size() : to;
    FindLines();
    FindFigures();
  }

  std::size_t Below(std::size_t limit) { return limit == 0 ? 0 : random_() % limit; }

  // Lines of a text; cells of a page.
  const std::vector<Piece>& lines() const { return lines_; }
  // Rows of a page; lines of a text.
  const std::vector<Piece>& rows() const { return rows_; }
  // Figures that fill a cell, without their borders.
  const std::vector<Piece>& figures() const { return figures_; }
  const std::vector<Piece>& words() const { return words_; }

  std::string Without(Piece piece) const { return Replaced(piece, ""); }
  std::string Replaced(Piece piece, std::string_view by) const {
    std::string out(bytes_.substr(0, piece.begin));
    out += by;
    out += bytes_.substr(piece.end);
    return out;
  }
  std::string_view Of(Piece piece) const {
    return bytes_.substr(piece.begin, piece.end - piece.begin);
  }

  // The figure with one of its borders.
  Piece WithBorder(Piece figure) const {
    if (html_) {
      const std::size_t open = bytes_.rfind("<td", figure.begin);
      const std::size_t close = bytes_.find("</td>", figure.end);
      return {open, close + 5};
    }
    std::size_t end = figure.end;
    while (end < bytes_.size() && bytes_[end] == ' ') ++end;
    if (end < bytes_.size() && bytes_[end] == '|') return {figure.begin, end + 1};
    if (end < bytes_.size() && bytes_[end] == '\n') {
      const bool tab = figure.begin > 0 && bytes_[figure.begin - 1] == '\t';
      return {tab ? figure.begin - 1 : figure.begin, end + 1};
    }
    return {figure.begin, end};
  }

 private:
  void FindLines() {
    if (html_) {
      for (std::size_t at = bytes_.find("<td", begin_); at < end_;
           at = bytes_.find("<td", at + 1)) {
        lines_.push_back({at, bytes_.find("</td>", at) + 5});
      }
      for (std::size_t at = bytes_.find("<tr", begin_); at < end_;
           at = bytes_.find("<tr", at + 1)) {
        rows_.push_back({at, bytes_.find("</tr>", at) + 5});
      }
      return;
    }
    for (std::size_t at = begin_; at < end_;) {
      const std::size_t newline = std::min(bytes_.find('\n', at), end_ - 1);
      if (newline > at) lines_.push_back({at, newline + 1});
      at = newline + 1;
    }
    rows_ = lines_;
  }

  void FindFigures() {
    const auto border = [&](char c) {
      return c == ' ' || c == '\n' || c == '\t' || c == '|' || c == '>' || c == '<' || c == ';';
    };
    for (std::size_t at = begin_ + 1; at + 1 < end_;) {
      if (!border(bytes_[at - 1]) || border(bytes_[at])) {
        ++at;
        continue;
      }
      std::size_t end = at;
      while (end < end_ && !border(bytes_[end])) ++end;
      const bool figure =
          std::all_of(bytes_.begin() + static_cast<std::ptrdiff_t>(at),
                      bytes_.begin() + static_cast<std::ptrdiff_t>(end),
                      [](char c) { return Digit(c) || c == '.' || c == '-' || c == '+'; });
      const bool tag = bytes_[at - 1] == '<' || bytes_[end] == '>';
      if (figure && Digit(bytes_[end - 1])) figures_.push_back({at, end});
      if (!figure && !tag && end - at > 6 &&
          (static_cast<unsigned char>(bytes_[at]) >= 0x80 || Digit(bytes_[at]))) {
        words_.push_back({at, end});
      }
      at = end;
    }
  }

  std::string_view bytes_;
  const bool html_;
  std::mt19937& random_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::vector<Piece> lines_, rows_, figures_, words_;
};

std::size_t CharBoundary(std::string_view bytes, std::size_t at) {
  while (at < bytes.size() && (static_cast<unsigned char>(bytes[at]) & 0xC0) == 0x80) ++at;
  return at;
}

bool OnlyFigures(std::string_view line) {
  return std::none_of(line.begin(), line.end(),
                      [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

std::string Deduplicated(std::string_view bytes) {
  std::set<std::string_view> seen;
  std::string out;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t newline = std::min(bytes.find('\n', at), bytes.size() - 1);
    const std::string_view line = bytes.substr(at, newline + 1 - at);
    if (seen.insert(line).second || line == "\n") out += line;
    at = newline + 1;
  }
  return out;
}

// Each of `from` as a space, several together as one.
std::string Spaced(std::string_view bytes, std::string_view from) {
  std::string out;
  for (const char c : bytes) {
    const bool space = c == ' ' || from.find(c) != std::string_view::npos;
    if (!space) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

Mutated MutateTwice(Mutation first, Mutation second, std::string_view bytes, std::string_view other,
                    bool html, std::mt19937* random) {
  const Mutated once = Mutate(first, bytes, other, html, random);
  if (!once.applied) return once;
  return Mutate(second, once.bytes, other, html, random);
}

std::string_view TablesOf(std::string_view bytes, bool html) {
  std::size_t from = bytes.find("第二十条");
  std::size_t to = bytes.rfind("五、");
  if (from == std::string_view::npos || to == std::string_view::npos) return {};
  if (html) {
    from = bytes.rfind("<table", from);
    to = bytes.rfind("</table>", to) + 8;
  } else if (from > 0 && (bytes[from - 1] == '\t' || bytes[from - 1] == ' ')) {
    from = bytes.rfind('\n', from) + 1;
  }
  return bytes.substr(from, to - from);
}

}  // namespace

Mutated Mutate(Mutation mutation, std::string_view bytes, std::string_view other, bool html,
               std::mt19937* random) {
  Damage damage(bytes, html, random);
  Mutated out;
  out.applied = true;
  const auto pick = [&](const std::vector<Piece>& pieces) {
    return pieces[damage.Below(pieces.size())];
  };
  if (damage.figures().size() < 20 || damage.lines().size() < 3) {
    out.applied = false;
    return out;
  }
  switch (mutation) {
    case Mutation::kDropCell:
      out.bytes = damage.Without(damage.WithBorder(pick(damage.figures())));
      break;
    case Mutation::kDropCells: {
      const std::vector<Piece>& lines = damage.lines();
      const std::size_t first = damage.Below(lines.size());
      std::size_t last = std::min(lines.size() - 1, first + 1 + damage.Below(12));
      // Cells of one row: what is left of two would be a row as good as any.
      const std::size_t row_end = bytes.find("</tr>", lines[first].begin);
      while (html && lines[last].begin > row_end) --last;
      out.bytes = damage.Without({lines[first].begin, lines[last].end});
      break;
    }
    case Mutation::kEmptyCell: {
      const Piece figure = pick(damage.figures());
      out.emptied = damage.Of(figure);
      out.bytes = damage.Without(figure);
      break;
    }
    case Mutation::kDoubleCell: {
      const Piece cell = damage.WithBorder(pick(damage.figures()));
      out.bytes = damage.Replaced({cell.end, cell.end}, damage.Of(cell));
      break;
    }
    case Mutation::kDropLine:
      out.bytes = damage.Without(pick(damage.rows()));
      break;
    case Mutation::kDoubleLine: {
      const Piece line = pick(damage.rows());
      out.bytes = damage.Replaced({line.end, line.end}, damage.Of(line));
      break;
    }
    case Mutation::kSwapLines: {
      const std::size_t i = damage.Below(damage.rows().size() - 1);
      const Piece a = damage.rows()[i];
      const Piece b = damage.rows()[i + 1];
      const bool alone = OnlyFigures(damage.Of(a)) == OnlyFigures(damage.Of(b));
      // Two lines of figures, or two labels in a row with their figures elsewhere.
      if (!html && alone && damage.figures().size() > damage.rows().size() / 2) {
        bool digits = false;
        for (const char c : damage.Of(a)) digits |= Digit(c);
        if (OnlyFigures(damage.Of(a)) || !digits) {
          out.applied = false;
          return out;
        }
      }
      out.bytes =
          damage.Replaced({a.begin, b.end}, std::string(damage.Of(b)) +
                                                std::string(bytes.substr(a.end, b.begin - a.end)) +
                                                std::string(damage.Of(a)));
      break;
    }
    case Mutation::kMergeLines: {
      const Piece line = pick(damage.lines());
      const std::string_view by = damage.Below(2) == 0 ? " " : "";
      out.bytes = html ? damage.Replaced({line.end - 5, bytes.find('>', line.end) + 1}, by)
                       : damage.Replaced({line.end - 1, line.end}, by);
      break;
    }
    case Mutation::kSplitLine: {
      const Piece line = pick(damage.lines());
      const std::size_t at =
          CharBoundary(bytes, line.begin + 1 + damage.Below(line.end - line.begin - 1));
      if (html && (bytes[at] == '<' || bytes.find('>', at) < bytes.find('<', at))) {
        out.applied = false;
        return out;
      }
      out.bytes = damage.Replaced({at, at}, html ? "</td><td>" : "\n");
      break;
    }
    case Mutation::kPageNumber: {
      const Piece line = pick(damage.rows());
      const char* const kNumbers[] = {"- 4 -\n", "— 12 —\n", "第 3 页\n", "\n第4页 共12页\n\n"};
      out.bytes =
          damage.Replaced({line.end, line.end}, html ? "<tr><td colspan=\"4\">- 4 -</td></tr>"
                                                     : kNumbers[damage.Below(4)]);
      break;
    }
    case Mutation::kStrayNumber: {
      const Piece line = pick(damage.lines());
      out.bytes = damage.Replaced({line.end, line.end}, html ? "<td>7</td>" : "7\n");
      break;
    }
    case Mutation::kDropLabel:
      out.bytes = damage.Without(pick(damage.words()));
      break;
    case Mutation::kGarbleLabel: {
      const Piece words = pick(damage.words());
      const std::size_t at =
          CharBoundary(bytes, words.begin + damage.Below(words.end - words.begin));
      const std::size_t end = std::min(words.end, CharBoundary(bytes, at + 1));
      const char* const kBy[] = {"", "某", "?"};
      out.bytes = damage.Replaced({std::min(at, end), end}, kBy[damage.Below(3)]);
      break;
    }
    case Mutation::kDeduplicate:
      out.applied = !html;
      out.bytes = Deduplicated(bytes);
      break;
    case Mutation::kCutTail:
      out.bytes =
          bytes.substr(0, CharBoundary(bytes, damage.lines().front().begin +
                                                  damage.Below(damage.lines().back().end -
                                                               damage.lines().front().begin)));
      break;
    case Mutation::kCutHead:
      out.bytes = bytes.substr(CharBoundary(
          bytes, damage.lines().front().begin +
                     damage.Below(damage.lines().back().end - damage.lines().front().begin)));
      break;
    case Mutation::kSecondTable: {
      const std::size_t at = bytes.rfind(html ? "</body>" : "六、");
      if (at == std::string_view::npos) {
        out.applied = false;
        return out;
      }
      out.bytes = damage.Replaced({at, at}, TablesOf(other, html));
      break;
    }
    case Mutation::kDropBorders:
      out.applied = !html;
      out.bytes = Spaced(bytes, "|\t");
      break;
    case Mutation::kJoinLines:
      out.applied = !html;
      out.bytes = Spaced(bytes, "\n");
      break;
    case Mutation::kDropTwice:
      return MutateTwice(Mutation::kDropCell, Mutation::kDropLine, bytes, other, html, random);
    case Mutation::kDropAndMerge:
      return MutateTwice(Mutation::kDropLabel, Mutation::kMergeLines, bytes, other, html, random);
  }
  return out;
}

const char* NameOf(Mutation mutation) {
  constexpr const char* kNames[kMutations] = {
      "DropCell",    "DropCells",   "EmptyCell",   "DoubleCell", "DropLine",    "DoubleLine",
      "SwapLines",   "MergeLines",  "SplitLine",   "PageNumber", "StrayNumber", "DropLabel",
      "GarbleLabel", "Deduplicate", "CutTail",     "CutHead",    "SecondTable", "DropBorders",
      "JoinLines",   "DropTwice",   "DropAndMerge"};
  return kNames[static_cast<int>(mutation)];
}

}  // namespace gongkai
