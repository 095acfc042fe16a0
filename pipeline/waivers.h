// Waivers, applied where results are shown: the results themselves know nothing of them.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "absl/status/statusor.h"
#include "gongkai/v1/report.pb.h"
#include "gongkai/v1/rule_index.pb.h"
#include "gongkai/v1/waiver.pb.h"
#include "pipeline/chain.h"
#include "pipeline/waived_findings.h"
#include "store/store.h"

namespace gongkai {

// A list of waivers, in the columns of WaiverList(); `report` may be two columns, agency and year.
// INVALID_ARGUMENT with file and line for a column that is missing, a rule, author or reason that
// is empty, a day that is none, or a waiver that stands there twice.
absl::StatusOr<std::vector<v1::Waiver>> ReadWaivers(const std::string& path);

// The list as a file, tab-separated, with a header line.
std::string WaiverList(const std::vector<v1::Waiver>& waivers);

// INVALID_ARGUMENT for a waiver that lacks what it needs.
absl::Status CheckWaiver(const v1::Waiver& waiver);

// What is true of rule and figures now, for a waiver that is given now: fills rule_digest and
// figures_digest. NOT_FOUND if the report has no such finding.
absl::Status FillInWaiver(const v1::Report& report, const std::vector<v1::RuleIndex>& packs,
                          v1::Waiver* waiver);

// Today, "2026-11-22", where the machine is.
std::string Today();

// Several threads may use it at once.
class Waivers {
 public:
  // `packs` are those that assessments may be of; a rule of any other counts as changed.
  Waivers(std::vector<v1::Waiver> waivers, std::vector<v1::RuleIndex> packs, std::string today);

  // Those of a file (none if empty) and of a store (may be nullptr), for results of the chain and
  // of the store. One of the file comes before one of the store.
  static absl::StatusOr<std::unique_ptr<Waivers>> Make(const std::string& path, Store* store,
                                                       const StageChain& chain);

  bool empty() const { return waivers_.empty(); }

  // What is refers to lives as long as the object.
  WaivedFindings Of(const v1::Report& report) const;

  // NOT_FOUND, naming them, if waivers of the file are for reports that Of() was never asked about
  // and that are not in the store (may be nullptr) either.
  absl::Status CheckAllMet(Store* store) const;

 private:
  std::vector<v1::WaiverReview> Review(const v1::Waiver& waiver, const v1::Report& report) const;

  std::vector<v1::Waiver> waivers_;
  std::size_t of_file_ = 0;  // the first of them
  std::vector<v1::RuleIndex> packs_;
  std::string today_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_report_;  // by uri or name

  mutable std::mutex mutex_;
  mutable std::vector<bool> met_;
};

}  // namespace gongkai
