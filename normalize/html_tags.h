// What each HTML element is to the layout (normalize/html_tags.tsv).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gongkai {

enum class TagKind : unsigned char {
  kInline,     // within a line
  kStructure,  // html, head, body
  kBlock,      // begins and ends a paragraph
  kUnseen,     // a block that a browser does not show (noscript)
  kHeader,     // a block that may be the page's or the report's head
  kPage,       // a block that belongs to the page: navigation, footer
  kBreak,
  kVerbatim,  // spaces and lines as they are
  kLink,
  kImage,
  kInput,
  kRaised,  // superscript or subscript: its digits are not those of the figure beside it
  kTable,
  kCaption,
  kRowGroup,
  kRow,
  kCell,
  kHeaderCell,
  kNoText,  // gives no text of the page: scripts, styles, controls
};

// `name` in lower case.
TagKind KindOfTag(std::string_view name);

// Names of all elements in the data file.
const std::vector<std::string>& KnownTags();

// SHA-256, hexadecimal, of the data file.
const std::string& TagTableDigest();

}  // namespace gongkai
