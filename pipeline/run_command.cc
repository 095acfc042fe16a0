#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "common/digest.h"
#include "common/strings.h"
#include "pipeline/commands.h"
#include "pipeline/ledger.h"
#include "pipeline/progress.h"
#include "pipeline/rerun.h"
#include "pipeline/stages.h"
#include "pipeline/text_view.h"
#include "pipeline/words.h"

namespace gongkai {
namespace {

struct RunFlags : CommonFlags {
  std::string store;
  std::string manifest;
  std::string waivers;
  std::string agencies;
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

struct BatchResult {
  RunResult batch;
  RunResult late;  // those whose partners came after them
};

BatchResult Process(const RunFlags& flags, const Stages& stages, InputSource& inputs,
                    const Waivers& waivers, const std::string& batch,
                    const std::atomic<bool>* stop) {
  const StageChain chain = stages.KeepChain();
  const TextStyle style{.language = flags.language(), .color = isatty(STDOUT_FILENO) != 0};
  Progress progress(flags.language(), isatty(STDERR_FILENO) != 0);
  RunnerOptions options{.jobs = stages.jobs(), .batch = batch, .stop = stop};
  if (!waivers.empty()) {
    options.waive = [&](const v1::Report& report) { return waivers.Of(report); };
  }
  options.render = [&](const v1::Report& report, const WaivedFindings*) {
    return report.has_error() ? CheckText(report, style) : std::string();
  };
  options.rendered = {};
  options.deliver = [&](const std::string& text) {
    if (text.empty()) return;
    progress.Clear();
    std::fwrite(text.data(), 1, text.size(), stdout);
  };
  options.progress = [&](const RunCounts& counts) { progress.Update(counts); };
  BatchResult result{.batch = RunAll(chain, inputs, options)};
  progress.Clear();
  if (result.batch.status.ok() && !result.batch.stopped) {
    result.late = JudgeWaiting(chain, *stages.store(), options);
  }
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
  absl::StatusOr<Stages> stages = Stages::Make({.rules = flags.rules,
                                                .ocr = flags.ocr,
                                                .remote = flags.stages,
                                                .store = flags.store,
                                                .agencies = flags.agencies,
                                                .jobs = flags.jobs});
  if (!stages.ok()) return Complain(stages.status());
  if (stages->store() == nullptr) {
    return Complain(absl::InvalidArgumentError(
        "请给出 --store DIR 或 --stage store=… / give --store DIR or --stage store=..."));
  }
  const StageChain chain = stages->KeepChain();
  if (absl::Status status = BeginKeeping(chain, *stages->store()); !status.ok()) {
    return Complain(status);
  }
  const absl::StatusOr<std::unique_ptr<Waivers>> waivers =
      Waivers::Make(flags.waivers, stages->store(), chain);
  if (!waivers.ok()) return Complain(waivers.status());
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
  const BatchResult results = Process(flags, *stages, **inputs, **waivers, batch.id(), stop);
  const RunResult& result = results.batch;
  const bool done =
      result.status.ok() && !result.stopped && results.late.status.ok() && !results.late.stopped;
  const absl::StatusOr<v1::Batch> ended = stages->store()->UpdateBatch(
      batch.id(), done ? v1::Batch::DONE : v1::Batch::STOPPED, batch.total());
  std::printf("%s\n", SummaryLine(result.counts, flags.language()).c_str());
  PrintLate(results.late, flags.language());
  if (!done) {
    std::printf("%s\n",
                std::string(Say(flags.language(), "未全部完成；用同样的命令再次运行即可继续",
                                "not finished; run the same command again to go on"))
                    .c_str());
  }
  if (result.status.ok() && !ended.ok()) return Complain(ended.status());
  return std::max(ExitStatus(result, **waivers, stages->store()), ExitStatus(results.late));
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
  AddWaiversFlag(*command, &flags->waivers);
  command->add_option("--agencies", flags->agencies,
                      "单位名录（CSV），保存在存储中 / list of agencies, CSV; the store keeps it");
  command->add_option("PATH", flags->paths, "文件或文件夹 / files or folders");
  command->callback([flags, chosen] { *chosen = [flags] { return RunBatch(*flags); }; });
}

}  // namespace gongkai
