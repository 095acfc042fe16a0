// What stood in the source where the canonical text has a cell.
#pragma once

#include <cstdint>
#include <string>

#include "gongkai/v1/document.pb.h"

namespace gongkai {

// Immutable view of a document; safe to share between threads.
class RawText {
 public:
  // The document must outlive it.
  explicit RawText(const v1::Document& document);

  // False if the document holds any.
  bool as_it_stood() const { return !folded_; }

  // Appends text[begin, end) with the full-width characters that were folded.
  void Append(uint32_t begin, uint32_t end, std::string* raw) const;

 private:
  const v1::Document& document_;
  bool folded_ = false;  // the document holds any
};

}  // namespace gongkai
