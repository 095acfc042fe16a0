// Web pages saved with all they need in one file (RFC 2557), as browsers and Word save them.
#pragma once

#include <optional>

#include "gongkai/v1/report.pb.h"

namespace gongkai {

// Reads the page that LooksLikeMime found, and the pages of its frames where they stand. The
// source map leads to the bytes of the file as they are encoded there. Errors: EMPTY, DAMAGED,
// UNKNOWN_ENCODING, OVER_LIMIT, UNSUPPORTED_FORMAT (a letter with attachments).
std::optional<v1::ReportError> NormalizeMhtml(const v1::Content& content, v1::Document* document);

}  // namespace gongkai
