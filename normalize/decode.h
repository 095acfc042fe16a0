// Bytes of a known character set to UTF-8, with the way back to each byte.
#pragma once

#include <cstddef>
#include <string_view>

#include "normalize/page.h"

namespace gongkai {

enum class Charset { kUnknown, kUtf8, kGb18030, kBig5, kUtf16Le, kUtf16Be };

// "UTF-8", "GB18030", "Big5", "UTF-16LE", "UTF-16BE"; empty for kUnknown.
std::string_view CharsetName(Charset charset);

// Decodes `bytes` from `offset` (behind a byte order mark). False, with the page unusable, as
// soon as more than `max_undecodable` bytes are no characters.
bool DecodePage(std::string_view bytes, std::size_t offset, Charset charset,
                std::size_t max_undecodable, Page* page);

// The page of a source whose bytes from `offset` on are valid UTF-8.
void IdentityPage(std::string_view bytes, std::size_t offset, Page* page);

// Length of `bytes` without an unfinished UTF-8 character at its end.
std::size_t CompleteUtf8(std::string_view bytes);

}  // namespace gongkai
