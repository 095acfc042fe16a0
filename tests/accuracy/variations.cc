// Other ways to write the same: what harms nothing.
#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "tests/accuracy/rewrites.h"

namespace gongkai {

std::size_t CharBoundary(std::string_view bytes, std::size_t at) {
  while (at < bytes.size() && (static_cast<unsigned char>(bytes[at]) & 0xC0) == 0x80) ++at;
  return at;
}

// A character of a label.
Piece PickCharacter(Damage& damage) {
  const Piece words = damage.Pick(damage.words());
  const std::size_t at =
      CharBoundary(damage.bytes(), words.begin + damage.Below(words.end - words.begin));
  const std::size_t end = std::min(words.end, CharBoundary(damage.bytes(), at + 1));
  return {std::min(at, end), end};
}

bool WrapLabel(Damage& damage, std::string_view, Mutated* out) {
  const Piece character = PickCharacter(damage);
  if (damage.Of(character).size() < 3) return false;  // within an ordinal: half of it is a figure
  // Behind the label of a report on one line its figure would begin a line, and read as the ordinal
  // of the next label: "3 行政处罚".
  if (damage.one_line() && damage.bytes().substr(character.end).starts_with(' ')) return false;
  // A row between pipes stays on its line.
  const std::size_t line = damage.bytes().rfind('\n', character.begin) + 1;
  const bool pipes =
      damage.bytes().substr(line, damage.bytes().find('\n', line) - line).find('|') !=
      std::string_view::npos;
  return InsertHarmless(damage, character.end, damage.html() ? "<br>" : pipes ? " " : "\n", out);
}

bool WidenMarks(Damage& damage, std::string_view, Mutated* out) {
  std::vector<Piece> pieces = damage.words();
  pieces.insert(pieces.end(), damage.figures().begin(), damage.figures().end());
  std::ranges::sort(pieces, {}, &Piece::begin);
  return ReplaceAll(damage, pieces, out, [](std::string_view text) {
    std::string wide;
    for (const char c : text) {
      if (absl::ascii_isdigit(c) || c == '(' || c == ')' || c == ',') {
        wide += "\xEF\xBC";  // U+FF00..FF3F
        wide += static_cast<char>(0x80 + (c - 0x20));
      } else {
        wide += c;
      }
    }
    return wide;
  });
}

bool Thousands(Damage& damage, std::string_view, Mutated* out) {
  return ReplaceAll(damage, damage.figures(), out, [](std::string_view figure) {
    std::string grouped(figure);
    const std::size_t digits = std::min(grouped.find('.'), grouped.size());
    for (std::size_t at = digits; at > 3 && absl::ascii_isdigit(grouped[at - 4]);) {
      at -= 3;
      grouped.insert(at, ",");
    }
    return grouped;
  });
}

bool ProseBefore(Damage& damage, std::string_view, Mutated* out) {
  const std::string_view sentence =
      "全年共制发文件12件，其中主动公开9件、占75%，较上年增加3件；解读26篇，回应关切8次。";
  std::size_t at = damage.html() ? damage.bytes().rfind("<table", damage.begin())
                                 : damage.bytes().rfind('\n', damage.begin());
  if (at == std::string_view::npos) return false;
  std::string text(sentence);
  if (damage.html()) return InsertHarmless(damage, at, "<p>" + text + "</p>", out);
  return InsertHarmless(damage, at + 1, text + "\n", out);
}

bool SpaceInLabel(Damage& damage, std::string_view, Mutated* out) {
  if (damage.one_line()) return false;  // where spaces hold cells apart, an ordinal would be one
  const Piece words = damage.Pick(damage.words());
  std::string spaced;
  for (std::size_t at = words.begin; at < words.end;) {
    const std::size_t next = CharBoundary(damage.bytes(), at + 1);
    if (at > words.begin) spaced += ' ';
    spaced += damage.bytes().substr(at, next - at);
    at = next;
  }
  Replace(damage, words, spaced, out);
  out->touched.clear();
  return true;
}

bool PadFigures(Damage& damage, std::string_view, Mutated* out) {
  return ReplaceAll(damage, damage.figures(), out,
                    [](std::string_view figure) { return " " + std::string(figure) + "  "; });
}

// Between two rows: before a label that begins its line, and not within quotation marks.
bool RunningHead(Damage& damage, std::string_view, Mutated* out) {
  if (damage.one_line()) return false;
  const std::string_view bytes = damage.bytes();
  const std::string title = "政府信息公开工作年度报告";
  if (damage.html()) {
    return InsertHarmless(damage, damage.Pick(damage.rows()).begin,
                          "<tr><td colspan=\"4\">" + title + "</td></tr>", out);
  }
  const Piece label = damage.Pick(damage.words());
  const std::size_t line = bytes.rfind('\n', label.begin) + 1;
  if (bytes.substr(line, label.begin - line).find_first_not_of(" |\t\"") != bytes.npos)
    return false;
  if (std::ranges::count(bytes.substr(0, line), '"') % 2 != 0) return false;
  return InsertHarmless(damage, line, title + "\n", out);
}

bool Invisible(Damage& damage, std::string_view, Mutated* out) {
  constexpr std::string_view kZeroWidth = "\u200B", kJoiner = "\uFEFF", kNoBreak = "\u00A0";
  std::vector<Piece> pieces = damage.words();
  pieces.insert(pieces.end(), damage.figures().begin(), damage.figures().end());
  std::ranges::sort(pieces, {}, &Piece::begin);
  return ReplaceAll(damage, pieces, out, [&](std::string_view text) {
    std::string with(text);
    if (static_cast<unsigned char>(text.back()) < 0x80) {
      return with.insert(0, kNoBreak).append(kZeroWidth);
    }
    const std::size_t middle = CharBoundary(text, text.size() / 2);
    return with.insert(middle, kZeroWidth).append(kJoiner);
  });
}

}  // namespace gongkai
