#include "common/digest.h"

#include <openssl/sha.h>

namespace gongkai {

std::string Digest(std::string_view bytes) {
  std::string digest(kDigestBytes, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return digest;
}

std::string DigestOfDigests(std::initializer_list<std::string_view> digests) {
  std::string joined;
  joined.reserve(digests.size() * kDigestBytes);
  for (std::string_view digest : digests) joined += digest;
  return Digest(joined);
}

std::string ToHex(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  hex.reserve(bytes.size() * 2);
  for (unsigned char byte : bytes) {
    hex += kDigits[byte >> 4];
    hex += kDigits[byte & 15];
  }
  return hex;
}

}  // namespace gongkai
