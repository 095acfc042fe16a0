#pragma once

#include <vector>

#include "embedded/rule_files.h"
#include "validate/validator.h"

namespace gongkai {

inline v1::Assessment AssessmentBy(const Validator& validator, const v1::Outline& outline,
                                   const v1::Extraction& extraction) {
  v1::Assessment assessment;
  validator.Validate(nullptr, outline, extraction, &assessment);
  return assessment;
}

// The built-in rules over tables and parts alone, for tests that state every finding.
inline RulePack StatutoryRules() {
  std::vector<EmbeddedFile> files;
  for (const EmbeddedFile& file : embedded::rule_files()) {
    for (const char* name : {"structure", "cells", "applications", "disputes"}) {
      if (file.name.find(name) != std::string_view::npos) files.push_back(file);
    }
  }
  absl::StatusOr<RulePack> pack = RulePack::Parse(files);
  return *std::move(pack);
}

}  // namespace gongkai
