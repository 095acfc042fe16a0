// The stages in order, with checkpoints where there is a store.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "common/stage.h"
#include "store/store.h"

namespace gongkai {

// Knows what the rules may know of other reports. Thread-safe.
class PeerSource {
 public:
  virtual ~PeerSource() = default;

  // Sets peers of each report, or leaves it unset if nothing is known. The reports have their
  // outline and the records of the stages before, and are on their way until Leave(), whatever
  // this gives back.
  virtual absl::Status Enter(std::span<v1::Report* const> reports) = 0;

  // `kept`: it was kept with a new result.
  virtual void Leave(const v1::Report& report, bool kept) = 0;

  // The digests that Enter() would set, in the order of `reports`; empty if nothing is known.
  virtual absl::StatusOr<std::vector<std::string>> DigestsOf(
      std::span<const v1::ReportSummary* const> reports) const = 0;

  // Uris of stored reports whose partners may have come or changed since they were judged; then
  // forgets them.
  virtual absl::StatusOr<std::vector<std::string>> TakeWaiting() = 0;
};

// The digest of what a stage reads, by which its results are found again: of the digests of the
// parts in the order of `reads`. Stage i writes the part behind CONTENT by i + 1, so that
// records[i] has its digest. `peers` is empty if nothing is known of other reports. Nothing if
// one of the parts was not written.
std::optional<std::string> InputDigest(
    const std::vector<v1::Part>& reads, std::string_view content, std::string_view peers,
    const google::protobuf::RepeatedPtrField<v1::StageRecord>& records);

// Which stages run where; the same reports come out either way.
class StageChain {
 public:
  // `stages` are normalize to validate in order. With a store, `store_stage` writes to it what
  // `store` reads; without a store stage nothing is kept. All must outlive the chain.
  StageChain(std::vector<Stage*> stages, Stage* store_stage, Store* store);

  // For a stage that reads PEERS; nothing is known of other reports without. Outlives the chain.
  void SetPeers(PeerSource* peers) { peers_ = peers; }
  PeerSource* peers() const { return peers_; }

  // Fills the parts of a group of reports that have source and content, or an error. With a
  // store, results that stand there are taken from there, and with a store stage the group is
  // kept when the call returns OK. A report that comes with records of the first stages and with
  // what later ones read of them begins behind these; only with a store. UNAVAILABLE,
  // RESOURCE_EXHAUSTED ...: a fault of the machine; nothing of the group is kept. Reports of a
  // group live on the same arena, or all on none. Thread-safe.
  absl::Status Process(std::span<v1::Report* const> group) const;

  std::size_t stages() const { return stages_.size(); }
  const StageInfo& info(std::size_t stage) const { return stages_[stage]->info(); }

  // Reports a stage computed so far, instead of taking what the store holds.
  uint64_t computed(std::size_t stage) const { return (*counts_)[stage]; }

 private:
  absl::Status RunStages(std::span<v1::Report* const> group, std::vector<bool>* computed,
                         std::vector<bool>* entered) const;
  absl::Status RunStage(std::size_t index, std::span<v1::Report* const> group,
                        std::vector<bool>* computed) const;
  absl::Status Keep(std::span<v1::Report* const> group, const std::vector<bool>& computed) const;

  std::vector<Stage*> stages_;
  Stage* store_stage_;
  Store* store_;
  PeerSource* peers_ = nullptr;
  std::shared_ptr<std::vector<std::atomic<uint64_t>>> counts_;  // by stage, of all copies
};

}  // namespace gongkai
