#include "tests/corpus/slots.h"

#include <charconv>

#include "tests/corpus/figures.h"
#include "tests/corpus/statistics.h"

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

// What the figures with names count. The rest of a list counts nothing in particular.
std::string_view MeaningOf(std::string_view slot) {
  constexpr std::pair<std::string_view, std::string_view> kMeanings[] = {
      {"site", "published.website"},
      {"news", "published.news"},
      {"policy", "published.policy"},
      {"statutory", "published.statutory"},
      {"media", "published.new_media"},
      {"wechat", "published.articles"},
      {"short", "published.video"},
      {"asked", "consultations.total"},
      {"asked_here", "consultations.in_person"},
      {"asked_phone", "consultations.by_phone"},
      {"asked_net", "consultations.online"},
      {"received", "applications.received.total"},
      {"applied", "applications.received.total"},
      {"published", "published.total"},
      {"reconsidered", "disputes.reconsideration.total"},
      {"sued", "disputes.litigation"},
      {"carried", "applications.carried_over.total"},
      {"decided", "applications.result_total.total"},
      {"granted", "applications.granted.total"},
      {"forward", "applications.carried_forward.total"},
  };
  for (const auto& [name, meaning] : kMeanings) {
    if (name == slot) return meaning;
  }
  return {};
}

// What stands behind a figure of the fragments.
std::string UnitOf(std::string_view behind) {
  for (const std::string_view unit :
       {"人次", "件", "条", "篇", "次", "场", "期", "处", "份", "个", "元", "%"}) {
    if (behind.starts_with(unit)) return std::string(unit);
  }
  return {};
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
  if (draft.form == Form::k2014) {
    Set("published", StatisticOf(draft, "published.total"));
    Set("applied", StatisticOf(draft, "received.total"));
    Set("reconsidered", StatisticOf(draft, "reconsideration.total"));
    Set("sued", StatisticOf(draft, "litigation.total"));
    return;
  }
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

const std::string* Slots::Find(std::string_view name) const {
  const std::string* value = nullptr;
  for (const auto& slot : values_) {
    if (slot.first == name) value = &slot.second;
  }
  return value;
}

void Slots::Fill(std::string_view fragment, Random& random, std::string& out,
                 std::vector<ProseFigure>& figures) const {
  while (true) {
    const size_t open = fragment.find('{');
    out.append(fragment.substr(0, open));
    if (open == std::string_view::npos) return;
    const size_t close = fragment.find('}', open);
    const std::string_view braces = fragment.substr(open, close - open + 1);
    const std::string_view inner = braces.substr(1, braces.size() - 2);
    const std::string_view name = inner.substr(0, inner.find(':'));
    std::string_view meaning = MeaningOf(name);
    if (name.size() < inner.size()) meaning = inner.substr(name.size() + 1);
    std::string value;
    if (name.starts_with('!')) {
      meaning = name.substr(1);
      figures.push_back({std::string(meaning), "0", {}});
      fragment.remove_prefix(close + 1);
      continue;
    }
    if (name.starts_with('#')) {
      value = std::to_string(AnyOfRange(name.substr(1), random));
    } else if (name.starts_with('=')) {
      value = name.substr(1);
    } else {
      const std::string* slot = Find(name);
      value = slot != nullptr ? *slot : std::string(braces);
    }
    out.append(value);
    fragment.remove_prefix(close + 1);
    if (!meaning.empty()) figures.push_back({std::string(meaning), value, UnitOf(fragment)});
  }
}

}  // namespace gongkai::corpus
