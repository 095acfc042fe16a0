// Ways from assessments by rules that the store keeps to those by the rules at hand.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "absl/status/statusor.h"
#include "pipeline/chain.h"
#include "store/store.h"

namespace gongkai {

// Each way is made when it is first asked for.
class KeptRejudgements : public RejudgementSource {
 public:
  // To what `validate` gives, which outlives the object and runs in this process; with the packs
  // that the store keeps now.
  static absl::StatusOr<std::unique_ptr<KeptRejudgements>> Make(const StageInfo& validate,
                                                                Store& store);
  ~KeptRejudgements() override;

  // Null also if the code or the forms are others, or the pack was not kept whole.
  const Rejudgement* From(const std::string& revision) override;

 private:
  class Way;

  explicit KeptRejudgements(const StageInfo& validate);

  std::unique_ptr<const Way> MakeWay(const std::string& revision) const;

  const StageInfo& validate_;
  std::map<std::string, std::string> packs_;  // serialized, by digest
  std::map<std::string, std::vector<v1::Part>> reads_;
  std::mutex mutex_;
  std::unordered_map<std::string, std::unique_ptr<const Way>> ways_;  // by revision
};

}  // namespace gongkai
