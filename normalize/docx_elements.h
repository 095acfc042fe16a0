// What the elements and symbols of a Word document are to its reader (normalize/docx_elements.tsv,
// docx_symbols.tsv).
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace gongkai {

enum class DocxElement : unsigned char {
  kWrapper,  // what lies in it is read
  kParagraph,
  kTable,
  kRow,
  kCell,
  kRun,
  kText,
  kTab,
  kBreak,
  kHyphen,
  kSymbol,
  kField,  // begin, middle or end of a field
  kSection,
  kMark,     // a raised mark of a note
  kDrawing,  // holds text boxes or images
  kTextBox,
  kImage,
  kAlternate,  // one of its choices is read
  kChoice,
  kFallback,
  kForeign,  // content of another format
  kRemoved,  // by a tracked change
  kNone,     // gives nothing
};

// `name` with its prefix: "w:p".
DocxElement DocxElementOf(std::string_view name);

// Of an element of kind kAlternate, the child that is read: the first choice, or what stands for
// it where there is none. Null if there is neither.
pugi::xml_node DocxChoiceOf(pugi::xml_node alternate);

// The character of a symbol: `code` as in w:char, hexadecimal. U+FFFD if it is not known.
char32_t DocxSymbol(std::string_view font, std::string_view code);

// SHA-256, hexadecimal, of the data files.
const std::string& DocxTablesDigest();

}  // namespace gongkai
