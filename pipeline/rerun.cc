#include "pipeline/rerun.h"

#include <algorithm>
#include <functional>

#include "common/limits.h"
#include "common/strings.h"
#include "pipeline/ledger.h"
#include "pipeline/words.h"

namespace gongkai {
namespace {

uint64_t HashOf(const std::string& uri) { return std::hash<std::string>()(uri); }

// The parts that stages from `first` on read of those before them.
std::vector<v1::Part> PartsReadFrom(const StageChain& chain, std::size_t first) {
  std::vector<v1::Part> known;  // asked for, or written on the way
  std::vector<v1::Part> parts;
  for (std::size_t i = first; i < chain.stages(); ++i) {
    for (const v1::Part part : chain.info(i).reads) {
      if (part == v1::PEERS || std::ranges::find(known, part) != known.end()) continue;
      known.push_back(part);
      parts.push_back(part);
    }
    known.push_back(chain.info(i).writes);
  }
  return parts;
}

// A stored report with what its stages from input.first_stage on read, without what they gave.
absl::Status LoadFrom(Store& store, const Input& input, const std::vector<v1::Part>& parts,
                      v1::Report* report) {
  absl::Status status = store.ReadReport(input.uri, parts, report);
  if (!status.ok()) return status;
  report->clear_error();
  if (input.first_stage == 0 && !report->has_content()) {
    return absl::DataLossError(
        Concat("存储中没有这份报告的原文 / the store does not hold what "
               "this report was read from: ",
               input.uri));
  }
  const auto first = static_cast<int>(input.first_stage);
  if (report->stage_records_size() > first) {
    report->mutable_stage_records()->DeleteSubrange(first, report->stage_records_size() - first);
  }
  return absl::OkStatus();
}

class StoredReports : public InputSource {
 public:
  StoredReports(const StageChain& chain, Store& store, const RerunPlan& plan)
      : store_(store), plan_(plan) {
    for (std::size_t i = 0; i < chain.stages(); ++i) parts_.push_back(PartsReadFrom(chain, i));
  }

  uint64_t total() const override { return plan_.again; }

  absl::StatusOr<std::optional<Input>> Next() override {
    while (true) {
      if (next_ == page_.items.size()) {
        if (at_end_) return std::nullopt;
        auto page = store_.ListReports("", kMaxPageSize, page_.next_page_token);
        if (!page.ok()) return page.status();
        page_ = *std::move(page);
        next_ = 0;
        at_end_ = page_.next_page_token.empty();
        continue;
      }
      const v1::ReportSummary& report = page_.items[next_++];
      const std::optional<std::size_t> first = plan_.FirstStage(report.source().uri());
      if (!first) continue;
      return Input{.uri = report.source().uri(),
                   .index = index_++,
                   .size = report.source().size(),
                   .first_stage = *first};
    }
  }

  absl::Status Load(const Input& input, v1::Report* report) const override {
    return LoadFrom(store_, input, parts_[input.first_stage], report);
  }

 private:
  Store& store_;
  const RerunPlan& plan_;
  std::vector<std::vector<v1::Part>> parts_;  // by the stage a report begins at
  ListPage<v1::ReportSummary> page_;
  std::size_t next_ = 0;
  uint64_t index_ = 0;
  bool at_end_ = false;
};

// Reports by their uris, from the stage on that judges them.
class JudgedAgain : public InputSource {
 public:
  JudgedAgain(const StageChain& chain, Store& store, std::vector<std::string> uris)
      : store_(store), uris_(std::move(uris)), stage_(chain.stages()) {
    for (std::size_t i = 0; i < chain.stages(); ++i) {
      if (chain.info(i).rules != nullptr) stage_ = i;
    }
    if (stage_ < chain.stages()) parts_ = PartsReadFrom(chain, stage_);
  }

  uint64_t total() const override { return uris_.size(); }

  absl::StatusOr<std::optional<Input>> Next() override {
    while (next_ < uris_.size() && !parts_.empty()) {
      const std::string& uri = uris_[next_++];
      const absl::StatusOr<v1::Report> report = store_.GetReport(uri, {});
      if (!report.ok()) return report.status();
      // One that did not come so far, or was not judged yet, is not waiting for anybody.
      if (static_cast<std::size_t>(report->stage_records_size()) <= stage_) continue;
      return Input{
          .uri = uri, .index = index_++, .size = report->source().size(), .first_stage = stage_};
    }
    return std::nullopt;
  }

  absl::Status Load(const Input& input, v1::Report* report) const override {
    return LoadFrom(store_, input, parts_, report);
  }

 private:
  Store& store_;
  const std::vector<std::string> uris_;
  std::size_t stage_;
  std::vector<v1::Part> parts_;
  std::size_t next_ = 0;
  uint64_t index_ = 0;
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

absl::StatusOr<RerunPlan> PlanRerun(const RerunPlanner& planner, Store& store) {
  RerunPlan plan;
  std::string token;
  do {
    auto page = store.ListReports("", kMaxPageSize, token);
    if (!page.ok()) return page.status();
    const auto stages = planner.FirstStages(page->items);
    if (!stages.ok()) return stages.status();
    for (std::size_t i = 0; i < page->items.size(); ++i) {
      const v1::ReportSummary& report = page->items[i];
      const std::optional<std::size_t> first = (*stages)[i];
      ++plan.reports;
      if (!first) {
        ++plan.untouched;
        if (!report.has_error() && planner.IsOfOtherRules(report)) ++plan.unreached;
        continue;
      }
      ++plan.again;
      plan.stages.emplace_back(HashOf(report.source().uri()), static_cast<uint8_t>(*first));
      if (planner.IsDisowned(report)) ++plan.disowned;
      const int record = static_cast<int>(*first);
      ++plan.begins[{*first, record < report.stage_records_size()
                                 ? report.stage_records(record).revision()
                                 : std::string()}];
    }
    token = page->next_page_token;
  } while (!token.empty());
  std::ranges::sort(plan.stages);
  return plan;
}

std::optional<std::size_t> RerunPlan::FirstStage(const std::string& uri) const {
  const auto found =
      std::ranges::lower_bound(stages, HashOf(uri), {}, &std::pair<uint64_t, uint8_t>::first);
  if (found == stages.end() || found->first != HashOf(uri)) return std::nullopt;
  return found->second;
}

std::unique_ptr<InputSource> ReportsToRerun(const StageChain& chain, Store& store,
                                            const RerunPlan& plan) {
  return std::make_unique<StoredReports>(chain, store, plan);
}

std::unique_ptr<InputSource> ReportsToJudgeAgain(const StageChain& chain, Store& store,
                                                 std::vector<std::string> uris) {
  return std::make_unique<JudgedAgain>(chain, store, std::move(uris));
}

RunResult JudgeWaiting(const StageChain& chain, Store& store, RunnerOptions options) {
  RunResult result;
  if (chain.peers() == nullptr) return result;
  absl::StatusOr<std::vector<std::string>> uris = chain.peers()->TakeWaiting();
  if (!uris.ok()) {
    result.status = uris.status();
    return result;
  }
  if (uris->empty()) return result;
  const auto inputs = ReportsToJudgeAgain(chain, store, *std::move(uris));
  options.batch.clear();
  options.render = nullptr;
  options.progress = nullptr;
  const std::size_t last = chain.stages() - 1;
  const uint64_t before = chain.computed(last);
  result = RunAll(chain, *inputs, options);
  result.counts.reused = result.counts.done - (chain.computed(last) - before);
  // Judged now by the same figures as before: nobody waits for what follows from it.
  if (result.status.ok()) result.status = chain.peers()->TakeWaiting().status();
  return result;
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
