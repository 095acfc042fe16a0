#include "source_map_check.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <cstdlib>
#include <vector>

#include "common/strings.h"

namespace gongkai {
namespace {

icu::UnicodeString Decode(std::string_view bytes, const std::string& charset) {
  return icu::UnicodeString(bytes.data(), static_cast<int32_t>(bytes.size()), charset.c_str());
}

// The character a reference stands for, by its number; names by a list of their own.
icu::UnicodeString Dereference(const icu::UnicodeString& reference) {
  std::string text;
  reference.toUTF8String(text);
  if (text.size() > 2 && text[1] == '#') {
    const bool hex = text[2] == 'x' || text[2] == 'X';
    const auto number =
        static_cast<UChar32>(std::strtol(text.c_str() + (hex ? 3 : 2), nullptr, hex ? 16 : 10));
    if (number < 0x80 || number > 0x9F) return icu::UnicodeString(number);
    const char byte = static_cast<char>(number);
    return icu::UnicodeString(&byte, 1, "windows-1252");
  }
  static constexpr struct {
    std::string_view name;
    UChar32 c;
  } kNames[] = {{"&nbsp", 0xA0},     {"&amp", '&'},      {"&lt", '<'},        {"&gt", '>'},
                {"&quot", '"'},      {"&emsp", 0x2003},  {"&ensp", 0x2002},   {"&mdash", 0x2014},
                {"&ldquo", 0x201C},  {"&rdquo", 0x201D}, {"&middot", 0xB7},   {"&copy", 0xA9},
                {"&hellip", 0x2026}, {"&times", 0xD7},   {"&thinsp", 0x2009}, {"&minus", 0x2212}};
  for (const auto& [name, c] : kNames) {
    if (std::string_view(text).substr(0, name.size()) == name && text.size() <= name.size() + 1) {
      return icu::UnicodeString(c);
    }
  }
  return reference;
}

// The forms of a character made equal: NFKC does all that FORM_FOLDED may do, and more.
std::string Folded(const icu::UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString folded = icu::Normalizer2::getNFKCInstance(status)->normalize(text, status);
  for (int32_t i = 0; i < folded.length(); ++i) {
    if (u_charType(folded[i]) == U_SPACE_SEPARATOR) folded.setCharAt(i, ' ');
  }
  std::string utf8;
  folded.toUTF8String(utf8);
  return utf8;
}

bool IsHanOf3Bytes(std::string_view c) {
  return c.size() == 3 && static_cast<unsigned char>(c[0]) >= 0xE3;
}

class Check {
 public:
  Check(std::string_view source, const v1::Document& document)
      : source_(source), document_(document), map_(document.source_map()) {}

  std::string Run() {
    uint64_t covered = 0;
    for (int run = 0; run < map_.kind_size(); ++run) {
      if (map_.text_begin(run) != covered) return Concat("gap before run ", run);
      covered += uint64_t{map_.count(run)} * map_.text_step(run);
      if (covered > document_.text().size()) return Concat("run ", run, " leaves the text");
      const std::string fault = CheckRun(run);
      if (!fault.empty()) return fault;
    }
    if (covered != document_.text().size()) return Concat("map ends at ", covered);
    return "";
  }

 private:
  std::string CheckRun(int run) {
    const auto kind = map_.kind(run);
    if (map_.count(run) == 0 || map_.text_step(run) == 0) return Concat("empty run ", run);
    if (map_.source_begin(run) + uint64_t{map_.count(run)} * map_.source_step(run) >
        source_.size()) {
      return Concat("run ", run, " leaves the source");
    }
    if (kind == v1::SourceMap::BYTES) return CheckBytes(run);
    for (uint32_t k = 0; k < map_.count(run); ++k) {
      const std::string_view c =
          std::string_view(document_.text())
              .substr(map_.text_begin(run) + k * map_.text_step(run), map_.text_step(run));
      const std::string_view bytes = source_.substr(
          map_.source_begin(run) + uint64_t{k} * map_.source_step(run), map_.source_step(run));
      if (!Matches(kind, c, bytes)) {
        return Concat("run ", run, " of kind ", v1::SourceMap::RunKind_Name(kind), ": \"", c,
                      "\" at ", map_.text_begin(run) + k * map_.text_step(run),
                      " does not come from \"", bytes, "\" at ",
                      map_.source_begin(run) + uint64_t{k} * map_.source_step(run));
      }
    }
    return "";
  }

  std::string CheckBytes(int run) {
    if (map_.text_step(run) != 1 || map_.source_step(run) != 1) return Concat("steps of run ", run);
    const std::string_view text =
        std::string_view(document_.text()).substr(map_.text_begin(run), map_.count(run));
    const std::string_view bytes = source_.substr(map_.source_begin(run), map_.count(run));
    if (IcuCharset() != "UTF-8") return Concat("run ", run, " of bytes in ", IcuCharset());
    const auto size = static_cast<int32_t>(text.size());
    for (int32_t at = 0; at < size;) {
      const int32_t begin = at;
      UChar32 c;
      U8_NEXT(text.data(), at, size, c);
      if (c < 0) return Concat("run ", run, " cuts a character at ", map_.text_begin(run) + begin);
      const auto length = static_cast<std::size_t>(at - begin);
      if (!Matches(v1::SourceMap::CHARACTERS, text.substr(begin, length),
                   bytes.substr(begin, length))) {
        return Concat("run ", run, ": \"", text.substr(begin, length), "\" does not come from \"",
                      bytes.substr(begin, length), "\"");
      }
    }
    return "";
  }

  bool Matches(v1::SourceMap::RunKind kind, std::string_view c, std::string_view bytes) {
    if (kind == v1::SourceMap::INSERTED) {
      return bytes.empty() && (c == "\n" || c == "\t" || c == " ");
    }
    if (bytes.empty()) return false;
    const icu::UnicodeString decoded = Decode(bytes, IcuCharset());
    std::string utf8;
    decoded.toUTF8String(utf8);
    switch (kind) {
      case v1::SourceMap::CHARACTERS:
        return utf8 == c || (document_.script() == v1::Document::TRADITIONAL && IsHanOf3Bytes(c) &&
                             IsHanOf3Bytes(utf8));
      case v1::SourceMap::WIDTH_FOLDED:
        return decoded.length() == 1 && decoded[0] - 0xFEE0 == static_cast<unsigned char>(c[0]);
      case v1::SourceMap::FORM_FOLDED:
        return MatchesForm(c, decoded) || (document_.script() == v1::Document::TRADITIONAL &&
                                           IsHanOf3Bytes(c) && IsHanOf3Bytes(utf8));
      case v1::SourceMap::REFERENCE:
        return decoded[0] == '&' && MatchesReference(c, Dereference(decoded));
      case v1::SourceMap::UNDECODABLE:
        return c == "\xEF\xBF\xBD";
      case v1::SourceMap::SQUEEZED:
        return c == " " && bytes.size() > 1 &&
               utf8.find_first_not_of(" \t\r\n\f") == std::string::npos;
      default:
        return false;
    }
  }

  // A fold changes something, and NFKC would change it likewise; line ends, radicals and signs
  // have shapes of their own.
  static bool MatchesForm(std::string_view c, const icu::UnicodeString& decoded) {
    static const icu::UnicodeString kLineEnds = u"\r\n\v\f\x85\u2028\u2029";
    if (c == "\n") return kLineEnds.indexOf(decoded[0]) >= 0;
    if (c == "\t") return decoded == u"\x07";
    if (decoded.length() == 1 &&
        u_getIntPropertyValue(decoded[0], UCHAR_BLOCK) == UBLOCK_BOX_DRAWING) {
      return c == BoxLine(decoded[0]);
    }
    if (c == "-") return decoded == u"\u2212" || decoded == u"\uFE63";
    if (c == " ") {
      if (decoded == u"\x07") return true;
      return decoded.length() == 1 && (u_isspace(decoded[0]) || u_isWhitespace(decoded[0]));
    }
    const UChar32 first = decoded.char32At(0);
    if (first >= 0x2E80 && first < 0x2FE0) return IsHanOf3Bytes(c);
    return Folded(decoded) == Folded(icu::UnicodeString::fromUTF8(std::string(c)));
  }

  // By its name, such as "BOX DRAWINGS LIGHT VERTICAL AND RIGHT".
  static std::string_view BoxLine(char16_t c) {
    char buffer[100];
    UErrorCode status = U_ZERO_ERROR;
    u_charName(c, U_UNICODE_CHAR_NAME, buffer, sizeof buffer, &status);
    const std::string_view name = buffer;
    if (name.find(" AND ") != name.npos) return "+";
    return name.ends_with("VERTICAL") ? "|" : "-";
  }

  static bool MatchesReference(std::string_view c, const icu::UnicodeString& named) {
    std::string utf8;
    named.toUTF8String(utf8);
    return utf8 == c || MatchesForm(c, named) || Folded(named) == c;
  }

  std::string IcuCharset() const {
    return document_.charset() == "Big5" ? "Big5-HKSCS" : document_.charset();
  }

  std::string_view source_;
  const v1::Document& document_;
  const v1::SourceMap& map_;
};

std::string CheckGrid(const v1::Document& document, const v1::Block& table) {
  const v1::Grid& grid = table.grid();
  std::vector<bool> covered(std::size_t{grid.rows()} * grid.columns());
  uint32_t last_end = table.begin();
  for (const v1::GridCell& cell : grid.cells()) {
    if (cell.begin() < last_end || cell.end() < cell.begin() || cell.end() > table.end()) {
      return Concat("cell ", cell.begin(), "..", cell.end(), " out of place");
    }
    last_end = cell.end();
    const std::string& text = document.text();
    if (cell.begin() < cell.end() && (text[cell.begin()] == ' ' || text[cell.end() - 1] == ' ')) {
      return Concat("cell with space around it at ", cell.begin());
    }
    for (uint32_t r = cell.row(); r < cell.row() + cell.row_span(); ++r) {
      for (uint32_t c = cell.column(); c < cell.column() + cell.column_span(); ++c) {
        if (r >= grid.rows() || c >= grid.columns()) return Concat("cell leaves the grid");
        if (covered[r * grid.columns() + c]) return Concat("covered twice: ", r, ",", c);
        covered[r * grid.columns() + c] = true;
      }
    }
  }
  return "";
}

std::string CheckText(const std::string& text) {
  std::size_t at = 0;
  while (at < text.size()) {
    UChar32 c = 0;
    int32_t next = static_cast<int32_t>(at);
    U8_NEXT(reinterpret_cast<const uint8_t*>(text.data()), next, static_cast<int32_t>(text.size()),
            c);
    if (c < 0) return Concat("not UTF-8 at ", at);
    const bool line = c == '\t' || c == '\n' || c == ' ';
    if (!line && (u_charType(c) == U_CONTROL_CHAR || u_charType(c) == U_SPACE_SEPARATOR)) {
      return Concat("control or space character at ", at);
    }
    if ((c >= U'０' && c <= U'９') || c == U'％') return Concat("full width at ", at);
    at = static_cast<std::size_t>(next);
  }
  return "";
}

}  // namespace

std::string CheckBlocks(const v1::Document& document) {
  const std::string& text = document.text();
  if (const std::string fault = CheckText(text); !fault.empty()) return fault;
  uint32_t last_begin = 0;
  uint32_t paragraph_end = 0;
  for (const v1::Block& block : document.blocks()) {
    if (block.begin() < last_begin) return Concat("block out of order at ", block.begin());
    if (block.end() < block.begin() || block.end() > text.size()) {
      return Concat("block out of the text at ", block.begin());
    }
    last_begin = block.begin();
    if (block.begin() < paragraph_end) return Concat("blocks overlap at ", block.begin());
    if (block.kind() == v1::Block::TABLE) {
      if (const std::string fault = CheckGrid(document, block); !fault.empty()) return fault;
      continue;
    }
    if (block.has_grid()) return Concat("grid without table at ", block.begin());
    paragraph_end = block.end();
    if (block.kind() != v1::Block::PARAGRAPH) continue;
    const std::string line = text.substr(block.begin(), block.end() - block.begin());
    if (line.empty() || line.find('\n') != std::string::npos) {
      return Concat("no line at ", block.begin());
    }
  }
  return "";
}

std::string CheckSourceMap(std::string_view source, const v1::Document& document) {
  return Check(source, document).Run();
}

std::string Encode(std::string_view utf8, const std::string& charset) {
  const icu::UnicodeString text =
      icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<int>(utf8.size())));
  std::string bytes(static_cast<std::size_t>(text.length()) * 4 + 8, '\0');
  const int32_t size = text.extract(0, text.length(), bytes.data(),
                                    static_cast<uint32_t>(bytes.size()), charset.c_str());
  bytes.resize(static_cast<std::size_t>(size));
  return bytes;
}

char32_t DecodeWith(std::string_view bytes, const std::string& charset) {
  const icu::UnicodeString text = Decode(bytes, charset);
  return text.countChar32() == 1 ? static_cast<char32_t>(text.char32At(0)) : 0;
}

}  // namespace gongkai
