#include "common/remote_stage.h"

#include <atomic>
#include <thread>

#include "absl/synchronization/notification.h"
#include "common/worker.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/common/obeying_stage.h"
#include "tests/common/remote_stage_fixture.h"

namespace gongkai {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(RemoteStageTest, KnowsWhatTheWorkerSaysOfItself) {
  ObeyingStage engine("rev-9");
  const auto worker = Serve(&engine);
  const auto remote = Connect(Options({worker->address()}));
  EXPECT_EQ(remote->info().name, "segment");
  EXPECT_EQ(remote->info().revision, "rev-9");
  EXPECT_THAT(remote->info().reads, ElementsAre(v1::DOCUMENT));
  EXPECT_EQ(remote->info().writes, v1::OUTLINE);
}

TEST(RemoteStageTest, KeepsOrderAndContentOverManyMessages) {
  ObeyingStage engine;
  const auto worker = Serve(&engine);
  const auto remote = Connect(Options({worker->address()}));
  Reports reports(Numbers(1000));

  ASSERT_TRUE(remote->Process(reports.all()).ok());

  EXPECT_EQ(reports.Results(), Numbers(1000, "read "));
  EXPECT_EQ(reports[700].source().uri(), "uri of 700");
  EXPECT_EQ(reports[700].document().text(), "700");
}

TEST(RemoteStageTest, SendsOnlyThePartsTheStageReads) {
  std::atomic<int> seen = 0;
  ObeyingStage engine("1", [&](absl::Span<v1::Report* const> reports) {
    for (const v1::Report* report : reports) {
      seen += report->has_document() && !report->has_source() && !report->has_content() &&
              !report->has_extraction() && report->stage_records().empty() &&
              !report->has_batch_item();
    }
    return absl::OkStatus();
  });
  const auto worker = Serve(&engine);
  const auto remote = Connect(Options({worker->address()}));
  Reports reports({"a"});
  reports[0].mutable_content()->set_data("bytes");
  reports[0].mutable_extraction()->add_cells();
  reports[0].add_stage_records();
  reports[0].mutable_batch_item();
  const char* text = reports[0].document().text().data();

  ASSERT_TRUE(remote->Process(reports.all()).ok());

  EXPECT_EQ(seen, 1);
  EXPECT_EQ(reports[0].content().data(), "bytes");
  EXPECT_EQ(reports[0].extraction().cells_size(), 1);
  EXPECT_EQ(reports[0].stage_records_size(), 1);
  EXPECT_EQ(reports[0].document().text().data(), text) << "the text was copied";
}

TEST(RemoteStageTest, PassesOnReportsWithErrorsUntouched) {
  std::atomic<int> seen = 0;
  ObeyingStage engine("1", [&](absl::Span<v1::Report* const> reports) {
    seen += static_cast<int>(reports.size());
    return absl::OkStatus();
  });
  const auto worker = Serve(&engine);
  const auto remote = Connect(Options({worker->address()}));
  Reports reports({"a", "bad", "c"});
  reports[0].clear_document();
  reports[0].mutable_error()->set_code(v1::ReportError::EMPTY);

  ASSERT_TRUE(remote->Process(reports.all()).ok());

  EXPECT_EQ(seen, 2);
  EXPECT_THAT(reports.Results(), ElementsAre("EMPTY", "NOT_A_REPORT", "read c"));
  EXPECT_FALSE(reports[1].has_outline());
}

// Keeps nothing, but notes what came.
class KeepingStage : public Stage {
 public:
  const StageInfo& info() const override { return info_; }
  absl::Status Process(absl::Span<v1::Report* const> reports) override {
    ++writes_;
    for (const v1::Report* report : reports) kept_.push_back(*report);
    return absl::OkStatus();
  }
  const std::vector<v1::Report>& kept() const { return kept_; }
  int writes() const { return writes_; }

 private:
  const StageInfo info_{
      .name = "store", .revision = "1", .reads = {v1::SOURCE, v1::DOCUMENT}, .writes = v1::RECEIPT};
  std::vector<v1::Report> kept_;
  int writes_ = 0;
};

TEST(RemoteStageTest, SendsAStageThatKeepsReportsEverythingAndErrorsToo) {
  KeepingStage engine;
  const auto worker = Serve(&engine);
  auto options = Options({worker->address()});
  options.name = "store";
  const auto remote = Connect(options);
  Reports reports({"a", "b"});
  reports[0].mutable_batch_item()->set_index(4);
  reports[0].add_stage_records()->set_stage("segment");
  reports[1].mutable_error()->set_code(v1::ReportError::EMPTY);
  const std::string before = reports[0].SerializeAsString() + reports[1].SerializeAsString();

  ASSERT_TRUE(remote->Process(reports.all()).ok());

  ASSERT_EQ(engine.kept().size(), 2u);
  EXPECT_EQ(engine.kept()[0].SerializeAsString() + engine.kept()[1].SerializeAsString(), before);
  EXPECT_EQ(reports[0].SerializeAsString() + reports[1].SerializeAsString(), before);
}

// The store syncs once a message.
TEST(RemoteStageTest, HasAGroupKeptInOneWrite) {
  KeepingStage engine;
  const auto worker = Serve(&engine);
  auto options = Options({worker->address()});
  options.name = "store";
  const auto remote = Connect(options);
  Reports reports(std::vector<std::string>(kMaxReportsPerMessage, std::string(60'000, 'x')));
  ASSERT_TRUE(remote->Process(reports.all()).ok());
  EXPECT_EQ(engine.kept().size(), kMaxReportsPerMessage);
  EXPECT_EQ(engine.writes(), 1);
}

TEST(RemoteStageTest, NeverTakesAReportForKeptThatMayNotBe) {
  absl::Notification end;
  class HangingStage : public KeepingStage {
   public:
    explicit HangingStage(absl::Notification* end) : end_(end) {}
    absl::Status Process(absl::Span<v1::Report* const>) override {
      end_->WaitForNotification();
      return absl::OkStatus();
    }

   private:
    absl::Notification* const end_;
  } engine(&end);
  const auto worker = Serve(&engine);
  auto options = Options({worker->address()});
  options.name = "store";
  options.message_deadline = absl::Milliseconds(100);
  const auto remote = Connect(options);
  Reports reports({"a"});
  const absl::Status status = remote->Process(reports.all());
  end.Notify();
  EXPECT_EQ(status.code(), absl::StatusCode::kInternal);
  EXPECT_THAT(status.ToString(), HasSubstr("uri of a"));
  EXPECT_FALSE(reports[0].has_error());
  EXPECT_EQ(reports[0].document().text(), "a");
}

TEST(RemoteStageTest, RefusesReportsThatLackAPart) {
  ObeyingStage engine;
  const auto worker = Serve(&engine);
  const auto remote = Connect(Options({worker->address()}));
  Reports reports({"a", "b"});
  reports[1].clear_document();
  EXPECT_TRUE(absl::IsInvalidArgument(remote->Process(reports.all())));
  EXPECT_EQ(reports[0].document().text(), "a");
}

TEST(RemoteStageTest, PassesMessagesOverTheDefaultLimitOfGrpc) {
  ObeyingStage engine;
  const auto worker = Serve(&engine);
  const auto remote = Connect(Options({worker->address()}));
  const std::string text(6u << 20, 'x');  // the default is 4 MiB
  Reports reports({text, "b"});
  ASSERT_TRUE(remote->Process(reports.all()).ok());
  EXPECT_TRUE(reports[0].outline().title().value() == "read " + text);
  EXPECT_EQ(reports.Results()[1], "read b");
}

using WorkerStream = grpc::ServerReaderWriter<v1::ProcessResponse, v1::ProcessRequest>;

// A worker with manners of its own.
class OddService : public v1::StageService::Service {
 public:
  OddService() {
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port_);
    builder.RegisterService(this);
    server_ = builder.BuildAndStart();
  }
  std::string address() const { return "127.0.0.1:" + std::to_string(port_); }
  void Stop() { server_->Shutdown(std::chrono::system_clock::now()); }

  grpc::Status Describe(grpc::ServerContext*, const v1::DescribeRequest*,
                        v1::DescribeResponse* response) override {
    v1::StageDescription* stage = response->add_stages();
    stage->set_name("segment");
    stage->set_writes(v1::OUTLINE);
    return grpc::Status::OK;
  }

 private:
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
};

v1::ProcessResponse EmptyOutlines(const v1::ProcessRequest& request) {
  v1::ProcessResponse response;
  response.set_sequence(request.sequence());
  for (int i = 0; i < request.reports_size(); ++i) response.add_reports()->mutable_outline();
  return response;
}

// Answers nothing before it has read four requests.
class HoardingService : public OddService {
 public:
  grpc::Status Process(grpc::ServerContext*, WorkerStream* stream) override {
    std::vector<v1::ProcessRequest> requests(4);
    for (v1::ProcessRequest& request : requests) {
      if (!stream->Read(&request)) return grpc::Status::OK;
    }
    for (const v1::ProcessRequest& request : requests) stream->Write(EmptyOutlines(request));
    return grpc::Status::OK;
  }
};

TEST(RemoteStageTest, KeepsSeveralMessagesInFlightOnAStream) {
  HoardingService service;
  auto options = Options({service.address()});
  options.streams_per_worker = 1;
  const auto remote = Connect(options);
  Reports reports(Numbers(static_cast<int>(4 * kMaxReportsPerMessage)));  // four messages

  ASSERT_TRUE(remote->Process(reports.all()).ok());

  for (const v1::Report* report : reports.all()) EXPECT_TRUE(report->has_outline());
  service.Stop();
}

// The first streams break at their first request, whatever it is.
class BreakingService : public OddService {
 public:
  explicit BreakingService(int breaks) : breaks_(breaks) {}
  int requests_with_reports() const { return with_reports_; }

  grpc::Status Process(grpc::ServerContext*, WorkerStream* stream) override {
    v1::ProcessRequest request;
    while (stream->Read(&request)) {
      with_reports_ += request.reports_size() > 0;
      if (--breaks_ >= 0) return grpc::Status(grpc::StatusCode::UNKNOWN, "broken");
      stream->Write(EmptyOutlines(request));
    }
    return grpc::Status::OK;
  }

 private:
  std::atomic<int> breaks_;
  std::atomic<int> with_reports_ = 0;
};

TEST(RemoteStageTest, BlamesASuspectOnlyForAWorkerThatWasAliveBefore) {
  BreakingService service(5);  // more than a report has attempts
  auto options = Options({service.address()});
  options.streams_per_worker = 1;
  const auto remote = Connect(options);
  Reports reports({"a"});
  const absl::Status status = remote->Process(reports.all());
  service.Stop();
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_THAT(reports.Results(), ElementsAre(""));  // the service gives an empty outline
  EXPECT_TRUE(reports[0].has_outline());
  EXPECT_EQ(service.requests_with_reports(), 2);  // once unsuspected, once when it was alive
}

// Answers messages with reports to those that come after them.
class ConfusedService : public OddService {
 public:
  grpc::Status Process(grpc::ServerContext*, WorkerStream* stream) override {
    v1::ProcessRequest request;
    while (stream->Read(&request)) {
      request.set_sequence(request.sequence() + 1);
      stream->Write(EmptyOutlines(request));
    }
    return grpc::Status::OK;
  }
};

TEST(RemoteStageTest, NeverTakesTheAnswerOfAnotherMessage) {
  ConfusedService service;
  const auto remote = Connect(Options({service.address()}));
  Reports reports({"a"});
  const absl::Status status = remote->Process(reports.all());
  service.Stop();
  EXPECT_EQ(status.code(), absl::StatusCode::kInternal) << status;
  EXPECT_FALSE(reports[0].has_outline());
}

TEST(RemoteStageTest, SharesTheLoadOfOneCallBetweenTwoWorkers) {
  absl::Notification first_busy, second_busy;
  const auto wait_for = [](absl::Notification* own, absl::Notification* other) {
    return [=](absl::Span<v1::Report* const>) {
      if (!own->HasBeenNotified()) own->Notify();
      return other->WaitForNotificationWithTimeout(absl::Seconds(10))
                 ? absl::OkStatus()
                 : absl::InternalError("the other worker got nothing");
    };
  };
  ObeyingStage first("1", wait_for(&first_busy, &second_busy));
  ObeyingStage second("1", wait_for(&second_busy, &first_busy));
  const auto worker1 = Serve(&first, "127.0.0.1:0", 1);
  const auto worker2 = Serve(&second, "127.0.0.1:0", 1);
  auto options = Options({worker1->address(), worker2->address()});
  options.streams_per_worker = 1;
  const auto remote = Connect(options);
  Reports reports(Numbers(static_cast<int>(2 * kMaxReportsPerMessage)));
  const absl::Status status = remote->Process(reports.all());
  EXPECT_TRUE(status.ok()) << status;
}

TEST(RemoteStageTest, ServesManyCallersAtOnce) {
  ObeyingStage engine;
  const auto worker1 = Serve(&engine);
  const auto worker2 = Serve(&engine);
  const auto remote = Connect(Options({worker1->address(), worker2->address()}));
  std::vector<std::thread> callers;
  for (int caller = 0; caller < 8; ++caller) {
    callers.emplace_back([&, caller] {
      const std::string name = std::to_string(caller) + "-";
      for (int round = 0; round < 10; ++round) {
        Reports reports(Numbers(100, name));
        ASSERT_TRUE(remote->Process(reports.all()).ok());
        ASSERT_EQ(reports.Results(), Numbers(100, "read " + name));
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
}

TEST(RemoteStageTest, GoesOnWhenAWorkerClosesOldStreams) {
  ObeyingStage engine;
  auto worker =
      WorkerServer::Start({.name = "test", .threads = 2, .max_connection_seconds = 1}, {&engine});
  ASSERT_TRUE(worker.ok());
  const auto remote = Connect(Options({(*worker)->address()}));
  const absl::Time end = absl::Now() + absl::Milliseconds(2500);
  while (absl::Now() < end) {
    Reports reports(Numbers(200));
    const absl::Status status = remote->Process(reports.all());
    ASSERT_TRUE(status.ok()) << status;
    ASSERT_EQ(reports.Results(), Numbers(200, "read "));
  }
}

TEST(RemoteStageTest, ReachesAWorkerOverAUnixSocket) {
  ObeyingStage engine;
  const std::string address = "unix:" + testing::TempDir() + "gongkai_remote_stage_test.sock";
  const auto worker = Serve(&engine, address);
  EXPECT_EQ(worker->address(), address);
  const auto remote = Connect(Options({address}));
  Reports reports({"a"});
  ASSERT_TRUE(remote->Process(reports.all()).ok());
  EXPECT_THAT(reports.Results(), ElementsAre("read a"));
}

}  // namespace
}  // namespace gongkai
