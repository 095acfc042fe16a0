// Reports as text for a terminal: a few lines each for `check`, the tables for `show`.
#pragma once

#include <string>

#include "gongkai/v1/checked_report.pb.h"
#include "gongkai/v1/report.pb.h"
#include "pipeline/waived_findings.h"

namespace gongkai {

struct TextStyle {
  v1::Language language = v1::ZH;
  bool color = false;  // ANSI colours
};

// Verdict, what was recognised, findings with their line in the source. Ends with a newline.
// `waived` is of the same report; a waived finding stays in its place, marked.
std::string CheckText(const v1::Report& report, const TextStyle& style,
                      const WaivedFindings* waived = nullptr);

// The statutory tables with the states of their cells told apart, cells of failed findings
// marked, then each finding with its place and what stands there. Wants content and every part.
std::string ShowText(const v1::Report& report, const TextStyle& style,
                     const WaivedFindings* waived = nullptr);

// Where a person looks for a place, in few words; empty if it is not known.
std::string WordsOfPlace(const v1::Place& place, v1::Language language);

}  // namespace gongkai
