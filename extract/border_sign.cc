#include "extract/border_sign.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "common/strings.h"

namespace gongkai {
namespace {

constexpr std::array<std::string_view, 5> kSigns = {kQuotedComma, "；", ";", "，", ","};
constexpr int kManyLines = 8;
constexpr int kFigures = 2;
constexpr std::size_t kLongestLine = 600;

std::string_view Trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

bool HasManyPipes(std::string_view text) {
  constexpr int kStray = 4;
  int count = 0;
  for (std::size_t at = text.find('|'); at != text.npos; at = text.find('|', at + 1)) {
    if (++count > kStray) return true;
  }
  return false;
}

bool IsCell(std::string_view text, const FigureReader& figures) {
  while (text.size() > 2 && text.front() == '*' && text.back() == '*') {
    text = text.substr(1, text.size() - 2);
  }
  return figures.Look(Trim(text), false) != CellLook::kOther;
}

// "（一）收到申请数,件,5": words, and one figure at the end. No end of a sentence that a line break
// cut.
bool EndsWithFigure(std::string_view line, std::string_view sign, const FigureReader& figures) {
  const std::size_t last = line.rfind(sign);
  const std::string_view first = Trim(line.substr(0, line.find(sign)));
  return MayHoldCells(line) && IsCell(line.substr(last + sign.size()), figures) && !first.empty() &&
         !IsCell(first, figures);
}

// Cells that `sign` holds apart: a figure alone, or words and then figures.
bool IsRow(std::string_view line, std::string_view sign, const FigureReader& figures) {
  int count = 0;
  std::size_t at = line.find(sign);
  if (at != line.npos && at + sign.size() == line.size())
    return IsCell(line.substr(0, at), figures);
  for (; at != line.npos && count < kFigures;) {
    const std::size_t from = at + sign.size();
    at = line.find(sign, from);
    count += IsCell(line.substr(from, at - from), figures) ? 1 : 0;
  }
  return count == kFigures || (count > 0 && EndsWithFigure(line, sign, figures));
}

// A figure or the end of the line, over spaces: most signs of prose have words behind them.
bool MayBeBorder(std::string_view behind) {
  const std::size_t at = std::min(behind.find_first_not_of(' '), behind.size());
  return at == behind.size() || behind[at] == '\n' || absl::ascii_isdigit(behind[at]) ||
         behind[at] == '-' || behind[at] == '/' || behind[at] == '*';
}

// Figures in quotation marks between such cells, on whatever lines.
bool HasManyQuoted(std::string_view text, const FigureReader& figures) {
  int count = 0;
  for (std::size_t at = text.find(kQuotedComma); at != text.npos;) {
    const std::size_t behind = at + kQuotedComma.size();
    const std::size_t end = std::min(text.find('"', behind), text.size());
    const bool cell =
        end - behind <= kLongestLine && IsCell(text.substr(behind, end - behind), figures);
    if (cell && ++count == kManyLines) return true;
    at = text.find(kQuotedComma, behind);
  }
  return false;
}

// Whether a wide comma or semicolon stands before a figure, a space or a line end, or another sign
// of theirs: before the last one of a text alone nothing need follow. In prose words do. Reads
// sixteen bytes at a time.
bool MayHoldWideBorders(std::string_view text) {
  unsigned char found = 0;
  for (std::size_t i = 2; i < text.size(); ++i) {
    // "，" EF BC 8C, "；" EF BC 9B
    const unsigned char wide = text[i - 2] == '\xBC' ? 1 : 0;
    const unsigned char comma = text[i - 1] == '\x8C' ? 1 : 0;
    const unsigned char semicolon = text[i - 1] == '\x9B' ? 1 : 0;
    const unsigned char border = static_cast<unsigned char>(text[i]) <= '9' ? 1 : 0;
    found |= wide & (comma | semicolon) & border;
  }
  return found != 0;
}

bool HasManyRows(std::string_view text, std::string_view sign, const FigureReader& figures) {
  if (sign == kQuotedComma) return HasManyQuoted(text, figures);
  int count = 0;
  for (std::size_t at = text.find(sign); at != text.npos;) {
    const std::size_t behind = at + sign.size();
    if (!MayBeBorder(text.substr(behind))) {
      at = text.find(sign, behind);
      continue;
    }
    const std::size_t begin = text.rfind('\n', at) + 1;  // npos + 1 is the front
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const bool row =
        end - begin <= kLongestLine && IsRow(text.substr(begin, end - begin), sign, figures);
    if (row && ++count == kManyLines) return true;
    at = text.find(sign, end);
  }
  return false;
}

// A line of a wiki's table: two pipes between the cells, the last of them a figure.
bool IsWikiRow(std::string_view line, const FigureReader& figures) {
  const std::size_t last = line.rfind(kTwoPipes);
  if (last == line.npos || line.size() > kLongestLine ||
      !IsCell(line.substr(last + kTwoPipes.size()), figures)) {
    return false;
  }
  for (std::size_t at = line.find(kTwoPipes); at != line.npos;) {
    const std::size_t behind = at + kTwoPipes.size();
    if (MayBeBorder(line.substr(behind))) return true;
    at = line.find(kTwoPipes, behind);
  }
  return false;
}

// Only lines that begin as a wiki's do are looked at: a frame or filler has pipes at the end of
// each line.
bool HasManyWikiRows(std::string_view text, const FigureReader& figures) {
  if (!HoldsPair(text, '|', '|')) return false;
  int count = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    if (line.starts_with("| ") && IsWikiRow(line, figures) && ++count == kManyLines) return true;
    at = end + 1;
  }
  return false;
}

bool OnlyDigits(std::string_view text) { return std::ranges::all_of(text, absl::ascii_isdigit); }

}  // namespace

std::string_view FindBorderSign(std::string_view text, const FigureReader& figures) {
  if (HasManyWikiRows(text, figures)) return kTwoPipes;
  if (HasManyPipes(text)) return "|";
  const bool may_be_wide = MayHoldWideBorders(text);
  for (const std::string_view sign : kSigns) {
    const bool wide = static_cast<unsigned char>(sign.front()) >= 0x80;
    if (wide && !may_be_wide) continue;
    if (HasManyRows(text, sign, figures)) return sign;
  }
  return text.find('|') == text.npos ? "" : "|";
}

bool MayHoldCells(std::string_view line) {
  return line.size() <= kLongestLine && line.find("。") == line.npos;
}

bool MayBeThousands(std::string_view border, std::string_view before, std::string_view behind) {
  constexpr std::size_t kGroup = 3;
  return (border == "," || border == "，") && !before.empty() && before.size() <= kGroup &&
         OnlyDigits(before) && before.front() != '0' && behind.size() == kGroup &&
         OnlyDigits(behind);
}

}  // namespace gongkai
