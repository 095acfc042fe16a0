// Rule files as they were written: parsed, with the line of everything in them.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "common/embedded.h"
#include "gongkai/v1/rule.pb.h"
#include "gongkai/v1/rule_example.pb.h"
#include "google/protobuf/text_format.h"

namespace gongkai {

// A place in a rule file that a complaint can point at.
class Place {
 public:
  using Tree = google::protobuf::TextFormat::ParseInfoTree;

  Place(std::string_view file, const Tree* tree, int line)
      : file_(file), tree_(tree), line_(line) {}

  // The place of a field of the message that stands here; Message is its type. `index` counts
  // the elements of a repeated field. This place itself if the field was not written.
  template <typename Message>
  Place In(int field_number, int index = 0) const {
    return Nested(Message::descriptor()->FindFieldByNumber(field_number), index);
  }

  // INVALID_ARGUMENT or another code: "file:line: reason".
  absl::Status Error(std::string_view reason,
                     absl::StatusCode code = absl::StatusCode::kInvalidArgument) const;

 private:
  Place Nested(const google::protobuf::FieldDescriptor* field, int index) const;

  std::string_view file_;
  const Tree* tree_;  // nullptr below scalar fields
  int line_;          // one-based; 0 if not known
};

// One parsed file. Places refer to it.
struct RuleFile {
  std::string name;
  v1::RulePack pack;
  std::unique_ptr<Place::Tree> tree;

  Place place() const { return {name, tree.get(), 1}; }
};

// In order of position, then of name. INVALID_ARGUMENT with file and line for what is no
// RulePack; RESOURCE_EXHAUSTED over kMaxRuleFiles or kMaxRulePackBytes.
absl::StatusOr<std::vector<RuleFile>> ParseRuleFiles(absl::Span<const EmbeddedFile> files);

// Parses a file, or the *.textproto files of a folder (not of folders in it). NOT_FOUND for a
// path that is not there, INVALID_ARGUMENT for a folder without rules, otherwise as above.
absl::StatusOr<std::vector<RuleFile>> ReadRuleFiles(std::string_view path);

// The same for files of examples, all in one message.
absl::StatusOr<v1::RuleExamples> ParseRuleExamples(absl::Span<const EmbeddedFile> files);
absl::StatusOr<v1::RuleExamples> ReadRuleExampleFiles(std::string_view path);

}  // namespace gongkai
