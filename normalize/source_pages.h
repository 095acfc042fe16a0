// Writes v1::SourcePages while a document is read.
#pragma once

#include <cstdint>

#include "gongkai/v1/document.pb.h"
#include "normalize/page_glyphs.h"

namespace gongkai {

class SourcePagesBuilder {
 public:
  explicit SourcePagesBuilder(v1::SourcePages* pages) : pages_(*pages) {}

  // Characters from `position` of the source on, which follow at `text_position` of the text,
  // stand there. `page` counts from zero.
  void StartStretch(uint32_t position, uint32_t text_position, uint32_t page, const PageBox& box) {
    pages_.add_begin(position);
    pages_.add_text_begin(text_position);
    pages_.add_page(page + 1);
    pages_.add_left(box.left);
    pages_.add_top(box.top);
    pages_.add_right(box.right);
    pages_.add_bottom(box.bottom);
  }

 private:
  v1::SourcePages& pages_;
};

}  // namespace gongkai
