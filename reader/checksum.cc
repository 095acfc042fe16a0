#include "reader/checksum.h"

#include <Stream.h>
#include <zlib.h>

#include <string>

#include "common/limits.h"

namespace gongkai {
namespace {

std::string RawBytes(Stream* packed) {
  std::string bytes;
  packed->reset();
  for (int c = 0; (c = packed->getChar()) != EOF && bytes.size() < kMaxSourceBytes;) {
    bytes += static_cast<char>(c);
  }
  packed->close();
  return bytes;
}

}  // namespace

bool ChecksumHolds(const Object& stream) {
  if (!stream.isStream() || stream.getStream()->getKind() != strFlate) return true;
  // What Flate unpacks: decrypted, and rid of any packing around it.
  Stream* const packed = stream.getStream()->getNextStream();
  if (packed == nullptr) return true;
  constexpr std::size_t kHeader = 2, kSum = 4;
  std::string bytes = RawBytes(packed);
  // Poppler complains of another beginning.
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  if (bytes.size() <= kHeader || byte(0) % 16 != Z_DEFLATED ||
      (byte(0) * 256 + byte(1)) % 31 != 0) {
    return true;
  }
  z_stream state{};
  if (inflateInit2(&state, -MAX_WBITS) != Z_OK) return true;
  state.next_in = reinterpret_cast<Bytef*>(bytes.data() + kHeader);
  state.avail_in = static_cast<uInt>(bytes.size() - kHeader);
  std::string out(64u << 10, '\0');
  uLong sum = adler32(0, nullptr, 0);
  int status = Z_OK;
  while (status == Z_OK && state.total_out < kMaxSourceBytes) {
    state.next_out = reinterpret_cast<Bytef*>(out.data());
    state.avail_out = static_cast<uInt>(out.size());
    status = inflate(&state, Z_NO_FLUSH);
    sum = adler32(sum, reinterpret_cast<const Bytef*>(out.data()),
                  static_cast<uInt>(out.size()) - state.avail_out);
  }
  const std::size_t at = bytes.size() - state.avail_in;
  inflateEnd(&state);
  if (status == Z_OK) return true;
  if (status != Z_STREAM_END) return false;
  if (bytes.size() < at + kSum) return true;  // some writers leave it out
  uLong said = 0;
  for (std::size_t i = 0; i < kSum; ++i) said = said << 8 | byte(at + i);
  return said == sum;
}

}  // namespace gongkai
