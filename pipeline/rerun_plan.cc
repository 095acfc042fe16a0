#include "pipeline/rerun_plan.h"

#include <algorithm>
#include <functional>
#include <mutex>
#include <thread>

#include "common/limits.h"
#include "common/strings.h"
#include "pipeline/input_digest.h"
#include "pipeline/ledger.h"
#include "pipeline/words.h"

namespace gongkai {
namespace {

uint64_t HashOf(const std::string& uri) { return std::hash<std::string>()(uri); }

// The pass over all summaries, by several threads.
class Planning {
 public:
  Planning(const RerunPlanner& planner, Store& store) : planner_(planner), store_(store) {}

  absl::StatusOr<RerunPlan> Run(int jobs) {
    std::vector<std::thread> threads;
    for (int i = 1; i < jobs; ++i) threads.emplace_back([this] { Work(); });
    Work();
    for (std::thread& thread : threads) thread.join();
    if (!status_.ok()) return status_;
    std::ranges::sort(plan_.stages);
    return std::move(plan_);
  }

 private:
  void Work() {
    ListPage<v1::ReportSummary> page;
    std::string token;
    while (Take(&token)) {
      const auto stages = FirstStages(token, &page);
      const std::lock_guard lock(mutex_);
      if (!stages.ok()) {
        status_ = stages.status();
        return;
      }
      for (std::size_t i = 0; i < page.items.size(); ++i) Add(page.items[i], (*stages)[i]);
    }
  }

  absl::StatusOr<std::vector<std::optional<std::size_t>>> FirstStages(
      const std::string& token, ListPage<v1::ReportSummary>* page) const {
    absl::Status status = store_.ReadPage({}, kRerunPageSize, token, page);
    if (!status.ok()) return status;
    return planner_.FirstStages(page->items);
  }

  // Where the next page begins; false at the end, or after an error.
  bool Take(std::string* token) {
    const std::lock_guard lock(mutex_);
    if (at_end_ || !status_.ok()) return false;
    *token = token_;
    absl::StatusOr<std::string> next = store_.PassPage(kRerunPageSize, token_);
    if (!next.ok()) {
      status_ = next.status();
      return false;
    }
    token_ = *std::move(next);
    at_end_ = token_.empty();
    return true;
  }

  void Add(const v1::ReportSummary& report, std::optional<std::size_t> first) {
    ++plan_.reports;
    if (!first) {
      ++plan_.untouched;
      if (!report.has_error() && planner_.IsOfOtherRules(report)) ++plan_.unreached;
      return;
    }
    ++plan_.again;
    plan_.stages.emplace_back(HashOf(report.source().uri()), static_cast<uint8_t>(*first));
    if (planner_.IsDisowned(report)) ++plan_.disowned;
    const int record = static_cast<int>(*first);
    ++plan_.begins[{*first, record < report.stage_records_size()
                                ? report.stage_records(record).revision()
                                : std::string()}];
  }

  const RerunPlanner& planner_;
  Store& store_;
  std::mutex mutex_;
  std::string token_;
  bool at_end_ = false;
  absl::Status status_;
  RerunPlan plan_;
};

// "2+forms:ab…+rules:cd…" by component; what has no name is the code.
std::map<std::string, std::string, std::less<>> Components(std::string_view revision) {
  std::map<std::string, std::string, std::less<>> components;
  while (!revision.empty()) {
    const std::string_view one = revision.substr(0, revision.find('+'));
    revision.remove_prefix(std::min(one.size() + 1, revision.size()));
    const std::size_t colon = one.find(':');
    if (colon == one.npos) {
      components["code"] = std::string(one);
    } else {
      components[std::string(one.substr(0, colon))] = std::string(one.substr(colon + 1));
    }
  }
  return components;
}

std::string_view ComponentWord(std::string_view name, v1::Language language) {
  if (name == "code") return Say(language, "程序", "code");
  if (name == "rules") return Say(language, "规则", "rules");
  if (name == "forms") return Say(language, "表式", "forms");
  if (name == "words") return Say(language, "词表", "words");
  if (name == "figures") return Say(language, "数字写法", "ways to write figures");
  if (name == "facts") return Say(language, "文字数据词表", "words about quantities");
  return Say(language, "数据", "data");
}

std::string Short(const std::string& revision) {
  constexpr std::size_t kEnough = 8;
  return revision.empty() ? "-" : revision.substr(0, kEnough);
}

}  // namespace

absl::StatusOr<std::vector<std::optional<std::size_t>>> RerunPlanner::FirstStages(
    std::span<const v1::ReportSummary> reports) const {
  std::vector<std::optional<std::size_t>> stages;
  stages.reserve(reports.size());
  // Those that nothing else makes run again, to be asked about together.
  std::vector<const v1::ReportSummary*> with_peers;
  std::vector<std::size_t> positions;
  for (std::size_t i = 0; i < reports.size(); ++i) {
    stages.push_back(FirstStage(reports[i]));
    if (stages[i] || !StageWithPeers(reports[i])) continue;
    with_peers.push_back(&reports[i]);
    positions.push_back(i);
  }
  if (with_peers.empty()) return stages;
  const auto digests = chain_.peers()->DigestsOf(with_peers);
  if (!digests.ok()) return digests.status();
  for (std::size_t k = 0; k < positions.size(); ++k) {
    const std::size_t stage = *StageWithPeers(*with_peers[k]);
    const auto& records = with_peers[k]->stage_records();
    const v1::StageRecord& record = records[static_cast<int>(stage)];
    const std::optional<std::string> input =
        InputDigest(*ReadsOf(record, chain_.info(stage)), /*content=*/"", (*digests)[k], records);
    if (input && *input != record.input_digest()) stages[positions[k]] = stage;
  }
  return stages;
}

std::optional<std::size_t> RerunPlanner::FirstStage(const v1::ReportSummary& report) const {
  const auto& records = report.stage_records();
  if (records.empty() && report.has_error()) return std::nullopt;
  for (std::size_t i = 0; i < chain_.stages(); ++i) {
    if (static_cast<int>(i) >= records.size()) {
      // Behind a stage that could not process it, and still could not.
      if (report.has_error()) return std::nullopt;
      return i;
    }
    const v1::StageRecord& record = records[static_cast<int>(i)];
    const StageInfo& stage = chain_.info(i);
    if (record.stage() != stage.name) return i;
    if (FindDisowned(disowned_, stage.name, record.revision()) != nullptr) return i;
    if (record.revision() != stage.revision &&
        (stage.rules == nullptr || reach_->Reaches(record.revision(), stage.revision, report))) {
      return i;
    }
  }
  return std::nullopt;
}

std::optional<std::size_t> RerunPlanner::StageWithPeers(const v1::ReportSummary& report) const {
  if (chain_.peers() == nullptr || report.has_error()) return std::nullopt;
  const auto records = static_cast<std::size_t>(report.stage_records_size());
  for (std::size_t i = 0; i < std::min(records, chain_.stages()); ++i) {
    const std::vector<v1::Part>* reads =
        ReadsOf(report.stage_records(static_cast<int>(i)), chain_.info(i));
    if (reads != nullptr && std::ranges::find(*reads, v1::PEERS) != reads->end()) return i;
  }
  return std::nullopt;
}

const std::vector<v1::Part>* RerunPlanner::ReadsOf(const v1::StageRecord& record,
                                                   const StageInfo& stage) const {
  return record.revision() == stage.revision ? &stage.reads : reach_->ReadsOf(record.revision());
}

absl::StatusOr<RerunPlanner> RerunPlanner::Make(const StageChain& chain, Store& store) {
  auto disowned = ReadDisowned(store);
  if (!disowned.ok()) return disowned.status();
  if (absl::Status status = RefuseDisowned(chain, *disowned); !status.ok()) return status;
  const auto kept = ReadRuleIndexes(store);
  if (!kept.ok()) return kept.status();
  const v1::RuleIndex* now = nullptr;
  for (std::size_t i = 0; i < chain.stages(); ++i) {
    if (chain.info(i).rules != nullptr) now = chain.info(i).rules.get();
  }
  return RerunPlanner(chain, *std::move(disowned), std::make_shared<const RuleReach>(now, *kept));
}

bool RerunPlanner::IsDisowned(const v1::ReportSummary& report) const {
  return std::ranges::any_of(report.stage_records(), [&](const v1::StageRecord& record) {
    return FindDisowned(disowned_, record.stage(), record.revision()) != nullptr;
  });
}

bool RerunPlanner::IsOfOtherRules(const v1::ReportSummary& report) const {
  return std::ranges::any_of(report.stage_records(), [&](const v1::StageRecord& record) {
    for (std::size_t i = 0; i < chain_.stages(); ++i) {
      if (chain_.info(i).name == record.stage() && chain_.info(i).rules != nullptr) {
        return chain_.info(i).revision != record.revision();
      }
    }
    return false;
  });
}

absl::StatusOr<RerunPlan> PlanRerun(const RerunPlanner& planner, Store& store, int jobs) {
  return Planning(planner, store).Run(jobs);
}

std::optional<std::size_t> RerunPlan::FirstStage(const std::string& uri) const {
  const auto found =
      std::ranges::lower_bound(stages, HashOf(uri), {}, &std::pair<uint64_t, uint8_t>::first);
  if (found == stages.end() || found->first != HashOf(uri)) return std::nullopt;
  return found->second;
}

std::string RevisionChange(std::string_view before, std::string_view after, v1::Language language) {
  auto old = Components(before);
  std::string text;
  for (const auto& [name, revision] : Components(after)) {
    if (old[name] == revision) continue;
    text += Concat(text.empty() ? "" : Say(language, "，", ", "), ComponentWord(name, language),
                   " ", Short(old[name]), " → ", Short(revision));
  }
  return text;
}

}  // namespace gongkai
