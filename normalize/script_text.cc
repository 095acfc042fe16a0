#include "normalize/script_text.h"

#include <algorithm>
#include <optional>

#include "absl/strings/ascii.h"
#include "model/han.h"

namespace gongkai {
namespace {

// Han characters: a report has more, a page that shows it has fewer of its own.
constexpr std::size_t kLeastHan = 300;
constexpr std::size_t kMuchHan = 600;

constexpr std::size_t kMaxTagBytes = 4096;
constexpr char32_t kReplacement = 0xFFFD;

bool BeginsInAnyCase(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() &&
         std::equal(lower.begin(), lower.end(), text.begin(),
                    [](char a, char b) { return a == absl::ascii_tolower(b); });
}

std::size_t FindInAnyCase(std::string_view text, std::string_view lower, std::size_t at) {
  while ((at = text.find('<', at)) != std::string_view::npos) {
    if (BeginsInAnyCase(text.substr(at), lower)) return at;
    ++at;
  }
  return std::string_view::npos;
}

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = absl::ascii_tolower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// A character of a script's string and how long it is there.
struct Piece {
  char32_t c = 0;
  std::size_t length = 1;
};

std::optional<char32_t> Hex(std::string_view text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  char32_t value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    const int digit = HexValue(text[i]);
    if (digit < 0) return std::nullopt;
    value = value * 16 + static_cast<char32_t>(digit);
  }
  return value;
}

// What an escape of JSON or JavaScript stands for; `text` begins with a backslash.
Piece Unescape(std::string_view text) {
  if (text.size() < 2) return {'\\', 1};
  switch (text[1]) {
    case 'n':
      return {'\n', 2};
    case 'r':
    case 't':
    case 'b':
    case 'f':
    case 'v':
      return {' ', 2};
    case '\n':
      return {' ', 2};  // a string that goes on in the next line
    case 'x':
      if (const auto code = Hex(text.substr(2), 2)) return {*code, 4};
      return {'x', 2};
    case 'u':
      break;
    default: {
      std::size_t end = 1;
      const char32_t c = NextChar(text, &end);
      return {c, end};
    }
  }
  const auto code = Hex(text.substr(2), 4);
  if (!code) return {'u', 2};
  if (*code < 0xD800 || *code >= 0xE000) return {*code, 6};
  const auto low = text.size() >= 12 && text[6] == '\\' && text[7] == 'u' ? Hex(text.substr(8), 4)
                                                                          : std::nullopt;
  if (*code >= 0xDC00 || !low || *low < 0xDC00 || *low >= 0xE000) return {kReplacement, 6};
  return {0x10000 + ((*code - 0xD800) << 10) + (*low - 0xDC00), 12};
}

// The four references that markup within markup is written with.
Piece Dereference(std::string_view text) {
  for (const auto& [name, c] : {std::pair<std::string_view, char32_t>{"&lt;", '<'},
                                {"&gt;", '>'},
                                {"&quot;", '"'},
                                {"&amp;", '&'}}) {
    if (text.starts_with(name)) return {c, name.size()};
  }
  return {'&', 1};
}

// Calls each(character, where it stands in the page) for a text of the page.
template <typename Each>
void ForEachCharacter(std::string_view page, ByteRange range, bool escaped, bool references,
                      const Each& each) {
  for (std::size_t at = range.begin; at < range.end;) {
    const std::string_view rest = page.substr(at, range.end - at);
    Piece piece;
    if (escaped && rest[0] == '\\') {
      piece = Unescape(rest);
    } else if (references && rest[0] == '&') {
      piece = Dereference(rest);
    } else {
      piece.length = 0;
      piece.c = NextChar(rest, &piece.length);
    }
    if (piece.c == 0) piece.c = ' ';
    each(piece.c, ByteRange{at, at + piece.length});
    at += piece.length;
  }
}

bool IsHanCharacter(char32_t c) { return c >= 0x4E00 && c < 0xA000; }

// Of the text that is not chrome; counted no further than kMuchHan.
std::size_t OwnHan(const v1::Document& document) {
  std::size_t han = 0;
  for (const v1::Block& block : document.blocks()) {
    if (block.chrome()) continue;
    const std::string_view text =
        std::string_view(document.text()).substr(block.begin(), block.end() - block.begin());
    for (std::size_t at = 0; at < text.size();) han += IsHanCharacter(NextChar(text, &at));
    if (han > kMuchHan) break;
  }
  return han;
}

}  // namespace

bool HasLittleText(const v1::Document& document) { return OwnHan(document) <= kMuchHan; }

bool ScriptText::Find(const v1::Document& document) {
  const std::size_t own = OwnHan(document);
  const std::string_view text = page_.text();
  for (const std::string_view tag : {"<script", "<textarea", "<template"}) {
    const std::string end_tag = std::string("</") + std::string(tag.substr(1));
    for (std::size_t at = FindInAnyCase(text, tag, 0); at != std::string_view::npos;
         at = FindInAnyCase(text, tag, at)) {
      const std::size_t open = text.find('>', at);
      if (open == std::string_view::npos) break;
      const std::size_t end = std::min(FindInAnyCase(text, end_tag, open), text.size());
      LookIn(text.substr(at, std::min(open - at, kMaxTagBytes)), {open + 1, end});
      at = end;
    }
  }
  if (best_.han < std::max(kLeastHan, 2 * own)) return false;
  PageComposer composer(&combined_);
  PageCursor cursor(page_);
  const auto append = [&](char32_t c, ByteRange range) {
    std::string character;
    AppendUtf8(c, &character);
    const bool bad = !page_.runs().empty() && cursor.RunAt(range.begin).undecodable;
    composer.Append(character, cursor.SourceOf(range.begin, range.end), bad);
  };
  ForEachCharacter(text, root(), false, false, append);
  // Markup that was escaped once more.
  const std::string_view found =
      text.substr(best_.range.begin, best_.range.end - best_.range.begin);
  const bool references = found.find('<') == std::string_view::npos &&
                          found.find("\\u003c") == std::string_view::npos &&
                          found.find("\\u003C") == std::string_view::npos &&
                          found.find("&lt;") != std::string_view::npos;
  ForEachCharacter(text, best_.range, best_.escaped, references, append);
  return true;
}

// Templates and hidden fields hold the text as it is.
void ScriptText::LookIn(std::string_view tag, ByteRange element) {
  const bool script = BeginsInAnyCase(tag, "<script");
  if (!script || tag.find("text/html") != std::string_view::npos ||
      tag.find("template") != std::string_view::npos) {
    return Offer(element, false);
  }
  LookAtStrings(element);
}

void ScriptText::LookAtStrings(ByteRange script) {
  const std::string_view text = page_.text();
  std::size_t at = script.begin;
  while (at < script.end) {
    const char quote = text[at];
    if (quote != '"' && quote != '\'' && quote != '`') {
      ++at;
      continue;
    }
    const std::size_t begin = ++at;
    // A string ends with its line, so that a quote in a comment does no harm.
    while (at < script.end && text[at] != quote && (text[at] != '\n' || quote == '`')) {
      at += text[at] == '\\' ? 2 : 1;
    }
    at = std::min(at, script.end);
    Offer({begin, at}, true);
    ++at;
  }
}

void ScriptText::Offer(ByteRange range, bool escaped) {
  if (range.end - range.begin < kLeastHan) return;
  std::size_t han = 0;
  ForEachCharacter(page_.text(), range, escaped, false,
                   [&han](char32_t c, ByteRange) { han += IsHanCharacter(c); });
  if (han > best_.han) best_ = {range, escaped, han};
}

}  // namespace gongkai
