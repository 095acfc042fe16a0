// Character references of HTML (&nbsp; &#20844; &#x516C;) where they stand in a page.
#pragma once

#include <cstddef>
#include <string_view>

#include "normalize/page.h"

namespace gongkai {

struct HtmlReference {
  char32_t c = 0;
  std::size_t length = 0;  // 0 if the text does not begin with a reference
};

// The reference that `text` begins with. Numbers of windows-1252 controls mean its characters,
// as in browsers.
HtmlReference ReferenceAt(std::string_view text);

// The character a browser shows for the number of a reference.
char32_t CharOfNumber(char32_t number);

// Calls `piece(c, begin, end)` for page[raw.begin, raw.end) in order: c == 0 for text without
// references, else the character that page[begin, end) refers to.
template <typename Piece>
void ForEachPiece(std::string_view page, ByteRange raw, const Piece& piece) {
  std::size_t begin = raw.begin;
  std::size_t at = raw.begin;
  while (at < raw.end) {
    const HtmlReference reference =
        page[at] == '&' ? ReferenceAt(page.substr(at, raw.end - at)) : HtmlReference();
    if (reference.length == 0) {
      ++at;
      continue;
    }
    if (begin < at) piece(U'\0', begin, at);
    piece(reference.c, at, at + reference.length);
    at += reference.length;
    begin = at;
  }
  if (begin < raw.end) piece(U'\0', begin, raw.end);
}

}  // namespace gongkai
