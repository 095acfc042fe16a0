// What the tests of segment look at, in a form that reads well in a failed expectation.
#pragma once

#include <string>
#include <vector>

#include "gongkai/v1/document.pb.h"
#include "gongkai/v1/outline.pb.h"

namespace gongkai::testing {

// The outline of a document that is a report; an empty one (and a failed test) if it is none.
v1::Outline OutlineOf(const v1::Document& document);
v1::Outline OutlineOf(std::string_view text);

// "1 总体情况", "2 主动公开政府信息情况", ...
std::vector<std::string> Headings(const v1::Outline& outline);

// "2022-1-17"; "2022-0-0" for a year alone.
std::string Ymd(const v1::Date& date);

// A report of the 2021 form in few lines: preamble, six parts with some text, sign-off. The
// title is `title`; no line if it is empty.
std::string SmallReport(std::string_view title);

}  // namespace gongkai::testing
