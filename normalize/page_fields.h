// What the head of a page says of it.
#pragma once

#include <string>
#include <string_view>

#include "gongkai/v1/document.pb.h"

namespace gongkai {

// The name of a <meta> element as government sites use it (国办发〔2017〕47号, 政府网站发展指引,
// 网页标签), whatever the case of its letters; empty for any other.
std::string_view PageFieldName(std::string_view name);

// The beginning of a value, whole characters of at most kMaxPageFieldBytes bytes.
std::string_view CutPageField(std::string_view value);

// Adds a field unless it is blank, or there are kMaxPageFields.
void AddPageField(std::string_view name, std::string_view value, v1::Document* document);

}  // namespace gongkai
