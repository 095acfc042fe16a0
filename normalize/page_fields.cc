#include "normalize/page_fields.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "common/limits.h"

namespace gongkai {
namespace {

constexpr std::string_view kNames[] = {"SiteName",     "SiteDomain", "ColumnName",    "ColumnType",
                                       "ArticleTitle", "PubDate",    "ContentSource", "Keywords",
                                       "Author",       "Description"};

bool EqualsInAnyCase(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    return absl::ascii_tolower(x) == absl::ascii_tolower(y);
  });
}

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

}  // namespace

std::string_view PageFieldName(std::string_view name) {
  for (const std::string_view known : kNames) {
    if (EqualsInAnyCase(name, known)) return known;
  }
  return {};
}

std::string_view CutPageField(std::string_view value) {
  if (value.size() <= kMaxPageFieldBytes) return value;
  std::size_t end = kMaxPageFieldBytes;
  while (IsContinuation(value[end])) --end;
  return value.substr(0, end);
}

void AddPageField(std::string_view name, std::string_view value, v1::Document* document) {
  constexpr std::string_view kSpace = " \t\r\n\f";
  const std::size_t begin = value.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return;
  if (document->page_fields_size() >= static_cast<int>(kMaxPageFields)) return;
  value = CutPageField(value.substr(begin, value.find_last_not_of(kSpace) + 1 - begin));
  v1::PageField* field = document->add_page_fields();
  field->set_name(std::string(name));
  field->set_value(std::string(value));
}

}  // namespace gongkai
