// Batches and their items in the RocksDB store.
#include <optional>
#include <utility>

#include "common/serialize.h"
#include "common/strings.h"
#include "store/database.h"
#include "store/group_write.h"
#include "store/keys.h"
#include "store/packing.h"
#include "store/page_token.h"
#include "store/records.h"
#include "store/rocksdb_store.h"

namespace gongkai {

absl::StatusOr<bool> RocksDbStore::FindBatch(std::string_view id, v1::Batch* batch) const {
  rocksdb::PinnableSlice value;
  auto found = database_->Get({}, Family::kBatches, keys::Batch(id), &value);
  if (!found.ok() || !*found) return found;
  if (absl::Status status = ParseStored(ToView(value), id, batch); !status.ok()) return status;
  return true;
}

absl::StatusOr<v1::Batch> RocksDbStore::GetBatch(std::string_view id) {
  if (absl::Status status = CheckBatchId(id); !status.ok()) return status;
  v1::Batch batch;
  auto found = FindBatch(id, &batch);
  if (!found.ok()) return found.status();
  if (!*found) return absl::NotFoundError(Concat("没有这个批次; no such batch: ", id));
  return WithWaiting(std::move(batch));
}

absl::StatusOr<v1::Batch> RocksDbStore::CreateBatch(const v1::Batch& batch) {
  if (absl::Status status = CheckWritable(); !status.ok()) return status;
  if (absl::Status status = CheckBatchId(batch.id()); !status.ok()) return status;
  std::lock_guard lock(write_mutex_);
  v1::Batch stored;
  auto found = FindBatch(batch.id(), &stored);
  if (!found.ok()) return found.status();
  if (*found) return WithWaiting(std::move(stored));

  stored = NewStoredBatch(batch, clock_->Now());
  rocksdb::WriteBatch write;
  rocksdb::ColumnFamilyHandle* family = database_->handle(Family::kBatches);
  write.Put(family, keys::Batch(batch.id()), SerializeDeterministic(stored)).PermitUncheckedError();
  write.Put(family, keys::BatchByTime(stored), "").PermitUncheckedError();
  if (absl::Status status = database_->Write(&write); !status.ok()) return status;
  return WithWaiting(std::move(stored));
}

absl::StatusOr<v1::Batch> RocksDbStore::UpdateBatch(std::string_view id, v1::Batch::State state,
                                                    uint64_t total) {
  if (absl::Status status = CheckWritable(); !status.ok()) return status;
  if (absl::Status status = CheckBatchId(id); !status.ok()) return status;
  std::lock_guard lock(write_mutex_);
  v1::Batch batch;
  auto found = FindBatch(id, &batch);
  if (!found.ok()) return found.status();
  if (!*found) return absl::NotFoundError(Concat("没有这个批次; no such batch: ", id));
  if (state != v1::Batch::STATE_UNSPECIFIED) batch.set_state(state);
  if (total != 0) batch.set_total(total);
  Touch(clock_->Now(), &batch);
  rocksdb::WriteBatch write;
  write.Put(database_->handle(Family::kBatches), keys::Batch(id), SerializeDeterministic(batch))
      .PermitUncheckedError();
  if (absl::Status status = database_->Write(&write); !status.ok()) return status;
  return WithWaiting(std::move(batch));
}

absl::StatusOr<ListPage<v1::Batch>> RocksDbStore::ListBatches(int page_size,
                                                              std::string_view page_token) {
  const auto size = PageSize(page_size);
  if (!size.ok()) return size.status();
  constexpr std::string_view kList = "batches";
  auto after = ParsePageToken(kList, page_token);
  if (!after.ok()) return after.status();

  const std::string prefix = keys::BatchByTimePrefix();
  const auto it = database_->NewIterator({}, Family::kBatches);
  ListPage<v1::Batch> page;
  std::string last;
  if (!after->empty()) after->push_back('\0');
  for (it->Seek(after->empty() ? prefix : *after);
       it->Valid() && ToView(it->key()).starts_with(prefix); it->Next()) {
    if (page.items.size() == *size) {
      page.next_page_token = MakePageToken(kList, last);
      break;
    }
    last = it->key().ToString();
    auto batch = GetBatch(std::string_view(last).substr(keys::kBatchByTimeIdOffset));
    if (!batch.ok()) return batch.status();
    page.items.push_back(*std::move(batch));
  }
  if (absl::Status status = FromRocksDb(it->status()); !status.ok()) return status;
  return page;
}

absl::StatusOr<ListPage<v1::BatchItem>> RocksDbStore::ListBatchItems(std::string_view batch,
                                                                     v1::BatchItem::State state,
                                                                     int page_size,
                                                                     std::string_view page_token) {
  if (auto found = GetBatch(batch); !found.ok()) return found.status();
  const auto size = PageSize(page_size);
  if (!size.ok()) return size.status();
  const std::string list = Concat("items\n", batch, "\n", static_cast<int>(state));
  auto after = ParsePageToken(list, page_token);
  if (!after.ok()) return after.status();

  const bool all = state == v1::BatchItem::STATE_UNSPECIFIED;
  const std::string prefix =
      all ? keys::BatchItemPrefix(batch) : keys::BatchItemByStatePrefix(batch, state);
  const auto snapshot = database_->Snapshot();
  rocksdb::ReadOptions options;
  options.snapshot = snapshot.get();
  const auto it = database_->NewIterator(options, Family::kBatches);
  ListPage<v1::BatchItem> page;
  if (!after->empty()) after->push_back('\0');
  for (it->Seek(Concat(prefix, *after)); it->Valid() && ToView(it->key()).starts_with(prefix);
       it->Next()) {
    if (page.items.size() == *size) {
      std::string position;
      keys::AppendNumber64(page.items.back().index(), &position);
      page.next_page_token = MakePageToken(list, position);
      break;
    }
    rocksdb::PinnableSlice value;
    if (all) {
      value.PinSelf(it->value());
    } else {
      const std::optional<uint64_t> index = keys::TrailingIndex(ToView(it->key()));
      auto found = database_->Get(options, Family::kBatches,
                                  keys::BatchItem(batch, index.value_or(0)), &value);
      if (!found.ok()) return found.status();
      if (!*found) return absl::DataLossError(Concat("index entry without an item: ", batch));
    }
    absl::Status status = ParseStored(ToView(value), "batch item", &page.items.emplace_back());
    if (!status.ok()) return status;
  }
  if (absl::Status status = FromRocksDb(it->status()); !status.ok()) return status;
  return page;
}

absl::Status RocksDbStore::PutBatchItems(absl::Span<const NewBatchItem> items) {
  if (absl::Status status = CheckWritable(); !status.ok()) return status;
  GroupWrite group(database_.get(), &marks_, clock_->Now(), /*bytes=*/0);
  for (const NewBatchItem& item : items) {
    if (absl::Status status = group.Prepare(item); !status.ok()) return status;
  }
  std::lock_guard lock(write_mutex_);
  for (const NewBatchItem& item : items) {
    if (absl::Status status = group.Add(item); !status.ok()) return status;
  }
  return database_->Write(group.Finish());
}

}  // namespace gongkai
