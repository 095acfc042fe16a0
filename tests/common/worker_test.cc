// Workers as processes of their own.
#include "common/worker.h"

#include <atomic>
#include <memory>
#include <thread>

#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/impl/codegen/client_unary_call.h>
#include <grpcpp/impl/codegen/sync_stream.h>

#include "absl/time/clock.h"
#include "common/remote_stage.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/common/child_process.h"
#include "tests/common/obeying_stage.h"

namespace gongkai {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::vector<std::string> Command(std::vector<std::string> flags) {
  flags.insert(flags.begin(), GONGKAI_TEST_WORKER);
  return flags;
}

// A worker process that listens.
class Worker {
 public:
  explicit Worker(std::vector<std::string> flags = {"--listen", "127.0.0.1:0"})
      : child_(Command(std::move(flags))), line_(child_.ReadLine()) {}

  const std::string& line() const { return line_; }
  std::string address() const { return line_.substr(line_.rfind(' ') + 1); }
  ChildProcess& child() { return child_; }

 private:
  ChildProcess child_;
  std::string line_;
};

// Starts the worker again at the same address whenever it ends, as a supervisor does.
class SupervisedWorker {
 public:
  SupervisedWorker() : worker_(std::make_unique<Worker>()), address_(worker_->address()) {
    pid_ = worker_->child().pid();
    thread_ = std::thread([this] { Run(); });
  }

  ~SupervisedWorker() {
    ending_ = true;
    kill(pid_, SIGKILL);
    thread_.join();
  }

  const std::string& address() const { return address_; }

  // How often it was started again; waits until it is as often as that.
  int Restarts(int expected) const {
    for (int i = 0; i < 100 && restarts_ < expected; ++i) absl::SleepFor(absl::Milliseconds(50));
    return restarts_;
  }

 private:
  void Run() {
    for (;;) {
      worker_->child().Wait();
      if (ending_) return;
      ++restarts_;
      worker_ = std::make_unique<Worker>(std::vector<std::string>{"--listen", address_});
      pid_ = worker_->child().pid();
    }
  }

  std::unique_ptr<Worker> worker_;
  const std::string address_;
  std::atomic<pid_t> pid_;
  std::atomic<bool> ending_ = false;
  std::atomic<int> restarts_ = 0;
  std::thread thread_;
};

std::unique_ptr<RemoteStage> Connect(std::vector<std::string> addresses) {
  auto stage = RemoteStage::Connect({.name = "segment", .addresses = std::move(addresses)});
  EXPECT_TRUE(stage.ok()) << stage.status();
  return *std::move(stage);
}

grpc::ByteBuffer Buffer(const std::string& bytes) {
  const grpc::Slice slice(bytes);
  return grpc::ByteBuffer(&slice, 1);
}

std::string Bytes(grpc::ByteBuffer* buffer) {
  std::vector<grpc::Slice> slices;
  EXPECT_TRUE(buffer->Dump(&slices).ok());
  std::string bytes;
  for (const grpc::Slice& slice : slices) bytes.append(slice.begin(), slice.end());
  return bytes;
}

// The answer of grpc.health.v1.Health/Check as bytes: field 1, 1 for SERVING.
std::string Health(const std::string& address) {
  const auto channel = grpc::CreateChannel(address, grpc::InsecureChannelCredentials());
  const grpc::internal::RpcMethod check("/grpc.health.v1.Health/Check",
                                        grpc::internal::RpcMethod::NORMAL_RPC, channel);
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(10)));
  context.set_wait_for_ready(true);
  grpc::ByteBuffer answer;
  const grpc::Status status = grpc::internal::BlockingUnaryCall<grpc::ByteBuffer, grpc::ByteBuffer>(
      channel.get(), check, &context, Buffer(""), &answer);
  return status.ok() ? Bytes(&answer) : status.error_message();
}

TEST(WorkerTest, PrintsOneLineWithTheAddressItGot) {
  Worker worker;
  EXPECT_THAT(worker.line(), StartsWith("gongkai-test 0.1.0 listening on 127.0.0.1:"));
  EXPECT_NE(worker.address(), "127.0.0.1:0");
  Reports reports({"a"});
  ASSERT_TRUE(Connect({worker.address()})->Process(reports.all()).ok());
  EXPECT_THAT(reports.Results(), ElementsAre("read a"));
}

TEST(WorkerTest, ExplainsWrongFlags) {
  for (const std::vector<std::string>& flags : {std::vector<std::string>{"--no-such-flag"},
                                                {"--threads", "many"},
                                                {"--threads", "-1"},
                                                {"--drain-seconds"}}) {
    ChildProcess child(Command(flags));
    EXPECT_THAT(child.ReadErrors(), HasSubstr(flags[0]));
    EXPECT_EQ(child.Wait(), kExitUsage);
  }
}

TEST(WorkerTest, TellsItsVersionAndItsFlags) {
  ChildProcess version(Command({"--version"}));
  EXPECT_EQ(version.ReadLine(), "gongkai-test 0.1.0");
  EXPECT_EQ(version.Wait(), 0);
  ChildProcess help(Command({"--help"}));
  EXPECT_EQ(help.Wait(), 0);
}

TEST(WorkerTest, SaysInBothLanguagesThatAnAddressIsInUse) {
  Worker worker;
  ChildProcess second(Command({"--listen", worker.address()}));
  EXPECT_THAT(second.ReadErrors(), AllOf(HasSubstr("地址已被占用"), HasSubstr("address is in use"),
                                         HasSubstr(worker.address())));
  EXPECT_EQ(second.Wait(), kExitNoListen);
}

TEST(WorkerTest, LetsRunningWorkFinishAfterSigterm) {
  Worker worker;
  const auto remote = Connect({worker.address()});
  Reports reports({"sleep 700"});
  absl::Status status;
  std::thread caller([&] { status = remote->Process(reports.all()); });
  absl::SleepFor(absl::Milliseconds(300));
  worker.child().Signal(SIGTERM);
  EXPECT_EQ(worker.child().Wait(), 0);
  caller.join();
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_THAT(reports.Results(), ElementsAre("read sleep 700"));
}

TEST(WorkerTest, LeavesAtOnceAfterSigtermIfNothingRuns) {
  Worker worker;
  const auto remote = Connect({worker.address()});  // open streams alone hold nothing up
  Reports reports({"a"});
  ASSERT_TRUE(remote->Process(reports.all()).ok());
  const absl::Time start = absl::Now();
  worker.child().Signal(SIGTERM);
  EXPECT_EQ(worker.child().Wait(), 0);
  EXPECT_LT(absl::Now() - start, absl::Seconds(5));  // --drain-seconds is 25
}

TEST(WorkerTest, LeavesAfterTheDrainTimeWhateverRuns) {
  Worker worker({"--listen", "127.0.0.1:0", "--drain-seconds", "0"});
  auto remote = RemoteStage::Connect(
      {.name = "segment", .addresses = {worker.address()}, .outage_limit = absl::Seconds(1)});
  ASSERT_TRUE(remote.ok());
  Reports reports({"sleep 60000"});
  absl::Status status;
  std::thread caller([&] { status = (*remote)->Process(reports.all()); });
  absl::SleepFor(absl::Milliseconds(300));
  worker.child().Signal(SIGTERM);
  EXPECT_EQ(worker.child().Wait(), kExitUndrained);
  caller.join();
  EXPECT_TRUE(absl::IsUnavailable(status)) << status;
}

TEST(WorkerTest, AnswersForItsHealth) {
  Worker worker;
  EXPECT_EQ(Health(worker.address()), "\x08\x01");
}

TEST(WorkerTest, IsNotHealthyWhileItDrains) {
  ObeyingStage engine;
  auto worker = WorkerServer::Start({.name = "test", .threads = 1}, {&engine});
  ASSERT_TRUE(worker.ok());
  // A connection from before, since a server that shuts down takes no new ones.
  const auto channel =
      grpc::CreateChannel((*worker)->address(), grpc::InsecureChannelCredentials());
  const grpc::internal::RpcMethod watch("/grpc.health.v1.Health/Watch",
                                        grpc::internal::RpcMethod::SERVER_STREAMING, channel);
  grpc::ClientContext context;
  const auto stream = std::unique_ptr<grpc::ClientReader<grpc::ByteBuffer>>(
      grpc::internal::ClientReaderFactory<grpc::ByteBuffer>::Create(channel.get(), watch, &context,
                                                                    Buffer("")));
  grpc::ByteBuffer answer;
  ASSERT_TRUE(stream->Read(&answer));
  EXPECT_EQ(Bytes(&answer), "\x08\x01");
  std::thread drain([&] { (*worker)->Drain(std::chrono::seconds(2)); });
  ASSERT_TRUE(stream->Read(&answer));
  EXPECT_EQ(Bytes(&answer), "\x08\x02");
  context.TryCancel();
  stream->Finish();
  drain.join();
}

TEST(WorkerTest, ListsItsServicesByReflection) {
  Worker worker;
  const auto channel = grpc::CreateChannel(worker.address(), grpc::InsecureChannelCredentials());
  const grpc::internal::RpcMethod method(
      "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
      grpc::internal::RpcMethod::BIDI_STREAMING, channel);
  grpc::ClientContext context;
  context.set_wait_for_ready(true);
  const auto stream = std::unique_ptr<grpc::ClientReaderWriter<grpc::ByteBuffer, grpc::ByteBuffer>>(
      grpc::internal::ClientReaderWriterFactory<grpc::ByteBuffer, grpc::ByteBuffer>::Create(
          channel.get(), method, &context));
  stream->Write(Buffer(std::string("\x3a\x01*", 3)));  // list_services, field 7
  grpc::ByteBuffer answer;
  ASSERT_TRUE(stream->Read(&answer));
  EXPECT_THAT(Bytes(&answer),
              AllOf(HasSubstr("gongkai.v1.StageService"), HasSubstr("grpc.health.v1.Health")));
  stream->WritesDone();
  stream->Finish();
}

class WorkerToldNonsense : public testing::TestWithParam<std::string> {};

TEST_P(WorkerToldNonsense, SaysThatAMessageIsNoRequest) {
  Worker worker;
  const auto channel = grpc::CreateChannel(worker.address(), grpc::InsecureChannelCredentials());
  const grpc::internal::RpcMethod process("/gongkai.v1.StageService/Process",
                                          grpc::internal::RpcMethod::BIDI_STREAMING, channel);
  grpc::ClientContext context;
  context.set_wait_for_ready(true);
  const auto stream = std::unique_ptr<grpc::ClientReaderWriter<grpc::ByteBuffer, grpc::ByteBuffer>>(
      grpc::internal::ClientReaderWriterFactory<grpc::ByteBuffer, grpc::ByteBuffer>::Create(
          channel.get(), process, &context));
  stream->Write(Buffer(GetParam()));
  grpc::ByteBuffer answer;
  EXPECT_FALSE(stream->Read(&answer));
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(context.GetServerTrailingMetadata().count(kSaidByWorker), 1u);
}

// A report of which less is there than it says, at once and left to the thread that computes.
INSTANTIATE_TEST_SUITE_P(ShortAndLong, WorkerToldNonsense,
                         testing::Values("\x1a\x05x",
                                         "\x1a\xff\xff\x7f" + std::string(100'000, 'x')));

TEST(WorkerTest, WorkOfAKilledWorkerIsDoneByAnother) {
  Worker doomed, other;
  const auto remote = Connect({doomed.address(), other.address()});
  std::vector<std::string> texts(400, "sleep 2");
  Reports reports(texts);
  absl::Status status;
  std::thread caller([&] { status = remote->Process(reports.all()); });
  absl::SleepFor(absl::Milliseconds(60));  // each worker has 400 ms of work
  doomed.child().Signal(SIGKILL);
  caller.join();
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_THAT(reports.Results(), testing::Each("read sleep 2"));
}

TEST(WorkerTest, TheReportThatKillsAWorkerIsSingledOut) {
  SupervisedWorker worker;
  const auto remote = Connect({worker.address()});
  Reports reports;
  for (int i = 0; i < 200; ++i) reports.Add(i == 77 ? "die" : std::to_string(i));

  const absl::Status status = remote->Process(reports.all());

  ASSERT_TRUE(status.ok()) << status;
  for (size_t i = 0; i < reports.size(); ++i) {
    const std::string expected = i == 77 ? "STAGE_FAILED" : "read " + std::to_string(i);
    EXPECT_EQ(reports.Results()[i], expected);
  }
  EXPECT_EQ(reports[77].error().stage(), "segment");
  EXPECT_THAT(reports[77].error().message_en(), HasSubstr("3 attempts"));
  EXPECT_EQ(reports[77].document().text(), "die");
  // Once in its message, twice alone.
  EXPECT_EQ(worker.Restarts(3), 3);
}

TEST(WorkerTest, ReportsThatKillWorkersHarmNoOtherCaller) {
  SupervisedWorker worker1, worker2;
  const auto remote = Connect({worker1.address(), worker2.address()});
  std::vector<std::thread> callers;
  for (int caller = 0; caller < 4; ++caller) {
    callers.emplace_back([&, caller] {
      Reports reports;
      for (int i = 0; i < 300; ++i) reports.Add(i == 150 && caller < 2 ? "die" : "sleep 1");
      const absl::Status status = remote->Process(reports.all());
      ASSERT_TRUE(status.ok()) << status;
      for (size_t i = 0; i < reports.size(); ++i) {
        const bool poison = i == 150 && caller < 2;
        ASSERT_EQ(reports.Results()[i], poison ? "STAGE_FAILED" : "read sleep 1") << i;
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
}

}  // namespace
}  // namespace gongkai
