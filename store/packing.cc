#include "store/packing.h"

#include <lz4.h>

#include <cstdint>

#include "common/limits.h"
#include "common/serialize.h"
#include "common/strings.h"
#include "store/keys.h"

namespace gongkai {
namespace {

// The first byte of a packed value.
constexpr char kPlain = 0;  // the bytes
constexpr char kLz4 = 1;    // their number, big-endian, four bytes; an LZ4 block
constexpr std::size_t kLz4Header = 5;
constexpr std::size_t kMaxLz4Ratio = 255;  // of the format

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

absl::Status Unpack(std::string_view packed, std::string_view what, std::string* bytes) {
  if (packed.empty()) return Unreadable(what);
  if (packed[0] == kPlain) {
    *bytes = packed.substr(1);
    return absl::OkStatus();
  }
  if (packed[0] != kLz4 || packed.size() < kLz4Header) return Unreadable(what);
  const uint32_t size = keys::ReadNumber32(packed.substr(1));
  const std::string_view block = packed.substr(kLz4Header);
  // A damaged size must not take memory that the block could never fill.
  if (size > kMaxStoredBytes || size / kMaxLz4Ratio > block.size()) return Unreadable(what);
  bytes->resize(size);
  const int read = LZ4_decompress_safe(block.data(), bytes->data(), static_cast<int>(block.size()),
                                       static_cast<int>(size));
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
