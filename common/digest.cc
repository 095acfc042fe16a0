#include "common/digest.h"

#include <openssl/evp.h>

#include <cstdlib>
#include <memory>

namespace gongkai {
namespace {

// Looked up once: SHA256() does it anew for every text, which for short ones is most of its time.
const EVP_MD* Sha256() {
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return algorithm;
}

}  // namespace

std::string Digest(std::string_view bytes) {
  thread_local const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(
      EVP_MD_CTX_new(), EVP_MD_CTX_free);
  std::string digest(kDigestBytes, '\0');
  // Can only fail where OpenSSL lacks SHA-256 or memory; nothing can be kept then.
  if (EVP_DigestInit_ex2(context.get(), Sha256(), nullptr) != 1 ||
      EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) != 1 ||
      EVP_DigestFinal_ex(context.get(), reinterpret_cast<unsigned char*>(digest.data()), nullptr) !=
          1) {
    std::abort();
  }
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
