#include "segment/agency_kind.h"

#include <algorithm>
#include <string>

#include "common/limits.h"
#include "common/strings.h"
#include "model/han.h"

namespace gongkai {
namespace {

constexpr int kMaxPlaceChars = 6;  // of a county or district, with its last character

v1::Agency::Level LevelOf(const Word& word) {
  v1::Agency::Level level = v1::Agency::LEVEL_UNSPECIFIED;
  v1::Agency::Level_Parse(word.argument, &level);
  return level;
}

// Whether a word that is no place covers name[begin, end).
bool IsOtherWord(const Words& words, std::string_view name, std::size_t begin, std::size_t end) {
  for (std::size_t at = 0; at <= begin; NextChar(name, &at)) {
    const Word* word = words.LongestStart(WordUse::kNotPlace, name.substr(at));
    if (word != nullptr && at + word->text.size() >= end) return true;
  }
  return false;
}

void Set(uint32_t begin, uint32_t end, v1::Span* span) {
  span->set_begin(begin);
  span->set_end(end);
}

// A county or district right behind the name of the city: 青禾市东区, 青禾市某某县.
bool NamesCounty(std::string_view behind, uint32_t* length) {
  std::size_t offset = 0;
  for (int i = 0; i < kMaxPlaceChars && offset < behind.size(); ++i) {
    const char32_t c = NextChar(behind, &offset);
    if (!IsHan(c)) return false;
    if ((c != U'区' && c != U'县') || i == 0) continue;
    const std::string_view name = behind.substr(0, offset);
    if (name == "城区" || name == "郊区" || name == "山区") return false;
    for (const std::string_view other :
         {"社区", "小区", "园区", "发区", "新区", "景区", "辖区", "校区", "地区", "库区", "片区",
          "厂区", "街区", "各区", "各县"}) {
      if (EndsWith(name, other)) return false;
    }
    *length = static_cast<uint32_t>(offset);
    return true;
  }
  return false;
}

// The first place in the text that tells of what level the city is.
void DecideCity(const TextScan& scan, const Words& words, const Occurrences& found,
                std::string_view city, v1::Agency* agency) {
  const std::string_view text = scan.text().substr(0, kAgencySearchBytes);
  for (std::size_t at = 0; (at = text.find(city, at)) != std::string_view::npos;) {
    at += city.size();
    uint32_t length = 0;
    if (!NamesCounty(text.substr(at), &length)) continue;
    agency->set_level(v1::Agency::PREFECTURE);
    const auto begin = static_cast<uint32_t>(at - city.size());
    return Set(begin, static_cast<uint32_t>(at) + length, agency->mutable_level_span());
  }
  // Signs stand in order of weight. 乡镇、街道 counts as well: compared by Han characters.
  const auto sign = std::ranges::min_element(found.city_signs, {}, &Occurrence::index);
  if (sign == found.city_signs.end()) return;
  agency->set_level(LevelOf(words.Of(WordUse::kCitySign)[sign->index]));
  Set(scan.ByteBegin(sign->begin), scan.ByteEnd(sign->begin, sign->end),
      agency->mutable_level_span());
}

}  // namespace

NameKind ReadNameKind(const Words& words, std::string_view name) {
  NameKind result;
  if (const Word* vertical = words.LongestEnd(WordUse::kVertical, name)) {
    result.kind = v1::Agency::VERTICAL;
    result.kind_begin = static_cast<uint32_t>(name.size() - vertical->text.size());
  } else if (const Word* kind = words.LongestEnd(WordUse::kAgencyKind, name)) {
    v1::Agency::Kind_Parse(kind->argument, &result.kind);
    result.kind_begin = static_cast<uint32_t>(name.size() - kind->text.size());
  }
  // The last place counts: 某县某镇人民政府 is of the township. Two cities: the second lies in
  // the first.
  int cities = 0;
  for (std::size_t at = 0; at < name.size();) {
    const std::string_view rest = name.substr(at);
    const Word* place = words.LongestStart(WordUse::kPlaceLevel, rest);
    if (place == nullptr || at == 0 || IsOtherWord(words, name, at, at + place->text.size())) {
      NextChar(name, &at);
      continue;
    }
    result.level = LevelOf(*place);
    result.city = place->text == "市";
    cities += result.city || result.level == v1::Agency::PREFECTURE ? 1 : 0;
    result.level_begin = static_cast<uint32_t>(at);
    at += place->text.size();
    result.level_end = static_cast<uint32_t>(at);
  }
  if (!result.city) return result;
  const bool municipality =
      words.LongestEnd(WordUse::kMunicipality, name.substr(0, result.level_end)) != nullptr;
  if (municipality) result.level = v1::Agency::PROVINCE;
  if (cities > 1) result.level = v1::Agency::COUNTY;
  result.city = result.level == v1::Agency::LEVEL_UNSPECIFIED;
  return result;
}

void DecideAgencyKind(const TextScan& scan, const Words& words, const Occurrences& found,
                      v1::Outline* outline) {
  v1::Agency& agency = *outline->mutable_agency();
  const std::string name = agency.name();
  if (name.empty()) return;
  const NameKind kind = ReadNameKind(words, name);
  agency.set_kind(kind.kind);
  agency.set_level(kind.level);
  // The name may stand in the text with spaces in it; then all of it is the evidence.
  const bool verbatim = scan.Of(agency.span().begin(), agency.span().end()) == name;
  const uint32_t begin = agency.span().begin();
  const auto end = static_cast<uint32_t>(name.size());
  if (kind.kind != v1::Agency::KIND_UNSPECIFIED) {
    *agency.mutable_kind_span() = agency.span();
    if (verbatim) Set(begin + kind.kind_begin, begin + end, agency.mutable_kind_span());
  }
  if (kind.city) {
    DecideCity(scan, words, found, std::string_view(name).substr(0, kind.level_end), &agency);
  } else if (kind.level != v1::Agency::LEVEL_UNSPECIFIED) {
    *agency.mutable_level_span() = agency.span();
    if (verbatim) {
      Set(begin + kind.level_begin, begin + kind.level_end, agency.mutable_level_span());
    }
  }
}

}  // namespace gongkai
