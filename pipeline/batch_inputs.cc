#include "pipeline/batch_inputs.h"

#include <utility>

#include "common/limits.h"
#include "common/report_error.h"

namespace gongkai {
namespace {

bool IsOpen(v1::BatchItem::State state) {
  return state == v1::BatchItem::WAITING || state == v1::BatchItem::RUNNING ||
         state == v1::BatchItem::FAILED;
}

class StoredItems : public InputSource {
 public:
  StoredItems(std::string batch, uint64_t total, Store* store)
      : batch_(std::move(batch)), total_(total), store_(store) {}

  uint64_t total() const override { return total_; }

  absl::StatusOr<std::optional<Input>> Next() override {
    while (true) {
      if (next_ == page_.items.size()) {
        if (at_end_) return std::nullopt;
        absl::StatusOr<ListPage<v1::BatchItem>> page = store_->ListBatchItems(
            batch_, v1::BatchItem::STATE_UNSPECIFIED, kMaxPageSize, page_.next_page_token);
        if (!page.ok()) return page.status();
        page_ = *std::move(page);
        next_ = 0;
        at_end_ = page_.next_page_token.empty();
        continue;
      }
      const v1::BatchItem& item = page_.items[next_++];
      if (!IsOpen(item.state())) continue;
      Input input;
      input.uri = item.uri();
      input.index = item.index();
      input.attempt = item.attempts() + 1;
      input.path = item.source_digest();  // Load finds the content by it.
      return input;
    }
  }

  absl::Status Load(const Input& input, v1::Report* report) const override {
    report->mutable_source()->set_uri(input.uri);
    absl::StatusOr<v1::Content> content = store_->GetContent(input.path);
    if (!content.ok()) {
      const std::string reason(content.status().message());
      *report->mutable_error() =
          MakeReportError(v1::ReportError::UNREADABLE, "read", reason, reason);
      return absl::OkStatus();
    }
    report->mutable_source()->set_digest(input.path);
    report->mutable_source()->set_size(content->data().size());
    *report->mutable_content() = *std::move(content);
    return absl::OkStatus();
  }

 private:
  const std::string batch_;
  const uint64_t total_;
  Store* store_;
  ListPage<v1::BatchItem> page_;
  std::size_t next_ = 0;
  bool at_end_ = false;
};

}  // namespace

absl::StatusOr<std::unique_ptr<InputSource>> OpenItemsOf(const std::string& batch, Store* store) {
  const absl::StatusOr<v1::Batch> found = store->GetBatch(batch);
  if (!found.ok()) return found.status();
  const v1::BatchCounts& counts = found->counts();
  return std::make_unique<StoredItems>(batch, counts.waiting() + counts.running() + counts.failed(),
                                       store);
}

}  // namespace gongkai
