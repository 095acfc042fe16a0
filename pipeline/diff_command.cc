#include <cstdio>

#include "common/strings.h"
#include "pipeline/commands.h"
#include "pipeline/run_difference.h"
#include "pipeline/stages.h"
#include "pipeline/words.h"

namespace gongkai {
namespace {

struct DiffFlags : CommonFlags {
  std::string store;
  std::vector<std::string> runs;
};

int ShowDifference(const DiffFlags& flags) {
  const absl::StatusOr<std::unique_ptr<Store>> store = OpenStoreToRead(flags.store);
  if (!store.ok()) return Complain(store.status());
  const auto print = [](const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
  };
  const absl::StatusOr<DifferenceCounts> counts =
      flags.runs.size() == 1
          ? DifferenceOfRun(**store, flags.runs[0], flags.language(), print)
          : DifferenceOfRuns(**store, flags.runs[0], flags.runs[1], flags.language(), print);
  if (!counts.ok()) return Complain(counts.status());
  print(CountsText(*counts, flags.language()));
  return kStatusPassed;
}

}  // namespace

void AddDiffCommand(CLI::App& app, Command* chosen) {
  auto flags = std::make_shared<DiffFlags>();
  CLI::App* command = app.add_subcommand(
      "diff",
      "比较两次运行的问题，或一次运行改变了什么 / findings of two runs, or what one run changed");
  command->add_option("--store", flags->store, "存储文件夹 / folder of the store")->required();
  AddLanguageFlag(*command, flags.get());
  command
      ->add_option("RUN", flags->runs,
                   "批次编号（见 status），一个或两个 / ids of one or two batches, see status")
      ->required()
      ->expected(1, 2);
  command->callback([flags, chosen] { *chosen = [flags] { return ShowDifference(*flags); }; });
}

}  // namespace gongkai
