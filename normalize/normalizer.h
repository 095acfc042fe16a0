// The normalize engine: any bytes to one canonical text with blocks and a way back.
#pragma once

#include <optional>
#include <string>

#include "gongkai/v1/report.pb.h"

namespace gongkai {

// Fills *document, which must be empty, or says why there is none; *document is then of no use.
// Deterministic: depends on nothing but `content`. Errors: EMPTY (nothing but space),
// UNSUPPORTED_FORMAT (the kind is named), UNKNOWN_ENCODING, DAMAGED, ENCRYPTED, OVER_LIMIT
// (common/limits.h).
// Thread safe.
std::optional<v1::ReportError> Normalize(const v1::Content& content, v1::Document* document);

// Changes whenever code or data of this stage can give another document.
const std::string& NormalizerRevision();

}  // namespace gongkai
