// Entries of a store by kind, whole lists at a time.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/strings.h"
#include "gongkai/v1/store.pb.h"
#include "store/store.h"

namespace gongkai {

// All of a kind, in order of key; memory is for all of them.
absl::StatusOr<std::vector<v1::Entry>> ReadEntries(Store& store, std::string_view kind);

// The same as messages. DATA_LOSS names the entry that is none.
template <typename Message>
absl::StatusOr<std::vector<Message>> ReadEntriesAs(Store& store, std::string_view kind) {
  const absl::StatusOr<std::vector<v1::Entry>> entries = ReadEntries(store, kind);
  if (!entries.ok()) return entries.status();
  std::vector<Message> messages;
  messages.reserve(entries->size());
  for (const v1::Entry& entry : *entries) {
    if (!messages.emplace_back().ParseFromString(entry.value())) {
      return absl::DataLossError(Concat("存储中的一条记录已损坏 / an entry of the store is ",
                                        "damaged: ", kind, " ", entry.key()));
    }
  }
  return messages;
}

// An entry replaces the one of the same key; one without a value takes it away.
absl::Status PutEntry(Store& store, std::string_view kind, const std::string& key,
                      const std::string& value);

// Makes the entries of a kind those that are wanted, by key. Returns how many were written or
// taken away; those that stand are not touched. Not atomic beyond kMaxEntriesPerCall.
absl::StatusOr<uint64_t> ReplaceEntries(Store& store, std::string_view kind,
                                        std::map<std::string, std::string> wanted);

}  // namespace gongkai
