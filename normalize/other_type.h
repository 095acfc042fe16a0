// Files that are of two kinds at once: what one program opens as a page, another unpacks.
#pragma once

#include <string_view>

#include "gongkai/v1/document.pb.h"

namespace gongkai {

// What `bytes`, read as `format`, could be taken for as well: "ZIP", "PDF", "HTML"; empty if
// nothing. The first bytes of a file decide how it is read; this looks at where other programs
// look: for an archive's directory at the end, for a PDF's first line within a kilobyte, for a
// page behind an archive.
std::string_view OtherTypeOf(std::string_view bytes, v1::Document::Format format);

}  // namespace gongkai
