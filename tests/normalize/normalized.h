#pragma once

#include <optional>
#include <utility>
#include <variant>

#include "normalize/normalizer.h"

namespace gongkai {

// A document, or why there is none.
using Normalized = std::variant<v1::Document, v1::ReportError>;

inline Normalized Normalize(const v1::Content& content) {
  v1::Document document;
  std::optional<v1::ReportError> error = Normalize(content, &document);
  if (error) return *std::move(error);
  return document;
}

}  // namespace gongkai
