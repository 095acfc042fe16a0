// Entries in the RocksDB store.
#include "store/database.h"
#include "store/keys.h"
#include "store/page_token.h"
#include "store/records.h"
#include "store/rocksdb_store.h"

#include "common/strings.h"

namespace gongkai {

absl::StatusOr<ListPage<v1::Entry>> RocksDbStore::ListEntries(std::string_view kind, int page_size,
                                                              std::string_view page_token) {
  const auto size = PageSize(page_size);
  if (!size.ok()) return size.status();
  const std::string list = Concat("entries\n", kind);
  auto after = ParsePageToken(list, page_token);
  if (!after.ok()) return after.status();

  const std::string prefix = keys::EntryPrefix(kind);
  const auto it = database_->NewIterator({}, Family::kBatches);
  ListPage<v1::Entry> page;
  if (!after->empty()) after->push_back('\0');
  for (it->Seek(Concat(prefix, *after)); it->Valid() && ToView(it->key()).starts_with(prefix);
       it->Next()) {
    if (page.items.size() == *size) {
      page.next_page_token = MakePageToken(list, page.items.back().key());
      break;
    }
    v1::Entry& entry = page.items.emplace_back();
    entry.set_kind(std::string(kind));
    entry.set_key(std::string(ToView(it->key()).substr(prefix.size())));
    entry.set_value(it->value().ToString());
  }
  if (absl::Status status = FromRocksDb(it->status()); !status.ok()) return status;
  return page;
}

absl::Status RocksDbStore::PutEntries(absl::Span<const v1::Entry> entries) {
  if (absl::Status status = CheckWritable(); !status.ok()) return status;
  if (absl::Status status = CheckStorable(entries); !status.ok()) return status;
  rocksdb::WriteBatch write;
  rocksdb::ColumnFamilyHandle* family = database_->handle(Family::kBatches);
  for (const v1::Entry& entry : entries) {
    const std::string key = Concat(keys::EntryPrefix(entry.kind()), entry.key());
    (entry.value().empty() ? write.Delete(family, key) : write.Put(family, key, entry.value()))
        .PermitUncheckedError();
  }
  std::lock_guard lock(write_mutex_);
  return database_->Write(&write);
}

}  // namespace gongkai
