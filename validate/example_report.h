// Small reports for trying rules, from a few lines of text.
#pragma once

#include "absl/status/statusor.h"
#include "gongkai/v1/report.pb.h"
#include "gongkai/v1/rule_example.pb.h"

namespace gongkai {

// A right report of the form, with what the example says changed: document, outline, extraction.
// INVALID_ARGUMENT for an id, form or date that is none.
absl::StatusOr<v1::Report> BuildExample(const v1::ExampleReport& example);

}  // namespace gongkai
