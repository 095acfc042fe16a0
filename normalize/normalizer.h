// The normalize engine: any bytes to one canonical text with blocks and a way back.
#pragma once

#include <optional>
#include <string>

#include "gongkai/v1/report.pb.h"
#include "normalize/office_converter.h"
#include "normalize/page_reader.h"

namespace gongkai {

// Fills *document, which must be empty, or says why there is none; *document is then of no use.
// Deterministic: depends on nothing but `content`, and for old Office formats on the converter.
// `reader` reads PDF, which without one is refused as READER_MISSING; `converter` turns old
// formats into those that are read, without one they are refused. Errors: EMPTY (nothing but
// space), UNSUPPORTED_FORMAT (the kind is named), UNKNOWN_ENCODING, DAMAGED, ENCRYPTED, OVER_LIMIT
// (common/limits.h), those of the reader and of NormalizePages. Thread safe.
std::optional<v1::ReportError> Normalize(const v1::Content& content, v1::Document* document,
                                         PageReader* reader = nullptr,
                                         OfficeConverter* converter = nullptr);

// Changes whenever code or data of this stage can give another document.
const std::string& NormalizerRevision();

}  // namespace gongkai
