// What a report says it is and how it is divided: a pure function of the document, the forms
// and the words.
#pragma once

#include <string>

#include "gongkai/v1/document.pb.h"
#include "gongkai/v1/outline.pb.h"
#include "model/forms.h"
#include "segment/vocabulary.h"
#include "segment/words.h"

namespace gongkai {

// Immutable; safe to share between threads. Takes a millisecond to make.
class Segmenter {
 public:
  // Both must outlive the segmenter.
  explicit Segmenter(const FormCatalog& forms = FormCatalog::Builtin(),
                     const Words& words = Words::Builtin());

  // Fills *outline, which must be empty. False if the document is no annual report: it has no title
  // of one, no statutory table, and neither two headings of one nor a certain one in a text that
  // speaks of disclosure. A damaged report is not refused as long as one of these is left; many
  // titles and nothing else are a list of reports. Document.text must be valid UTF-8.
  // *list_of_titles, if it is given, is then the number of titles in such a list, otherwise 0.
  bool Segment(const v1::Document& document, v1::Outline* outline,
               uint32_t* list_of_titles = nullptr) const;

  // Changes with the code, the forms and the words: whatever can change the answer.
  std::string revision() const;

 private:
  const Vocabulary vocabulary_;
};

}  // namespace gongkai
