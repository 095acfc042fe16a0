// waive and waivers.
#include <cstdio>

#include "common/strings.h"
#include "pipeline/commands.h"
#include "pipeline/ledger.h"
#include "pipeline/stages.h"
#include "pipeline/waivers.h"
#include "pipeline/words.h"
#include "store/rocksdb_store.h"

namespace gongkai {
namespace {

struct WaiveFlags : CommonFlags {
  std::string store;
  std::string report, rule, cell, author, reason, basis, until;
  bool undo = false;
};

v1::Waiver WaiverOf(const WaiveFlags& flags) {
  v1::Waiver waiver;
  waiver.set_report(flags.report);
  waiver.set_rule(flags.rule);
  waiver.set_cell(flags.cell);
  waiver.set_author(flags.author);
  waiver.set_reason(flags.reason);
  waiver.set_basis(flags.basis);
  waiver.set_until(flags.until);
  waiver.set_given_on(Today());
  return waiver;
}

absl::Status Give(Store& store, v1::Waiver waiver) {
  if (absl::Status status = CheckWaiver(waiver); !status.ok()) return status;
  const absl::StatusOr<std::vector<std::string>> uris = UrisOf(store, waiver.report());
  if (!uris.ok()) return uris.status();
  if (uris->size() > 1) {
    return absl::InvalidArgumentError(
        Concat("存储中有 ", uris->size(), " 份这样的报告，请写明路径 / ", uris->size(),
               " reports have this name; give the path of one: ", waiver.report()));
  }
  constexpr v1::Part kParts[] = {v1::OUTLINE, v1::ASSESSMENT};
  const absl::StatusOr<v1::Report> report = store.GetReport(uris->front(), kParts);
  if (!report.ok()) return report.status();
  const absl::StatusOr<std::vector<v1::RuleIndex>> packs = ReadRuleIndexes(store);
  if (!packs.ok()) return packs.status();
  if (absl::Status status = FillInWaiver(*report, *packs, &waiver); !status.ok()) return status;
  return KeepWaiver(store, waiver);
}

int Waive(const WaiveFlags& flags) {
  const absl::StatusOr<std::unique_ptr<RocksDbStore>> store =
      RocksDbStore::Open(flags.store, {.create_if_missing = false});
  if (!store.ok()) return Complain(store.status());
  const v1::Waiver waiver = WaiverOf(flags);
  const absl::Status status = flags.undo ? TakeBackWaiver(**store, waiver) : Give(**store, waiver);
  if (!status.ok()) return Complain(status);
  std::printf("%s %s %s %s\n",
              std::string(flags.undo ? Say(flags.language(), "已撤销豁免", "taken back")
                                     : Say(flags.language(), "已豁免", "waived"))
                  .c_str(),
              flags.report.c_str(), flags.rule.c_str(), flags.cell.c_str());
  return kStatusPassed;
}

int ListWaivers(const WaiveFlags& flags) {
  const absl::StatusOr<std::unique_ptr<Store>> store = OpenStoreToRead(flags.store);
  if (!store.ok()) return Complain(store.status());
  const absl::StatusOr<std::vector<v1::Waiver>> waivers = ReadStoredWaivers(**store);
  if (!waivers.ok()) return Complain(waivers.status());
  std::printf("%s", WaiverList(*waivers).c_str());
  return kStatusPassed;
}

}  // namespace

void AddWaiveCommands(CLI::App& app, Command* chosen) {
  auto flags = std::make_shared<WaiveFlags>();
  CLI::App* waive = app.add_subcommand(
      "waive", "豁免一份报告的某个问题 / decide that a finding need not be mended");
  waive->add_option("--store", flags->store, "存储文件夹 / folder of the store")->required();
  waive
      ->add_option("REPORT", flags->report,
                   "路径或 agencies/机关/reports/年度 / path or resource name")
      ->required();
  waive->add_option("RULE", flags->rule, "规则编号 / id of the rule")->required();
  waive->add_option("CELL", flags->cell,
                    "单元格；缺省为该规则的全部问题 / cell; all findings of the rule without");
  waive->add_option("--by", flags->author, "批准人 / who decides");
  waive->add_option("--reason", flags->reason, "理由 / why");
  waive->add_option("--basis", flags->basis, "依据的文件 / document it rests on");
  waive->add_option("--until", flags->until, "有效期至，如 2027-03-31 / last day it counts");
  waive->add_flag("--undo", flags->undo, "撤销豁免 / take it back");
  AddLanguageFlag(*waive, flags.get());
  waive->callback([flags, chosen] { *chosen = [flags] { return Waive(*flags); }; });

  CLI::App* list = app.add_subcommand(
      "waivers",
      "列出存储中的豁免，可作 --waivers 的名单 / waivers of a store, as a list for "
      "--waivers");
  list->add_option("--store", flags->store, "存储文件夹 / folder of the store")->required();
  AddLanguageFlag(*list, flags.get());
  list->callback([flags, chosen] { *chosen = [flags] { return ListWaivers(*flags); }; });
}

}  // namespace gongkai
