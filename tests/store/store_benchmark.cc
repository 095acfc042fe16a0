// Speed of the RocksDB store: reports a second, one thread, every group synced.
#include <sys/resource.h>

#include <chrono>
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

double ProcessSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// Writes one group; its time, and that of all threads meanwhile, is what counts.
void TimeWrite(const std::vector<const v1::Report*>& group, RocksDbStore* store,
               benchmark::State* state, double* cpu_seconds) {
  const double cpu = ProcessSeconds();
  const auto begin = std::chrono::steady_clock::now();
  const absl::Status status = store->WriteReports(group);
  const auto end = std::chrono::steady_clock::now();
  *cpu_seconds += ProcessSeconds() - cpu;
  state->SetIterationTime(std::chrono::duration<double>(end - begin).count());
  if (!status.ok()) state->SkipWithError(status.ToString().c_str());
}

void Report(uint64_t reports, double cpu_seconds, benchmark::State* state) {
  state->SetItemsProcessed(static_cast<int64_t>(reports));
  state->counters["cpu_us"] = 1e6 * cpu_seconds / static_cast<double>(reports);
}

void WriteGroups(benchmark::State& state) {
  Reports();
  Folder folder;
  uint64_t number = 0;
  double cpu_seconds = 0;
  for (auto _ : state) {
    const auto group = NextGroup(&number, static_cast<std::size_t>(state.range(0)));
    TimeWrite(group, &folder.store(), &state, &cpu_seconds);
  }
  Report(number, cpu_seconds, &state);
  state.counters["bytes"] = static_cast<double>(Reports()[0].ByteSizeLong());
}
BENCHMARK(WriteGroups)->Arg(64)->Arg(100)->Iterations(300)->UseManualTime();

// What a validate-only pass sends for a report: the assessment differs, the document stays.
v1::Report NewAssessment(const v1::Report& report, uint64_t revision) {
  v1::Report sent;
  *sent.mutable_source() = report.source();
  *sent.mutable_stage_records() = report.stage_records();
  *sent.mutable_outline() = report.outline();
  *sent.mutable_extraction() = report.extraction();
  *sent.mutable_assessment() = report.assessment();
  v1::StageRecord& record = *sent.mutable_stage_records(3);
  record.set_revision(Concat("rules ", revision));
  record.mutable_output_digest()->replace(0, 8, reinterpret_cast<const char*>(&revision), 8);
  return sent;
}

void WriteAssessments(benchmark::State& state) {
  Reports();
  Folder folder;
  uint64_t number = 0;
  while (number < kDistinctReports) {
    if (!folder.store().WriteReports(NextGroup(&number, kGroupReports)).ok()) std::abort();
  }
  uint64_t revision = 0;
  double cpu_seconds = 0;
  for (auto _ : state) {
    std::vector<v1::Report> group;
    for (std::size_t i = 0; i < kGroupReports; ++i, ++revision) {
      group.push_back(NewAssessment(Reports()[revision % kDistinctReports], revision));
    }
    std::vector<const v1::Report*> pointers;
    for (const v1::Report& report : group) pointers.push_back(&report);
    TimeWrite(pointers, &folder.store(), &state, &cpu_seconds);
  }
  Report(revision, cpu_seconds, &state);
}
BENCHMARK(WriteAssessments)->Iterations(300)->UseManualTime();

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
