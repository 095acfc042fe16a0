// Reads a report as it was saved at the place that a result names: a second way to what stands
// there, which shares nothing with the engine but the helper that gives the characters of a PDF.
#pragma once

#include <string>

#include "gongkai/v1/checked_report.pb.h"

namespace gongkai {

// The figure that stands there: digits, points and signs. "?" if the place leads nowhere.
std::string StandsAt(const std::string& file, const v1::Place& place);

// A text in the same form.
std::string Plainly(const std::string& text);

}  // namespace gongkai
