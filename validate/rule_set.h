// The rules of a pack with those it stands on, merged, and where each was written.
#pragma once

#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "gongkai/v1/rule.pb.h"
#include "validate/rule_source.h"

namespace gongkai {

// Files of one pack.
using RuleLayer = std::vector<RuleFile>;

// Refers to the layers it was made of.
struct RuleSet {
  struct Sourced {
    v1::Rule rule;               // changed by overlays, cases of its file filled in
    std::vector<int> filled_in;  // cases of the file that were; see FillInCases()
    Place place;                 // of the rule, or of the last change of it
    Place file_place;            // of the file that filled in the cases
    uint32_t position;           // of its file
  };
  struct Agencies {
    v1::AgencyNames names;
    Place place;
  };
  struct Words {
    v1::Dictionary dictionary;
    Place place;
  };

  std::vector<Sourced> rules;      // in order of findings, those that are off among them
  std::vector<Agencies> agencies;  // in order of matching
  std::vector<Words> dictionaries;
  std::vector<v1::LeftOut> left_out;
};

// The layers of a pack at a path (a file or a folder), its base first. Errors as for
// ReadRuleFiles(), and INVALID_ARGUMENT for a cycle or more than kMaxOverlays layers.
absl::StatusOr<std::vector<RuleLayer>> ReadLayers(std::string_view path);

// The same for files from memory, which can stand on the built-in pack only.
absl::StatusOr<std::vector<RuleLayer>> ParseLayers(absl::Span<const EmbeddedFile> files);

// Applies each layer to those before it. INVALID_ARGUMENT with file and line for a change of a
// rule that is not there, or one that changes the id or the type of the check.
absl::StatusOr<RuleSet> MergeLayers(const std::vector<RuleLayer>& layers);

}  // namespace gongkai
