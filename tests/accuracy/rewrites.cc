#include "tests/accuracy/rewrites.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "absl/strings/ascii.h"

namespace gongkai {
namespace {

constexpr std::string_view kMoney[] = {"收费", "采购", "金额", "费用", "经费", "元"};

// In the tables only; the text around them stays.
bool ReplaceInTables(const Damage& damage, Mutated* out,
                     const std::function<std::string(std::string_view line)>& change) {
  if (damage.html()) return false;
  return ReplaceAll(damage, damage.lines(), out, change);
}

std::string With(std::string_view text, std::string_view from, std::string_view to) {
  std::string out(text);
  for (std::size_t at = out.find(from); at != out.npos; at = out.find(from, at + to.size())) {
    out.replace(at, from.size(), to);
  }
  return out;
}

// A pipe at the front holds nothing apart.
std::string_view WithoutFrame(std::string_view line) {
  return line.substr(line.starts_with("| ") ? 2 : 0);
}

// Behind "一、", "（一）" or "1." at the front; 0 if there is none.
std::size_t OrdinalEnd(std::string_view text) {
  constexpr std::string_view kOpen = "（", kClose = "）", kComma = "、";
  constexpr std::string_view kNumerals = "一二三四五六七八九十";
  if (text.size() > 2 && absl::ascii_isdigit(text[0]) && text[1] == '.') return 2;
  std::size_t at = text.starts_with(kOpen) ? kOpen.size() : 0;
  const std::size_t digits = at;
  while (at + 3 <= text.size() && kNumerals.find(text.substr(at, 3)) != kNumerals.npos) at += 3;
  const std::string_view closer = digits > 0 ? kClose : kComma;
  return at > digits && text.substr(at).starts_with(closer) ? at + closer.size() : 0;
}

}  // namespace

bool Replace(const Damage& damage, Piece piece, std::string_view by, Mutated* out) {
  out->bytes = damage.bytes().substr(0, piece.begin);
  out->bytes += by;
  out->bytes += damage.bytes().substr(piece.end);
  out->touched.push_back(piece);
  return true;
}

bool Remove(const Damage& damage, Piece piece, Mutated* out) {
  return Replace(damage, piece, "", out);
}

bool InsertHarmless(const Damage& damage, std::size_t at, std::string_view text, Mutated* out) {
  Replace(damage, {at, at}, text, out);
  out->touched.clear();
  return true;
}

bool BoxBorders(Damage& damage, std::string_view, Mutated* out) {
  return ReplaceInTables(damage, out, [](std::string_view line) {
    if (line.find('|') == line.npos) return std::string(line);
    const std::string drawn = With(line, "|", "│");
    return line.back() == '\n' ? drawn + "├────┼────┤\n" : drawn;
  });
}

bool Semicolons(Damage& damage, std::string_view, Mutated* out) {
  return ReplaceInTables(damage, out,
                         [](std::string_view line) { return With(WithoutFrame(line), "|", "；"); });
}

bool WideSpaces(Damage& damage, std::string_view, Mutated* out) {
  return ReplaceInTables(damage, out,
                         [](std::string_view line) { return With(line, "   ", "　"); });
}

bool RepeatHeader(Damage& damage, std::string_view, Mutated* out) {
  const std::vector<Piece>& rows = damage.rows();
  const auto head = std::ranges::find_if(
      rows, [&](Piece row) { return damage.Of(row).find("商业企业") != std::string_view::npos; });
  const auto end = std::ranges::find_if(
      rows, [&](Piece row) { return damage.Of(row).find("结转下年度") != std::string_view::npos; });
  // On lines of their own the labels of columns would be cells of a row.
  if (head == rows.end() || end <= head + 2) return false;
  if (damage.Of(*head).find("科研机构") == std::string_view::npos) return false;
  const auto between = static_cast<std::size_t>(end - head) - 2;
  const Piece behind = *(head + 2 + static_cast<std::ptrdiff_t>(damage.Below(between)));
  return InsertHarmless(damage, behind.end, damage.Of(*head), out);
}

bool DropOrdinals(Damage& damage, std::string_view, Mutated* out) {
  return ReplaceAll(damage, damage.words(), out, [](std::string_view words) {
    // Headings of the parts keep theirs.
    const bool heading = words.find("情况") != words.npos;
    return std::string(words.substr(heading ? 0 : OrdinalEnd(words)));
  });
}

bool DropBrackets(Damage& damage, std::string_view, Mutated* out) {
  return ReplaceAll(damage, damage.words(), out, [](std::string_view words) {
    return OrdinalEnd(words) > 0 ? std::string(words) : With(With(words, "（", ""), "）", "");
  });
}

// As a program for tables writes it; a figure holds no comma of its own.
bool Commas(Damage& damage, std::string_view, Mutated* out) {
  return ReplaceInTables(damage, out, [](std::string_view line) {
    return With(With(WithoutFrame(line), " |", ","), "|", ",");
  });
}

bool BoldFigures(Damage& damage, std::string_view, Mutated* out) {
  return ReplaceAll(damage, damage.figures(), out, [&](std::string_view figure) {
    const std::string text(figure);
    return damage.html() ? "<b>" + text + "</b>" : "**" + text + "**";
  });
}

// Figures behind a label of money have none: the form counts those in 万元.
bool UnitsInCells(Damage& damage, std::string_view, Mutated* out) {
  const std::vector<Piece>& words = damage.words();
  std::size_t last = 0;
  return ReplaceAll(damage, damage.figures(), out, [&](std::string_view figure) {
    const auto at = static_cast<std::size_t>(figure.data() - damage.bytes().data());
    const auto behind = std::ranges::upper_bound(words, at, {}, &Piece::begin);
    const std::size_t label = behind == words.begin() ? at : (behind - 1)->begin;
    // Behind the figure stands the rest of a label that is wrapped beside it.
    constexpr std::size_t kWrapped = 60;
    const std::size_t end = std::min(damage.bytes().size(), at + figure.size() + kWrapped);
    const std::string_view around = damage.Of({std::min(label, last), end});
    last = at + figure.size();
    const bool money = std::ranges::any_of(
        kMoney, [&](std::string_view word) { return around.find(word) != around.npos; });
    return std::string(figure) + (money ? "" : "件");
  });
}

// Cells of a page as cells of its head.
bool HeadCells(Damage& damage, std::string_view, Mutated* out) {
  if (!damage.html()) return false;
  out->bytes = With(With(damage.bytes(), "<td", "<th"), "</td>", "</th>");
  return true;
}

// Cells that covered several rows or columns cover one.
bool DropSpans(Damage& damage, std::string_view, Mutated* out) {
  if (!damage.html()) return false;
  out->bytes = With(With(damage.bytes(), " rowspan=", " data-r="), " colspan=", " data-c=");
  return true;
}

// A table of a style sheet.
bool DivCells(Damage& damage, std::string_view, Mutated* out) {
  if (!damage.html()) return false;
  out->bytes = damage.bytes();
  for (const auto& [from, to] : {std::pair("td", "div"), std::pair("tr", "div")}) {
    out->bytes = With(out->bytes, std::string("<") + from, std::string("<") + to);
    out->bytes = With(out->bytes, std::string("</") + from, std::string("</") + to);
  }
  return true;
}

bool FiguresFirst(Damage& damage, std::string_view, Mutated* out) {
  const std::string_view bytes = damage.bytes();
  std::vector<Piece> rows;  // label, figures
  std::vector<Piece> labels;
  std::size_t next = 0;
  const std::vector<Piece>& figures = damage.figures();
  for (std::size_t i = 0; i < damage.words().size(); ++i) {
    const Piece label = damage.words()[i];
    const std::size_t end =
        i + 1 < damage.words().size() ? damage.words()[i + 1].begin : bytes.size();
    while (next < figures.size() && figures[next].begin < label.end) ++next;
    const std::size_t first = next;
    while (next < figures.size() && figures[next].begin < end) ++next;
    if (first == next) continue;
    const Piece between{label.end, figures[first].begin};
    const bool words = std::ranges::any_of(damage.Of(between), [](char c) {
      return static_cast<unsigned char>(c) >= 0x80;  // another label
    });
    if (words || damage.Of(between).find("</tr>") != bytes.npos) continue;
    rows.push_back({label.begin, figures[next - 1].end});
    labels.push_back(label);
  }
  if (rows.size() < 2) return false;
  const std::size_t only = damage.Below(2) == 0 ? rows.size() : damage.Below(rows.size());
  std::size_t at = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (only < rows.size() && i != only) continue;
    const std::string_view row = damage.Of(rows[i]);
    const std::string_view label = damage.Of(labels[i]);
    std::size_t figure = label.size();
    while (rows[i].begin + figure < rows[i].end &&
           std::ranges::find(figures, rows[i].begin + figure, &Piece::begin) == figures.end()) {
      ++figure;
    }
    out->bytes += bytes.substr(at, rows[i].begin - at);
    out->bytes += row.substr(figure);
    out->bytes += row.substr(label.size(), figure - label.size());
    out->bytes += label;
    at = rows[i].end;
  }
  out->bytes += bytes.substr(at);
  out->everywhere = only == rows.size();
  if (only < rows.size()) out->touched = {rows[only > 0 ? only - 1 : only], rows[only]};
  return true;
}

}  // namespace gongkai
