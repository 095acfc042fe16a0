// compare and agencies.
#include <algorithm>
#include <cstdio>
#include <thread>

#include "common/limits.h"
#include "common/strings.h"
#include "pipeline/agency_list.h"
#include "pipeline/commands.h"
#include "pipeline/likenesses.h"
#include "pipeline/stages.h"
#include "pipeline/words.h"
#include "store/report_name.h"
#include "store/rocksdb_store.h"

namespace gongkai {
namespace {

struct StoreFlags : CommonFlags {
  std::string store;
  uint32_t year = 0;
};

int Compare(const StoreFlags& flags) {
  const std::atomic<bool>* stop = StopOnSignal();
  const absl::StatusOr<std::unique_ptr<RocksDbStore>> store =
      RocksDbStore::Open(flags.store, {.create_if_missing = false});
  if (!store.ok()) return Complain(store.status());
  const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  LikenessCounts counts;
  const auto likenesses =
      FindLikenesses(**store, flags.jobs > 0 ? flags.jobs : cores, stop, &counts);
  if (!likenesses.ok()) return Complain(likenesses.status());
  const absl::StatusOr<uint64_t> changed = KeepLikenesses(**store, *likenesses);
  if (!changed.ok()) return Complain(changed.status());
  std::printf(
      "%s\n",
      (flags.language() == v1::EN
           ? Concat(counts.reports, " reports compared: text like another's by nine tenths ",
                    counts.copied, ", by three quarters ", counts.alike - counts.copied,
                    "; the same tables ", counts.same_figures, "\napply judges ", *changed,
                    " reports again")
           : Concat("比对 ", counts.reports, " 份：正文雷同九成以上 ", counts.copied,
                    " 份，七成五以上 ", counts.alike - counts.copied, " 份；表格相同 ",
                    counts.same_figures, " 份\n有 ", *changed, " 份待 apply 重新核对"))
          .c_str());
  return kStatusPassed;
}

absl::StatusOr<bool> HasReport(Store& store, const v1::ListedAgency& agency, uint32_t year) {
  std::vector<std::string> names{agency.name()};
  names.insert(names.end(), agency.other_names().begin(), agency.other_names().end());
  for (const std::string& name : names) {
    const auto page = store.ListReports(FormatReportName(name, year), 1, "");
    if (!page.ok()) return page.status();
    if (!page->items.empty()) return true;
  }
  return false;
}

int ListAgencies(const StoreFlags& flags) {
  const absl::StatusOr<std::unique_ptr<Store>> store = OpenStoreToRead(flags.store);
  if (!store.ok()) return Complain(store.status());
  const absl::StatusOr<AgencyList> list = AgencyList::ReadStored(**store);
  if (!list.ok()) return Complain(list.status());
  if (list->empty()) {
    return Complain(
        absl::NotFoundError("存储中没有单位名录，用 run --agencies 给出 / the store has "
                            "no list of agencies; give it to run --agencies"));
  }
  uint64_t missing = 0;
  for (const v1::ListedAgency& agency : list->agencies()) {
    bool there = false;
    if (flags.year != 0) {
      const absl::StatusOr<bool> found = HasReport(**store, agency, flags.year);
      if (!found.ok()) return Complain(found.status());
      there = *found;
    }
    if (there) continue;
    ++missing;
    std::printf("%s\t%s\t%s\t%s\n", agency.name().c_str(), agency.code().c_str(),
                agency.parent().c_str(), agency.due().c_str());
  }
  if (flags.year == 0) return kStatusPassed;
  std::printf("%s\n",
              (flags.language() == v1::EN ? Concat(missing, " of ", list->agencies().size(),
                                                   " agencies have no report for ", flags.year)
                                          : Concat("名录 ", list->agencies().size(), " 个单位，",
                                                   flags.year, " 年度没有报告的 ", missing, " 个"))
                  .c_str());
  return missing > 0 ? kStatusFindings : kStatusPassed;
}

}  // namespace

void AddCompareCommands(CLI::App& app, Command* chosen) {
  auto flags = std::make_shared<StoreFlags>();
  CLI::App* compare = app.add_subcommand(
      "compare", "比对全部报告是否雷同 / find reports that are much like each other");
  compare->add_option("--store", flags->store, "存储文件夹 / folder of the store")->required();
  compare->add_option("--jobs", flags->jobs, "并行数，0 为全部核心 / threads, 0: all cores")
      ->check(CLI::Range(0, 1024));
  AddLanguageFlag(*compare, flags.get());
  compare->callback([flags, chosen] { *chosen = [flags] { return Compare(*flags); }; });

  CLI::App* agencies = app.add_subcommand("agencies",
                                          "列出单位名录；给出年度则列出没有报告的单位 / the list "
                                          "of agencies; with a year, those without "
                                          "a report");
  agencies->add_option("--store", flags->store, "存储文件夹 / folder of the store")->required();
  agencies->add_option("--year", flags->year, "报告年度 / year of the reports");
  AddLanguageFlag(*agencies, flags.get());
  agencies->callback([flags, chosen] { *chosen = [flags] { return ListAgencies(*flags); }; });
}

}  // namespace gongkai
