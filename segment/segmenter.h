// What a report says it is and how it is divided: a pure function of the document, the forms
// and the words.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gongkai/v1/document.pb.h"
#include "gongkai/v1/outline.pb.h"
#include "model/forms.h"
#include "segment/vocabulary.h"
#include "segment/words.h"

namespace gongkai {

// Why a document is not taken for a report; all empty if nothing is known.
struct Refusal {
  uint32_t list_of_titles = 0;       // so many titles, and no report behind any
  std::vector<std::string> reports;  // titles of several reports, one behind the other
};

// Immutable; safe to share between threads. Takes a millisecond to make.
class Segmenter {
 public:
  // Both must outlive the segmenter.
  explicit Segmenter(const FormCatalog& forms = FormCatalog::Builtin(),
                     const Words& words = Words::Builtin());

  // Fills *outline, which must be empty. False if the document is no annual report: it has no title
  // of one, no statutory table, and neither two headings of one nor a certain one in a text that
  // speaks of disclosure. A damaged report is not refused as long as one of these is left; many
  // titles and nothing else are a list of reports. False too if there are several reports in it.
  // Document.text must be valid UTF-8. *refusal, if it is given, is what is known of the reason.
  bool Segment(const v1::Document& document, v1::Outline* outline,
               Refusal* refusal = nullptr) const;

  // Changes with the code, the forms and the words: whatever can change the answer.
  std::string revision() const;

 private:
  const Vocabulary vocabulary_;
};

}  // namespace gongkai
