#include "normalize/transfer.h"

#include <algorithm>
#include <array>
#include <utility>

namespace gongkai {
namespace {

constexpr int kNoDigit = -1;

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char upper = static_cast<char>(c & ~0x20);
  return upper >= 'A' && upper <= 'F' ? upper - 'A' + 10 : kNoDigit;
}

int Base64Value(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : kNoDigit;
}

bool EqualsIgnoringCase(std::string_view a, std::string_view lower) {
  return std::equal(a.begin(), a.end(), lower.begin(), lower.end(), [](char x, char y) {
    return (x >= 'A' && x <= 'Z' ? static_cast<char>(x | 0x20) : x) == y;
  });
}

}  // namespace

TransferEncoding TransferEncodingOf(std::string_view name) {
  if (EqualsIgnoringCase(name, "quoted-printable")) return TransferEncoding::kQuotedPrintable;
  if (EqualsIgnoringCase(name, "base64")) return TransferEncoding::kBase64;
  return TransferEncoding::kNone;
}

TransferredBytes::TransferredBytes(std::string_view file, ByteRange range,
                                   TransferEncoding encoding) {
  switch (encoding) {
    case TransferEncoding::kQuotedPrintable:
      DecodeQuotedPrintable(file, range);
      break;
    case TransferEncoding::kBase64:
      DecodeBase64(file, range);
      break;
    case TransferEncoding::kNone:
      Start(Shape::kPlain, range.begin);
      bytes_ = file.substr(range.begin, range.end - range.begin);
  }
}

void TransferredBytes::Start(Shape shape, std::size_t source, std::size_t length) {
  runs_.push_back({static_cast<uint32_t>(bytes_.size()), static_cast<uint32_t>(source),
                   static_cast<uint16_t>(std::min<std::size_t>(length, 0xFFFF)), shape});
}

void TransferredBytes::DecodeQuotedPrintable(std::string_view file, ByteRange range) {
  std::size_t plain_end = range.begin;    // where a run of plain bytes would go on
  std::size_t escaped_end = range.begin;  // the same of escaped ones
  for (std::size_t at = range.begin; at < range.end;) {
    const std::string_view rest = file.substr(at, range.end - at);
    if (rest[0] == '=') {
      // "=" at the end of a line, spaces behind it or not, and the line end are nothing.
      const std::size_t end = std::min(rest.find_first_not_of(" \t\r", 1), rest.size());
      if (end == rest.size() || rest[end] == '\n') {
        at += std::min(end + 1, rest.size());
        continue;
      }
      const int high = rest.size() > 2 ? HexValue(rest[1]) : kNoDigit;
      const int low = rest.size() > 2 ? HexValue(rest[2]) : kNoDigit;
      if (high != kNoDigit && low != kNoDigit) {
        const bool goes_on =
            !runs_.empty() && runs_.back().shape == Shape::kEscaped && escaped_end == at;
        if (!goes_on) Start(Shape::kEscaped, at);
        bytes_ += static_cast<char>(high * 16 + low);
        at += 3;
        escaped_end = at;
        continue;
      }
    }
    const bool goes_on = !runs_.empty() && runs_.back().shape == Shape::kPlain && plain_end == at;
    if (!goes_on) Start(Shape::kPlain, at);
    bytes_ += rest[0];
    plain_end = ++at;
  }
}

void TransferredBytes::DecodeBase64(std::string_view file, ByteRange range) {
  std::array<int, 4> values{};
  std::array<std::size_t, 4> places{};
  std::size_t count = 0;
  std::size_t quads_end = range.begin;
  const auto flush = [&] {
    if (count < 2) return;
    const std::size_t end = places[count - 1] + 1;
    const bool whole = end - places[0] == count;
    const bool goes_on = whole && !runs_.empty() && runs_.back().shape == Shape::kQuads &&
                         quads_end == places[0] && (bytes_.size() - runs_.back().begin) % 3 == 0;
    if (!goes_on) Start(whole ? Shape::kQuads : Shape::kBroken, places[0], end - places[0]);
    quads_end = end;
    const int bits = values[0] << 18 | values[1] << 12 | values[2] << 6 | values[3];
    for (std::size_t i = 0; i + 1 < count; ++i) {
      bytes_ += static_cast<char>(bits >> (16 - 8 * i) & 0xFF);
    }
  };
  for (std::size_t at = range.begin; at < range.end; ++at) {
    const int value = Base64Value(file[at]);
    if (value == kNoDigit && file[at] != '=') continue;
    if (value == kNoDigit) {  // filler: what follows begins anew
      flush();
      values = {};
      count = 0;
      continue;
    }
    values[count] = value;
    places[count++] = at;
    if (count == 4) {
      flush();
      values = {};
      count = 0;
    }
  }
  flush();
}

const TransferredBytes::Run& TransferredBytes::RunOf(std::size_t at) {
  if (at < runs_[last_].begin) {
    const auto behind =
        std::upper_bound(runs_.begin(), runs_.end(), at,
                         [](std::size_t position, const Run& run) { return position < run.begin; });
    last_ = static_cast<std::size_t>(behind - runs_.begin()) - 1;
  }
  while (last_ + 1 < runs_.size() && runs_[last_ + 1].begin <= at) ++last_;
  return runs_[last_];
}

ByteRange TransferredBytes::SourceOfByte(std::size_t at) {
  const Run& run = RunOf(at);
  const std::size_t ahead = at - run.begin;
  switch (run.shape) {
    case Shape::kPlain:
      return {run.source + ahead, run.source + ahead + 1};
    case Shape::kEscaped:
      return {run.source + 3 * ahead, run.source + 3 * ahead + 3};
    case Shape::kQuads: {
      const std::size_t begin = run.source + ahead / 3 * 4 + ahead % 3;
      return {begin, begin + 2};
    }
    case Shape::kBroken:
      break;
  }
  return {run.source, std::size_t{run.source} + run.length};
}

ByteRange TransferredBytes::SourceOf(std::size_t begin, std::size_t end) {
  const ByteRange first = SourceOfByte(begin);
  return {first.begin, SourceOfByte(end - 1).end};
}

}  // namespace gongkai
