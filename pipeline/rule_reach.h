// Which reports a change of rules can reach.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "gongkai/v1/rule_index.pb.h"
#include "gongkai/v1/store.pb.h"

namespace gongkai {

// "2+forms:ab…+rules:cd…" with the rules taken out, and the digest of the rules.
struct SplitRevision {
  std::string rest;
  std::string rules;
};
SplitRevision SplitRules(std::string_view revision);

// Compares a pack with those that stored results were judged by. Immutable; thread-safe.
class RuleReach {
 public:
  // `now` may be nullptr: nothing is known of the rules at hand, and every change reaches all.
  RuleReach(const v1::RuleIndex* now, const std::vector<v1::RuleIndex>& kept);
  ~RuleReach();

  // False only if no rule that differs between the two revisions of validate is, or was, for
  // the report, so that it would be judged the same; of a rule that differs only in what its
  // findings show, if the report has no finding of it. True for packs that were not kept.
  bool Reaches(std::string_view before, std::string_view after,
               const v1::ReportSummary& report) const;

  // What validate read with the pack of that revision; nullptr if the pack was not kept.
  const std::vector<v1::Part>* ReadsOf(std::string_view revision) const;

 private:
  struct Difference;

  std::string now_;  // digest of the pack
  std::unordered_map<std::string, std::unique_ptr<const Difference>> differences_;
  std::unordered_map<std::string, std::vector<v1::Part>> reads_;
};

}  // namespace gongkai
