#include "segment/agency.h"

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/limits.h"
#include "model/han.h"
#include "segment/agency_kind.h"

namespace gongkai {
namespace {

constexpr uint32_t kMaxNameChars = 30;
constexpr std::size_t kMinBareNameBytes = 6;  // two characters: a place and what kind it is
constexpr std::size_t kMaxNames = 64;         // different names gathered from running text

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
  if (words.LongestEnd(WordUse::kPlace, agency->name()) == nullptr) return;
  for (const Word& word : words.Of(WordUse::kCompletion)) {
    if (word.argument.empty()) continue;
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
  Gatherer(const TextScan& scan, const Words& words, const Occurrences& found)
      : scan_(scan), words_(words) {
    Gather(found.body_ends);
  }

  std::span<const Mention> mentions() const { return mentions_; }

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
  void Gather(std::span<const uint32_t> body_ends) {
    const std::u16string_view han = scan_.han();
    uint32_t clause_done = 0;
    for (const uint32_t body_end : body_ends) {
      const uint32_t last = body_end - 1;
      if (scan_.ByteBegin(last) >= kAgencySearchBytes) return;
      if (last == 0 || last < clause_done) continue;
      uint32_t begin = last;
      while (begin > clause_done && last - begin < kMaxNameChars && scan_.AdjoinsNext(begin - 1)) {
        --begin;
      }
      uint32_t end = EndOfBody(begin, last);
      if (end == 0) continue;
      GatherName(begin, end);
      // The first name of a clause counts: what follows it is no beginning of another.
      while (end < han.size() && scan_.AdjoinsNext(end - 1)) ++end;
      clause_done = end;
    }
  }

  // End of the longest word for a body that begins where the one ending at `last` does; 0 if
  // none ends there.
  uint32_t EndOfBody(uint32_t begin, uint32_t last) const {
    const std::u16string_view clause = scan_.han().substr(begin, last + 1 - begin);
    uint32_t end = 0;
    for (const Word& body : words_.Of(WordUse::kProseBody)) {
      if (body.han.back() != clause.back()) continue;
      if (clause.size() <= body.han.size() || !clause.ends_with(body.han)) continue;
      const uint32_t at = last + 1 - static_cast<uint32_t>(body.han.size());
      const std::u16string_view rest = scan_.han().substr(at);
      for (const Word& longer : words_.Of(WordUse::kProseBody)) {
        if (rest.front() != longer.han.front()) continue;  // most differ here
        const uint32_t length = static_cast<uint32_t>(longer.han.size());
        if (rest.starts_with(longer.han)) end = std::max(end, at + length);
      }
    }
    return end;
  }

  void GatherName(uint32_t first, uint32_t last) {
    uint32_t begin = scan_.ByteBegin(first);
    std::string_view name = scan_.Of(begin, scan_.ByteEnd(first, last));
    if (scan_.units()[scan_.UnitAt(begin)].chrome) return;
    const Word* body = words_.LongestEnd(WordUse::kProseBody, name);
    if (body == nullptr) return;
    // What stands before the name in its clause: 在, 同时, 公开信息 ...
    const std::string_view before = name.substr(0, name.size() - body->text.size());
    const std::size_t cut = BehindWords(before);
    name.remove_prefix(cut);
    begin += static_cast<uint32_t>(cut);
    if (name.size() < kMinBareNameBytes || name.size() == body->text.size()) return;
    Add(name, begin);
  }

  // Behind the last word that stands before a name; 0 if there is none.
  std::size_t BehindWords(std::string_view before) const {
    std::size_t cut = 0;
    for (std::size_t at = 0; at < before.size(); NextChar(before, &at)) {
      const Word* word = words_.LongestStart(WordUse::kBeforeBody, before.substr(at));
      if (word != nullptr) cut = std::max(cut, at + word->text.size());
    }
    return cut;
  }

  void Add(std::string_view name, uint32_t begin) {
    const auto known = std::ranges::find(mentions_, name, &Mention::name);
    if (known != mentions_.end()) {
      ++known->count;
    } else if (mentions_.size() < kMaxNames && !words_.Contains(WordUse::kNotBody, name)) {
      mentions_.push_back({name, begin, 1});
    }
  }

  // 我镇 speaks for a name that ends with 镇.
  bool SpeaksOfItself(std::string_view name) const {
    const Word* body = words_.LongestEnd(WordUse::kProseBody, name);
    return body != nullptr && !body->argument.empty() &&
           scan_.text().substr(0, kAgencySearchBytes).find(body->argument) !=
               std::string_view::npos;
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

void DecideAgency(const TextScan& scan, const Words& words, const Occurrences& found,
                  const std::optional<Title>& title, v1::Outline* outline) {
  v1::Agency& agency = *outline->mutable_agency();
  const v1::Text& signature = outline->sign_off().agency();
  const auto from_signature = [&] {
    Set(signature.value(), signature.span().begin(), signature.span().end(), v1::Agency::SIGNATURE,
        &agency);
  };
  if (title && !title->agency.empty()) {
    Set(title->agency, title->agency_begin, title->agency_end, v1::Agency::TITLE, &agency);
    // A name cut short ends like no body; the signature has it whole.
    const bool cut_short = words.LongestEnd(WordUse::kBody, agency.name()) == nullptr;
    if (!signature.value().empty() &&
        (cut_short || Completes(words, signature.value(), agency.name()))) {
      from_signature();
    }
  } else if (!signature.value().empty()) {
    from_signature();
  } else if (!FromMetadata(words, *outline, &agency)) {
    const Gatherer gatherer(scan, words, found);
    if (const Mention* best = gatherer.Best()) {
      Set(std::string(best->name), best->begin,
          best->begin + static_cast<uint32_t>(best->name.size()), v1::Agency::BODY, &agency);
    }
  }
  if (agency.name().empty()) {
    outline->clear_agency();
    return;
  }
  CompleteFromText(scan, words, &agency);
}

void WriteOtherAgencies(const TextScan& scan, const Words& words, const Occurrences& found,
                        v1::Outline* outline) {
  const std::string_view own = outline->agency().name();
  const Gatherer gatherer(scan, words, found);
  for (const Mention& mention : gatherer.mentions()) {
    if (outline->other_agencies_size() >= static_cast<int>(kMaxAgencyMentions)) return;
    const NameKind kind = ReadNameKind(words, mention.name);
    const bool placed = kind.city || kind.level != v1::Agency::LEVEL_UNSPECIFIED;
    if (!placed || kind.kind == v1::Agency::KIND_UNSPECIFIED) continue;
    const bool same = own.find(mention.name) != std::string_view::npos ||
                      mention.name.find(own) != std::string_view::npos;
    if (same && !own.empty()) continue;
    v1::AgencyMention& other = *outline->add_other_agencies();
    other.set_name(std::string(mention.name));
    other.mutable_span()->set_begin(mention.begin);
    other.mutable_span()->set_end(mention.begin + static_cast<uint32_t>(mention.name.size()));
    other.set_count(static_cast<uint32_t>(mention.count));
  }
}

}  // namespace gongkai
