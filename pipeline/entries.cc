#include "pipeline/entries.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/types/span.h"
#include "common/limits.h"

namespace gongkai {
namespace {

v1::Entry EntryOf(std::string_view kind, std::string key, std::string value) {
  v1::Entry entry;
  entry.set_kind(std::string(kind));
  entry.set_key(std::move(key));
  entry.set_value(std::move(value));
  return entry;
}

}  // namespace

absl::StatusOr<std::vector<v1::Entry>> ReadEntries(Store& store, std::string_view kind) {
  std::vector<v1::Entry> entries;
  std::string token;
  do {
    auto page = store.ListEntries(kind, kMaxPageSize, token);
    if (!page.ok()) return page.status();
    std::ranges::move(page->items, std::back_inserter(entries));
    token = page->next_page_token;
  } while (!token.empty());
  return entries;
}

absl::Status PutEntry(Store& store, std::string_view kind, const std::string& key,
                      const std::string& value) {
  const v1::Entry entry = EntryOf(kind, key, value);
  return store.PutEntries({&entry, 1});
}

absl::StatusOr<uint64_t> ReplaceEntries(Store& store, std::string_view kind,
                                        std::map<std::string, std::string> wanted) {
  const absl::StatusOr<std::vector<v1::Entry>> stored = ReadEntries(store, kind);
  if (!stored.ok()) return stored.status();
  std::vector<v1::Entry> changes;
  for (const v1::Entry& entry : *stored) {
    const auto found = wanted.find(entry.key());
    if (found == wanted.end()) {
      changes.push_back(EntryOf(kind, entry.key(), ""));
    } else if (found->second == entry.value()) {
      wanted.erase(found);
    }
  }
  for (auto& [key, value] : wanted) changes.push_back(EntryOf(kind, key, std::move(value)));
  for (std::size_t i = 0; i < changes.size(); i += kMaxEntriesPerCall) {
    const absl::Status status =
        store.PutEntries(absl::MakeSpan(changes).subspan(i, kMaxEntriesPerCall));
    if (!status.ok()) return status;
  }
  return changes.size();
}

}  // namespace gongkai
