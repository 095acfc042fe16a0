// What kind of file bytes are, by what they begin with. Never by a name.
#pragma once

#include <string_view>

namespace gongkai {

// A kind of file that is not read, worded for its sender; both empty if the bytes may be a
// text.
struct ForeignKind {
  std::string_view zh;
  std::string_view en;
  explicit operator bool() const { return !en.empty(); }
};

// True for PDF, with bytes of a transfer before its header or without.
bool LooksLikePdf(std::string_view bytes);

// Recognises Office files old and new, OFD, RTF, archives and images.
ForeignKind RecogniseForeign(std::string_view bytes);

// True if an archive, sound or not, has the folder of a Word document or of a workbook.
bool HoldsOfficeDocument(std::string_view archive);

// True for an Office file that needs a password.
bool IsEncryptedOffice(std::string_view bytes);

// True if `page` (UTF-8) is HTML: a page, or a text with enough HTML elements in it.
bool LooksLikeHtml(std::string_view page);

// True if `page` begins as an HTML page does; false for a fragment, whose line ends outside
// its elements are those of a text.
bool BeginsLikeHtmlPage(std::string_view page);

// True if control characters show that `page` is no text at all.
bool LooksLikeNoise(std::string_view page);

}  // namespace gongkai
