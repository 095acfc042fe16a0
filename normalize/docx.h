// Word documents (ISO/IEC 29500, WordprocessingML), as Word and WPS save them.
#pragma once

#include <optional>
#include <string>

#include "gongkai/v1/report.pb.h"
#include "normalize/archive.h"
#include "normalize/page_reader.h"

namespace gongkai {

// The name of the part with the text; empty if the archive is no Word document. Errors of
// Relationships::Load.
std::optional<v1::ReportError> FindDocxText(Archive* archive, std::string* part);

// Reads the document with its notes, headers and footers. `part` is that of FindDocxText. Headers
// and footers are blocks of chrome behind the text. What `reader` recognises in an image follows
// the paragraph that shows it; it may be null. Errors: EMPTY, DAMAGED, OVER_LIMIT,
// UNSUPPORTED_FORMAT (content of another format within).
std::optional<v1::ReportError> NormalizeDocx(Archive* archive, const std::string& part,
                                             PageReader* reader, v1::Document* document);

}  // namespace gongkai
