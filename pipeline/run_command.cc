#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "common/digest.h"
#include "common/strings.h"
#include "pipeline/commands.h"
#include "pipeline/progress.h"
#include "pipeline/stages.h"
#include "pipeline/text_view.h"
#include "pipeline/words.h"

namespace gongkai {
namespace {

struct RunFlags : CommonFlags {
  std::string store;
  std::string manifest;
  std::vector<std::string> paths;
};

// The same inputs again are the same batch, so that a run goes on where it stopped.
std::string BatchId(const RunFlags& flags, uint64_t total) {
  std::string text = flags.manifest;
  for (const std::string& path : flags.paths) {
    text += Concat("\n", std::filesystem::absolute(path).lexically_normal().string());
  }
  return Concat("run-", ToHex(Digest(Concat(text, "\n", total))).substr(0, 12));
}

std::string Description(const RunFlags& flags) {
  std::string text;
  if (!flags.manifest.empty()) text = UriOfPath(flags.manifest);
  for (const std::string& path : flags.paths) {
    text += Concat(text.empty() ? "" : " ", UriOfPath(path));
  }
  return text;
}

absl::StatusOr<std::unique_ptr<InputSource>> InputsOf(const RunFlags& flags) {
  if (flags.manifest.empty()) return FilesOf(flags.paths);
  return FilesOfManifest(flags.manifest);
}

RunResult Process(const RunFlags& flags, const Stages& stages, InputSource& inputs,
                  const std::string& batch, const std::atomic<bool>* stop) {
  const StageChain chain = stages.KeepChain();
  const TextStyle style{.language = flags.language(), .color = isatty(STDOUT_FILENO) != 0};
  Progress progress(flags.language(), isatty(STDERR_FILENO) != 0);
  RunnerOptions options{.jobs = stages.jobs(), .batch = batch, .stop = stop};
  options.render = [&](const v1::Report& report) {
    return report.has_error() ? CheckText(report, style) : std::string();
  };
  options.deliver = [&](const std::string& text) {
    if (text.empty()) return;
    progress.Clear();
    std::fwrite(text.data(), 1, text.size(), stdout);
  };
  options.progress = [&](const RunCounts& counts) { progress.Update(counts); };
  RunResult result = RunAll(chain, inputs, options);
  progress.Clear();
  return result;
}

int RunBatch(const RunFlags& flags) {
  const std::atomic<bool>* stop = StopOnSignal();
  if (flags.manifest.empty() == flags.paths.empty()) {
    return Complain(absl::InvalidArgumentError(
        "请给出 PATH 或 --manifest 之一 / give either PATH or --manifest"));
  }
  absl::StatusOr<std::unique_ptr<InputSource>> inputs = InputsOf(flags);
  if (!inputs.ok()) return Complain(inputs.status());
  absl::StatusOr<Stages> stages = Stages::Make(
      {.rules = flags.rules, .remote = flags.stages, .store = flags.store, .jobs = flags.jobs});
  if (!stages.ok()) return Complain(stages.status());
  if (stages->store() == nullptr) {
    return Complain(absl::InvalidArgumentError(
        "请给出 --store DIR 或 --stage store=… / give --store DIR or --stage store=..."));
  }
  v1::Batch batch;
  batch.set_id(BatchId(flags, (*inputs)->total()));
  batch.set_description(Description(flags));
  batch.set_state(v1::Batch::RUNNING);
  batch.set_total((*inputs)->total());
  absl::StatusOr<v1::Batch> begun = stages->store()->CreateBatch(batch);
  if (begun.ok()) {
    begun = stages->store()->UpdateBatch(batch.id(), v1::Batch::RUNNING, batch.total());
  }
  if (!begun.ok()) return Complain(begun.status());
  const RunResult result = Process(flags, *stages, **inputs, batch.id(), stop);
  const bool done = result.status.ok() && !result.stopped;
  const absl::StatusOr<v1::Batch> ended = stages->store()->UpdateBatch(
      batch.id(), done ? v1::Batch::DONE : v1::Batch::STOPPED, batch.total());
  std::printf("%s\n", SummaryLine(result.counts, flags.language()).c_str());
  if (!done) {
    std::printf("%s\n",
                std::string(Say(flags.language(), "未全部完成；用同样的命令再次运行即可继续",
                                "not finished; run the same command again to go on"))
                    .c_str());
  }
  if (result.status.ok() && !ended.ok()) return Complain(ended.status());
  return ExitStatus(result);
}

}  // namespace

void AddRunCommand(CLI::App& app, Command* chosen) {
  auto flags = std::make_shared<RunFlags>();
  CLI::App* command = app.add_subcommand(
      "run", "检查并保存，可中断后继续 / check and keep; goes on where it stopped");
  command->add_option("--store", flags->store, "存储文件夹 / folder of the store");
  command->add_option("--manifest", flags->manifest,
                      "CSV 清单，须有 path 列 / CSV list with a column \"path\"");
  AddProcessingFlags(*command, flags.get());
  command->add_option("PATH", flags->paths, "文件或文件夹 / files or folders");
  command->callback([flags, chosen] { *chosen = [flags] { return RunBatch(*flags); }; });
}

}  // namespace gongkai
