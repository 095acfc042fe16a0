// Which character set a source is written in.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/v1/document.pb.h"
#include "gongkai/v1/source.pb.h"
#include "normalize/decode.h"

namespace gongkai {

// A source that was decoded, and how its character set was found.
struct Reading {
  Page page;
  Charset charset = Charset::kUnknown;
  v1::Document::CharsetEvidence evidence = v1::Document::CHARSET_EVIDENCE_UNSPECIFIED;
  std::vector<v1::Note> notes;
};

// Decodes `content`, whose data must outlive the reading. Evidence, best first: a byte order
// mark; the zero bytes of UTF-16; bytes that are UTF-8 and Chinese (no other character set
// looks so by accident, so a declaration that says otherwise is wrong); the declared character
// set (Content.charset, then the page's own), if it decodes every byte and another does not
// read clearly better; UTF-8 with a few bad bytes; the statistics of the bytes. Up to
// size / kUndecodableShare bad bytes become U+FFFD. nullopt if no character set decodes the
// bytes.
std::optional<Reading> ReadCharacters(const v1::Content& content);

// The character set a label stands for, in any case; kUnknown if it is not in
// normalize/charset_names.tsv.
Charset CharsetOf(std::string_view label);

// What the first kilobytes say: <?xml encoding="...">, <meta charset>, <meta http-equiv>.
// Empty if they say nothing. A view into `bytes`.
std::string_view DeclaredInMarkup(std::string_view bytes);

// SHA-256, hexadecimal, of the data files.
const std::string& CharsetTablesDigest();

}  // namespace gongkai
