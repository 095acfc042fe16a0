#include "pipeline/rejudgements.h"

#include <utility>

#include "pipeline/ledger.h"
#include "pipeline/rule_reach.h"
#include "validate/pack_change.h"

namespace gongkai {

class KeptRejudgements::Way : public Rejudgement {
 public:
  Way(std::unique_ptr<const PackChange> change, std::vector<v1::Part> read_before)
      : change_(std::move(change)), read_before_(std::move(read_before)) {
    if (change_->reads_text()) reads_.push_back(v1::DOCUMENT);
    if (change_->reads_peers()) reads_.push_back(v1::PEERS);
  }

  const std::vector<v1::Part>& read_before() const override { return read_before_; }
  const std::vector<v1::Part>& reads() const override { return reads_; }

  Rejudged Judge(const KnownReport& known, v1::Report* report) const override {
    return change_->Apply(report->has_document() ? &report->document() : nullptr, known,
                          report->has_peers() ? &report->peers() : nullptr,
                          report->mutable_assessment());
  }

 private:
  std::unique_ptr<const PackChange> change_;
  std::vector<v1::Part> read_before_;
  std::vector<v1::Part> reads_;
};

KeptRejudgements::KeptRejudgements(const StageInfo& validate) : validate_(validate) {}
KeptRejudgements::~KeptRejudgements() = default;

absl::StatusOr<std::unique_ptr<KeptRejudgements>> KeptRejudgements::Make(const StageInfo& validate,
                                                                         Store& store) {
  std::unique_ptr<KeptRejudgements> made(new KeptRejudgements(validate));
  auto packs = ReadPacks(store);
  if (!packs.ok()) return packs.status();
  made->packs_ = *std::move(packs);
  const auto indexes = ReadRuleIndexes(store);
  if (!indexes.ok()) return indexes.status();
  for (const v1::RuleIndex& index : *indexes) {
    for (const int part : index.reads()) {
      made->reads_[index.digest()].push_back(static_cast<v1::Part>(part));
    }
  }
  return made;
}

const Rejudgement* KeptRejudgements::From(const std::string& revision) {
  const std::lock_guard lock(mutex_);
  const auto [way, is_new] = ways_.try_emplace(revision);
  if (is_new) way->second = MakeWay(revision);
  return way->second.get();
}

std::unique_ptr<const KeptRejudgements::Way> KeptRejudgements::MakeWay(
    const std::string& revision) const {
  const SplitRevision before = SplitRules(revision), now = SplitRules(validate_.revision);
  const auto pack = packs_.find(before.rules);
  const auto reads = reads_.find(before.rules);
  if (before.rest != now.rest || pack == packs_.end() || reads == reads_.end()) return nullptr;
  v1::RulePack written;
  if (!written.ParseFromString(pack->second)) return nullptr;
  auto change = PackChange::Make(written, *validate_.pack);
  // Read otherwise than when it was kept, it is another pack.
  if (change == nullptr || change->before() != before.rules || change->now() != now.rules) {
    return nullptr;
  }
  return std::make_unique<const Way>(std::move(change), reads->second);
}

}  // namespace gongkai
