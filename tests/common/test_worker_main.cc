// A worker of the obeying stage, as its own process.
#include "common/worker.h"
#include "tests/common/obeying_stage.h"

int main(int argc, char** argv) {
  CLI::App app("test worker");
  std::string revision = "1";
  app.add_option("--revision", revision);
  gongkai::WorkerOptions options{.name = "gongkai-test"};
  if (auto status = gongkai::ParseWorkerFlags(argc, argv, &app, &options)) return *status;
  gongkai::ObeyingStage stage(revision);
  return gongkai::RunWorker(options, {&stage});
}
