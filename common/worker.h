// The process round a stage: flags, server, health, reflection, drain.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <grpcpp/grpcpp.h>
#include <CLI/CLI.hpp>

#include "absl/status/statusor.h"
#include "common/stage.h"
#include "common/stage_server.h"

namespace gongkai {

struct WorkerOptions {
  std::string name;                    // of the program, such as "gongkai-segment"
  std::string listen = "127.0.0.1:0";  // host:port or unix:path; port 0 takes a free one
  int threads = 0;                     // requests computed at once; 0 for one per core
  int drain_seconds = 25;              // running requests may take so long after SIGTERM
  int max_connection_seconds = 0;      // then clients connect anew; 0 for never
};

// Exit status of workers besides 0 (drained).
inline constexpr int kExitUndrained = 1;  // requests still ran after the drain time
inline constexpr int kExitUsage = 2;
inline constexpr int kExitNoListen = 3;  // address in use or not of this machine
inline constexpr int kExitNoStage = 4;   // the stage could not be set up

// A running server of stages, of their health (grpc.health.v1) and of reflection.
class WorkerServer {
 public:
  // Stages and extra services live longer than the server. UNAVAILABLE, in Chinese and
  // English, if the address cannot be listened on. The address is never shared with another
  // process.
  static absl::StatusOr<std::unique_ptr<WorkerServer>> Start(
      const WorkerOptions& options, std::vector<Stage*> stages,
      const std::vector<grpc::Service*>& extra_services = {});

  // Drains without patience.
  ~WorkerServer();

  // As clients reach it, with the port that was taken.
  const std::string& address() const { return address_; }

  // Health turns to NOT_SERVING, new requests are refused, running ones finish or are given up
  // at the deadline; returns when no call is left. May be called more than once, not at once.
  void Drain(std::chrono::milliseconds deadline);

 private:
  WorkerServer() = default;

  std::unique_ptr<StageServer> stages_;
  std::unique_ptr<grpc::Server> server_;
  std::string address_;
};

// Reads the flags all workers share: --listen, --threads, --drain-seconds,
// --max-connection-seconds, --version, --help. `app` may have flags of its own. Gives the exit
// status if the program has to end: 0 after --help and --version, kExitUsage with a message.
std::optional<int> ParseWorkerFlags(int argc, const char* const* argv, CLI::App* app,
                                    WorkerOptions* options);

// Serves until SIGTERM or SIGINT, then drains; a second signal ends the process at once. Prints
// one line with the address last when it listens. Returns the exit status.
int RunWorker(const WorkerOptions& options, std::vector<Stage*> stages,
              const std::vector<grpc::Service*>& extra_services = {});

// Says on the error stream what hindered the stage and gives kExitNoStage.
int RefuseToStart(const WorkerOptions& options, const absl::Status& status);

}  // namespace gongkai
