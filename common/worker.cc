#include "common/worker.h"

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <thread>
#include <utility>

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/health_check_service_interface.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "common/limits.h"
#include "common/mutex_checks.h"
#include "common/strings.h"
#include "common/version.h"

namespace gongkai {
namespace {

constexpr int kKeepaliveMs = 30'000;
constexpr int kKeepaliveTimeoutMs = 10'000;

void SetLimits(const WorkerOptions& options, grpc::ServerBuilder* builder) {
  builder->SetMaxReceiveMessageSize(kMaxMessageBytes);
  builder->SetMaxSendMessageSize(kMaxMessageBytes);
  // Two workers on one port would each get a share of the calls.
  builder->AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder->AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, kMaxStreamsPerConnection);
  // Room for the next message while one is at work.
  builder->AddChannelArgument(GRPC_ARG_HTTP2_STREAM_LOOKAHEAD_BYTES,
                              static_cast<int>(2 * kTargetMessageBytes));
  builder->AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMs);
  builder->AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, kKeepaliveTimeoutMs);
  builder->AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  builder->AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS,
                              kKeepaliveMs / 2);
  if (options.max_connection_seconds > 0) {
    builder->AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_MS,
                                options.max_connection_seconds * 1000);
  }
}

std::string BoundAddress(const std::string& listen, int port) {
  const size_t colon = listen.rfind(':');
  if (listen.starts_with("unix:") || colon == std::string::npos) return listen;
  return Concat(std::string_view(listen).substr(0, colon), ":", port);
}

int CoresIfZero(int threads) {
  if (threads > 0) return threads;
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

// The only thing a signal handler may do; whichever thread the signal meets.
int signal_event = -1;
extern "C" void OnSignal(int) {
  const uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = write(signal_event, &one, sizeof(one));
}

void CatchSignals() {
  signal_event = eventfd(0, EFD_CLOEXEC);
  struct sigaction action = {};
  action.sa_handler = OnSignal;
  action.sa_flags = static_cast<int>(SA_RESTART | SA_RESETHAND);
  sigaction(SIGTERM, &action, nullptr);
  sigaction(SIGINT, &action, nullptr);
}

void WaitForSignal() {
  uint64_t count = 0;
  while (read(signal_event, &count, sizeof(count)) < 0 && errno == EINTR) {
  }
}

// A stage that never returns must not keep the process for ever.
void EndProcessAfter(std::chrono::seconds time) {
  std::thread([time] {
    std::this_thread::sleep_for(time);
    std::cerr << "退出期限已过，仍有请求未完成，强制退出 / "
                 "requests still running after the drain time, leaving\n";
    std::_Exit(kExitUndrained);
  }).detach();
}

}  // namespace

absl::StatusOr<std::unique_ptr<WorkerServer>> WorkerServer::Start(
    const WorkerOptions& options, std::vector<Stage*> stages,
    const std::vector<grpc::Service*>& extra_services) {
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  auto worker = std::unique_ptr<WorkerServer>(new WorkerServer);
  worker->stages_ = std::make_unique<StageServer>(
      std::move(stages),
      StageServer::Options{.threads = CoresIfZero(options.threads),
                           .max_stream_age = std::chrono::seconds(options.max_connection_seconds)});
  int port = 0;
  grpc::ServerBuilder builder;
  SetLimits(options, &builder);
  builder.AddListeningPort(options.listen, grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(worker->stages_.get());
  for (grpc::Service* service : extra_services) builder.RegisterService(service);
  worker->server_ = builder.BuildAndStart();
  if (worker->server_ == nullptr || port == 0) {
    return absl::UnavailableError(
        Concat("无法监听 ", options.listen, "：地址已被占用，或不是本机地址 / cannot listen on ",
               options.listen, ": the address is in use or not one of this machine"));
  }
  worker->address_ = BoundAddress(options.listen, port);
  return worker;
}

WorkerServer::~WorkerServer() {
  if (server_ != nullptr) Drain(std::chrono::milliseconds(0));
}

void WorkerServer::Drain(std::chrono::milliseconds deadline) {
  if (auto* health = server_->GetHealthCheckService()) health->SetServingStatus(false);
  stages_->Drain();
  server_->Shutdown(std::chrono::system_clock::now() + deadline);
}

std::optional<int> ParseWorkerFlags(int argc, const char* const* argv, CLI::App* app,
                                    WorkerOptions* options) {
  app->name(options->name);
  app->add_option("--listen", options->listen, "address: host:port or unix:path; port 0: any")
      ->capture_default_str();
  app->add_option("--threads", options->threads, "requests computed at once; 0: one per core")
      ->check(CLI::Range(0, kMaxWorkerThreads));
  app->add_option("--drain-seconds", options->drain_seconds,
                  "time for running requests after SIGTERM")
      ->check(CLI::Range(0, 3600))
      ->capture_default_str();
  app->add_option("--max-connection-seconds", options->max_connection_seconds,
                  "clients connect anew after this time; 0: never")
      ->check(CLI::Range(0, 86'400));
  app->set_version_flag("--version", Concat(options->name, " ", kVersion));
  try {
    app->parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app->exit(error) == 0 ? 0 : kExitUsage;
  }
  return std::nullopt;
}

int RunWorker(const WorkerOptions& options, std::vector<Stage*> stages,
              const std::vector<grpc::Service*>& extra_services) {
  setenv("GRPC_VERBOSITY", "NONE", /*overwrite=*/0);  // what matters is said here
  LeaveMutexesUnchecked();
  CatchSignals();
  auto worker = WorkerServer::Start(options, std::move(stages), extra_services);
  if (!worker.ok()) {
    std::cerr << options.name << ": " << worker.status().message() << "\n";
    return kExitNoListen;
  }
  std::cout << options.name << " " << kVersion << " listening on " << (*worker)->address()
            << std::endl;
  WaitForSignal();
  EndProcessAfter(std::chrono::seconds(options.drain_seconds + 2));
  (*worker)->Drain(std::chrono::seconds(options.drain_seconds));
  return 0;
}

int RefuseToStart(const WorkerOptions& options, const absl::Status& status) {
  std::cerr << options.name << ": " << status.ToString() << "\n";
  return kExitNoStage;
}

}  // namespace gongkai
