// Whatever mutool prints takes the place of the characters of the pages, or leaves them alone.
#include "normalize/pages.h"
#include "normalize/stext.h"
#include "tests/fuzz/target.h"

namespace gongkai {

void Fuzz(std::string_view input) {
  v1::Pages pages;
  v1::PositionedPage* page = pages.add_pages();
  page->set_width(59'500);
  page->set_height(84'200);
  for (uint32_t i = 0; i < 40; ++i) {
    page->add_glyph_code(U'公' + i);
    page->add_glyph_x(static_cast<int32_t>(5'000 + i * 1'050));
    page->add_glyph_y(10'000);
    page->add_glyph_advance(1'050);
    page->add_glyph_size(1'050);
  }
  const std::string before = pages.SerializeAsString();
  if (!ReplaceGlyphs(std::string(input), &pages)) {
    Require(pages.SerializeAsString() == before, "changed although it failed");
    return;
  }
  v1::Document document;
  if (NormalizePages(pages, &document)) return;
  Require(CheckDocument(document, document.text().size() * 2));
}

}  // namespace gongkai
