// Speed of the RocksDB store: reports a second, one thread, every group synced.
#include <filesystem>
#include <string>
#include <vector>

#include "benchmark/benchmark.h"
#include "common/limits.h"
#include "common/strings.h"
#include "store/rocksdb_store.h"
#include "tests/store/sample_reports.h"

namespace gongkai {
namespace {

constexpr std::size_t kDistinctReports = 4096;

std::vector<v1::Report>& Reports() {
  static auto* const reports = [] {
    auto* made = new std::vector<v1::Report>;
    for (uint64_t i = 0; i < kDistinctReports; ++i) made->push_back(MakeLifelikeSample(i));
    return made;
  }();
  return *reports;
}

// Another report with the same parts: other uri, digests and so keys.
void MakeDistinct(uint64_t number, v1::Report* report) {
  report->mutable_source()->set_uri(Concat("reports/2023/", number, ".html"));
  const auto mark = [number](std::string* digest) {
    digest->replace(0, 8, reinterpret_cast<const char*>(&number), 8);
    std::swap((*digest)[0], (*digest)[31]);  // keys in no order
  };
  mark(report->mutable_source()->mutable_digest());
  for (v1::StageRecord& record : *report->mutable_stage_records()) {
    mark(record.mutable_input_digest());
  }
}

class Folder {
 public:
  Folder() {
    std::string pattern = std::filesystem::temp_directory_path() / "gongkai-bench-XXXXXX";
    path_ = mkdtemp(pattern.data());
    store_ = *RocksDbStore::Open(path_, {});
  }
  ~Folder() {
    store_.reset();
    std::filesystem::remove_all(path_);
  }
  RocksDbStore& store() { return *store_; }

 private:
  std::string path_;
  std::unique_ptr<RocksDbStore> store_;
};

// Counts the next group of reports up and gives pointers to them.
std::vector<const v1::Report*> NextGroup(uint64_t* number, std::size_t size) {
  std::vector<const v1::Report*> group;
  for (std::size_t i = 0; i < size; ++i, ++*number) {
    v1::Report& report = Reports()[*number % kDistinctReports];
    MakeDistinct(*number, &report);
    group.push_back(&report);
  }
  return group;
}

void WriteGroups(benchmark::State& state) {
  Reports();
  Folder folder;
  uint64_t number = 0;
  for (auto _ : state) {
    const auto group = NextGroup(&number, static_cast<std::size_t>(state.range(0)));
    const absl::Status status = folder.store().WriteReports(group);
    if (!status.ok()) return state.SkipWithError(status.ToString().c_str());
  }
  state.SetItemsProcessed(static_cast<int64_t>(number));
  state.counters["bytes"] = static_cast<double>(Reports()[0].ByteSizeLong());
}
BENCHMARK(WriteGroups)->Arg(64)->Arg(100)->MeasureProcessCPUTime()->UseRealTime();

// After a rule change: the assessment differs, nothing else is sent.
void WriteAssessments(benchmark::State& state) {
  Reports();
  Folder folder;
  uint64_t number = 0;
  while (number < kDistinctReports) {
    if (!folder.store().WriteReports(NextGroup(&number, kGroupReports)).ok()) std::abort();
  }
  uint64_t revision = 0;
  for (auto _ : state) {
    std::vector<v1::Report> group;
    for (std::size_t i = 0; i < kGroupReports; ++i, ++revision) {
      const v1::Report& report = Reports()[revision % kDistinctReports];
      v1::Report& sent = group.emplace_back();
      *sent.mutable_source() = report.source();
      *sent.mutable_stage_records() = report.stage_records();
      *sent.mutable_outline() = report.outline();
      *sent.mutable_extraction() = report.extraction();
      *sent.mutable_assessment() = report.assessment();
      v1::StageRecord& record = *sent.mutable_stage_records(3);
      record.set_revision(Concat("rules ", revision));
      record.mutable_output_digest()->replace(0, 8, reinterpret_cast<char*>(&revision), 8);
    }
    std::vector<const v1::Report*> pointers;
    for (const v1::Report& report : group) pointers.push_back(&report);
    const absl::Status status = folder.store().WriteReports(pointers);
    if (!status.ok()) return state.SkipWithError(status.ToString().c_str());
  }
  state.SetItemsProcessed(static_cast<int64_t>(revision));
}
BENCHMARK(WriteAssessments)->MeasureProcessCPUTime()->UseRealTime();

void ReadFacts(benchmark::State& state) {
  Reports();
  Folder folder;
  uint64_t number = 0;
  while (number < kDistinctReports) {
    if (!folder.store().WriteReports(NextGroup(&number, kGroupReports)).ok()) std::abort();
  }
  constexpr v1::Part kParts[] = {v1::OUTLINE, v1::EXTRACTION};
  uint64_t read = 0;
  for (auto _ : state) {
    const std::string uri = Concat("reports/2023/", read++ % kDistinctReports, ".html");
    auto report = folder.store().GetReport(uri, kParts);
    if (!report.ok()) return state.SkipWithError(report.status().ToString().c_str());
    benchmark::DoNotOptimize(report);
  }
  state.SetItemsProcessed(static_cast<int64_t>(read));
}
BENCHMARK(ReadFacts)->UseRealTime();

}  // namespace
}  // namespace gongkai

BENCHMARK_MAIN();
