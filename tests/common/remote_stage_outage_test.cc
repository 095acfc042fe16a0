// RemoteStage when workers fail, are slow, die and come back.
#include <atomic>
#include <thread>

#include "absl/synchronization/notification.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/common/remote_stage_fixture.h"

namespace gongkai {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(RemoteStageOutageTest, GivesBackTheStatusOfTheStageAndGoesOn) {
  std::atomic<bool> broken = true;
  ObeyingStage engine("1", [&](absl::Span<v1::Report* const>) {
    return broken ? absl::DataLossError("pack is torn") : absl::OkStatus();
  });
  const auto worker = Serve(&engine);
  const auto remote = Connect(Options({worker->address()}));
  Reports reports({"a", "b"});

  const absl::Status status = remote->Process(reports.all());
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(status.ToString(), AllOf(HasSubstr("pack is torn"), HasSubstr(worker->address())));
  EXPECT_EQ(reports[1].document().text(), "b");

  broken = false;
  ASSERT_TRUE(remote->Process(reports.all()).ok());
  EXPECT_THAT(reports.Results(), ElementsAre("read a", "read b"));
}

TEST(RemoteStageOutageTest, TakesAReportWithoutResultForAFaultOfTheWorker) {
  ObeyingStage engine;
  const auto worker = Serve(&engine);
  const auto remote = Connect(Options({worker->address()}));
  Reports reports({"silent"});
  EXPECT_EQ(remote->Process(reports.all()).code(), absl::StatusCode::kInternal);
}

TEST(RemoteStageOutageTest, TriesAgainWhenAStageIsUnavailableForAWhile) {
  std::atomic<int> calls = 0;
  ObeyingStage engine("1", [&](absl::Span<v1::Report* const>) {
    return ++calls <= 3 ? absl::UnavailableError("store is away") : absl::OkStatus();
  });
  const auto worker = Serve(&engine);
  const auto remote = Connect(Options({worker->address()}));
  Reports reports({"a"});
  ASSERT_TRUE(remote->Process(reports.all()).ok());
  EXPECT_THAT(reports.Results(), ElementsAre("read a"));
  EXPECT_EQ(calls, 4);
}

TEST(RemoteStageOutageTest, GivesUpWhenAStageStaysUnavailable) {
  ObeyingStage engine(
      "1", [](absl::Span<v1::Report* const>) { return absl::UnavailableError("store is away"); });
  const auto worker = Serve(&engine);
  auto options = Options({worker->address()});
  options.outage_limit = absl::Seconds(1);
  const auto remote = Connect(options);
  Reports reports({"a"});
  const absl::Status status = remote->Process(reports.all());
  EXPECT_TRUE(absl::IsUnavailable(status)) << status;
  EXPECT_THAT(status.ToString(), HasSubstr("store is away"));
  EXPECT_FALSE(reports[0].has_error());
}

TEST(RemoteStageOutageTest, RetriesElsewhereWhenAWorkerIsShutDownInMidCall) {
  absl::Notification busy, gone;
  std::atomic<int> other = 0;
  ObeyingStage first("1", [&](absl::Span<v1::Report* const>) {
    if (!busy.HasBeenNotified()) busy.Notify();
    gone.WaitForNotification();
    return absl::OkStatus();
  });
  ObeyingStage second("1", [&](absl::Span<v1::Report* const> reports) {
    other += static_cast<int>(reports.size());
    return absl::OkStatus();
  });
  auto worker1 = Serve(&first, "127.0.0.1:0", 1);
  const auto worker2 = Serve(&second);
  auto options = Options({worker1->address(), worker2->address()});
  options.streams_per_worker = 1;
  const auto remote = Connect(options);
  Reports reports(Numbers(256));
  std::thread killer([&] {
    busy.WaitForNotification();
    std::thread shutdown([&] { worker1->Drain(std::chrono::milliseconds(0)); });
    absl::SleepFor(absl::Milliseconds(300));  // the calls are cancelled by now
    gone.Notify();
    shutdown.join();
  });
  const absl::Status status = remote->Process(reports.all());
  killer.join();
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_EQ(reports.Results(), Numbers(256, "read "));
  EXPECT_EQ(other, 256);
}

TEST(RemoteStageOutageTest, RetriesElsewhereWhenAWorkerIsSlow) {
  absl::Notification end;
  std::atomic<int> slow_calls = 0;
  ObeyingStage slow("1", [&](absl::Span<v1::Report* const>) {
    ++slow_calls;
    end.WaitForNotification();
    return absl::OkStatus();
  });
  ObeyingStage quick;
  const auto worker1 = Serve(&slow);
  const auto worker2 = Serve(&quick);
  auto options = Options({worker1->address(), worker2->address()});
  options.message_deadline = absl::Milliseconds(300);
  const auto remote = Connect(options);
  Reports reports(Numbers(256));
  const absl::Status status = remote->Process(reports.all());
  end.Notify();
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_EQ(reports.Results(), Numbers(256, "read "));
  EXPECT_GT(slow_calls, 0);
}

TEST(RemoteStageOutageTest, SinglesOutTheReportThatTakesTooLong) {
  ObeyingStage engine;
  const auto worker = Serve(&engine);
  auto options = Options({worker->address()});
  options.message_deadline = absl::Milliseconds(200);
  const auto remote = Connect(options);
  Reports reports({"a", "sleep 600", "c"});
  const absl::Status status = remote->Process(reports.all());
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_THAT(reports.Results(), ElementsAre("read a", "TIMED_OUT", "read c"));
  EXPECT_EQ(reports[1].error().stage(), "segment");
  EXPECT_EQ(reports[1].document().text(), "sleep 600");
}

TEST(RemoteStageOutageTest, RefusesToConnectToWorkersOfDifferentRevisions) {
  ObeyingStage old_engine("rev-1"), new_engine("rev-2");
  const auto worker1 = Serve(&old_engine);
  const auto worker2 = Serve(&new_engine);
  const auto remote = RemoteStage::Connect(Options({worker1->address(), worker2->address()}));
  EXPECT_TRUE(absl::IsFailedPrecondition(remote.status()));
  EXPECT_THAT(remote.status().ToString(), AllOf(HasSubstr(worker1->address()), HasSubstr("rev-1"),
                                                HasSubstr(worker2->address()), HasSubstr("rev-2")));
}

TEST(RemoteStageOutageTest, RefusesAWorkerWithoutTheStage) {
  ObeyingStage engine;
  const auto worker = Serve(&engine);
  auto options = Options({worker->address()});
  options.name = "extract";
  const auto remote = RemoteStage::Connect(options);
  EXPECT_TRUE(absl::IsNotFound(remote.status()));
  EXPECT_THAT(remote.status().ToString(),
              AllOf(HasSubstr("extract"), HasSubstr(worker->address())));
}

TEST(RemoteStageOutageTest, RefusesOptionsWithoutAnAddress) {
  EXPECT_TRUE(absl::IsInvalidArgument(RemoteStage::Connect(Options({})).status()));
}

// An address nobody listens on.
std::string DeadAddress() {
  ObeyingStage engine;
  return Serve(&engine)->address();
}

TEST(RemoteStageOutageTest, SaysSoInBoundedTimeIfNoWorkerCanBeReached) {
  auto options = Options({DeadAddress(), DeadAddress()});
  options.connect_timeout = absl::Seconds(1);
  const absl::Time start = absl::Now();
  const auto remote = RemoteStage::Connect(options);
  EXPECT_TRUE(absl::IsUnavailable(remote.status())) << remote.status();
  EXPECT_LT(absl::Now() - start, absl::Seconds(5));
  EXPECT_THAT(remote.status().ToString(),
              AllOf(HasSubstr("没有可用的 segment 节点"), HasSubstr("no worker of stage segment"),
                    HasSubstr(options.addresses[0]), HasSubstr(options.addresses[1])));
}

TEST(RemoteStageOutageTest, WorksWithTheWorkersThatAreThere) {
  ObeyingStage engine;
  const auto worker = Serve(&engine);
  auto options = Options({DeadAddress(), worker->address()});
  options.connect_timeout = absl::Seconds(1);
  const auto remote = Connect(options);
  Reports reports({"a"});
  ASSERT_TRUE(remote->Process(reports.all()).ok());
  EXPECT_THAT(reports.Results(), ElementsAre("read a"));
}

TEST(RemoteStageOutageTest, GivesUpInBoundedTimeWhenTheLastWorkerIsGone) {
  ObeyingStage engine;
  auto worker = Serve(&engine);
  auto options = Options({worker->address()});
  options.outage_limit = absl::Seconds(1);
  const auto remote = Connect(options);
  Reports reports({"a"});
  ASSERT_TRUE(remote->Process(reports.all()).ok());
  worker.reset();

  const absl::Time start = absl::Now();
  const absl::Status status = remote->Process(reports.all());
  EXPECT_LT(absl::Now() - start, absl::Seconds(5));
  EXPECT_TRUE(absl::IsUnavailable(status)) << status;
  EXPECT_THAT(status.ToString(), AllOf(HasSubstr("segment"), HasSubstr(options.addresses[0])));
  EXPECT_FALSE(reports[0].has_error());
  EXPECT_EQ(reports[0].document().text(), "a");
}

TEST(RemoteStageOutageTest, WaitsForAWorkerThatComesBack) {
  ObeyingStage engine;
  auto worker = Serve(&engine);
  const std::string address = worker->address();
  const auto remote = Connect(Options({address}));
  worker.reset();
  std::thread restart([&] {
    absl::SleepFor(absl::Milliseconds(500));
    worker = Serve(&engine, address);
  });
  Reports reports({"a"});
  const absl::Status status = remote->Process(reports.all());
  restart.join();
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_THAT(reports.Results(), ElementsAre("read a"));
}

TEST(RemoteStageOutageTest, DoesNotTakeAWorkerThatComesBackWithAnotherRevision) {
  ObeyingStage old_engine("rev-1"), new_engine("rev-2");
  auto worker = Serve(&old_engine);
  const std::string address = worker->address();
  auto options = Options({address});
  options.outage_limit = absl::Seconds(2);
  const auto remote = Connect(options);
  worker.reset();
  worker = Serve(&new_engine, address);
  Reports reports({"a"});
  const absl::Status status = remote->Process(reports.all());
  EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
  EXPECT_THAT(status.ToString(), AllOf(HasSubstr("rev-1"), HasSubstr("rev-2")));
  EXPECT_THAT(reports.Results(), ElementsAre(""));
}

}  // namespace
}  // namespace gongkai
