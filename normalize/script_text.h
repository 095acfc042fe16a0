// Report text that a page keeps in a script, for the script to show it.
#pragma once

#include <string>
#include <string_view>

#include "gongkai/v1/document.pb.h"
#include "normalize/page.h"

namespace gongkai {

// True if the document, made from a page, has hardly any text that is not chrome: the report may
// stand in a script or a frame of it.
bool HasLittleText(const v1::Document& document);

// Puts the page together with the longest text that stands in it as a string of a script or of
// JSON, unescaped, or in an element that holds text for scripts. Its escapes lead back to the bytes
// of the source.
class ScriptText {
 public:
  // The page must outlive this.
  explicit ScriptText(const Page& page) : page_(page) {}
  ScriptText(const ScriptText&) = delete;
  ScriptText& operator=(const ScriptText&) = delete;

  // `document` was made from the page. False if no script of the page has a text long enough to be
  // a report, and twice as long as the document's own.
  bool Find(const v1::Document& document);

  // After Find(): the page, and behind it the text; where each stands.
  const Page& combined() const { return combined_; }
  ByteRange root() const { return {0, page_.text().size()}; }
  ByteRange shown() const { return {page_.text().size(), combined_.text().size()}; }

 private:
  struct Candidate {
    ByteRange range;  // of the page
    bool escaped = false;
    std::size_t han = 0;
  };

  void LookIn(std::string_view tag, ByteRange element);
  void LookAtStrings(ByteRange script);
  void Offer(ByteRange range, bool escaped);

  const Page& page_;
  Candidate best_;
  Page combined_;
};

}  // namespace gongkai
