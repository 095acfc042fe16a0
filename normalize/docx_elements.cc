#include "normalize/docx_elements.h"

#include <array>
#include <charconv>
#include <unordered_map>
#include <vector>

#include "common/digest.h"
#include "common/strings.h"
#include "embedded/normalize_docx.h"
#include "model/han.h"
#include "normalize/tsv.h"

namespace gongkai {
namespace {

constexpr struct {
  std::string_view name;
  DocxElement element;
} kKinds[] = {
    {"paragraph", DocxElement::kParagraph},
    {"table", DocxElement::kTable},
    {"row", DocxElement::kRow},
    {"cell", DocxElement::kCell},
    {"run", DocxElement::kRun},
    {"text", DocxElement::kText},
    {"tab", DocxElement::kTab},
    {"break", DocxElement::kBreak},
    {"hyphen", DocxElement::kHyphen},
    {"symbol", DocxElement::kSymbol},
    {"field", DocxElement::kField},
    {"section", DocxElement::kSection},
    {"mark", DocxElement::kMark},
    {"drawing", DocxElement::kDrawing},
    {"text_box", DocxElement::kTextBox},
    {"image", DocxElement::kImage},
    {"alternate", DocxElement::kAlternate},
    {"choice", DocxElement::kChoice},
    {"fallback", DocxElement::kFallback},
    {"foreign", DocxElement::kForeign},
    {"removed", DocxElement::kRemoved},
    {"none", DocxElement::kNone},
};

// The file that NAME is; they are embedded together.
std::string_view File(std::string_view name) {
  for (const EmbeddedFile& file : embedded::normalize_docx()) {
    if (file.name == name) return file.data;
  }
  return {};
}

// A few dozen short names, looked up for every element: a table of buckets by length and three
// letters, without the cost of a general hash.
class Elements {
 public:
  static const Elements& Get() {
    static const Elements* const elements = new Elements();
    return *elements;
  }

  DocxElement Of(std::string_view name) const {
    if (name.size() < 3) return DocxElement::kWrapper;
    for (const Entry& entry : buckets_[BucketOf(name)]) {
      if (entry.name == name) return entry.element;
    }
    return DocxElement::kWrapper;
  }

 private:
  struct Entry {
    std::string_view name;
    DocxElement element;
  };

  Elements() {
    for (const TsvRow& row : ReadTsv(File("docx_elements.tsv"))) {
      for (const auto& [name, element] : kKinds) {
        if (row[1] == name) buckets_[BucketOf(row[0])].push_back({row[0], element});
      }
    }
  }

  static std::size_t BucketOf(std::string_view name) {
    const auto at = [name](std::size_t i) { return static_cast<unsigned char>(name[i]); };
    return (name.size() * 7 + at(0) + at(2) * 31 + at(name.size() - 1) * 5) % kBuckets;
  }

  static constexpr std::size_t kBuckets = 256;
  std::array<std::vector<Entry>, kBuckets> buckets_;
};

using Symbols = std::unordered_map<std::string, char32_t>;

char32_t CodeOf(std::string_view hex) {
  uint32_t code = 0;
  const auto [end, error] = std::from_chars(hex.data(), hex.data() + hex.size(), code, 16);
  return error == std::errc() && end == hex.data() + hex.size() ? code : 0;
}

std::string SymbolKey(std::string_view font, char32_t code) {
  return Concat(font, "\t", static_cast<uint32_t>(code));
}

const Symbols& KnownSymbols() {
  static const Symbols* const symbols = [] {
    auto* made = new Symbols();
    for (const TsvRow& row : ReadTsv(File("docx_symbols.tsv"))) {
      const std::size_t tab = row[1].find('\t');
      std::size_t at = tab + 1;
      (*made)[SymbolKey(row[0], CodeOf(row[1].substr(0, tab)))] = NextChar(row[1], &at);
    }
    return made;
  }();
  return *symbols;
}

}  // namespace

DocxElement DocxElementOf(std::string_view name) { return Elements::Get().Of(name); }

pugi::xml_node DocxChoiceOf(pugi::xml_node alternate) {
  pugi::xml_node fallback;
  for (const pugi::xml_node node : alternate.children()) {
    const DocxElement element = DocxElementOf(node.name());
    if (element == DocxElement::kChoice) return node;
    if (element == DocxElement::kFallback) fallback = node;
  }
  return fallback;
}

char32_t DocxSymbol(std::string_view font, std::string_view code) {
  constexpr char32_t kUnknown = 0xFFFD;
  const char32_t c = CodeOf(code);
  // The private area may be given with or without its first byte.
  const char32_t in_area = c < 0x100 ? c + 0xF000 : c;
  const auto found = KnownSymbols().find(SymbolKey(font, in_area));
  if (found != KnownSymbols().end()) return found->second;
  const bool is_character = c >= 0x100 && c < 0xD800;
  return is_character || (c >= 0xF900 && c < 0xFFFE) ? c : kUnknown;
}

const std::string& DocxTablesDigest() {
  static const std::string* const digest =
      new std::string(ToHex(Digest(Concat(File("docx_elements.tsv"), File("docx_symbols.tsv")))));
  return *digest;
}

}  // namespace gongkai
