// What the engine asks for where it cannot read the bytes itself.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gongkai/v1/pages.pb.h"
#include "gongkai/v1/report.pb.h"

namespace gongkai {

// Reads files of pages. Thread safe.
class PageReader {
 public:
  virtual ~PageReader() = default;

  // Fills *pages, which must be empty, or says why it cannot. The same bytes give the same pages.
  virtual std::optional<v1::ReportError> ReadPages(const v1::Content& content,
                                                   v1::Pages* pages) = 0;

  // Reads the characters of the pages another way, where their fonts did not tell them. False if
  // there is no other way, or it fails; *pages is then unchanged.
  virtual bool RereadGlyphs(const v1::Content&, v1::Pages*) { return false; }

  // Adds the text that images of the pages show, where that is asked for (--ocr); says why it
  // cannot.
  virtual std::optional<v1::ReportError> RecogniseImages(const v1::Content&, v1::Pages*) {
    return std::nullopt;
  }

  // Gives the text of an image file as one page, where that is asked for (--ocr), with boxes as if
  // the image had 300 dots an inch; says why it cannot.
  virtual std::optional<v1::ReportError> ReadImage(std::string_view, v1::Pages*) {
    return std::nullopt;
  }

  // True if text in images is to be read.
  virtual bool recognises() const { return false; }

  // Changes with the versions of other programs that what it gives depends on.
  virtual std::string revision() const { return {}; }
};

}  // namespace gongkai
