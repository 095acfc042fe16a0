#include <unistd.h>

#include <cstdio>

#include "common/limits.h"
#include "common/strings.h"
#include "pipeline/checked_report.h"
#include "pipeline/commands.h"
#include "pipeline/ledger.h"
#include "pipeline/stages.h"
#include "pipeline/text_view.h"
#include "pipeline/words.h"

namespace gongkai {
namespace {

struct ShowFlags : CommonFlags {
  std::string store;
  std::string format = "text";
  std::string report;
};

constexpr v1::Part kParts[] = {v1::CONTENT, v1::DOCUMENT, v1::OUTLINE, v1::EXTRACTION,
                               v1::ASSESSMENT};

std::string DisownedLine(const v1::Disowned& disowned, v1::Language language) {
  return Concat(Say(language, "已弃用：", "disowned: "), disowned.stage(), " ", disowned.revision(),
                disowned.reason().empty() ? "" : Say(language, "，", ", "), disowned.reason(),
                Say(language, "；apply 后替换", "; apply replaces it"), "\n");
}

// A line for each result of the report that came from a disowned release.
std::string DisownedLines(const google::protobuf::RepeatedPtrField<v1::StageRecord>& records,
                          const std::vector<v1::Disowned>& disowned, v1::Language language) {
  std::string lines;
  for (const v1::StageRecord& record : records) {
    const v1::Disowned* found = FindDisowned(disowned, record.stage(), record.revision());
    if (found != nullptr) lines += DisownedLine(*found, language);
  }
  return lines;
}

int ListReports(Store& store, const std::vector<v1::Disowned>& disowned, v1::Language language) {
  std::string token;
  do {
    const absl::StatusOr<ListPage<v1::ReportSummary>> page =
        store.ListReports("", kMaxPageSize, token);
    if (!page.ok()) return Complain(page.status());
    for (const v1::ReportSummary& summary : page->items) {
      std::printf("%s\n    %s  %s %u, %s %u\n", summary.source().uri().c_str(),
                  summary.name().c_str(), language == v1::EN ? "errors" : "错误", summary.errors(),
                  language == v1::EN ? "warnings" : "警告", summary.warnings());
      const std::string lines = DisownedLines(summary.stage_records(), disowned, language);
      if (!lines.empty()) std::printf("    %s", lines.c_str());
    }
    token = page->next_page_token;
  } while (!token.empty());
  return kStatusPassed;
}

int Show(const ShowFlags& flags) {
  const absl::StatusOr<std::unique_ptr<Store>> store = OpenStoreToRead(flags.store);
  if (!store.ok()) return Complain(store.status());
  const absl::StatusOr<std::vector<v1::Disowned>> disowned = ReadDisowned(**store);
  if (!disowned.ok()) return Complain(disowned.status());
  if (flags.report.empty()) return ListReports(**store, *disowned, flags.language());
  const StageChain no_stages({}, nullptr, nullptr);
  const absl::StatusOr<std::unique_ptr<Waivers>> waivers =
      Waivers::Make("", store->get(), no_stages);
  if (!waivers.ok()) return Complain(waivers.status());
  const absl::StatusOr<std::vector<std::string>> uris = UrisOf(**store, flags.report);
  if (!uris.ok()) return Complain(uris.status());
  const TextStyle style{.language = flags.language(), .color = isatty(STDOUT_FILENO) != 0};
  for (const std::string& uri : *uris) {
    const absl::StatusOr<v1::Report> report = (*store)->GetReport(uri, kParts);
    if (!report.ok()) return Complain(report.status());
    const WaivedFindings waived = (*waivers)->Of(*report);
    const std::string text =
        flags.format == "json"
            ? ToJson(ToCheckedReport(*report, style.language, &waived)) + "\n"
            : Concat(ShowText(*report, style, &waived),
                     DisownedLines(report->stage_records(), *disowned, style.language));
    std::fwrite(text.data(), 1, text.size(), stdout);
  }
  return kStatusPassed;
}

}  // namespace

void AddShowCommand(CLI::App& app, Command* chosen) {
  auto flags = std::make_shared<ShowFlags>();
  CLI::App* command = app.add_subcommand(
      "show", "查看一份报告的表格和问题 / tables and findings of a stored report");
  command->add_option("--store", flags->store, "存储文件夹 / folder of the store")->required();
  command->add_option("--format", flags->format, "text, json")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  AddLanguageFlag(*command, flags.get());
  command->add_option("REPORT", flags->report,
                      "路径或 agencies/机关/reports/年度；缺省列出全部 / path or resource name; "
                      "all reports are listed without");
  command->callback([flags, chosen] { *chosen = [flags] { return Show(*flags); }; });
}

}  // namespace gongkai
