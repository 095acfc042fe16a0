#include "pipeline/csv.h"

#include <utility>

namespace gongkai {

bool NextRecord(std::string_view* text, int* line, std::vector<std::string>* fields,
                char separator) {
  fields->clear();
  if (text->empty()) return false;
  std::string field;
  bool quoted = false;
  std::size_t i = 0;
  for (; i < text->size(); ++i) {
    const char c = (*text)[i];
    if (c == '\n') ++*line;
    if (quoted) {
      if (c != '"') {
        field += c;
      } else if (i + 1 < text->size() && (*text)[i + 1] == '"') {
        field += '"';
        ++i;
      } else {
        quoted = false;
      }
    } else if (c == '"') {
      quoted = true;
    } else if (c == separator) {
      fields->push_back(std::move(field));
      field.clear();
    } else if (c == '\n') {
      ++i;
      break;
    } else if (c != '\r') {
      field += c;
    }
  }
  fields->push_back(std::move(field));
  text->remove_prefix(i);
  return true;
}

std::string FieldAt(const std::vector<std::string>& fields, int column) {
  return column >= 0 && column < static_cast<int>(fields.size()) ? fields[column] : std::string();
}

}  // namespace gongkai
