#include "pipeline/rerun.h"

#include <algorithm>

#include "common/limits.h"
#include "common/strings.h"
#include "pipeline/words.h"

namespace gongkai {
namespace {

// The parts that stages from `first` on read of those before them.
std::vector<v1::Part> PartsReadFrom(const StageChain& chain, std::size_t first) {
  std::vector<v1::Part> known;  // asked for, or written on the way
  std::vector<v1::Part> parts;
  for (std::size_t i = first; i < chain.stages(); ++i) {
    for (const v1::Part part : chain.info(i).reads) {
      if (std::ranges::find(known, part) != known.end()) continue;
      known.push_back(part);
      parts.push_back(part);
    }
    known.push_back(chain.info(i).writes);
  }
  return parts;
}

class StoredReports : public InputSource {
 public:
  StoredReports(const RerunPlanner& planner, Store& store, uint64_t total)
      : planner_(planner), store_(store), total_(total) {
    for (std::size_t i = 0; i < planner.chain().stages(); ++i) {
      parts_.push_back(PartsReadFrom(planner.chain(), i));
    }
  }

  uint64_t total() const override { return total_; }

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
      const std::optional<std::size_t> first = planner_.FirstStage(report);
      if (!first) continue;
      return Input{.uri = report.source().uri(),
                   .index = index_++,
                   .size = report.source().size(),
                   .first_stage = *first};
    }
  }

  void Load(const Input& input, v1::Report* report) const override {
    TryLoad(input, report).IgnoreError();
  }

  absl::Status TryLoad(const Input& input, v1::Report* report) const override {
    absl::Status status = store_.ReadReport(input.uri, parts_[input.first_stage], report);
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

 private:
  const RerunPlanner& planner_;
  Store& store_;
  const uint64_t total_;
  std::vector<std::vector<v1::Part>> parts_;  // by the stage a report begins at
  ListPage<v1::ReportSummary> page_;
  std::size_t next_ = 0;
  uint64_t index_ = 0;
  bool at_end_ = false;
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
  return Say(language, "数据", "data");
}

std::string Short(const std::string& revision) {
  constexpr std::size_t kEnough = 8;
  return revision.empty() ? "-" : revision.substr(0, kEnough);
}

}  // namespace

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
    if (record.stage() != chain_.info(i).name || record.revision() != chain_.info(i).revision) {
      return i;
    }
  }
  return std::nullopt;
}

absl::StatusOr<RerunPlan> PlanRerun(const RerunPlanner& planner, Store& store) {
  RerunPlan plan;
  std::string token;
  do {
    auto page = store.ListReports("", kMaxPageSize, token);
    if (!page.ok()) return page.status();
    for (const v1::ReportSummary& report : page->items) {
      ++plan.reports;
      const std::optional<std::size_t> first = planner.FirstStage(report);
      if (!first) {
        ++plan.untouched;
        continue;
      }
      ++plan.again;
      const int record = static_cast<int>(*first);
      ++plan.begins[{*first, record < report.stage_records_size()
                                 ? report.stage_records(record).revision()
                                 : std::string()}];
    }
    token = page->next_page_token;
  } while (!token.empty());
  return plan;
}

std::unique_ptr<InputSource> ReportsToRerun(const RerunPlanner& planner, Store& store,
                                            uint64_t total) {
  return std::make_unique<StoredReports>(planner, store, total);
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
