#include "normalize/byte_statistics.h"

#include <uchardet/uchardet.h>

#include <algorithm>
#include <memory>

#include "normalize/charset.h"

namespace gongkai {
namespace {

constexpr std::size_t kSampleBytes = 64u << 10;
constexpr double kUtf16Share = 0.9;

bool IsGbCommon(unsigned char lead, unsigned char trail) {
  return trail >= 0xA1 && ((lead >= 0xB0 && lead <= 0xD7) || (lead >= 0xA1 && lead <= 0xA3));
}

bool IsBig5Common(unsigned char lead, unsigned char trail) {
  return ((trail >= 0x40 && trail <= 0x7E) || trail >= 0xA1) &&
         ((lead >= 0xA4 && lead <= 0xC6) || (lead >= 0xA1 && lead <= 0xA3));
}

// Lines of a drawn box in GB 2312 (row 9). In Big5 these are everyday words: a typed table would
// outweigh its text. They tell nothing.
bool IsBoxLine(unsigned char lead, unsigned char trail) {
  return lead == 0xA9 && trail >= 0xA4 && trail <= 0xEF;
}

// A character of GB18030 that GBK does not have, a no-break space for one: it tells nothing.
bool IsFourBytes(std::string_view bytes) {
  const auto byte = [bytes](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  return bytes.size() == 4 && byte(0) >= 0x81 && byte(1) - 0x30u < 10 && byte(2) >= 0x81 &&
         byte(3) - 0x30u < 10;
}

bool IsPlausibleUnit(unsigned unit) {
  return (unit >= 0x20 && unit <= 0x7E) || unit == '\n' || unit == '\r' || unit == '\t' ||
         (unit >= 0x3400 && unit <= 0x9FFF) || (unit >= 0x2000 && unit <= 0x203F) ||
         (unit >= 0x2500 && unit <= 0x257F) || (unit >= 0x3000 && unit <= 0x303F) ||
         (unit >= 0xFF00 && unit <= 0xFFEF) || unit == 0xA0 || unit == 0xB7;
}

}  // namespace

DoubleByteScores ScoreDoubleByte(std::string_view bytes) {
  std::size_t pairs = 0;
  std::size_t gb = 0;
  std::size_t big5 = 0;
  for (std::size_t i = 0; i < bytes.size() && pairs * 2 < kSampleBytes; ++i) {
    const auto lead = static_cast<unsigned char>(bytes[i]);
    if (lead < 0x80) continue;
    if (IsFourBytes(bytes.substr(i, 4))) {
      i += 3;
      continue;
    }
    const auto trail = i + 1 < bytes.size() ? static_cast<unsigned char>(bytes[i + 1]) : '\0';
    if (IsBoxLine(lead, trail)) {
      ++i;
      continue;
    }
    ++pairs;
    if (lead < 0x81 || lead == 0xFF || trail < 0x40) continue;
    gb += IsGbCommon(lead, trail);
    big5 += IsBig5Common(lead, trail);
    ++i;
  }
  DoubleByteScores scores;
  if (pairs == 0) return scores;
  scores.gb = static_cast<double>(gb) / static_cast<double>(pairs);
  scores.big5 = static_cast<double>(big5) / static_cast<double>(pairs);
  return scores;
}

double ScoreUtf16(std::string_view bytes, bool little) {
  const std::size_t units = std::min(bytes.size(), kSampleBytes) / 2;
  if (units == 0) return 0;
  std::size_t plausible = 0;
  for (std::size_t i = 0; i < units; ++i) {
    const unsigned first = static_cast<unsigned char>(bytes[2 * i]);
    const unsigned second = static_cast<unsigned char>(bytes[2 * i + 1]);
    plausible += IsPlausibleUnit(little ? second << 8 | first : first << 8 | second);
  }
  return static_cast<double>(plausible) / static_cast<double>(units);
}

Charset GuessUtf16(std::string_view bytes) {
  if (bytes.substr(0, kSampleBytes).find('\0') == std::string_view::npos) {
    return Charset::kUnknown;
  }
  const double little = ScoreUtf16(bytes, true);
  const double big = ScoreUtf16(bytes, false);
  if (std::max(little, big) < kUtf16Share) return Charset::kUnknown;
  return little >= big ? Charset::kUtf16Le : Charset::kUtf16Be;
}

Charset DetectCharset(std::string_view bytes) {
  const std::unique_ptr<uchardet, void (*)(uchardet_t)> detector(uchardet_new(), uchardet_delete);
  const std::string_view sample = bytes.substr(0, kSampleBytes);
  if (uchardet_handle_data(detector.get(), sample.data(), sample.size()) != 0) {
    return Charset::kUnknown;
  }
  uchardet_data_end(detector.get());
  return CharsetOf(uchardet_get_charset(detector.get()));
}

bool IsSurelyUtf8(std::string_view valid_utf8) {
  std::size_t two = 0;
  std::size_t three = 0;
  for (const char c : valid_utf8.substr(0, kSampleBytes)) {
    const auto byte = static_cast<unsigned char>(c);
    two += byte >= 0xC0 && byte < 0xE0;
    three += byte >= 0xE0;
  }
  return three > two;
}

}  // namespace gongkai
