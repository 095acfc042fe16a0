// The fields of a serialized message one after another, where to parse all of it costs more than to
// look at a few.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace gongkai {

// Goes over the fields of a serialized message. Run over every cell that a rule is not about, so
// that each instruction counts.
class WireFields {
 public:
  explicit WireFields(std::string_view bytes)
      : at_(reinterpret_cast<const unsigned char*>(bytes.data())), end_(at_ + bytes.size()) {}

  // False at the end, or where the bytes are no message: then ok() is false.
  bool Next() {
    if (at_ == end_) return false;
    uint64_t tag = 0;
    if (!Varint(&tag)) return Fail();
    number_ = tag >> 3;
    switch (tag & 7) {
      case kVarint:
        return Varint(&value_) || Fail();
      case kFixed64:
        return Take(sizeof(uint64_t)) || Fail();
      case kFixed32:
        return Take(sizeof(uint32_t)) || Fail();
      case kBytes: {
        uint64_t size = 0;
        return (Varint(&size) && Take(size)) || Fail();
      }
      default:
        return Fail();
    }
  }

  bool ok() const { return ok_; }
  uint64_t number() const { return number_; }
  uint64_t value() const { return value_; }          // of a varint
  std::string_view bytes() const { return bytes_; }  // of a message

 private:
  enum WireType { kVarint = 0, kFixed64 = 1, kBytes = 2, kFixed32 = 5 };

  bool Varint(uint64_t* value) {
    if (at_ < end_ && *at_ < 0x80) [[likely]] {
      *value = *at_++;
      return true;
    }
    return LongVarint(value);
  }

  bool LongVarint(uint64_t* value) {
    *value = 0;
    for (unsigned shift = 0; shift < 64 && at_ < end_; shift += 7) {
      const unsigned char byte = *at_++;
      *value |= static_cast<uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) return true;
    }
    return false;
  }

  bool Take(uint64_t size) {
    if (size > static_cast<uint64_t>(end_ - at_)) return false;
    bytes_ = {reinterpret_cast<const char*>(at_), static_cast<std::size_t>(size)};
    at_ += size;
    return true;
  }

  bool Fail() {
    ok_ = false;
    return false;
  }

  const unsigned char* at_;
  const unsigned char* end_;
  bool ok_ = true;
  uint64_t number_ = 0;
  uint64_t value_ = 0;
  std::string_view bytes_;
};

}  // namespace gongkai
