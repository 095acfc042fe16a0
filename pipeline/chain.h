// The stages in order, with checkpoints where there is a store.
#pragma once

#include <span>
#include <vector>

#include "absl/status/status.h"
#include "common/stage.h"
#include "store/store.h"

namespace gongkai {

// Which stages run where; the same reports come out either way.
class StageChain {
 public:
  // `stages` are normalize to validate in order. With a store, `store_stage` writes to it what
  // `store` reads; both null otherwise. All must outlive the chain.
  StageChain(std::vector<Stage*> stages, Stage* store_stage, Store* store);

  // Fills the parts of a group of reports that have source and content, or an error. With a
  // store, results that stand there are taken from there, and the group is kept when the call
  // returns OK. UNAVAILABLE, RESOURCE_EXHAUSTED ...: a fault of the machine; nothing of the
  // group is kept. Reports of a group live on the same arena, or all on none. Thread-safe.
  absl::Status Process(std::span<v1::Report* const> group) const;

  bool keeps() const { return store_ != nullptr; }

 private:
  absl::Status RunStage(std::size_t index, std::span<v1::Report* const> group,
                        std::vector<bool>* computed) const;
  absl::Status Keep(std::span<v1::Report* const> group, const std::vector<bool>& computed) const;

  std::vector<Stage*> stages_;
  Stage* store_stage_;
  Store* store_;
};

}  // namespace gongkai
