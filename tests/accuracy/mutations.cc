#include "tests/accuracy/mutations.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "tests/accuracy/rewrites.h"

namespace gongkai {
namespace {

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

std::string_view TablesOf(std::string_view bytes, bool html) {
  const bool old = bytes.find("统计指标") != std::string_view::npos;
  std::size_t from = bytes.find(old ? "统计指标" : "第二十条");
  std::size_t to = bytes.rfind(old ? "填报人" : "五、");
  if (from == std::string_view::npos || to == std::string_view::npos) return {};
  if (html) {
    from = bytes.rfind("<table", from);
    to = bytes.rfind("</table>", to) + 8;
  } else if (from > 0 && (bytes[from - 1] == '\t' || bytes[from - 1] == ' ')) {
    from = bytes.rfind('\n', from) + 1;
  }
  return bytes.substr(from, to - from);
}

bool DropCell(Damage& damage, std::string_view, Mutated* out) {
  return Remove(damage, damage.WithBorder(damage.Pick(damage.figures())), out);
}

bool DropCells(Damage& damage, std::string_view, Mutated* out) {
  const std::vector<Piece>& lines = damage.lines();
  const std::size_t first = damage.Below(lines.size());
  std::size_t last = std::min(lines.size() - 1, first + 1 + damage.Below(12));
  // Cells of one row: what is left of two would be a row as good as any.
  const std::size_t row_end = damage.bytes().find("</tr>", lines[first].begin);
  while (damage.html() && lines[last].begin > row_end) --last;
  return Remove(damage, {lines[first].begin, lines[last].end}, out);
}

bool EmptyCell(Damage& damage, std::string_view, Mutated* out) {
  const Piece figure = damage.Pick(damage.figures());
  out->emptied = damage.Of(figure);
  return Remove(damage, figure, out);
}

bool DoubleCell(Damage& damage, std::string_view, Mutated* out) {
  const Piece cell = damage.WithBorder(damage.Pick(damage.figures()));
  Replace(damage, {cell.end, cell.end}, damage.Of(cell), out);
  out->touched = {cell};
  return true;
}

bool DropLine(Damage& damage, std::string_view, Mutated* out) {
  return Remove(damage, damage.Pick(damage.rows()), out);
}

bool DoubleLine(Damage& damage, std::string_view, Mutated* out) {
  const Piece line = damage.Pick(damage.rows());
  Replace(damage, {line.end, line.end}, damage.Of(line), out);
  out->touched = {line};
  return true;
}

bool SwapLines(Damage& damage, std::string_view, Mutated* out) {
  const std::size_t i = damage.Below(damage.rows().size() - 1);
  const Piece a = damage.rows()[i];
  const Piece b = damage.rows()[i + 1];
  const bool alike = OnlyFigures(damage.Of(a)) == OnlyFigures(damage.Of(b));
  // Two lines of figures, or two labels in a row with their figures elsewhere.
  if (!damage.html() && alike && damage.figures().size() > damage.rows().size() / 2) {
    const bool digits = std::ranges::any_of(damage.Of(a), absl::ascii_isdigit);
    if (OnlyFigures(damage.Of(a)) || !digits) return false;
  }
  std::string swapped(damage.Of(b));
  swapped += damage.bytes().substr(a.end, b.begin - a.end);
  swapped += damage.Of(a);
  return Replace(damage, {a.begin, b.end}, swapped, out);
}

bool MergeLines(Damage& damage, std::string_view, Mutated* out) {
  const Piece line = damage.Pick(damage.lines());
  const std::string_view by = damage.Below(2) == 0 ? " " : "";
  if (!damage.html()) return Replace(damage, {line.end - 1, line.end}, by, out);
  const std::size_t next = damage.bytes().find('>', line.end);
  if (next == std::string_view::npos) return false;
  return Replace(damage, {line.end - 5, next + 1}, by, out);
}

bool SplitLine(Damage& damage, std::string_view, Mutated* out) {
  const Piece line = damage.Pick(damage.lines());
  const std::string_view bytes = damage.bytes();
  const std::size_t at =
      CharBoundary(bytes, line.begin + 1 + damage.Below(line.end - line.begin - 1));
  if (damage.html() && (bytes[at] == '<' || bytes.find('>', at) < bytes.find('<', at))) {
    return false;
  }
  return Replace(damage, {at, at}, damage.html() ? "</td><td>" : "\n", out);
}

bool PageNumber(Damage& damage, std::string_view, Mutated* out) {
  if (damage.one_line()) return false;  // it would stand between the cells of a row
  const Piece line = damage.Pick(damage.rows());
  // A blank line ends a row of cells behind tabs.
  const bool tabs = damage.bytes().find("\n\t") != std::string_view::npos;
  const char* const kNumbers[] = {"- 4 -\n", "— 12 —\n", "第 3 页\n", "\n第4页 共12页\n\n"};
  // The last piece of the tables may be the sign of the heading behind them: "** 五、".
  const bool whole = damage.html() || damage.bytes()[line.end - 1] == '\n';
  return InsertHarmless(damage, whole ? line.end : line.begin,
                        damage.html() ? "<tr><td colspan=\"4\">- 4 -</td></tr>"
                                      : kNumbers[damage.Below(tabs ? 3 : 4)],
                        out);
}

bool StrayNumber(Damage& damage, std::string_view, Mutated* out) {
  const Piece line = damage.Pick(damage.lines());
  Replace(damage, {line.end, line.end}, damage.html() ? "<td>7</td>" : "7\n", out);
  out->touched = {line};
  return true;
}

bool DropLabel(Damage& damage, std::string_view, Mutated* out) {
  return Remove(damage, damage.Pick(damage.words()), out);
}

bool GarbleLabel(Damage& damage, std::string_view, Mutated* out) {
  const char* const kBy[] = {"", "某", "?"};
  return Replace(damage, PickCharacter(damage), kBy[damage.Below(3)], out);
}

bool Deduplicate(Damage& damage, std::string_view, Mutated* out) {
  out->bytes = Deduplicated(damage.bytes());
  out->everywhere = true;
  return !damage.html();
}

// A place within the tables.
std::size_t PickPlace(Damage& damage) {
  const std::size_t begin = damage.lines().front().begin;
  return CharBoundary(damage.bytes(), begin + damage.Below(damage.lines().back().end - begin));
}

bool CutTail(Damage& damage, std::string_view, Mutated* out) {
  return Remove(damage, {PickPlace(damage), damage.bytes().size()}, out);
}

bool CutHead(Damage& damage, std::string_view, Mutated* out) {
  return Remove(damage, {0, PickPlace(damage)}, out);
}

bool SecondTable(Damage& damage, std::string_view other, Mutated* out) {
  // The statistics stand at the end.
  const bool old = damage.bytes().find("统计指标") != std::string_view::npos;
  const std::size_t at = damage.html() ? damage.bytes().rfind("</body>")
                         : old         ? damage.bytes().size()
                                       : damage.bytes().rfind("六、");
  if (at == std::string_view::npos) return false;
  out->everywhere = true;
  return Replace(damage, {at, at}, TablesOf(other, damage.html()), out);
}

bool DropBorders(Damage& damage, std::string_view, Mutated* out) {
  out->bytes = Spaced(damage.bytes(), "|\t");
  return !damage.html();
}

bool JoinLines(Damage& damage, std::string_view, Mutated* out) {
  out->bytes = Spaced(damage.bytes(), "\n");
  return !damage.html();
}

bool ReplaceCharacter(Damage& damage, std::string_view, Mutated* out) {
  Replace(damage, PickCharacter(damage), "\xEF\xBF\xBD", out);
  out->touched.clear();
  return true;
}

bool SplitFigure(Damage& damage, std::string_view, Mutated* out) {
  std::vector<Piece> longer;
  std::ranges::copy_if(damage.figures(), std::back_inserter(longer), [&](Piece figure) {
    return std::ranges::count_if(damage.Of(figure), absl::ascii_isdigit) >= 2;
  });
  if (longer.empty()) return false;
  const Piece figure = damage.Pick(longer);
  const std::string_view text = damage.Of(figure);
  const std::size_t at = 1 + damage.Below(text.size() - 1);
  const std::string_view by = damage.Below(2) == 0 ? " " : damage.html() ? "<br>" : "\n";
  return Replace(damage, figure,
                 std::string(text.substr(0, at)) + std::string(by) + std::string(text.substr(at)),
                 out);
}

bool GlueFigures(Damage& damage, std::string_view, Mutated* out) {
  const std::size_t i = damage.Below(damage.figures().size() - 1);
  const Piece first = damage.figures()[i];
  const Piece second = damage.figures()[i + 1];
  const Piece between{first.end, second.begin};
  if (!OnlyFigures(damage.Of(between))) return false;  // another row: its label would go too
  Replace(damage, {first.end, second.begin}, "", out);
  out->touched = {{first.begin, second.end}};
  return true;
}

bool SwapTables(Damage& damage, std::string_view, Mutated* out) {
  const std::string_view bytes = damage.bytes();
  const std::size_t third = bytes.find("三、", damage.begin());
  // Not the row 四、结转下年度继续办理.
  std::size_t fourth = bytes.find("四、政府信息公开", third);
  if (fourth == std::string_view::npos) fourth = bytes.find("四、", third);
  const std::size_t fifth = bytes.rfind("五、");
  if (damage.html() || fourth == std::string_view::npos || fifth <= fourth) return false;
  std::string swapped(bytes.substr(fourth, fifth - fourth));
  swapped += bytes.substr(third, fourth - third);
  Replace(damage, {third, fifth}, swapped, out);
  out->touched.clear();
  return true;
}

bool DropHeader(Damage& damage, std::string_view, Mutated* out) {
  const auto header = std::ranges::find_if(damage.rows(), [&](Piece row) {
    return damage.Of(row).find("自然人") != std::string_view::npos;
  });
  if (header == damage.rows().end()) return false;
  out->everywhere = true;
  return Remove(damage, *header, out);
}

bool Deal(Mutation mutation, std::string_view bytes, std::string_view other, bool html,
          std::mt19937* random, Mutated* out);

// One after the other. What a later one touches is told in the bytes before the first.
bool DealAll(std::initializer_list<Mutation> mutations, Damage& damage, std::string_view other,
             std::mt19937* random, Mutated* out) {
  std::string bytes(damage.bytes());
  std::vector<std::pair<Piece, std::ptrdiff_t>> before;  // touched, and how much longer it got
  for (const Mutation mutation : mutations) {
    Mutated one;
    if (!Deal(mutation, bytes, other, damage.html(), random, &one)) return false;
    const auto grown =
        static_cast<std::ptrdiff_t>(one.bytes.size()) - static_cast<std::ptrdiff_t>(bytes.size());
    for (Piece piece : one.touched) {
      for (auto [earlier, by] : before) {
        if (piece.begin < earlier.end) continue;
        piece.begin = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(piece.begin) - by);
        piece.end = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(piece.end) - by);
      }
      out->touched.push_back(piece);
      before.emplace_back(piece, grown);
    }
    if (!one.emptied.empty()) out->emptied = one.emptied;
    out->everywhere |= one.everywhere;
    bytes = std::move(one.bytes);
  }
  out->bytes = std::move(bytes);
  return true;
}

struct Entry {
  const char* name;
  Blow blow;  // nullptr for several together
  bool harmless = false;
};

// In order of Mutation.
constexpr Entry kEntries[kMutations] = {
    {"DropCell", DropCell},
    {"DropCells", DropCells},
    {"EmptyCell", EmptyCell},
    {"DoubleCell", DoubleCell},
    {"DropLine", DropLine},
    {"DoubleLine", DoubleLine},
    {"SwapLines", SwapLines},
    {"MergeLines", MergeLines},
    {"SplitLine", SplitLine},
    {"PageNumber", PageNumber, true},
    {"StrayNumber", StrayNumber},
    {"DropLabel", DropLabel},
    {"GarbleLabel", GarbleLabel},
    {"Deduplicate", Deduplicate},
    {"CutTail", CutTail},
    {"CutHead", CutHead},
    {"SecondTable", SecondTable},
    {"DropBorders", DropBorders},
    {"JoinLines", JoinLines},
    {"WrapLabel", WrapLabel, true},
    {"WidenMarks", WidenMarks, true},
    {"Thousands", Thousands, true},
    {"ProseBefore", ProseBefore, true},
    {"ReplaceCharacter", ReplaceCharacter},
    {"SpaceInLabel", SpaceInLabel, true},
    {"PadFigures", PadFigures, true},
    {"BoxBorders", BoxBorders},
    {"Semicolons", Semicolons},
    {"WideSpaces", WideSpaces, true},
    {"RepeatHeader", RepeatHeader, true},
    {"DropOrdinals", DropOrdinals},
    {"DropBrackets", DropBrackets, true},
    {"SplitFigure", SplitFigure},
    {"GlueFigures", GlueFigures},
    {"SwapTables", SwapTables},
    {"DropHeader", DropHeader},
    {"DropTwice", nullptr},
    {"DropAndMerge", nullptr},
    {"WrapAndDrop", nullptr},
    {"Three", nullptr},
    {"Commas", Commas},
    {"BoldFigures", BoldFigures, true},
    {"UnitsInCells", UnitsInCells, true},
    {"HeadCells", HeadCells, true},
    {"DropSpans", DropSpans},
    {"DivCells", DivCells},
    {"RunningHead", RunningHead, true},
    {"Invisible", Invisible, true},
    {"FiguresFirst", FiguresFirst},
};

bool Deal(Mutation mutation, std::string_view bytes, std::string_view other, bool html,
          std::mt19937* random, Mutated* out) {
  Damage damage(bytes, html, random);
  if (damage.figures().size() < 20 || damage.lines().size() < 3) return false;
  switch (mutation) {
    case Mutation::kDropTwice:
      return DealAll({Mutation::kDropCell, Mutation::kDropLine}, damage, other, random, out);
    case Mutation::kDropAndMerge:
      return DealAll({Mutation::kDropLabel, Mutation::kMergeLines}, damage, other, random, out);
    case Mutation::kWrapAndDrop:
      return DealAll({Mutation::kWrapLabel, Mutation::kEmptyCell}, damage, other, random, out);
    case Mutation::kThree:
      return DealAll({Mutation::kSplitFigure, Mutation::kPageNumber, Mutation::kGarbleLabel},
                     damage, other, random, out);
    default:
      return kEntries[static_cast<int>(mutation)].blow(damage, other, out);
  }
}

}  // namespace

Mutated Mutate(Mutation mutation, std::string_view bytes, std::string_view other, bool html,
               std::mt19937* random) {
  Mutated out;
  out.applied = Deal(mutation, bytes, other, html, random, &out);
  return out;
}

const char* NameOf(Mutation mutation) { return kEntries[static_cast<int>(mutation)].name; }

bool IsHarmless(Mutation mutation) { return kEntries[static_cast<int>(mutation)].harmless; }

}  // namespace gongkai
