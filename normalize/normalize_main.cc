// gongkai-normalize: serves the stage normalize.
#include "common/worker.h"
#include "normalize/normalize_stage.h"

int main(int argc, char** argv) {
  CLI::App app("Reads reports of any format into one document model, for gongkai.");
  gongkai::WorkerOptions options{.name = "gongkai-normalize", .listen = "127.0.0.1:7101"};
  bool ocr = false;
  app.add_flag("--ocr", ocr, "Read text in images as well, with tesseract");
  if (auto exit = gongkai::ParseWorkerFlags(argc, argv, &app, &options)) return *exit;
  if (!ocr) {
    gongkai::NormalizeStage stage;
    return gongkai::RunWorker(options, {&stage});
  }
  const auto stage = gongkai::NormalizeStage::WithRecognition();
  if (stage.ok()) return gongkai::RunWorker(options, {stage->get()});
  return gongkai::RefuseToStart(options, stage.status());
}
