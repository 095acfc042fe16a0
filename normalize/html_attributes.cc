#include "normalize/html_attributes.h"

#include <algorithm>
#include <cstdlib>
#include <string>

#include "common/limits.h"
#include "normalize/xml_view.h"

namespace gongkai {
namespace {

// Numbers of spans: anything that is no number is 1, as in browsers.
uint32_t SpanOf(std::string_view value, bool zero_allowed) {
  const std::string digits(value.substr(0, 12));
  const long number = std::strtol(digits.c_str(), nullptr, 10);
  if (number < 0 || (number == 0 && !(zero_allowed && digits.find('0') != std::string::npos))) {
    return 1;
  }
  return static_cast<uint32_t>(std::min<long>(number, kMaxTableSpan));
}

}  // namespace

HtmlAttributes InterpretAttributes(const unsigned char** attributes) {
  HtmlAttributes result;
  for (; attributes != nullptr && attributes[0] != nullptr; attributes += 2) {
    const std::string_view name = View(attributes[0]);
    const auto value = [attributes] { return View(attributes[1]); };
    switch (name.size()) {
      case 2:
        if (name == "id") result.id = value();
        break;
      case 4:
        if (name == "role") result.role = value();
        if (name == "type") result.input_type = value();
        break;
      case 5:
        if (name == "class") result.class_words = value();
        if (name == "style") result.style = value();
        break;
      case 6:
        if (name == "hidden") result.hidden = true;
        break;
      case 7:
        if (name == "rowspan") result.row_span = SpanOf(value(), true);
        if (name == "colspan") result.column_span = SpanOf(value(), false);
        break;
      default:
        break;
    }
  }
  return result;
}

ByteRange FindAttributeValue(std::string_view page, std::string_view tag,
                             std::string_view attribute, std::size_t begin, std::size_t tag_end) {
  const auto same = [page](std::size_t at, std::string_view name) {
    for (std::size_t i = 0; i < name.size(); ++i) {
      if (at + i >= page.size() || (page[at + i] | 0x20) != name[i]) return false;
    }
    return true;
  };
  const auto skip = [page, tag_end](std::size_t at, std::string_view set, bool while_in_set) {
    while (at < tag_end && (set.find(page[at]) != std::string_view::npos) == while_in_set) ++at;
    return at;
  };
  static constexpr std::string_view kSpace = " \t\r\n\f/";
  std::size_t at = page.rfind('<', tag_end == 0 ? 0 : tag_end - 1);
  while (at != std::string_view::npos && at > begin && !same(at + 1, tag)) {
    at = page.rfind('<', at - 1);
  }
  if (at == std::string_view::npos || at < begin || !same(at + 1, tag)) return {};
  at += 1 + tag.size();
  while (at < tag_end) {
    at = skip(at, kSpace, true);
    const std::size_t name = at;
    at = std::max(skip(at, " \t\r\n\f/=>", false), name);
    const std::size_t name_end = at;
    at = skip(at, " \t\r\n\f", true);
    ByteRange value = {at, at};
    if (at < tag_end && page[at] == '=') {
      at = skip(at + 1, " \t\r\n\f", true);
      const char quote = at < tag_end && (page[at] == '"' || page[at] == '\'') ? page[at] : 0;
      value.begin = quote ? at + 1 : at;
      value.end = quote ? skip(value.begin, {&quote, 1}, false) : skip(at, " \t\r\n\f>", false);
      at = quote ? value.end + 1 : value.end;
    }
    if (name_end - name == attribute.size() && same(name, attribute)) return value;
    if (at == name) ++at;
  }
  return {};
}

}  // namespace gongkai
