#include "segment/contact.h"

#include <algorithm>
#include <string_view>

#include "common/strings.h"

namespace gongkai {
namespace {

constexpr uint32_t kMaxAddressBytes = 240;
constexpr uint32_t kMinAddressBytes = 9;
constexpr int kMinTelephoneDigits = 7;
constexpr int kMaxTelephoneDigits = 20;
constexpr std::size_t kPostalDigits = 6;

uint32_t Skip(const TextScan& scan, uint32_t at, uint32_t end,
              std::initializer_list<std::string_view> words) {
  for (bool again = true; again;) {
    again = false;
    at = SkipSpace(scan.text(), at, end);
    for (const std::string_view word : words) {
      if (!StartsWith(scan.Of(at, end), word)) continue;
      at += static_cast<uint32_t>(word.size());
      again = true;
    }
  }
  return at;
}

void Set(const TextScan& scan, uint32_t begin, uint32_t end, v1::Text* text) {
  while (end > begin && IsSpace(scan.text()[end - 1])) --end;
  text->set_value(WithoutSpace(scan.Of(begin, end)));
  text->mutable_span()->set_begin(begin);
  text->mutable_span()->set_end(end);
}

// 0536-6761106, 0536—6761106, (0536)6761106
void ReadTelephone(const TextScan& scan, uint32_t at, uint32_t end, v1::Text* text) {
  const uint32_t begin = at;
  uint32_t last = at;
  int digits = 0;
  while (at < end && digits < kMaxTelephoneDigits) {
    const std::string_view rest = scan.Of(at, end);
    if (IsDigit(rest[0])) {
      ++digits;
      last = ++at;
      continue;
    }
    uint32_t joint = 0;
    for (const std::string_view sign : {"-", "—", "－", "–", "(", ")", "（", "）", " "}) {
      if (StartsWith(rest, sign)) joint = static_cast<uint32_t>(sign.size());
    }
    if (joint == 0) break;
    at += joint;
  }
  if (digits >= kMinTelephoneDigits) Set(scan, begin, last, text);
}

void ReadPostalCode(const TextScan& scan, uint32_t at, uint32_t end, v1::Text* text) {
  uint32_t last = at;
  while (last < end && IsDigit(scan.text()[last])) ++last;
  if (last - at == kPostalDigits) Set(scan, at, last, text);
}

void ReadAddress(const TextScan& scan, uint32_t at, uint32_t end, v1::Text* text) {
  constexpr std::string_view kEnds[] = {"，", "。", "；",   ",",        ";",    "（",      "(",
                                        "）", ")",  "邮编", "邮政编码", "电话", "联系电话"};
  const std::string_view rest = scan.Of(at, std::min(end, at + kMaxAddressBytes));
  std::size_t length = rest.size();
  for (const std::string_view sign : kEnds) length = std::min(length, rest.find(sign));
  // An address that goes on over the window is a sentence.
  if (length == kMaxAddressBytes || length < kMinAddressBytes) return;
  Set(scan, at, at + static_cast<uint32_t>(length), text);
}

bool IsMailChar(char c) {
  return IsDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '_' ||
         c == '-';
}

void ReadEmail(const TextScan& scan, v1::Contact* contact) {
  const std::string_view all = scan.text();
  for (std::size_t at = all.find('@'); at != std::string_view::npos; at = all.find('@', at + 1)) {
    std::size_t begin = at;
    std::size_t end = at + 1;
    while (begin > 0 && IsMailChar(all[begin - 1])) --begin;
    while (end < all.size() && IsMailChar(all[end])) ++end;
    while (end > at && all[end - 1] == '.') --end;
    const bool domain = all.substr(at, end - at).find('.') != std::string_view::npos;
    const Unit& unit = scan.units()[scan.UnitAt(static_cast<uint32_t>(at))];
    if (begin == at || !domain || unit.chrome) continue;
    Set(scan, static_cast<uint32_t>(begin), static_cast<uint32_t>(end), contact->mutable_email());
    return;
  }
}

}  // namespace

void ReadContact(const TextScan& scan, const Vocabulary& vocabulary, const Occurrences& found,
                 v1::Outline* outline) {
  v1::Contact& contact = *outline->mutable_contact();
  for (const Occurrence& occurrence : found.contacts) {
    const uint32_t key_end = scan.ByteEnd(occurrence.begin, occurrence.end);
    const std::size_t index = scan.UnitAt(key_end - 1);
    const Unit& unit = scan.units()[index];
    if (unit.chrome) continue;
    uint32_t value = Skip(scan, key_end, unit.end, {"：", ":", "为", "是", "位于"});
    const bool marked = value > SkipSpace(scan.text(), key_end, unit.end);
    uint32_t end = unit.end;
    if (value == unit.end && marked && index + 1 < scan.units().size()) {
      value = scan.units()[index + 1].begin;  // key and value in neighbouring lines or cells
      end = scan.units()[index + 1].end;
    }
    switch (vocabulary.contacts()[occurrence.index]) {
      case ContactKey::kAddress:
        if (marked && !contact.has_address()) {
          ReadAddress(scan, value, end, contact.mutable_address());
          if (contact.address().value().empty()) contact.clear_address();
        }
        break;
      case ContactKey::kTelephone:
        if (contact.telephone().value().empty()) {
          ReadTelephone(scan, value, end, contact.mutable_telephone());
        }
        break;
      case ContactKey::kPostalCode:
        if (contact.postal_code().value().empty()) {
          ReadPostalCode(scan, value, end, contact.mutable_postal_code());
        }
        break;
    }
  }
  if (contact.telephone().value().empty()) contact.clear_telephone();
  if (contact.postal_code().value().empty()) contact.clear_postal_code();
  ReadEmail(scan, &contact);
  if (contact.ByteSizeLong() == 0) outline->clear_contact();
}

}  // namespace gongkai
