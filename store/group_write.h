// One group of reports or batch items as one RocksDB write: what is there is compared with what
// comes, and only what changes is written.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "common/arena.h"
#include "gongkai/v1/report.pb.h"
#include "gongkai/v1/store.pb.h"
#include "google/protobuf/message_lite.h"
#include "rocksdb/write_batch.h"
#include "store/database.h"
#include "store/store.h"
#include "store/write_marks.h"

namespace gongkai {

// First all reports and items are prepared: what is large and never replaced, contents and
// parts, enters the write while others may write to the database. Then, while nobody
// else writes, they are added: what depends on what is there. They must outlive the object. After
// an error nothing of it may be written. Used by one thread.
class GroupWrite {
 public:
  // `marks` are raised by Written(). `bytes`: about so much is to be written.
  GroupWrite(const Database* database, WriteMarks* marks, std::chrono::system_clock::time_point now,
             std::size_t bytes)
      : database_(*database), marks_(*marks), now_(now), batch_(bytes) {}

  // Reads what stands there of the reports, which Prepare() and Add() ask for, in one go: one by
  // one they would cost twice as much.
  absl::Status Read(absl::Span<const v1::Report* const> reports);

  // Errors as Store::WriteReports and Store::PutBatchItems.
  absl::Status Prepare(const v1::Report& report, const PartBytes& bytes);
  absl::Status Prepare(const NewBatchItem& item);
  absl::Status Add(const v1::Report& report, const PartBytes& bytes);
  absl::Status Add(const NewBatchItem& item);

  // The write, once everything is added.
  rocksdb::WriteBatch* Finish();

  // To be called once that was tried, before anybody else adds.
  void Written();

 private:
  // What stood in the database when its report was prepared.
  struct Seen {
    uint32_t mark = 0;
    v1::StoredReport* stored = nullptr;  // if it was found
  };

  // A part of the group: one of both, and what it is of.
  struct NewPart {
    const google::protobuf::MessageLite* message;
    std::string_view bytes;  // if they are at hand
  };

  absl::StatusOr<const v1::StoredReport*> ReadStored(const std::string& uri);
  absl::StatusOr<const v1::StoredReport*> FindStored(const std::string& uri);
  absl::Status ParseSeen(std::string_view value, std::string_view uri, Seen* seen);
  absl::StatusOr<v1::Batch*> FindBatch(const std::string& id);
  absl::StatusOr<const v1::BatchItem*> FindItem(const std::string& key);
  void SeekItem(const std::string& key);

  absl::Status PutContent(const v1::Content& content, std::string_view digest);
  absl::Status PutPart(v1::Part part, const v1::Report& report, const PartBytes& bytes,
                       std::string_view digest);
  absl::Status CheckKept(const v1::StageRecord& record) const;
  absl::Status SumUp(const v1::Report& report, const PartBytes& bytes, const v1::StoredReport* old,
                     v1::StoredReport* stored);
  absl::Status LoadPart(v1::Part part, std::string_view digest,
                        google::protobuf::MessageLite* message) const;
  template <typename Message>
  absl::Status Read(v1::Part part, const v1::Report& report, const PartBytes& bytes,
                    const Message** message);
  absl::Status Sketch(const v1::Report& report, const PartBytes& bytes,
                      std::optional<std::string>* sketch);
  void PutIndices(std::string_view uri, const v1::StoredReport* old,
                  const v1::StoredReport& stored);
  absl::Status PutItem(const v1::BatchItem& item);
  absl::Status CheckSize() const;

  void Put(Family family, std::string key, std::string value);
  void Delete(Family family, std::string key);

  const Database& database_;
  WriteMarks& marks_;
  const std::chrono::system_clock::time_point now_;

  // By family, to enter the write in order of their keys: RocksDB puts keys that come in order
  // beside each other with hardly a search.
  struct Entry {
    std::string key;
    std::optional<std::string> value;  // none: to be deleted
  };
  std::array<std::vector<Entry>, kFamilies> entries_;
  std::size_t entry_bytes_ = 0;
  rocksdb::WriteBatch batch_;
  google::protobuf::Arena arena_{ArenaBlocks()};  // of the records below

  std::unordered_map<std::string, Seen> seen_;  // by uri

  // What stands in entries_, since the database does not show it yet.
  std::unordered_map<std::string, const v1::StoredReport*> reports_;  // by uri
  std::unordered_map<std::string, NewPart> parts_;                    // by key
  std::unordered_map<std::string, std::string> checkpoints_;          // digests by key
  std::unordered_map<std::string, v1::Batch> batches_;                // by id
  std::unordered_map<std::string, const v1::BatchItem*> items_;       // by key; null if it is new

  // Items as they stand while nobody else writes. Those of a group mostly follow each other and are
  // new: one look says so of all of them.
  std::unique_ptr<rocksdb::Iterator> there_;
  std::string sought_;  // no key stands between this one and the iterator
};

}  // namespace gongkai
