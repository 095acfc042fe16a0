#include "pipeline/commands.h"

#include <csignal>
#include <cstdio>

#include "common/limits.h"
#include "common/strings.h"
#include "pipeline/words.h"

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

void AddOcrFlag(CLI::App& command, CommonFlags* flags) {
  command.add_flag("--ocr", flags->ocr,
                   "识别扫描页和图像中的文字（需 tesseract）/ read text in images, with tesseract");
}

void AddProcessingFlags(CLI::App& command, CommonFlags* flags) {
  AddLanguageFlag(command, flags);
  command.add_option("--jobs", flags->jobs, "并行数，0 为全部核心 / groups at once, 0: all cores")
      ->check(CLI::Range(0, 1024));
  AddOcrFlag(command, flags);
  command.add_option("--rules", flags->rules,
                     "规则包文件或文件夹，缺省为内置规则 / rule pack, built-in if not given");
  command
      .add_option("--stage", flags->stages,
                  "远程阶段 NAME=HOST:PORT[,HOST:PORT...]，可重复 / run a stage remotely")
      ->allow_extra_args(false);
}

void AddWaiversFlag(CLI::App& command, std::string* waivers) {
  command.add_option("--waivers", *waivers,
                     "豁免名单（CSV 或以制表符分隔） / list of waivers, CSV or tab-separated");
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

int ExitStatus(const RunResult& result, const Waivers& waivers, Store* store) {
  const int status = ExitStatus(result);
  if (!result.status.ok() || result.stopped) return status;
  const absl::Status met = waivers.CheckAllMet(store);
  return met.ok() ? status : Complain(met);
}

absl::StatusOr<std::vector<std::string>> UrisOf(Store& store, const std::string& report) {
  if (!report.starts_with("agencies/")) return std::vector<std::string>{report};
  std::vector<std::string> uris;
  std::string token;
  do {
    absl::StatusOr<ListPage<v1::ReportSummary>> page =
        store.ListReports(report, kMaxPageSize, token);
    if (!page.ok()) return page.status();
    for (const v1::ReportSummary& summary : page->items) uris.push_back(summary.source().uri());
    token = page->next_page_token;
  } while (!token.empty());
  if (uris.empty()) {
    return absl::NotFoundError(Concat("没有这份报告 / no such report: ", report));
  }
  return uris;
}

void PrintLate(const RunResult& late, v1::Language language) {
  const uint64_t judged = late.counts.done - late.counts.reused;
  if (judged == 0) return;
  std::printf(
      "%s\n",
      (language == v1::EN
           ? Concat(judged, " judged again, since reports they depend on came after them: ",
                    "batch ", late.batch)
           : Concat("相关的其他报告随后到达，已重新核对 ", judged, " 份：批次 ", late.batch))
          .c_str());
}

const std::atomic<bool>* StopOnSignal() {
  std::signal(SIGINT, HandleSignal);
  std::signal(SIGTERM, HandleSignal);
  return &g_stop;
}

}  // namespace gongkai
