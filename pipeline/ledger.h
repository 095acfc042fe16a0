// What a store keeps beside the reports: releases that were disowned, packs of rules that results
// were judged by, waivers.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gongkai/v1/rule_index.pb.h"
#include "gongkai/v1/store.pb.h"
#include "gongkai/v1/waiver.pb.h"
#include "pipeline/chain.h"
#include "store/store.h"

namespace gongkai {

// Whether `revision` is one of those that `pattern` names; see Disowned.revision.
bool MatchesRevision(std::string_view pattern, std::string_view revision);

// The decision that disowns a result; nullptr if none does.
const v1::Disowned* FindDisowned(const std::vector<v1::Disowned>& disowned, std::string_view stage,
                                 std::string_view revision);

absl::StatusOr<std::vector<v1::Disowned>> ReadDisowned(Store& store);
absl::Status KeepDisowned(Store& store, const v1::Disowned& disowned);

// NOT_FOUND if there is no such decision.
absl::Status TakeBackDisowned(Store& store, const v1::Disowned& disowned);

// FAILED_PRECONDITION if a stage of the chain is a release that the store disowns: what it gives
// must not enter the store again.
absl::Status RefuseDisowned(const StageChain& chain, const std::vector<v1::Disowned>& disowned);

absl::StatusOr<std::vector<v1::RuleIndex>> ReadRuleIndexes(Store& store);

// Packs as a whole, serialized, by digest; memory is for all of them.
absl::StatusOr<std::map<std::string, std::string>> ReadPacks(Store& store);

// What has to be done before results of the chain are kept: refuses a disowned release, keeps the
// rules and their index.
absl::Status BeginKeeping(const StageChain& chain, Store& store);

absl::StatusOr<std::vector<v1::Waiver>> ReadStoredWaivers(Store& store);

// One waiver for a report, rule and cell: another replaces it.
absl::Status KeepWaiver(Store& store, const v1::Waiver& waiver);
absl::Status TakeBackWaiver(Store& store, const v1::Waiver& waiver);

}  // namespace gongkai
