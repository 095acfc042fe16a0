#include "normalize/other_type.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace gongkai {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t kHeadBytes = 1024;
constexpr auto kArchiveEnd = "PK\5\6"sv;
constexpr std::size_t kArchiveEndBytes = 22;
constexpr std::size_t kArchiveTailBytes = (64u << 10) + kArchiveEndBytes;

std::string_view Tail(std::string_view bytes) {
  return bytes.substr(bytes.size() - std::min(bytes.size(), kArchiveTailBytes));
}

// What follows the directory of an archive, its comment with it; all of the tail if it has none.
std::string_view BehindArchive(std::string_view bytes) {
  const std::string_view tail = Tail(bytes);
  const std::size_t end = tail.find(kArchiveEnd);
  return end == std::string_view::npos ? std::string_view() : tail.substr(end + kArchiveEnd.size());
}

// Where an archive's last end record begins; npos if there is none. Searched from the front, where
// only a P costs more than a glance.
std::size_t LastArchiveEnd(std::string_view tail) {
  std::size_t last = std::string_view::npos;
  for (std::size_t at = 0; (at = tail.find(kArchiveEnd, at)) != std::string_view::npos; ++at) {
    last = at;
  }
  return last;
}

bool HoldsTag(std::string_view bytes) {
  for (const std::string_view tag : {"<html"sv, "<HTML"sv, "<!DOCTYPE"sv, "<!doctype"sv}) {
    if (bytes.find(tag) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

std::string_view OtherTypeOf(std::string_view bytes, v1::Document::Format format) {
  const bool archive = bytes.starts_with("PK\3\4"sv);
  if (archive) {
    const std::string_view behind = BehindArchive(bytes);
    if (behind.find("%PDF-"sv) != std::string_view::npos) return "PDF";
    return HoldsTag(behind) ? "HTML" : "";
  }
  const std::string_view tail = Tail(bytes);
  const std::size_t end = LastArchiveEnd(tail);
  if (end != std::string_view::npos && tail.size() - end >= kArchiveEndBytes) return "ZIP";
  const bool text =
      format == v1::Document::HTML || format == v1::Document::TEXT || format == v1::Document::MHTML;
  return text && bytes.substr(0, kHeadBytes).find("%PDF-"sv) != std::string_view::npos ? "PDF" : "";
}

}  // namespace gongkai
