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
#include "absl/types/span.h"
#include "common/rejudged.h"
#include "common/report_parts.h"
#include "common/stage.h"
#include "store/report_name.h"
#include "store/store.h"

namespace gongkai {

// Knows what the rules may know of other reports. Thread-safe.
class PeerSource {
 public:
  virtual ~PeerSource() = default;

  // A report, and whose and of which year it is: it need not have its outline.
  struct Entrant {
    v1::Report* report;
    ReportName name;
  };

  // Sets peers of each report, by name and with their digest, or leaves it unset if nothing is
  // known. The reports have the records of the stages before, and are on their way until Leave(),
  // whatever this gives back.
  virtual absl::Status Enter(std::span<const Entrant> entrants) = 0;

  // Adds what the others say, for a report that is to be judged by it.
  virtual absl::Status Fill(const Entrant& entrant) const = 0;

  // `kept`: it was kept with a new result.
  virtual void Leave(const Entrant& entrant, bool kept) = 0;

  // The digests that Enter() would set, in the order of `reports`; empty if nothing is known.
  virtual absl::StatusOr<std::vector<std::string>> DigestsOf(
      std::span<const v1::ReportSummary* const> reports) const = 0;

  // Uris of stored reports whose partners may have come or changed since they were judged; then
  // forgets them.
  virtual absl::StatusOr<std::vector<std::string>> TakeWaiting() = 0;
};

// A way from an assessment made by other rules to the one by those at hand. Thread-safe.
class Rejudgement {
 public:
  virtual ~Rejudgement() = default;

  // What validate read when it made the one before, and what this reads beside outline and
  // extraction.
  virtual const std::vector<v1::Part>& read_before() const = 0;
  virtual const std::vector<v1::Part>& reads() const = 0;

  // Turns the assessment that the report comes with into exactly what validate would give. The
  // report lacks outline and extraction: `known` is what is at hand of them. No way, and the
  // assessment as it was, for one that has to be judged from the beginning.
  virtual Rejudged Judge(const KnownReport& known, v1::Report* report) const = 0;
};

class RejudgementSource {
 public:
  virtual ~RejudgementSource() = default;

  // From assessments of that revision of validate; null if there is no way from them. Thread-safe.
  virtual const Rejudgement* From(const std::string& revision) = 0;
};

// Which stages run where; the same reports come out either way.
class StageChain {
 public:
  // `stages` are normalize to validate in order. With a store, `store_stage` writes to it what
  // `store` reads; without a store stage nothing is kept. All must outlive the chain.
  StageChain(std::vector<Stage*> stages, Stage* store_stage, Store* store);

  // For a stage that reads PEERS; nothing is known of other reports without. Outlives the chain.
  void SetPeers(PeerSource* peers) { peers_ = peers; }
  PeerSource* peers() const { return peers_; }

  // Without, a report is always judged from the beginning. Outlives the chain.
  void SetRejudgements(RejudgementSource* rejudgements) { rejudgements_ = rejudgements; }

  // Fills the parts of a group of reports that have source and content, or an error. With a
  // store, results that stand there are taken from there, and with a store stage the group is
  // kept when the call returns OK. A report that comes with records of the first stages begins
  // behind these, and what later ones read of them is read from the store; only with a store.
  // `stored`, if not empty, has for such a report what the store says of it, or null. UNAVAILABLE,
  // RESOURCE_EXHAUSTED ...: a fault of the machine; nothing of the group is kept. Reports of a
  // group live on the same arena, or all on none. Thread-safe.
  // `wanted`: the parts the caller looks at in reports without an error; what came as bytes of
  // others is not read.
  absl::Status Process(std::span<v1::Report* const> group,
                       std::span<const v1::ReportSummary* const> stored = {},
                       absl::Span<const v1::Part> wanted = kStageParts) const;

  // Reads parts that the reports lack and have records of. Only with a store.
  absl::Status Complete(std::span<v1::Report* const> reports,
                        const std::vector<v1::Part>& parts) const;

  std::size_t stages() const { return stages_.size(); }
  const StageInfo& info(std::size_t stage) const { return stages_[stage]->info(); }

  // Reports a stage computed so far, instead of taking what the store holds.
  uint64_t computed(std::size_t stage) const { return (*counts_)[stage]; }

 private:
  // A report of a group on its way.
  struct Item {
    v1::Report* report = nullptr;
    const v1::StageRecord* former = nullptr;  // what the first stage it runs gave before
    bool computed = false;                    // by some stage, now
    bool entered = false;                     // PeerSource knows of it
    bool named = false;                       // by the store: its outline is the one kept there
    ReportName name = {};                     // once it entered
    v1::Form form = v1::FORM_UNSPECIFIED;     // of the outline, if that is known without it
    std::string_view sketch = {};             // of the extraction, if that is known without it
    std::string input = {};                   // digest of what the stage that is run reads
    PartBytes bytes = {};                     // of what was computed now; see Stage
    uint32_t shape = 0;                       // of its source
  };
  using Items = std::vector<Item>;

  static void SetFormer(const v1::ReportSummary& stored, Item* item);
  static absl::Status Open(absl::Span<const v1::Part> parts, const Items& group);
  absl::Status RunStages(Items& group) const;
  absl::Status Enter(Items& group) const;
  absl::Status RunStage(std::size_t index, bool backwards, Items& group) const;
  static void Order(bool backwards, std::vector<Item*>* items);
  absl::Status Compute(std::size_t index, std::vector<Item*> items) const;

  // What a rejudgement wants, serialized.
  struct ReadParts {
    std::string outline;
    std::string extraction;
  };
  absl::Status Rejudge(const StageInfo& validate, std::vector<Item*>* items) const;
  absl::Status Rejudge(const StageInfo& validate, std::span<Item* const> items,
                       std::span<ReadParts> read, std::vector<Item*>* left) const;
  const Rejudgement* RejudgementOf(const StageInfo& validate, const Item& item) const;
  absl::Status Keep(Items& group) const;

  std::vector<Stage*> stages_;
  Stage* store_stage_;
  Store* store_;
  PeerSource* peers_ = nullptr;
  RejudgementSource* rejudgements_ = nullptr;
  std::shared_ptr<std::vector<std::atomic<uint64_t>>> counts_;  // by stage, of all copies
};

}  // namespace gongkai
