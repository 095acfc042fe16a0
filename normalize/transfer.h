// The encodings that make bytes fit for mail (RFC 2045, 6.7 and 6.8), with the way back to each
// byte.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "normalize/page.h"

namespace gongkai {

enum class TransferEncoding : unsigned char { kNone, kQuotedPrintable, kBase64 };

// Of the name that a header gives, in any case; kNone if it is another ("7bit", "8bit", "binary").
TransferEncoding TransferEncodingOf(std::string_view name);

// What a range of a file holds once it is decoded.
class TransferredBytes {
 public:
  // Decodes file[range.begin, range.end). What is not as it should be stays as it is (an equals
  // sign that begins no code) or is passed over (signs that base64 does not have).
  TransferredBytes(std::string_view file, ByteRange range, TransferEncoding encoding);

  const std::string& bytes() const { return bytes_; }
  std::string TakeBytes() { return std::move(bytes_); }

  // The bytes of the file that gave decoded bytes [begin, end), which must not be empty. A byte
  // in base64 stands in two characters, the second of which may hold part of the next byte.
  // Fast where ranges are asked for in order.
  ByteRange SourceOf(std::size_t begin, std::size_t end);

 private:
  enum class Shape : unsigned char {
    kPlain,    // a byte for a byte
    kEscaped,  // three for each
    kQuads,    // four characters in a row for three bytes
    kBroken    // the same, with a line end among the characters; all bytes come from all of them
  };
  struct Run {
    uint32_t begin = 0;   // in bytes_
    uint32_t source = 0;  // in the file
    uint16_t length = 0;  // of kBroken
    Shape shape = Shape::kPlain;
  };

  void DecodeQuotedPrintable(std::string_view file, ByteRange range);
  void DecodeBase64(std::string_view file, ByteRange range);
  void Start(Shape shape, std::size_t source, std::size_t length = 0);
  const Run& RunOf(std::size_t at);
  ByteRange SourceOfByte(std::size_t at);

  std::string bytes_;
  std::vector<Run> runs_;
  std::size_t last_ = 0;  // the run asked for last
};

}  // namespace gongkai
