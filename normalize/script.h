// Traditional Chinese: whether a text is written in it, and its Simplified form.
#pragma once

#include <string>

#include "gongkai/v1/document.pb.h"

namespace gongkai {

// Converts `text` (valid UTF-8) in place if it shows traditional characters, and says whether
// it did. A few stray ones in a simplified text are left alone. Every character keeps its
// place and length, so offsets and source maps stay as they are. Characters that both scripts
// use (乾, 後 in names) say nothing; words in normalize/script_phrases.tsv come before the table
// of single characters.
bool SimplifyIfTraditional(std::string* text);

// The same for the text of a document; sets its script.
void SimplifyDocument(v1::Document* document);

// SHA-256, hexadecimal, of the tables.
const std::string& ScriptTablesDigest();

}  // namespace gongkai
