#include "store/remote_store.h"

#include "common/limits.h"
#include "common/worker.h"
#include "gmock/gmock.h"
#include "store/store_server.h"
#include "store/store_stage.h"
#include "tests/store/conformance.h"
#include "tests/store/memory_store.h"
#include "tests/store/sample_reports.h"

namespace gongkai {
namespace {

const RemoteStore::Options kImpatient{.outage_limit = absl::Milliseconds(300)};

// A worker with the stage "store" and StoreService over a store in memory.
class StoreWorker {
 public:
  StoreWorker(std::shared_ptr<MemoryDisk> disk, const Clock* clock,
              const std::string& listen = "127.0.0.1:0")
      : store_(std::move(disk), clock), stage_(&store_), service_(&store_) {
    auto server =
        WorkerServer::Start({.name = "gongkai-store", .listen = listen}, {&stage_}, {&service_});
    EXPECT_TRUE(server.ok()) << server.status();
    if (server.ok()) server_ = *std::move(server);
  }

  const std::string& address() const { return server_->address(); }

 private:
  MemoryStore store_;
  StoreStage stage_;
  StoreServer service_;
  std::unique_ptr<WorkerServer> server_;  // last: its calls end before the rest goes
};

class WorkerAndClient : public RemoteStore {
 public:
  explicit WorkerAndClient(std::unique_ptr<StoreWorker> worker)
      : RemoteStore(worker->address(), {}), worker_(std::move(worker)) {}

 private:
  const std::unique_ptr<StoreWorker> worker_;
};

class RemoteHome : public StoreHome {
 public:
  std::unique_ptr<Store> Open(const Clock* clock) override {
    return std::make_unique<WorkerAndClient>(std::make_unique<StoreWorker>(disk_, clock));
  }

 private:
  const std::shared_ptr<MemoryDisk> disk_ = std::make_shared<MemoryDisk>();
};

INSTANTIATE_TEST_SUITE_P(Remote, StoreConformance,
                         testing::Values(Engine{"Remote",
                                                [] { return std::make_unique<RemoteHome>(); }}),
                         EngineName);

TEST(RemoteStore, SaysWhichStoreIsOutOfReach) {
  RemoteStore store("127.0.0.1:1", kImpatient);
  const v1::Report report = MakeSample({});
  const v1::Report* const pointer = &report;
  for (const absl::Status& status :
       {store.GetReport("a", {}).status(), store.WriteReports({&pointer, 1})}) {
    EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
    EXPECT_THAT(status.ToString(), testing::HasSubstr("127.0.0.1:1"));
  }
}

TEST(RemoteStore, GoesOnWhenTheWorkerIsBack) {
  const auto disk = std::make_shared<MemoryDisk>();
  auto worker = std::make_unique<StoreWorker>(disk, nullptr);
  const std::string address = worker->address();
  RemoteStore store(address, {.outage_limit = absl::Seconds(20)});
  const v1::Report report = MakeSample({});
  const v1::Report* const pointer = &report;
  ASSERT_TRUE(store.WriteReports({&pointer, 1}).ok());

  worker.reset();
  std::thread restart([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    worker = std::make_unique<StoreWorker>(disk, nullptr, address);
  });
  const absl::Status status = store.WriteReports({&pointer, 1});
  restart.join();
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_TRUE(store.GetReport("a.html", {}).ok());
}

TEST(RemoteStore, LeavesTheReportsItSendsToTheirOwner) {
  StoreWorker worker(nullptr, nullptr);
  RemoteStore store(worker.address(), kImpatient);
  const v1::Report report = MakeSample({.failed_rule = "T3-01"});
  const std::string before = report.SerializeAsString();
  const v1::Report* const twice[] = {&report, &report};
  ASSERT_TRUE(store.WriteReports(twice).ok());
  EXPECT_EQ(report.SerializeAsString(), before);
}

TEST(RemoteStore, RefusesMoreThanOneMessageHolds) {
  StoreWorker worker(nullptr, nullptr);
  RemoteStore store(worker.address(), kImpatient);
  const v1::Report report = MakeSample({});
  const std::vector<const v1::Report*> many(kMaxReportsPerMessage + 1, &report);
  EXPECT_EQ(store.WriteReports(many).code(), absl::StatusCode::kResourceExhausted);
  const std::vector<NewBatchItem> items(kMaxBatchInputsPerCall + 1);
  EXPECT_EQ(store.PutBatchItems(items).code(), absl::StatusCode::kResourceExhausted);
}

}  // namespace
}  // namespace gongkai
