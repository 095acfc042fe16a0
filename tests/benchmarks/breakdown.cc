#include "tests/benchmarks/breakdown.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <memory>
#include <mutex>
#include <span>
#include <thread>

#include "common/arena.h"
#include "common/limits.h"
#include "common/strings.h"
#include "extract/extract_stage.h"
#include "normalize/normalize_stage.h"
#include "pipeline/chain.h"
#include "pipeline/checked_report.h"
#include "pipeline/text_view.h"
#include "segment/segment_stage.h"
#include "store/rocksdb_store.h"
#include "store/store_stage.h"
#include "tests/benchmarks/timed.h"
#include "validate/validate_stage.h"

namespace gongkai {
namespace {

class Engines {
 public:
  std::vector<Stage*> stages() { return {&normalize_, &segment_, &extract_, &validate_}; }

 private:
  NormalizeStage normalize_;
  SegmentStage segment_;
  ExtractStage extract_;
  ValidateStage validate_;
};

// A run whose every step is timed.
class TimedRun {
 public:
  TimedRun(ReportKind kind, const std::vector<std::string>& pages, Store* store)
      : kind_(kind), pages_(pages) {
    for (Stage* stage : engines_.stages()) {
      stages_.push_back(std::make_unique<TimedStage>(stage));
    }
    if (store == nullptr) return;
    store_ = std::make_unique<TimedStore>(store);
    store_engine_ = std::make_unique<StoreStage>(store);
    store_stage_ = std::make_unique<TimedStage>(store_engine_.get());
  }

  absl::Status Execute(int cores) {
    std::vector<Stage*> stages;
    for (const auto& stage : stages_) stages.push_back(stage.get());
    const StageChain chain(stages, store_stage_.get(), store_.get());
    std::vector<std::thread> threads;
    for (int i = 0; i < cores; ++i) threads.emplace_back([&] { Work(chain); });
    for (std::thread& thread : threads) thread.join();
    return status_;
  }

  // `process_seconds` is what the whole process took meanwhile.
  Breakdown Result(double process_seconds) const {
    Breakdown result;
    const auto add = [&](std::string_view what, double seconds) {
      result.shares.push_back(
          {std::string(what), seconds * 1e6 / static_cast<double>(pages_.size())});
    };
    add("copy in", load_.seconds());
    double chain = chain_.seconds();
    for (const auto& stage : stages_) {
      add(stage->info().name, stage->seconds());
      chain -= stage->seconds();
    }
    if (store_ == nullptr) {
      add("print as text", text_.seconds());
      result.json_micros = json_.seconds() * 1e6 / static_cast<double>(pages_.size());
    } else {
      add("look up checkpoints", store_->lookup_seconds());
      add("write parts, SHA-256", chain - store_->lookup_seconds() - store_stage_->seconds());
      add("store", store_stage_->seconds());
      add("RocksDB in background", process_seconds - threads_.seconds());
    }
    add("free", free_.seconds());
    return result;
  }

 private:
  void Work(const StageChain& chain) {
    threads_.Time([&] {
      while (ProcessNext(chain)) {
      }
    });
  }

  // False at the end, and when something failed.
  bool ProcessNext(const StageChain& chain) {
    const std::size_t begin = next_.fetch_add(kGroupReports);
    if (begin >= pages_.size() || failed_) return false;
    const std::size_t count = std::min(kGroupReports, pages_.size() - begin);
    auto arena = std::make_unique<google::protobuf::Arena>(ArenaBlocks());
    std::vector<v1::Report*> group(count);
    load_.Time([&] {
      for (std::size_t i = 0; i < count; ++i) {
        group[i] = google::protobuf::Arena::CreateMessage<v1::Report>(arena.get());
        FillReport(PageUri(kind_, begin + i), pages_[begin + i], group[i]);
      }
    });
    absl::Status status = chain_.Time([&] { return chain.Process(group); });
    if (store_ == nullptr) Print(group);
    free_.Time([&] { arena.reset(); });
    if (status.ok()) return true;
    const std::lock_guard lock(mutex_);
    failed_ = true;
    status_ = std::move(status);
    return false;
  }

  void Print(const std::vector<v1::Report*>& group) {
    uint64_t bytes = 0;
    text_.Time([&] {
      for (const v1::Report* report : group) bytes += CheckText(*report, {}).size();
    });
    json_.Time([&] {
      for (const v1::Report* report : group) {
        bytes += ToJson(ToCheckedReport(*report, v1::ZH)).size();
      }
    });
    printed_ += bytes;
  }

  const ReportKind kind_;
  const std::vector<std::string>& pages_;
  Engines engines_;
  std::vector<std::unique_ptr<TimedStage>> stages_;
  std::unique_ptr<TimedStore> store_;
  std::unique_ptr<StoreStage> store_engine_;
  std::unique_ptr<TimedStage> store_stage_;
  CpuSum load_, chain_, text_, json_, free_, threads_;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<uint64_t> printed_ = 0;
  std::atomic<bool> failed_ = false;
  std::mutex mutex_;
  absl::Status status_;
};

}  // namespace

double Breakdown::Total() const {
  double total = 0;
  for (const Share& share : shares) total += share.micros;
  return total;
}

std::string Breakdown::Largest() const {
  constexpr std::size_t kNamed = 3;
  std::vector<Share> sorted = shares;
  std::ranges::sort(sorted, std::ranges::greater(), &Share::micros);
  std::string text;
  for (std::size_t i = 0; i < std::min(kNamed, sorted.size()); ++i) {
    const int percent = static_cast<int>(std::lround(100 * sorted[i].micros / Total()));
    text += Concat(i == 0 ? "" : ", ", sorted[i].what, " ", percent, " %");
  }
  return text;
}

absl::StatusOr<Breakdown> BreakDown(ReportKind kind, const std::vector<std::string>& pages,
                                    int cores, const std::string& store_folder) {
  std::unique_ptr<RocksDbStore> store;
  if (!store_folder.empty()) {
    auto opened = RocksDbStore::Open(store_folder, {});
    if (!opened.ok()) return opened.status();
    store = *std::move(opened);
  }
  TimedRun run(kind, pages, store.get());
  CostMeter meter;
  if (absl::Status status = run.Execute(cores); !status.ok()) return status;
  store.reset();
  return run.Result(meter.Stop(pages.size()).cpu_seconds);
}

absl::StatusOr<std::vector<v1::Report>> Processed(ReportKind kind,
                                                  const std::vector<std::string>& pages,
                                                  std::size_t count) {
  std::vector<v1::Report> reports(std::min(count, pages.size()));
  for (std::size_t i = 0; i < reports.size(); ++i) {
    FillReport(PageUri(kind, i), pages[i], &reports[i]);
  }
  std::vector<v1::Report*> group;
  for (v1::Report& report : reports) group.push_back(&report);
  Engines engines;
  const StageChain chain(engines.stages(), nullptr, nullptr);
  for (std::size_t begin = 0; begin < reports.size(); begin += kGroupReports) {
    const std::size_t size = std::min(kGroupReports, reports.size() - begin);
    absl::Status status = chain.Process(std::span(group).subspan(begin, size));
    if (!status.ok()) return status;
  }
  return reports;
}

}  // namespace gongkai
