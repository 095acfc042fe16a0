// Whatever a file says of its own image, its page is a PDF of usual size or none at all.
#include "common/limits.h"
#include "normalize/image_page.h"
#include "tests/fuzz/target.h"

namespace gongkai {

void Fuzz(std::string_view input) {
  const ImagePage page = PageOfImage(input);
  if (page.pdf.empty()) return;
  Require(IsReadableImage(input), "a page of something else");
  Require(page.pdf.starts_with("%PDF-") && page.pdf.ends_with("%%EOF\n"), "no PDF");
  Require(page.pdf.size() < input.size() + 4096, "size");
  Require(page.scale > 0 && page.scale <= 4, "scale");
}

}  // namespace gongkai
