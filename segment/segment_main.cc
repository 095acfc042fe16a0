// gongkai-segment: serves the stage segment.
#include "common/worker.h"
#include "segment/segment_stage.h"

int main(int argc, char** argv) {
  CLI::App app("Finds title, agency, year and sections of reports, for gongkai.");
  gongkai::WorkerOptions options{.name = "gongkai-segment", .listen = "127.0.0.1:7102"};
  if (auto exit = gongkai::ParseWorkerFlags(argc, argv, &app, &options)) return *exit;
  gongkai::SegmentStage stage;
  return gongkai::RunWorker(options, {&stage});
}
