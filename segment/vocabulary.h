// All phrases segment looks for, from the forms and from segment/words.tsv, and where they
// stand in a text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/v1/outline.pb.h"
#include "model/forms.h"
#include "model/phrase_automaton.h"
#include "segment/text_scan.h"
#include "segment/words.h"

namespace gongkai {

// Words of a heading and what they head.
struct HeadingPhrase {
  std::u16string han;
  v1::SectionKind kind = v1::SECTION_KIND_UNSPECIFIED;
  bool canonical = false;  // the form's own wording, not a variant
};

struct MarkerPhrase {
  v1::Form form = v1::FORM_UNSPECIFIED;
  std::string marker;  // as in the form data
  std::u16string han;
};

struct MetadataKey {
  std::u16string han;
  v1::MetadataField::Key key = v1::MetadataField::KEY_UNSPECIFIED;  // unspecified: ends a value
};

enum class ContactKey : uint8_t { kAddress, kTelephone, kPostalCode };

// A phrase in the text. `index` counts in the list of its use; begin and end are Han characters.
struct Occurrence {
  uint32_t index = 0;
  uint32_t begin = 0;
  uint32_t end = 0;
};

// All occurrences by use, in text order; those that lie within a longer one of the same use
// are left out.
struct Occurrences {
  std::vector<Occurrence> headings;
  std::vector<Occurrence> markers;
  std::vector<Occurrence> titles;
  std::vector<Occurrence> metadata;
  std::vector<Occurrence> contacts;
  std::vector<Occurrence> periods;
  std::vector<Occurrence> attachments;
  std::vector<Occurrence> footers;
  std::vector<Occurrence> city_signs;
  std::vector<uint32_t> body_ends;  // Han characters behind a word for a body (WordUse::kProseBody)
  uint32_t topics = 0;              // occurrences
  uint32_t distinct_labels = 0;     // different row labels of statutory tables
};

// Immutable; safe to share between threads.
class Vocabulary {
 public:
  // Both must outlive the vocabulary.
  Vocabulary(const FormCatalog& forms, const Words& words);

  Occurrences Find(const TextScan& scan) const;

  const std::vector<HeadingPhrase>& headings() const { return headings_; }
  const std::vector<MarkerPhrase>& markers() const { return markers_; }
  const std::vector<MetadataKey>& metadata() const { return metadata_; }
  const std::vector<ContactKey>& contacts() const { return contacts_; }
  const FormCatalog& forms() const { return forms_; }
  const Words& words() const { return words_; }

  // True for Han characters that are a row label of a statutory table.
  bool IsRowLabel(std::u16string_view han) const;

  // A row label, with its ordinal, is what the text begins with.
  bool BeginsWithRowLabel(std::u16string_view han) const;

 private:
  enum class Use : uint8_t {
    kHeading,
    kMarker,
    kLabel,
    kTitle,
    kMetadata,
    kContact,
    kPeriod,
    kAttachment,
    kFooter,
    kTopic,
    kBody,
    kCitySign
  };
  struct PhraseUse {
    Use use;
    uint32_t index;
  };

  void Add(std::u16string han, Use use, uint32_t index);
  void AddForm(const v1::FormDefinition& form);
  void AddHeading(const std::string& heading, v1::SectionKind kind, bool canonical);
  void AddWords();
  void Build();
  void Take(uint32_t phrase, uint32_t begin, uint32_t end, Occurrences* found,
            std::vector<bool>* labels) const;

  const FormCatalog& forms_;
  const Words& words_;
  std::vector<HeadingPhrase> headings_;
  std::vector<MarkerPhrase> markers_;
  std::vector<MetadataKey> metadata_;
  std::vector<ContactKey> contacts_;
  std::vector<std::u16string> labels_;
  std::vector<std::u16string> phrases_;
  std::vector<std::vector<PhraseUse>> uses_;  // by phrase
  std::optional<PhraseAutomaton> automaton_;  // built last
};

}  // namespace gongkai
