// The figures of a sentence, in a form that reads well in a failed expectation.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gongkai/v1/extraction.pb.h"

namespace gongkai {

// Facts of a text whose lines are its paragraphs, in a report about 2023.
v1::Extraction ReadFactsOf(std::string_view text);

// "published.website 5215条", with ">=", "<=" or "~" before a value that is not exact, "?" for no
// meaning, and " CHANGE", " LAST_YEAR" and the like behind it: kinds but COUNT and AMOUNT, years
// but those of the report.
std::string ShortFact(const v1::Fact& fact);
std::vector<std::string> FactsOf(std::string_view text);

// "5215 = 1106 + 1538 + 220", with "..." behind parts that are not said to be all, "29 | 2" for
// several wholes.
std::vector<std::string> GroupsOf(const v1::Extraction& extraction);
std::vector<std::string> TiesOf(std::string_view text);

}  // namespace gongkai
