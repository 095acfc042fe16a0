// The normalize engine: any bytes to one canonical text with blocks and a way back.
#pragma once

#include <string>
#include <variant>

#include "gongkai/v1/report.pb.h"

namespace gongkai {

// A document, or why there is none.
using Normalized = std::variant<v1::Document, v1::ReportError>;

// Deterministic: depends on nothing but `content`. Errors: EMPTY (nothing but space),
// UNSUPPORTED_FORMAT (the kind is named), UNKNOWN_ENCODING, OVER_LIMIT (common/limits.h).
// Thread safe.
Normalized Normalize(const v1::Content& content);

// Changes whenever code or data of this stage can give another document.
const std::string& NormalizerRevision();

}  // namespace gongkai
