#include "pipeline/stages.h"

#include <algorithm>
#include <map>
#include <thread>
#include <utility>

#include "common/remote_stage.h"
#include "common/strings.h"
#include "extract/extract_stage.h"
#include "normalize/normalize_stage.h"
#include "pipeline/rejudgements.h"
#include "segment/segment_stage.h"
#include "store/remote_store.h"
#include "store/rocksdb_store.h"
#include "store/store_stage.h"
#include "validate/rule_pack.h"
#include "validate/validate_stage.h"

namespace gongkai {
namespace {

constexpr std::string_view kProcessing[] = {"normalize", "segment", "extract", "validate"};
constexpr std::string_view kStore = "store";

// While a message is away nobody needs its core: more groups than cores keep streams filled.
constexpr int kGroupsPerCoreRemote = 4;

using Addresses = std::map<std::string, std::vector<std::string>, std::less<>>;

bool IsStageName(std::string_view name) {
  return name == kStore || std::ranges::find(kProcessing, name) != std::end(kProcessing);
}

absl::StatusOr<Addresses> ParseRemote(const std::vector<std::string>& flags) {
  Addresses addresses;
  for (const std::string& flag : flags) {
    const std::size_t equals = flag.find('=');
    const std::string name = flag.substr(0, equals);
    if (equals == std::string::npos || !IsStageName(name)) {
      return absl::InvalidArgumentError(Concat(
          "--stage 应为 NAME=HOST:PORT，NAME 为 normalize、segment、extract、validate、store "
          "之一 / --stage wants NAME=HOST:PORT: ",
          flag));
    }
    std::string_view rest = std::string_view(flag).substr(equals + 1);
    while (!rest.empty()) {
      const std::size_t comma = std::min(rest.find(','), rest.size());
      if (comma > 0) addresses[name].emplace_back(rest.substr(0, comma));
      rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    if (addresses[name].empty()) {
      return absl::InvalidArgumentError(Concat("--stage 缺少地址 / no address: ", flag));
    }
  }
  return addresses;
}

absl::StatusOr<std::unique_ptr<Stage>> MakeNormalize(bool ocr) {
  if (ocr) return NormalizeStage::WithRecognition();
  return std::make_unique<NormalizeStage>();
}

absl::StatusOr<std::unique_ptr<Stage>> MakeEmbedded(std::string_view name,
                                                    const StageOptions& options) {
  const std::string& rules = options.rules;
  if (name == "normalize") return MakeNormalize(options.ocr);
  if (name == "segment") return std::make_unique<SegmentStage>();
  if (name == "extract") return std::make_unique<ExtractStage>();
  if (rules.empty()) return std::make_unique<ValidateStage>();
  absl::StatusOr<RulePack> pack = RulePack::Load(rules);
  if (!pack.ok()) {
    return absl::InvalidArgumentError(
        Concat("规则包有误 / the rule pack is wrong: ", FromAbsl(pack.status().message())));
  }
  return std::make_unique<ValidateStage>(*std::move(pack));
}

absl::StatusOr<std::unique_ptr<Stage>> MakeStage(std::string_view name, const Addresses& remote,
                                                 const StageOptions& options) {
  const auto found = remote.find(name);
  if (found == remote.end()) return MakeEmbedded(name, options);
  return RemoteStage::Connect({.name = std::string(name), .addresses = found->second});
}

}  // namespace

absl::StatusOr<Stages> Stages::Make(const StageOptions& options) {
  const absl::StatusOr<Addresses> remote = ParseRemote(options.remote);
  if (!remote.ok()) return remote.status();
  if (!options.rules.empty() && remote->contains("validate")) {
    return absl::InvalidArgumentError(
        "validate 在远程运行时，规则包由该进程的 --rules 指定 / validate is remote: give --rules "
        "to "
        "its worker");
  }
  if (options.ocr && remote->contains("normalize")) {
    return absl::InvalidArgumentError(
        "normalize 在远程运行时，--ocr 由该进程指定 / normalize is remote: give --ocr to its "
        "worker");
  }
  if (!options.store.empty() && remote->contains(kStore)) {
    return absl::InvalidArgumentError(
        "--store 与 --stage store=… 只能给一个 / give either --store or --stage store=...");
  }
  Stages stages;
  for (std::string_view name : kProcessing) {
    absl::StatusOr<std::unique_ptr<Stage>> stage = MakeStage(name, *remote, options);
    if (!stage.ok()) return stage.status();
    stages.stages_.push_back(*std::move(stage));
  }
  if (const auto found = remote->find(kStore); found != remote->end()) {
    absl::StatusOr<std::unique_ptr<Stage>> stage =
        RemoteStage::Connect({.name = std::string(kStore), .addresses = found->second});
    if (!stage.ok()) return stage.status();
    stages.store_stage_ = *std::move(stage);
    stages.store_ = std::make_unique<RemoteStore>(found->second.front(), RemoteStore::Options{});
  } else if (!options.store.empty()) {
    absl::StatusOr<std::unique_ptr<RocksDbStore>> store = RocksDbStore::Open(options.store, {});
    if (!store.ok()) return store.status();
    stages.store_ = *std::move(store);
    stages.store_stage_ = std::make_unique<StoreStage>(stages.store_.get());
  }
  if (stages.store_ != nullptr) {
    if (!options.agencies.empty()) {
      const absl::StatusOr<AgencyList> list = AgencyList::Read(options.agencies);
      if (!list.ok()) return list.status();
      if (absl::Status status = list->Keep(*stages.store_); !status.ok()) return status;
    }
    absl::StatusOr<std::unique_ptr<PeerFinder>> peers = PeerFinder::Make(stages.store_.get());
    if (!peers.ok()) return peers.status();
    stages.peers_ = *std::move(peers);
    auto rejudgements = stages.RejudgementsFrom(*stages.store_);
    if (!rejudgements.ok()) return rejudgements.status();
    stages.rejudgements_ = *std::move(rejudgements);
  }
  const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  stages.jobs_ = options.jobs > 0  ? options.jobs
                 : remote->empty() ? cores
                                   : cores * kGroupsPerCoreRemote;
  return stages;
}

absl::StatusOr<std::unique_ptr<RejudgementSource>> Stages::RejudgementsFrom(Store& store) const {
  const StageInfo& validate = stages_.back()->info();
  if (validate.pack == nullptr) return std::unique_ptr<RejudgementSource>();
  return KeptRejudgements::Make(validate, store);
}

std::vector<Stage*> Stages::processing() const {
  std::vector<Stage*> stages;
  for (const std::unique_ptr<Stage>& stage : stages_) stages.push_back(stage.get());
  return stages;
}

absl::StatusOr<std::unique_ptr<Store>> OpenStoreToRead(const std::string& path) {
  return RocksDbStore::Open(path, {.create_if_missing = false, .read_only = true});
}

}  // namespace gongkai
