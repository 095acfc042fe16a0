#include "segment/vocabulary.h"

#include <algorithm>

#include "model/han.h"

namespace gongkai {
namespace {

// Shorter labels (规章, 其他) are words of the language and say nothing of a table.
constexpr std::size_t kMinLabelChars = 6;

template <typename T>
bool AddOnce(T value, std::vector<T>* list) {
  if (std::ranges::find(*list, value) != list->end()) return false;
  list->push_back(std::move(value));
  return true;
}

// Keeps an occurrence unless it lies within the last one; matches come by their ends, longer
// ones first.
void Keep(const Occurrence& occurrence, std::vector<Occurrence>* list) {
  while (!list->empty() && list->back().begin >= occurrence.begin &&
         list->back().end <= occurrence.end) {
    list->pop_back();
  }
  if (!list->empty() && list->back().end >= occurrence.end) return;
  list->push_back(occurrence);
}

}  // namespace

Vocabulary::Vocabulary(const FormCatalog& forms, const Words& words)
    : forms_(forms), words_(words) {
  for (const v1::FormDefinition& form : forms.forms()) AddForm(form);
  AddWords();
  Build();
}

void Vocabulary::Add(std::u16string han, Use use, uint32_t index) {
  auto found = std::ranges::find(phrases_, han);
  if (found == phrases_.end()) {
    phrases_.push_back(std::move(han));
    uses_.emplace_back();
    found = phrases_.end() - 1;
  }
  uses_[static_cast<std::size_t>(found - phrases_.begin())].push_back({use, index});
}

void Vocabulary::AddHeading(const std::string& heading, v1::SectionKind kind, bool canonical) {
  std::u16string han = HanOnly(heading);
  // Wordings are shared between forms; the first form's meaning stands, a kind beats none.
  const auto known = std::ranges::find(headings_, han, &HeadingPhrase::han);
  if (known != headings_.end()) {
    known->canonical = known->canonical || canonical;
    return;
  }
  Add(han, Use::kHeading, static_cast<uint32_t>(headings_.size()));
  headings_.push_back({std::move(han), kind, canonical});
}

void Vocabulary::AddForm(const v1::FormDefinition& form) {
  for (const v1::SectionDefinition& section : form.sections()) {
    AddHeading(section.heading(), section.kind(), true);
    for (const std::string& variant : section.variants()) {
      AddHeading(variant, section.kind(), false);
    }
  }
  for (const std::string& marker : form.markers()) {
    Add(HanOnly(marker), Use::kMarker, static_cast<uint32_t>(markers_.size()));
    markers_.push_back({form.form(), marker, HanOnly(marker)});
  }
  for (const v1::TableDefinition& table : form.tables()) {
    for (const v1::BlockDefinition& block : table.blocks()) {
      for (const v1::RowDefinition& row : block.rows()) {
        std::u16string han = HanOnly(row.ordinal() + row.label());
        const bool said = HanOnly(row.label()).size() >= kMinLabelChars;
        // A report without an optional table is one all the same: its labels tell headings only.
        if (AddOnce(han, &labels_) && said && !table.optional()) {
          Add(HanOnly(row.label()), Use::kLabel, static_cast<uint32_t>(labels_.size() - 1));
        }
      }
    }
  }
}

void Vocabulary::AddWords() {
  const auto add_all = [&](WordUse use, Use as) {
    uint32_t index = 0;
    for (const Word& word : words_.Of(use)) Add(word.han, as, index++);
  };
  add_all(WordUse::kTitle, Use::kTitle);
  add_all(WordUse::kPeriod, Use::kPeriod);
  add_all(WordUse::kAttachment, Use::kAttachment);
  add_all(WordUse::kFooter, Use::kFooter);
  add_all(WordUse::kTopic, Use::kTopic);
  add_all(WordUse::kProseBody, Use::kBody);
  add_all(WordUse::kCitySign, Use::kCitySign);
  add_all(WordUse::kMetadata, Use::kMetadata);
  for (const Word& word : words_.Of(WordUse::kMetadata)) {
    MetadataKey key{word.han};
    v1::MetadataField::Key_Parse(word.argument, &key.key);
    metadata_.push_back(std::move(key));
  }
  for (const Word& word : words_.Of(WordUse::kMetadataEnd)) {
    Add(word.han, Use::kMetadata, static_cast<uint32_t>(metadata_.size()));
    metadata_.push_back({word.han});
  }
  for (const Word& word : words_.Of(WordUse::kContact)) {
    Add(word.han, Use::kContact, static_cast<uint32_t>(contacts_.size()));
    contacts_.push_back(word.argument == "ADDRESS"     ? ContactKey::kAddress
                        : word.argument == "TELEPHONE" ? ContactKey::kTelephone
                                                       : ContactKey::kPostalCode);
  }
}

void Vocabulary::Build() {
  automaton_.emplace(std::vector<std::u16string_view>(phrases_.begin(), phrases_.end()));
}

bool Vocabulary::IsRowLabel(std::u16string_view han) const {
  return std::ranges::find(labels_, han) != labels_.end();
}

bool Vocabulary::BeginsWithRowLabel(std::u16string_view han) const {
  return std::ranges::any_of(labels_, [han](const std::u16string& label) {
    return label.size() >= kMinLabelChars && han.starts_with(label);
  });
}

Occurrences Vocabulary::Find(const TextScan& scan) const {
  Occurrences found;
  std::vector<bool> labels(labels_.size());
  const std::u16string_view han = scan.han();
  uint32_t state = PhraseAutomaton::kRoot;
  for (uint32_t i = 0; i < han.size(); ++i) {
    if (state != PhraseAutomaton::kRoot) state = automaton_->GoOn(state, han[i]);
    if (state == PhraseAutomaton::kRoot) {
      i = static_cast<uint32_t>(automaton_->FindBegin(han, i));
      if (i == han.size()) break;
      state = automaton_->Next(state, han[i]);
    }
    for (uint32_t at = automaton_->Longest(state); at != PhraseAutomaton::kRoot;
         at = automaton_->Shorter(at)) {
      const uint32_t phrase = automaton_->PhraseOf(at);
      Take(phrase, i + 1 - automaton_->LengthOf(phrase), i + 1, &found, &labels);
    }
  }
  found.distinct_labels = static_cast<uint32_t>(std::ranges::count(labels, true));
  return found;
}

void Vocabulary::Take(uint32_t phrase, uint32_t begin, uint32_t end, Occurrences* found,
                      std::vector<bool>* labels) const {
  for (const PhraseUse& use : uses_[phrase]) {
    const Occurrence occurrence{use.index, begin, end};
    switch (use.use) {
      case Use::kHeading:
        Keep(occurrence, &found->headings);
        break;
      case Use::kMarker:
        Keep(occurrence, &found->markers);
        break;
      case Use::kTitle:
        Keep(occurrence, &found->titles);
        break;
      case Use::kMetadata:
        Keep(occurrence, &found->metadata);
        break;
      case Use::kContact:
        Keep(occurrence, &found->contacts);
        break;
      case Use::kPeriod:
        Keep(occurrence, &found->periods);
        break;
      case Use::kAttachment:
        Keep(occurrence, &found->attachments);
        break;
      case Use::kFooter:
        Keep(occurrence, &found->footers);
        break;
      case Use::kTopic:
        ++found->topics;
        break;
      case Use::kBody:
        if (found->body_ends.empty() || found->body_ends.back() != end) {
          found->body_ends.push_back(end);
        }
        break;
      case Use::kCitySign:
        Keep(occurrence, &found->city_signs);
        break;
      case Use::kLabel:
        (*labels)[use.index] = true;
        break;
    }
  }
}

}  // namespace gongkai
