#include <cstdio>

#include "common/limits.h"
#include "common/strings.h"
#include "google/protobuf/util/time_util.h"
#include "pipeline/commands.h"
#include "pipeline/stages.h"
#include "pipeline/words.h"

namespace gongkai {
namespace {

struct StatusFlags : CommonFlags {
  std::string store;
  std::string batch;
};

std::string_view StateWord(v1::Batch::State state, v1::Language language) {
  switch (state) {
    case v1::Batch::RUNNING:
      return Say(language, "进行中（或被中断）", "running (or interrupted)");
    case v1::Batch::DONE:
      return Say(language, "完成", "done");
    default:
      return Say(language, "已停止", "stopped");
  }
}

void PrintBatch(const v1::Batch& batch, v1::Language language) {
  const v1::BatchCounts& counts = batch.counts();
  std::printf("%s  %s  %s\n", batch.id().c_str(),
              google::protobuf::util::TimeUtil::ToString(batch.update_time()).c_str(),
              std::string(StateWord(batch.state(), language)).c_str());
  std::printf("    %s\n", batch.description().c_str());
  const std::string line =
      language == v1::EN
          ? Concat("total ", batch.total(), ": waiting ", counts.waiting(), ", running ",
                   counts.running(), ", computed ", counts.computed(), ", reused ", counts.reused(),
                   ", failed ", counts.failed(), ", dead letter ", counts.dead_letter())
          : Concat("共 ", batch.total(), "：等待 ", counts.waiting(), "，处理中 ", counts.running(),
                   "，已算出 ", counts.computed(), "，沿用 ", counts.reused(), "，将重试 ",
                   counts.failed(), "，无法处理 ", counts.dead_letter());
  std::printf("    %s\n", line.c_str());
}

// The inputs that were given up, each with its reason.
absl::Status PrintDeadLetters(Store& store, const std::string& batch, v1::Language language) {
  std::string token;
  do {
    absl::StatusOr<ListPage<v1::BatchItem>> page =
        store.ListBatchItems(batch, v1::BatchItem::DEAD_LETTER, kMaxPageSize, token);
    if (!page.ok()) return page.status();
    for (const v1::BatchItem& item : page->items) {
      std::printf(
          "    ✗ %s\n      %s\n", item.uri().c_str(),
          (language == v1::EN ? item.error().message_en() : item.error().message_zh()).c_str());
    }
    token = page->next_page_token;
  } while (!token.empty());
  return absl::OkStatus();
}

int ShowStatus(const StatusFlags& flags) {
  const absl::StatusOr<std::unique_ptr<Store>> store = OpenStoreToRead(flags.store);
  if (!store.ok()) return Complain(store.status());
  if (!flags.batch.empty()) {
    const absl::StatusOr<v1::Batch> batch = (*store)->GetBatch(flags.batch);
    if (!batch.ok()) return Complain(batch.status());
    PrintBatch(*batch, flags.language());
    const absl::Status status = PrintDeadLetters(**store, flags.batch, flags.language());
    return status.ok() ? kStatusPassed : Complain(status);
  }
  std::string token;
  uint64_t batches = 0;
  do {
    const absl::StatusOr<ListPage<v1::Batch>> page = (*store)->ListBatches(kMaxPageSize, token);
    if (!page.ok()) return Complain(page.status());
    for (const v1::Batch& batch : page->items) PrintBatch(batch, flags.language());
    batches += page->items.size();
    token = page->next_page_token;
  } while (!token.empty());
  if (batches == 0) {
    std::printf("%s\n", std::string(Say(flags.language(), "还没有批次", "no batches yet")).c_str());
  }
  return kStatusPassed;
}

}  // namespace

void AddStatusCommand(CLI::App& app, Command* chosen) {
  auto flags = std::make_shared<StatusFlags>();
  CLI::App* command =
      app.add_subcommand("status", "查看批次进度 / batches of a store and how far they are");
  command->add_option("--store", flags->store, "存储文件夹 / folder of the store")->required();
  AddLanguageFlag(*command, flags.get());
  command->add_option("BATCH", flags->batch,
                      "批次编号，列出无法处理的文件 / list what was given up");
  command->callback([flags, chosen] { *chosen = [flags] { return ShowStatus(*flags); }; });
}

}  // namespace gongkai
