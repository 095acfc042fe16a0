#include "tests/corpus/slots.h"

#include <charconv>

#include "tests/corpus/figures.h"

namespace gongkai::corpus {
namespace {

// "2-26"
int64_t AnyOfRange(std::string_view range, Random& random) {
  int64_t low = 0;
  int64_t high = 0;
  const char* const end = range.data() + range.size();
  const char* const dash = std::from_chars(range.data(), end, low).ptr;
  std::from_chars(dash + 1, end, high);
  return random.Between(low, high);
}

}  // namespace

Slots::Slots(const Draft& draft, Random& random) {
  const Agency& agency = draft.agency;
  values_.reserve(40);
  Set("A", agency.name);
  Set("S", std::string(agency.self));
  Set("U", std::string(agency.whole));
  Set("O", agency.office);
  Set("B", agency.superior);
  Set("G", agency.place);
  Set("W", agency.account);
  Set("H", agency.host);
  Set("T", agency.telephone);
  Set("Z", agency.postcode);
  Set("D", agency.address);
  Set("Y", draft.year);
  Set("L", draft.year - 1);
  Set("N", draft.year + 1);
  const int64_t size = agency.level == Level::kCounty ? 2400 : 160;
  SetSum("site", {"news", "policy", "statutory", "rest"}, size, random);
  SetSum("media", {"wechat", "short", "other_media"}, size / 2, random);
  SetSum("asked", {"asked_here", "asked_phone", "asked_net"}, size, random);
  if (draft.form == Form::k2008) return;
  Set("received", TotalOf(draft, "received"));
  Set("carried", TotalOf(draft, "carried_over"));
  Set("decided", TotalOf(draft, "result_total"));
  Set("granted", TotalOf(draft, "granted"));
  Set("forward", TotalOf(draft, "carried_forward"));
}

void Slots::SetSum(std::string_view whole, std::initializer_list<std::string_view> parts,
                   int64_t most, Random& random) {
  int64_t sum = 0;
  for (const std::string_view part : parts) {
    const int64_t value = random.Between(most / 20 + 1, most);
    Set(part, value);
    sum += value;
  }
  Set(whole, sum);
}

void Slots::Fill(std::string_view fragment, Random& random, std::string& out) const {
  while (true) {
    const size_t open = fragment.find('{');
    out.append(fragment.substr(0, open));
    if (open == std::string_view::npos) return;
    const size_t close = fragment.find('}', open);
    const std::string_view name = fragment.substr(open + 1, close - open - 1);
    if (name.starts_with('#')) {
      out += std::to_string(AnyOfRange(name.substr(1), random));
    } else {
      const std::string* value = nullptr;
      for (const auto& slot : values_) {
        if (slot.first == name) value = &slot.second;
      }
      out.append(value != nullptr ? *value : fragment.substr(open, close - open + 1));
    }
    fragment.remove_prefix(close + 1);
  }
}

}  // namespace gongkai::corpus
