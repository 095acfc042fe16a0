#include "pipeline/commands.h"

#include <csignal>
#include <cstdio>

namespace gongkai {
namespace {

std::atomic<bool> g_stop = false;

void HandleSignal(int signal) {
  g_stop.store(true);
  std::signal(signal, SIG_DFL);
}

}  // namespace

void AddLanguageFlag(CLI::App& command, CommonFlags* flags) {
  command.add_option("--lang", flags->lang, "消息语言 / language of messages: zh, en")
      ->check(CLI::IsMember({"zh", "en"}))
      ->capture_default_str();
}

void AddProcessingFlags(CLI::App& command, CommonFlags* flags) {
  AddLanguageFlag(command, flags);
  command.add_option("--jobs", flags->jobs, "并行数，0 为全部核心 / groups at once, 0: all cores")
      ->check(CLI::Range(0, 1024));
  command.add_option("--rules", flags->rules,
                     "规则包文件或文件夹，缺省为内置规则 / rule pack, built-in if not given");
  command
      .add_option("--stage", flags->stages,
                  "远程阶段 NAME=HOST:PORT[,HOST:PORT...]，可重复 / run a stage remotely")
      ->allow_extra_args(false);
}

int Complain(const absl::Status& status) {
  std::fprintf(stderr, "gongkai: %s\n", std::string(status.message()).c_str());
  return absl::IsInvalidArgument(status) ? kStatusUsage : kStatusUnprocessed;
}

int ExitStatus(const RunResult& result) {
  if (!result.status.ok()) return Complain(result.status);
  if (result.stopped || result.counts.unprocessed > 0) return kStatusUnprocessed;
  return result.counts.rejected > 0 ? kStatusFindings : kStatusPassed;
}

const std::atomic<bool>* StopOnSignal() {
  std::signal(SIGINT, HandleSignal);
  std::signal(SIGTERM, HandleSignal);
  return &g_stop;
}

}  // namespace gongkai
