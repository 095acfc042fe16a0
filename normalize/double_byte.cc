#include "normalize/double_byte.h"

#include <unicode/ucnv.h>
#include <unicode/utf16.h>

#include <memory>

namespace gongkai {
namespace {

// Four-byte codes count like an odometer: 126 leads, ten digits, 126, ten.
constexpr unsigned kBasicFours = 39'420;
constexpr unsigned kAstralFours = 189'000;  // index of U+10000

unsigned FourByteIndex(unsigned first, unsigned second, unsigned third, unsigned fourth) {
  return ((first - 0x81) * 10 + (second - 0x30)) * 1260 + (third - 0x81) * 10 + (fourth - 0x30);
}

class Converter {
 public:
  explicit Converter(const char* name) {
    UErrorCode status = U_ZERO_ERROR;
    converter_.reset(ucnv_open(name, &status));
    if (converter_ != nullptr) {
      ucnv_setToUCallBack(converter_.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                          &status);
    }
  }

  // The one character that the bytes are; 0 if they are none, or several.
  char32_t Decode(const char* bytes, int length) {
    if (converter_ == nullptr) return 0;
    UErrorCode status = U_ZERO_ERROR;
    char16_t units[4];
    const int count = ucnv_toUChars(converter_.get(), units, 4, bytes, length, &status);
    if (U_FAILURE(status)) return 0;
    if (count == 1 && !U16_IS_SURROGATE(units[0]) && units[0] != 0xFFFD) return units[0];
    if (count == 2 && U16_IS_LEAD(units[0])) {
      return static_cast<char32_t>(U16_GET_SUPPLEMENTARY(units[0], units[1]));
    }
    return 0;
  }

 private:
  struct Close {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
  };
  std::unique_ptr<UConverter, Close> converter_;
};

}  // namespace

const DoubleByteTable& DoubleByteTable::Gb18030() {
  static const DoubleByteTable* const table = [] {
    auto* made = new DoubleByteTable();
    made->AddPairs("gb18030", true);
    made->AddFours();
    return made;
  }();
  return *table;
}

const DoubleByteTable& DoubleByteTable::Big5() {
  static const DoubleByteTable* const table = [] {
    auto* made = new DoubleByteTable();
    made->AddPairs("windows-950-2000", false);
    made->AddPairs("Big5-HKSCS", false);
    made->AddPairs("windows-950-2000", true);
    return made;
  }();
  return *table;
}

void DoubleByteTable::AddPairs(const char* converter_name, bool private_use) {
  Converter converter(converter_name);
  for (unsigned i = 0; i < pairs_.size(); ++i) {
    if (pairs_[i] != 0) continue;
    const char bytes[] = {static_cast<char>(kFirstLead + i / kTrails),
                          static_cast<char>(kFirstTrail + i % kTrails)};
    const char32_t c = converter.Decode(bytes, 2);
    if (private_use || c < 0xE000 || c > 0xF8FF) pairs_[i] = c;
  }
}

void DoubleByteTable::AddFours() {
  Converter converter("gb18030");
  fours_.resize(kBasicFours);
  for (unsigned i = 0; i < kBasicFours; ++i) {
    const char bytes[] = {static_cast<char>(0x81 + i / 12'600),
                          static_cast<char>(0x30 + i / 1'260 % 10),
                          static_cast<char>(0x81 + i / 10 % 126), static_cast<char>(0x30 + i % 10)};
    fours_[i] = static_cast<char16_t>(converter.Decode(bytes, 4));
  }
}

char32_t DoubleByteTable::FourByteAt(unsigned char first, unsigned char second, unsigned char third,
                                     unsigned char fourth) const {
  const auto digit = [](unsigned char c) { return c >= 0x30 && c <= 0x39; };
  if (first < 0x81 || third < 0x81 || first == 0xFF || third == 0xFF || !digit(second) ||
      !digit(fourth)) {
    return 0;
  }
  const unsigned index = FourByteIndex(first, second, third, fourth);
  if (index < fours_.size()) return fours_[index];
  if (index < kAstralFours) return 0;
  const char32_t c = 0x10000 + (index - kAstralFours);
  return c <= 0x10FFFF ? c : 0;
}

}  // namespace gongkai
