#include "pipeline/source_shape.h"

#include <string_view>

namespace gongkai {
namespace {

constexpr std::size_t kLookedAt = 16u << 10;  // bytes
constexpr uint32_t kSome = 8;                 // of a sign that makes cells

// In pieces that a byte can count, so that the compiler looks at many bytes at once.
uint32_t Count(std::string_view bytes, char wanted) {
  constexpr std::size_t kPiece = 128;
  uint32_t count = 0;
  for (std::size_t begin = 0; begin < bytes.size(); begin += kPiece) {
    uint8_t in_piece = 0;
    for (const char c : bytes.substr(begin, kPiece)) {
      in_piece = static_cast<uint8_t>(in_piece + (c == wanted ? 1 : 0));
    }
    count += in_piece;
  }
  return count;
}

}  // namespace

uint32_t SourceShape(const v1::Report& report) {
  const std::string_view bytes = std::string_view(report.content().data()).substr(0, kLookedAt);
  const bool pipes = Count(bytes, '|') >= kSome;
  const bool tabs = Count(bytes, '\t') >= kSome;
  const uint32_t lines = Count(bytes, '\n');
  return (pipes ? 1u << 31 : 0) | (tabs ? 1u << 30 : 0) | lines;
}

}  // namespace gongkai
