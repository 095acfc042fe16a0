// The words of the command line in both languages.
#pragma once

#include <string>
#include <string_view>

#include "gongkai/v1/checked_report.pb.h"
#include "gongkai/v1/report.pb.h"
#include "gongkai/v1/rule.pb.h"
#include "gongkai/v1/waiver.pb.h"
#include "pipeline/runner.h"

namespace gongkai {

// Picks the text of a language.
inline std::string_view Say(v1::Language language, std::string_view zh, std::string_view en) {
  return language == v1::EN ? en : zh;
}

std::string_view SeverityWord(v1::Severity severity, v1::Language language);
std::string_view VerdictWord(v1::Verdict verdict, v1::Language language);
std::string_view ReviewWord(v1::WaiverReview review, v1::Language language);
std::string_view FormWord(v1::Form form, v1::Language language);
std::string_view AgencyKindWord(v1::AgencyKind kind, v1::Language language);

// What a check of rules looks at, by the name of its field in Rule; the name if there is no word.
std::string_view CheckWord(std::string_view check, v1::Language language);

// "共 16 份：通过 9，有警告 2，有错误 5，未能处理 0".
std::string SummaryLine(const RunCounts& counts, v1::Language language);

// Columns a terminal gives to the text: two for each East Asian wide character.
std::size_t DisplayWidth(std::string_view utf8);

// The text followed (or preceded) by as many spaces as it lacks.
std::string PadRight(std::string_view utf8, std::size_t width);
std::string PadLeft(std::string_view utf8, std::size_t width);

// Breaks the text into lines of at most `width` columns.
std::vector<std::string> Wrap(std::string_view utf8, std::size_t width);

}  // namespace gongkai
