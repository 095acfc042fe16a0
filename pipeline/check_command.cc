#include <unistd.h>

#include <cstdio>

#include "pipeline/checked_report.h"
#include "pipeline/commands.h"
#include "pipeline/stages.h"
#include "pipeline/text_view.h"
#include "pipeline/waivers.h"
#include "pipeline/words.h"

namespace gongkai {
namespace {

struct CheckFlags : CommonFlags {
  std::string format = "text";
  std::string waivers;
  std::vector<std::string> paths;
};

int Check(const CheckFlags& flags) {
  const std::atomic<bool>* stop = StopOnSignal();
  absl::StatusOr<Stages> stages = Stages::Make(
      {.rules = flags.rules, .ocr = flags.ocr, .remote = flags.stages, .jobs = flags.jobs});
  if (!stages.ok()) return Complain(stages.status());
  const StageChain chain = stages->CheckChain();
  const absl::StatusOr<std::unique_ptr<Waivers>> waivers =
      Waivers::Make(flags.waivers, nullptr, chain);
  if (!waivers.ok()) return Complain(waivers.status());
  const std::unique_ptr<InputSource> inputs = FilesOf(flags.paths);
  const bool json = flags.format == "json";
  const TextStyle style{.language = flags.language(), .color = isatty(STDOUT_FILENO) != 0};
  RunnerOptions options{.jobs = stages->jobs(), .group_reports = kCheckGroupReports, .stop = stop};
  if (!(*waivers)->empty()) {
    options.waive = [&](const v1::Report& report) { return (*waivers)->Of(report); };
  }
  options.render = [&](const v1::Report& report, const WaivedFindings* waived) {
    return json ? ToJson(ToCheckedReport(report, style.language, waived)) + "\n"
                : CheckText(report, style, waived);
  };
  options.deliver = [](const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
  };
  const RunResult result = RunAll(chain, *inputs, options);
  if (!json) std::printf("%s\n", SummaryLine(result.counts, style.language).c_str());
  if (std::fflush(stdout) != 0) {
    return Complain(absl::UnavailableError("无法写出结果 / cannot write the results"));
  }
  return ExitStatus(result, **waivers, nullptr);
}

}  // namespace

void AddCheckCommand(CLI::App& app, Command* chosen) {
  auto flags = std::make_shared<CheckFlags>();
  CLI::App* command =
      app.add_subcommand("check", "检查报告，不保存 / check files or folders, keep nothing");
  command->add_option("--format", flags->format, "text, json")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  AddProcessingFlags(*command, flags.get());
  AddWaiversFlag(*command, &flags->waivers);
  command->add_option("PATH", flags->paths, "文件或文件夹 / files or folders")->required();
  command->callback([flags, chosen] { *chosen = [flags] { return Check(*flags); }; });
}

}  // namespace gongkai
