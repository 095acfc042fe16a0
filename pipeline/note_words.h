// Notes of normalize in words.
#pragma once

#include <string>

#include "gongkai/v1/checked_report.pb.h"
#include "gongkai/v1/document.pb.h"

namespace gongkai {

// What was met with in the file and what was done about it.
std::string NoteWords(const v1::Note& note, v1::Language language);

}  // namespace gongkai
