#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace gongkai {

inline constexpr std::size_t kDigestBytes = 32;

// SHA-256, 32 raw bytes.
std::string Digest(std::string_view bytes);

// SHA-256 over the digests of several parts; each must be kDigestBytes long, so that no two
// lists give the same bytes.
std::string DigestOfDigests(std::initializer_list<std::string_view> digests);

// Lower-case hexadecimal.
std::string ToHex(std::string_view bytes);

// The beginning of a digest in hexadecimal: enough to tell the data files of two releases apart, in
// the revisions that stand beside each stage result.
inline std::string_view ShortHex(std::string_view hex) { return hex.substr(0, 16); }

}  // namespace gongkai
