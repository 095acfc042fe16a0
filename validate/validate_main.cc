// gongkai-validate: serves the stage validate.
#include <utility>

#include "common/worker.h"
#include "validate/validate_stage.h"

int main(int argc, char** argv) {
  CLI::App app("Checks reports against the rules, for gongkai.");
  gongkai::WorkerOptions options{.name = "gongkai-validate", .listen = "127.0.0.1:7104"};
  std::string path;
  app.add_option("--rules", path, "rule file, or folder of rule files; default: the built-in ones");
  if (auto exit = gongkai::ParseWorkerFlags(argc, argv, &app, &options)) return *exit;
  absl::StatusOr<gongkai::RulePack> rules = gongkai::RulePack::Builtin();
  if (!path.empty()) rules = gongkai::RulePack::Load(path);
  if (!rules.ok()) return gongkai::RefuseToStart(options, rules.status());
  gongkai::ValidateStage stage(*std::move(rules));
  return gongkai::RunWorker(options, {&stage});
}
