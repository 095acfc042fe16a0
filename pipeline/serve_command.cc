#include <chrono>
#include <cstdio>
#include <optional>
#include <thread>

#include "common/worker.h"
#include "pipeline/batch_worker.h"
#include "pipeline/commands.h"
#include "pipeline/ledger.h"
#include "pipeline/pipeline_server.h"
#include "pipeline/stages.h"

namespace gongkai {
namespace {

constexpr auto kSignalPoll = std::chrono::milliseconds(100);

struct ServeFlags : CommonFlags {
  std::string store;
  std::string waivers;
  WorkerOptions server = {.name = "gongkai serve", .listen = "127.0.0.1:7070"};
};

int Serve(const ServeFlags& flags) {
  const std::atomic<bool>* stop = StopOnSignal();
  const absl::StatusOr<Stages> stages = Stages::Make({.rules = flags.rules,
                                                      .ocr = flags.ocr,
                                                      .remote = flags.stages,
                                                      .store = flags.store,
                                                      .jobs = flags.jobs});
  if (!stages.ok()) return Complain(stages.status());
  if (stages->store() != nullptr) {
    const absl::Status status = BeginKeeping(stages->KeepChain(), *stages->store());
    if (!status.ok()) return Complain(status);
  }
  const absl::StatusOr<std::unique_ptr<RenewedWaivers>> waivers = RenewedWaivers::Make(
      flags.waivers, stages->store(), stages->CheckChain(), [](const absl::Status& status) {
        Complain(status);
        std::fprintf(stderr, "gongkai: 沿用原有豁免 / the waivers of before stay\n");
      });
  if (!waivers.ok()) return Complain(waivers.status());
  std::optional<BatchWorker> batches;
  if (stages->store() != nullptr) {
    batches.emplace(stages->KeepChain(), stages->store(), stages->jobs());
  }
  PipelineServer pipeline(stages->CheckChain(), stages->store(), batches ? &*batches : nullptr,
                          waivers->get());
  const absl::StatusOr<std::unique_ptr<WorkerServer>> server =
      WorkerServer::Start(flags.server, {}, {&pipeline});
  if (!server.ok()) return Complain(server.status());
  std::printf("gongkai serve %s\n", (*server)->address().c_str());
  std::fflush(stdout);
  while (!stop->load()) std::this_thread::sleep_for(kSignalPoll);
  pipeline.Stop();
  (*server)->Drain(std::chrono::seconds(flags.server.drain_seconds));
  return kStatusPassed;
}

}  // namespace

void AddServeCommand(CLI::App& app, Command* chosen) {
  auto flags = std::make_shared<ServeFlags>();
  CLI::App* command = app.add_subcommand(
      "serve", "为其他系统提供 PipelineService / PipelineService for other systems");
  command->add_option("--listen", flags->server.listen, "监听地址 / address to listen on")
      ->capture_default_str();
  command->add_option("--store", flags->store,
                      "存储文件夹；不给则只能单份核对 / folder of the store; without it single "
                      "reports are checked and nothing is kept");
  command
      ->add_option("--drain-seconds", flags->server.drain_seconds,
                   "停止时等待的秒数 / seconds running calls may take after SIGTERM")
      ->capture_default_str();
  AddProcessingFlags(*command, flags.get());
  AddWaiversFlag(*command, &flags->waivers);
  command->callback([flags, chosen] { *chosen = [flags] { return Serve(*flags); }; });
}

}  // namespace gongkai
