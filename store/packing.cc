#include "store/packing.h"

#include <lz4.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "common/digest.h"
#include "common/limits.h"
#include "common/serialize.h"
#include "common/strings.h"
#include "store/keys.h"

namespace gongkai {
namespace {

// The first byte of a packed value.
constexpr char kPlain = 0;   // the bytes
constexpr char kLz4 = 1;     // their number, big-endian, four bytes; an LZ4 block
constexpr char kBeside = 2;  // digest of a source; the same, the source being its dictionary
constexpr std::size_t kLz4Header = 5;
constexpr std::size_t kBesideHeader = kLz4Header + kDigestBytes;
constexpr std::size_t kMaxDictionary = 64u << 10;  // of the format
constexpr std::size_t kMaxLz4Ratio = 255;          // of the format

// RocksDB compresses small values together with their neighbours, which saves more.
constexpr std::size_t kMinCompressed = 2048;

static_assert(kMaxStoredBytes <= LZ4_MAX_INPUT_SIZE);

absl::Status Unreadable(std::string_view what) {
  return absl::DataLossError(Concat("存储的数据无法解析; stored bytes cannot be read: ", what));
}

}  // namespace

absl::Status Pack(const google::protobuf::MessageLite& message, std::string* packed) {
  const std::size_t size = message.ByteSizeLong();
  if (size > kMaxStoredBytes) return TooLargeToStore();
  return Pack(SerializeDeterministic(message, size), packed);
}

absl::Status Pack(std::string_view bytes, std::string* packed) {
  const std::size_t size = bytes.size();
  if (size > kMaxStoredBytes) return TooLargeToStore();
  packed->clear();
  if (size >= kMinCompressed) {
    *packed += kLz4;
    keys::AppendNumber32(static_cast<uint32_t>(size), packed);
    const int bound = LZ4_compressBound(static_cast<int>(size));
    packed->resize(kLz4Header + static_cast<std::size_t>(bound));
    const int written = LZ4_compress_default(bytes.data(), packed->data() + kLz4Header,
                                             static_cast<int>(size), bound);
    packed->resize(kLz4Header + static_cast<std::size_t>(written));
    if (written > 0 && packed->size() < size) return absl::OkStatus();
    packed->clear();
  }
  *packed += kPlain;
  *packed += bytes;
  return absl::OkStatus();
}

// Some places tell: what repeats the source nowhere there is packed by itself.
bool Repeats(std::string_view source, std::string_view bytes) {
  constexpr std::size_t kSample = 32;
  if (source.empty() || bytes.size() < kMinCompressed ||
      source.size() > std::min(kMaxDictionary, 2 * bytes.size())) {
    return false;
  }
  for (const std::size_t quarter : {1, 2, 3}) {
    const char* const sample = bytes.data() + bytes.size() * quarter / 4;
    if (memmem(source.data(), source.size(), sample, kSample) != nullptr) return true;
  }
  return false;
}

absl::Status PackBeside(std::string_view source, std::string_view digest, std::string_view bytes,
                        std::string* packed) {
  if (!Repeats(source, bytes)) return Pack(bytes, packed);
  if (bytes.size() > kMaxStoredBytes) return TooLargeToStore();
  *packed = kBeside;
  *packed += digest;
  keys::AppendNumber32(static_cast<uint32_t>(bytes.size()), packed);
  const auto size = static_cast<int>(bytes.size());
  const int bound = LZ4_compressBound(size);
  packed->resize(kBesideHeader + static_cast<std::size_t>(bound));
  LZ4_stream_t stream;
  LZ4_initStream(&stream, sizeof stream);
  LZ4_loadDict(&stream, source.data(), static_cast<int>(source.size()));
  const int written = LZ4_compress_fast_continue(
      &stream, bytes.data(), packed->data() + kBesideHeader, size, bound, /*acceleration=*/1);
  packed->resize(kBesideHeader + static_cast<std::size_t>(written));
  return written > 0 && packed->size() < bytes.size() ? absl::OkStatus() : Pack(bytes, packed);
}

std::string_view SourceOf(std::string_view packed) {
  if (packed.size() < kBesideHeader || packed[0] != kBeside) return {};
  return packed.substr(1, kDigestBytes);
}

absl::Status Unpack(std::string_view packed, std::string_view what, std::string* bytes) {
  return UnpackBeside({}, packed, what, bytes);
}

absl::Status UnpackBeside(std::string_view source, std::string_view packed, std::string_view what,
                          std::string* bytes) {
  if (packed.empty()) return Unreadable(what);
  if (packed[0] == kPlain) {
    *bytes = packed.substr(1);
    return absl::OkStatus();
  }
  const std::size_t header = packed[0] == kBeside ? kBesideHeader : kLz4Header;
  if ((packed[0] != kLz4 && packed[0] != kBeside) || packed.size() < header) {
    return Unreadable(what);
  }
  if (source.size() > kMaxDictionary || source.empty() != (packed[0] == kLz4)) {
    return Unreadable(what);
  }
  const uint32_t size = keys::ReadNumber32(packed.substr(header - sizeof(uint32_t)));
  const std::string_view block = packed.substr(header);
  // A damaged size must not take memory that the block could never fill.
  if (size > kMaxStoredBytes || size / kMaxLz4Ratio > block.size()) return Unreadable(what);
  bytes->resize(size);
  const int read = LZ4_decompress_safe_usingDict(
      block.data(), bytes->data(), static_cast<int>(block.size()), static_cast<int>(size),
      source.data(), static_cast<int>(source.size()));
  return read == static_cast<int>(size) ? absl::OkStatus() : Unreadable(what);
}

absl::Status Unpack(std::string_view packed, std::string_view what,
                    google::protobuf::MessageLite* message) {
  if (!packed.empty() && packed[0] == kPlain) return ParseStored(packed.substr(1), what, message);
  std::string bytes;
  if (absl::Status status = Unpack(packed, what, &bytes); !status.ok()) return status;
  return ParseStored(bytes, what, message);
}

absl::Status ParseStored(std::string_view bytes, std::string_view what,
                         google::protobuf::MessageLite* message) {
  if (message->ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return absl::OkStatus();
  }
  return Unreadable(what);
}

absl::Status TooLargeToStore() {
  return absl::ResourceExhaustedError(Concat("一次写入的数据超过 ", kMaxStoredBytes >> 20,
                                             " MB; more than ", kMaxStoredBytes >> 20,
                                             " MB in one write"));
}

}  // namespace gongkai
