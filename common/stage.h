// The one abstraction: a stage reads parts of a report and writes one part.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "gongkai/v1/report.pb.h"
#include "gongkai/v1/rule.pb.h"
#include "gongkai/v1/rule_index.pb.h"

namespace gongkai {

struct StageInfo {
  std::string name;      // "normalize", "segment", "extract", "validate", "store"
  std::string revision;  // code, form data, rule pack: whatever can change the answer
  std::vector<v1::Part> reads;
  v1::Part writes = v1::PART_UNSPECIFIED;

  // How often Process() goes over the reports, each time back from where it ended. Whoever runs the
  // next stage begins there too: those reports are in the processor's caches still.
  int passes = 1;

  // Only of validate: the rules it judges by.
  std::shared_ptr<const v1::RuleIndex> rules;

  // The same as a whole, where it runs in this process.
  std::shared_ptr<const v1::RulePack> pack;
};

// The parts of a report from DOCUMENT on, serialized: beside the message or in its place. Empty
// where they are not at hand.
using PartBytes = std::array<std::string, v1::ASSESSMENT - v1::DOCUMENT + 1>;

class Stage {
 public:
  virtual ~Stage() = default;

  // Constant for the life of the stage.
  virtual const StageInfo& info() const = 0;

  // Writes info().writes of each report that has no error yet. A report that cannot be
  // processed gets Report.error and harms no other; its part stays unset. The status is for
  // faults of the machine or the caller: INVALID_ARGUMENT if a part that is read is missing,
  // UNAVAILABLE if a peer or the store cannot be reached; then no report may be relied on.
  // May be called from several threads at once.
  virtual absl::Status Process(absl::Span<v1::Report* const> reports) = 0;

  // The same for reports whose parts may be there as bytes alone, which spares one that keeps parts
  // or sends them on making them anew; it may leave its own part as bytes, too. Without such use
  // of them: makes messages of those that are read, and calls Process. INVALID_ARGUMENT if that
  // cannot be done.
  virtual absl::Status ProcessWithBytes(absl::Span<v1::Report* const> reports,
                                        absl::Span<PartBytes* const> bytes);
};

}  // namespace gongkai
