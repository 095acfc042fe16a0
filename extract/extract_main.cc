// gongkai-extract: serves the stage extract.
#include "common/worker.h"
#include "extract/extract_stage.h"

int main(int argc, char** argv) {
  CLI::App app("Reads the statutory tables of reports, for gongkai.");
  gongkai::WorkerOptions options{.name = "gongkai-extract", .listen = "127.0.0.1:7103"};
  if (auto exit = gongkai::ParseWorkerFlags(argc, argv, &app, &options)) return *exit;
  gongkai::ExtractStage stage;
  return gongkai::RunWorker(options, {&stage});
}
