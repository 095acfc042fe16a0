#include "segment/agency.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "model/han.h"

namespace gongkai {
namespace {

constexpr std::size_t kMaxNameBytes = 90;
constexpr std::size_t kMinBareNameBytes = 6;  // two characters: a place and what kind it is
constexpr std::size_t kMaxNames = 64;         // different names gathered from running text
constexpr uint32_t kSearchedBytes = 64 << 10;

void Set(std::string name, uint32_t begin, uint32_t end, v1::Agency::Evidence evidence,
         v1::Agency* agency) {
  agency->set_name(std::move(name));
  agency->mutable_span()->set_begin(begin);
  agency->mutable_span()->set_end(end);
  agency->set_evidence(evidence);
}

// True if `fuller` names the same body: it holds the name, and what it has behind it only turns
// a place into its government.
bool Completes(const Words& words, std::string_view fuller, std::string_view name) {
  const std::size_t at = fuller.find(name);
  if (at == std::string_view::npos || fuller.size() == name.size()) return false;
  const std::string_view behind = fuller.substr(at + name.size());
  return behind.empty() ||
         std::ranges::any_of(words.Of(WordUse::kCompletion),
                             [&](const Word& word) { return word.text == behind; });
}

// 某镇 stands as 某镇人民政府 somewhere in the text.
void CompleteFromText(const TextScan& scan, const Words& words, v1::Agency* agency) {
  for (const Word& word : words.Of(WordUse::kCompletion)) {
    if (agency->name().ends_with(word.text)) return;
  }
  for (const Word& word : words.Of(WordUse::kCompletion)) {
    const std::string fuller = agency->name() + word.text;
    const std::size_t at = scan.text().find(fuller);
    if (at == std::string_view::npos) continue;
    const uint32_t begin = static_cast<uint32_t>(at);
    const uint32_t end = begin + static_cast<uint32_t>(fuller.size());
    Set(fuller, begin, end, v1::Agency::BODY, agency);
    return;
  }
}

struct Mention {
  std::string_view name;
  uint32_t begin;
  int count;
};

// Gathers names of bodies from running text.
class Gatherer {
 public:
  Gatherer(const TextScan& scan, const Words& words) : scan_(scan), words_(words) {
    for (const Unit& unit : scan.units()) {
      if (unit.begin > kSearchedBytes) break;
      if (!unit.chrome) GatherUnit(unit);
    }
  }

  // The name met most often, one that is the beginning of another counting for both; its
  // longest form. nullptr if there is none.
  const Mention* Best() const {
    const Mention* best = nullptr;
    int most = 0;
    for (const Mention& mention : mentions_) {
      int count = SpeaksOfItself(mention.name) ? 2 : 0;
      for (const Mention& other : mentions_) {
        const bool same =
            other.name.starts_with(mention.name) || mention.name.starts_with(other.name);
        if (same) count += other.count;
      }
      const bool longer = best != nullptr && count == most &&
                          mention.name.starts_with(best->name) &&
                          mention.name.size() > best->name.size();
      if (count <= most && !longer) continue;
      most = count;
      best = &mention;
    }
    return best;
  }

 private:
  // Splits a line at everything that is no Han character and no digit.
  void GatherUnit(const Unit& unit) {
    uint32_t begin = unit.begin;
    std::size_t at = unit.begin;
    while (at < unit.end) {
      const uint32_t here = static_cast<uint32_t>(at);
      if (IsHan(NextChar(scan_.text(), &at))) continue;
      GatherClause(begin, here);
      begin = static_cast<uint32_t>(at);
    }
    GatherClause(begin, unit.end);
  }

  void GatherClause(uint32_t begin, uint32_t end) {
    const std::string_view clause =
        scan_.Of(begin, std::min<uint32_t>(end, begin + static_cast<uint32_t>(kMaxNameBytes)));
    if (clause.size() < kMinBareNameBytes) return;
    std::size_t first = std::string_view::npos;
    std::size_t first_end = 0;
    for (const Word& body : words_.Of(WordUse::kProseBody)) {
      const std::size_t at = clause.find(body.text);
      const std::size_t body_end = at + body.text.size();
      if (at == std::string_view::npos || at == 0 || at > first) continue;
      if (at == first && body_end <= first_end) continue;
      first = at;
      first_end = body_end;
    }
    if (first == std::string_view::npos) return;
    std::string_view name = clause.substr(0, first_end);
    // What stands before the name in its clause: 在, 同时, 公开信息 ...
    std::size_t cut = 0;
    for (const Word& word : words_.Of(WordUse::kBeforeBody)) {
      const std::size_t at = name.substr(0, first).rfind(word.text);
      if (at != std::string_view::npos) cut = std::max(cut, at + word.text.size());
    }
    name.remove_prefix(cut);
    if (name.size() < kMinBareNameBytes || first <= cut) return;
    if (words_.Contains(WordUse::kNotBody, name)) return;
    Add(name, begin + static_cast<uint32_t>(cut));
  }

  void Add(std::string_view name, uint32_t begin) {
    const auto known = std::ranges::find(mentions_, name, &Mention::name);
    if (known != mentions_.end()) {
      ++known->count;
    } else if (mentions_.size() < kMaxNames) {
      mentions_.push_back({name, begin, 1});
    }
  }

  // 我镇 speaks for a name that ends with 镇.
  bool SpeaksOfItself(std::string_view name) const {
    const Word* body = words_.LongestEnd(WordUse::kProseBody, name);
    return body != nullptr && !body->argument.empty() &&
           scan_.text().substr(0, kSearchedBytes).find(body->argument) != std::string_view::npos;
  }

  const TextScan& scan_;
  const Words& words_;
  std::vector<Mention> mentions_;
};

bool FromMetadata(const Words& words, const v1::Outline& outline, v1::Agency* agency) {
  for (const v1::MetadataField& field : outline.metadata()) {
    if (field.key() != v1::MetadataField::PUBLISHER || field.value().empty()) continue;
    if (words.LongestEnd(WordUse::kBody, field.value()) == nullptr) continue;
    Set(WithoutSpace(field.value()), field.span().begin(), field.span().end(), v1::Agency::METADATA,
        agency);
    return true;
  }
  return false;
}

}  // namespace

void DecideAgency(const TextScan& scan, const Words& words, const std::optional<Title>& title,
                  v1::Outline* outline) {
  v1::Agency agency;
  const v1::Text& signature = outline->sign_off().agency();
  const auto from_signature = [&] {
    Set(signature.value(), signature.span().begin(), signature.span().end(), v1::Agency::SIGNATURE,
        &agency);
  };
  if (title && !title->agency.empty()) {
    Set(title->agency, title->agency_begin, title->agency_end, v1::Agency::TITLE, &agency);
    if (Completes(words, signature.value(), agency.name())) from_signature();
  } else if (!signature.value().empty()) {
    from_signature();
  } else if (!FromMetadata(words, *outline, &agency)) {
    const Gatherer gatherer(scan, words);
    if (const Mention* best = gatherer.Best()) {
      Set(std::string(best->name), best->begin,
          best->begin + static_cast<uint32_t>(best->name.size()), v1::Agency::BODY, &agency);
    }
  }
  if (agency.name().empty()) return;
  CompleteFromText(scan, words, &agency);
  *outline->mutable_agency() = std::move(agency);
}

}  // namespace gongkai
