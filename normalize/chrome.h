// Telling the page from the report in it: navigation, buttons, footers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/v1/document.pb.h"

namespace gongkai {

// What the markup said of a block.
struct BlockEvidence {
  uint32_t link_bytes = 0;  // of its text
  uint32_t links = 0;
  bool hidden = false;  // not shown by a browser
};

// A part of the page, half-open in Document.text, that its element or its class calls chrome.
struct PagePart {
  uint32_t begin = 0;
  uint32_t end = 0;
  bool certain = false;  // by its element (nav, footer), not by a class word
};

// Sets Block.chrome. Conservative: a block with words of the report outside of links, or a
// table with figures, is marked only where a browser would not show it. `evidence` is parallel
// to the blocks, or empty for a text file.
void MarkChrome(const std::vector<BlockEvidence>& evidence, const std::vector<PagePart>& parts,
                v1::Document* document);

// True if a class or id attribute has a word that tells a part of the page.
bool NamesPagePart(std::string_view attribute);

// SHA-256, hexadecimal, of the data file.
const std::string& ChromeWordsDigest();

}  // namespace gongkai
