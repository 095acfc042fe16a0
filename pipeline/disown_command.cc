// disown.
#include <chrono>
#include <cstdio>
#include <map>

#include "common/limits.h"
#include "common/strings.h"
#include "google/protobuf/util/time_util.h"
#include "pipeline/commands.h"
#include "pipeline/ledger.h"
#include "pipeline/stages.h"
#include "pipeline/words.h"
#include "store/rocksdb_store.h"

namespace gongkai {
namespace {

struct DisownFlags : CommonFlags {
  std::string store;
  std::string stage;
  std::string revision;
  std::string reason;
  bool undo = false;
};

// Stored reports by the revision that gave their result of a stage.
absl::StatusOr<std::map<std::string, uint64_t>> Revisions(Store& store, const std::string& stage) {
  std::map<std::string, uint64_t> revisions;
  std::string token;
  do {
    const auto page = store.ListReports("", kMaxPageSize, token);
    if (!page.ok()) return page.status();
    for (const v1::ReportSummary& report : page->items) {
      for (const v1::StageRecord& record : report.stage_records()) {
        if (record.stage() == stage) ++revisions[record.revision()];
      }
    }
    token = page->next_page_token;
  } while (!token.empty());
  return revisions;
}

absl::Status NoSuchRevision(const DisownFlags& flags,
                            const std::map<std::string, uint64_t>& revisions) {
  std::string known;
  for (const auto& [revision, reports] : revisions) {
    known += Concat("\n  ", revision, "  (", reports, ")");
  }
  return absl::NotFoundError(
      Concat("存储中没有 ", flags.stage, " 的这个版本的结果 / the store has ",
             "no result of this revision of ", flags.stage, ": ", flags.revision, known));
}

int Disown(const DisownFlags& flags) {
  const absl::StatusOr<std::unique_ptr<RocksDbStore>> store =
      RocksDbStore::Open(flags.store, {.create_if_missing = false});
  if (!store.ok()) return Complain(store.status());
  v1::Disowned disowned;
  disowned.set_stage(flags.stage);
  disowned.set_revision(flags.revision);
  if (flags.undo) {
    const absl::Status status = TakeBackDisowned(**store, disowned);
    if (!status.ok()) return Complain(status);
    std::printf("%s\n", std::string(Say(flags.language(), "已撤销弃用", "taken back")).c_str());
    return kStatusPassed;
  }
  const auto revisions = Revisions(**store, flags.stage);
  if (!revisions.ok()) return Complain(revisions.status());
  uint64_t reports = 0;
  for (const auto& [revision, count] : *revisions) {
    if (!MatchesRevision(flags.revision, revision)) continue;
    std::printf("  %s %s: %llu\n", flags.stage.c_str(), revision.c_str(),
                static_cast<unsigned long long>(count));
    reports += count;
  }
  if (reports == 0) return Complain(NoSuchRevision(flags, *revisions));
  disowned.set_reason(flags.reason);
  *disowned.mutable_time() = google::protobuf::util::TimeUtil::GetCurrentTime();
  if (absl::Status status = KeepDisowned(**store, disowned); !status.ok()) return Complain(status);
  std::printf("%s\n",
              (flags.language() == v1::EN
                   ? Concat("results of ", reports, " reports are disowned; apply replaces them")
                   : Concat("已弃用 ", reports, " 份报告的结果；apply 将替换"))
                  .c_str());
  return kStatusPassed;
}

}  // namespace

void AddDisownCommand(CLI::App& app, Command* chosen) {
  auto flags = std::make_shared<DisownFlags>();
  CLI::App* command = app.add_subcommand(
      "disown",
      "弃用某个版本算出的结果，由 plan、apply 替换 / disown what a release gave; plan and apply "
      "replace it");
  command->add_option("--store", flags->store, "存储文件夹 / folder of the store")->required();
  command->add_option("--stage", flags->stage, "阶段 / normalize, segment, extract or validate")
      ->required()
      ->check(CLI::IsMember({"normalize", "segment", "extract", "validate"}));
  command
      ->add_option("--revision", flags->revision,
                   "版本或其组成，如 2 或 rules:ab12 / revision, or parts of it such as 2 or "
                   "rules:ab12")
      ->required();
  command->add_option("--reason", flags->reason, "原因 / why");
  command->add_flag("--undo", flags->undo, "撤销弃用 / take it back");
  AddLanguageFlag(*command, flags.get());
  command->callback([flags, chosen] { *chosen = [flags] { return Disown(*flags); }; });
}

}  // namespace gongkai
