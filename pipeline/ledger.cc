#include "pipeline/ledger.h"

#include <algorithm>
#include <utility>

#include "common/strings.h"
#include "pipeline/entries.h"

namespace gongkai {
namespace {

constexpr std::string_view kDisowned = "disowned";
constexpr std::string_view kRuleIndex = "rules";
constexpr std::string_view kPack = "pack";
constexpr std::string_view kWaiver = "waiver";

std::string KeyOf(const v1::Disowned& disowned) {
  return Concat(disowned.stage(), " ", disowned.revision());
}

std::string KeyOf(const v1::Waiver& waiver) {
  return Concat(waiver.report(), "\n", waiver.rule(), "\n", waiver.cell());
}

constexpr std::string_view kBetweenComponents = "+-";

// A digest may be cut short to so many digits, the number of the code may not.
constexpr std::size_t kLeastDigits = 6;

// Cuts the next component off: "2", "forms:ab…", a digest.
std::string_view NextComponent(std::string_view* revision) {
  const std::string_view one = revision->substr(0, revision->find_first_of(kBetweenComponents));
  revision->remove_prefix(std::min(one.size() + 1, revision->size()));
  return one;
}

bool HasComponent(std::string_view revision, std::string_view wanted) {
  while (!revision.empty()) {
    const std::string_view one = NextComponent(&revision);
    if (one == wanted || (wanted.size() >= kLeastDigits && one.starts_with(wanted))) return true;
  }
  return false;
}

}  // namespace

bool MatchesRevision(std::string_view pattern, std::string_view revision) {
  if (pattern.empty()) return false;
  while (!pattern.empty()) {
    if (!HasComponent(revision, NextComponent(&pattern))) return false;
  }
  return true;
}

const v1::Disowned* FindDisowned(const std::vector<v1::Disowned>& disowned, std::string_view stage,
                                 std::string_view revision) {
  for (const v1::Disowned& one : disowned) {
    if (one.stage() == stage && MatchesRevision(one.revision(), revision)) return &one;
  }
  return nullptr;
}

absl::StatusOr<std::vector<v1::Disowned>> ReadDisowned(Store& store) {
  return ReadEntriesAs<v1::Disowned>(store, kDisowned);
}

absl::Status KeepDisowned(Store& store, const v1::Disowned& disowned) {
  return PutEntry(store, kDisowned, KeyOf(disowned), disowned.SerializeAsString());
}

absl::Status TakeBackDisowned(Store& store, const v1::Disowned& disowned) {
  const auto known = ReadDisowned(store);
  if (!known.ok()) return known.status();
  const bool there = std::ranges::any_of(*known, [&](const v1::Disowned& one) {
    return one.stage() == disowned.stage() && one.revision() == disowned.revision();
  });
  if (!there) {
    return absl::NotFoundError(Concat("没有弃用过这个版本 / this was never disowned: ",
                                      disowned.stage(), " ", disowned.revision()));
  }
  return PutEntry(store, kDisowned, KeyOf(disowned), "");
}

absl::Status RefuseDisowned(const StageChain& chain, const std::vector<v1::Disowned>& disowned) {
  for (std::size_t i = 0; i < chain.stages(); ++i) {
    const StageInfo& stage = chain.info(i);
    const v1::Disowned* found = FindDisowned(disowned, stage.name, stage.revision);
    if (found == nullptr) continue;
    return absl::FailedPreconditionError(
        Concat("现用的 ", stage.name, " 正是已弃用的版本 ", found->revision(),
               "，请换用其他版本，或用 disown --undo 撤销弃用 / the ", stage.name,
               " at hand is the release that was disowned (", found->revision(),
               "); use another one, or take it back with disown --undo",
               found->reason().empty() ? "" : ": ", found->reason()));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<v1::RuleIndex>> ReadRuleIndexes(Store& store) {
  return ReadEntriesAs<v1::RuleIndex>(store, kRuleIndex);
}

absl::StatusOr<std::map<std::string, std::string>> ReadPacks(Store& store) {
  absl::StatusOr<std::vector<v1::Entry>> entries = ReadEntries(store, kPack);
  if (!entries.ok()) return entries.status();
  std::map<std::string, std::string> packs;
  for (v1::Entry& entry : *entries) packs[entry.key()] = std::move(*entry.mutable_value());
  return packs;
}

absl::Status BeginKeeping(const StageChain& chain, Store& store) {
  const auto disowned = ReadDisowned(store);
  if (!disowned.ok()) return disowned.status();
  if (absl::Status status = RefuseDisowned(chain, *disowned); !status.ok()) return status;
  for (std::size_t i = 0; i < chain.stages(); ++i) {
    const auto& rules = chain.info(i).rules;
    if (rules == nullptr) continue;
    absl::Status status = PutEntry(store, kRuleIndex, rules->digest(), rules->SerializeAsString());
    if (!status.ok()) return status;
    const auto& pack = chain.info(i).pack;
    if (pack == nullptr) continue;
    status = PutEntry(store, kPack, rules->digest(), pack->SerializeAsString());
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<v1::Waiver>> ReadStoredWaivers(Store& store) {
  return ReadEntriesAs<v1::Waiver>(store, kWaiver);
}

absl::Status KeepWaiver(Store& store, const v1::Waiver& waiver) {
  return PutEntry(store, kWaiver, KeyOf(waiver), waiver.SerializeAsString());
}

absl::Status TakeBackWaiver(Store& store, const v1::Waiver& waiver) {
  const auto known = ReadStoredWaivers(store);
  if (!known.ok()) return known.status();
  const bool there = std::ranges::any_of(
      *known, [&](const v1::Waiver& one) { return KeyOf(one) == KeyOf(waiver); });
  if (!there) {
    return absl::NotFoundError(Concat("没有这条豁免 / there is no such waiver: ", waiver.report(),
                                      " ", waiver.rule(), " ", waiver.cell()));
  }
  return PutEntry(store, kWaiver, KeyOf(waiver), "");
}

}  // namespace gongkai
