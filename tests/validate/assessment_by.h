#pragma once

#include "validate/validator.h"

namespace gongkai {

inline v1::Assessment AssessmentBy(const Validator& validator, const v1::Outline& outline,
                                   const v1::Extraction& extraction) {
  v1::Assessment assessment;
  validator.Validate(outline, extraction, &assessment);
  return assessment;
}

}  // namespace gongkai
