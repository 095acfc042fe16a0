#include "validate/cell_pattern.h"

#include <cstddef>

namespace gongkai {
namespace {

// First part, and what follows its dot.
std::string_view First(std::string_view parts) { return parts.substr(0, parts.find('.')); }

std::string_view Rest(std::string_view parts) {
  const std::size_t dot = parts.find('.');
  return dot == std::string_view::npos ? std::string_view() : parts.substr(dot + 1);
}

}  // namespace

bool MatchesCell(std::string_view pattern, std::string_view id) {
  // Nearly all ids differ before the first "*": every pattern is held against all cells of a form.
  std::string_view begin = pattern.substr(0, pattern.find('*'));
  if (begin.ends_with('.')) begin.remove_suffix(1);
  if (!id.starts_with(begin)) return false;
  // Goes back to the last "**" only, so the time is bounded by the product of the lengths.
  std::string_view after_any, retry;
  bool has_any = false;
  while (!id.empty() || !pattern.empty()) {
    const std::string_view part = First(pattern);
    if (part == "**") {
      has_any = true;
      pattern = after_any = Rest(pattern);
      retry = id;
      if (pattern.empty()) return true;
      continue;
    }
    if (!id.empty() && !pattern.empty() && (part == "*" || part == First(id))) {
      pattern = Rest(pattern);
      id = Rest(id);
      continue;
    }
    if (!has_any || retry.empty()) return false;
    retry = id = Rest(retry);
    pattern = after_any;
  }
  return true;
}

}  // namespace gongkai
