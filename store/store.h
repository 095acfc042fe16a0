// What keeps results. One interface for every engine; tests/store/conformance.h says what each
// has to do. Nothing above it may assume RocksDB.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "common/stage.h"
#include "gongkai/v1/report.pb.h"
#include "gongkai/v1/source.pb.h"
#include "gongkai/v1/store.pb.h"
#include "google/protobuf/message_lite.h"
#include "store/report_name.h"

namespace gongkai {

// One page of a list and the token of the next; the token is empty on the last page. A token
// stays good while reports come and go, and only for the list it came from.
template <typename T>
struct ListPage {
  std::vector<T> items;
  std::string next_page_token;
};

// A part to read: the one that the stage gave in that run.
struct PartToRead {
  const v1::StageRecord* record;
  google::protobuf::MessageLite* message;
  std::string* bytes = nullptr;  // takes it serialized, in place of the message
};

// A stored report as others of its agency need it.
struct NamedReport {
  std::string uri;
  std::string extraction;  // digest; empty for a report with an error, or without extraction
};

struct NewBatchItem {
  v1::BatchItem item;
  const v1::Content* content = nullptr;  // kept under item.source_digest if not null
};

// Which stored reports to list; what is left empty matches all.
struct ReportFilter {
  std::string name;  // "agencies/{agency}/reports/{year}", "-" for any agency or year
  v1::Verdict verdict = v1::VERDICT_UNSPECIFIED;
  std::string rule;  // with a FAILED finding of this rule
};

// Safe to call from several threads at once. What a call acknowledged is on disk and survives
// a crash; what it refused left no trace (after an error of the disk: it is there whole or not
// at all). Errors: NOT_FOUND for unknown names, INVALID_ARGUMENT for malformed ones,
// FAILED_PRECONDITION for writing to a store opened for reading, RESOURCE_EXHAUSTED when the
// disk is full or a call is over a limit, DATA_LOSS for stored bytes that cannot be read,
// UNAVAILABLE when a remote store is out of reach. Page sizes: 0 stands for kDefaultPageSize,
// more than kMaxPageSize for kMaxPageSize, less than 0 is INVALID_ARGUMENT.
class Store {
 public:
  virtual ~Store() = default;

  // Keeps a group of reports: content, parts, checkpoints (one for each stage record), indices,
  // and the item of the batch each answers. Atomic for the whole group. A
  // report replaces the one with the same uri; of two in one group the later one stays.
  // Reports with an error are kept with it. A part that is not in the report is taken from
  // the checkpoint its stage record names; INVALID_ARGUMENT if there is none. NOT_FOUND if a
  // report answers an item of an unknown batch.
  virtual absl::Status WriteReports(absl::Span<const v1::Report* const> reports) = 0;

  // The same with parts in bytes, beside the messages or in their place. Beside a message they must
  // be what it says.
  virtual absl::Status WriteSerialized(absl::Span<const v1::Report* const> reports,
                                       absl::Span<const PartBytes* const> bytes);

  // One entry for each key, in its order; found is false for unknown ones.
  virtual absl::StatusOr<std::vector<v1::Checkpoint>> GetCheckpoints(
      absl::Span<const v1::CheckpointKey> keys) = 0;

  // The report stored under a uri with the parts asked for; source, error and stage records
  // always come. A part that was not kept stays unset.
  virtual absl::StatusOr<v1::Report> GetReport(std::string_view uri,
                                               absl::Span<const v1::Part> parts) = 0;

  // The same into *report, which may live on an arena and is cleared first.
  virtual absl::Status ReadReport(std::string_view uri, absl::Span<const v1::Part> parts,
                                  v1::Report* report) {
    absl::StatusOr<v1::Report> stored = GetReport(uri, parts);
    if (!stored.ok()) return stored.status();
    *report = *std::move(stored);
    return absl::OkStatus();
  }

  // Parts of stored reports, whatever became of the reports since. DATA_LOSS for one that is not
  // there. At most kMaxCheckpointsPerCall.
  virtual absl::Status ReadParts(absl::Span<const PartToRead> parts);

  // Summaries in order of uri (of its bytes).
  virtual absl::StatusOr<ListPage<v1::ReportSummary>> ListReports(const ReportFilter& filter,
                                                                  int page_size,
                                                                  std::string_view page_token) = 0;

  // The same into *page, whose messages are used again: making them anew costs as much as reading.
  virtual absl::Status ReadPage(const ReportFilter& filter, int page_size,
                                std::string_view page_token, ListPage<v1::ReportSummary>* page) {
    auto read = ListReports(filter, page_size, page_token);
    if (!read.ok()) return read.status();
    *page = *std::move(read);
    return absl::OkStatus();
  }

  // The next_page_token of a page of all reports, in a fraction of the time. Several threads may
  // so read a list that nobody writes to meanwhile.
  virtual absl::StatusOr<std::string> PassPage(int page_size, std::string_view page_token) {
    auto read = ListReports(ReportFilter{}, page_size, page_token);
    if (!read.ok()) return read.status();
    return std::move(read->next_page_token);
  }

  absl::StatusOr<ListPage<v1::ReportSummary>> ListReports(std::string_view name, int page_size,
                                                          std::string_view page_token) {
    return ListReports(ReportFilter{.name = std::string(name)}, page_size, page_token);
  }

  // The first page of each of several lists, in their order; at most kMaxListsPerCall. The same as
  // asking one after another, in one way there and back.
  virtual absl::StatusOr<std::vector<ListPage<v1::ReportSummary>>> ListReportsOfEach(
      absl::Span<const ReportFilter> filters, int page_size);

  // The first reports of each agency and year, at most `most` of each, in order of uri. An empty
  // agency or the year 0 gives none. At most kMaxListsPerCall.
  virtual absl::StatusOr<std::vector<std::vector<NamedReport>>> ListNamed(
      absl::Span<const ReportName> names, int most);

  // The bytes kept under a digest, with what the first sender declared about them.
  virtual absl::StatusOr<v1::Content> GetContent(std::string_view digest) = 0;

  // Gives the stored batch if the id is there already. Its counts are those of its items; an
  // unset state is RUNNING, an unset create_time now.
  virtual absl::StatusOr<v1::Batch> CreateBatch(const v1::Batch& batch) = 0;

  // STATE_UNSPECIFIED and a total of 0 leave what is there.
  virtual absl::StatusOr<v1::Batch> UpdateBatch(std::string_view id, v1::Batch::State state,
                                                uint64_t total) = 0;

  // Counts are disjoint and add up to the total, which is at least the number of recorded
  // items; those that are not recorded are waiting.
  virtual absl::StatusOr<v1::Batch> GetBatch(std::string_view id) = 0;

  // Newest first.
  virtual absl::StatusOr<ListPage<v1::Batch>> ListBatches(int page_size,
                                                          std::string_view page_token) = 0;

  // Recorded items by index. STATE_UNSPECIFIED lists items of every state. NOT_FOUND for an
  // unknown batch.
  virtual absl::StatusOr<ListPage<v1::BatchItem>> ListBatchItems(std::string_view batch,
                                                                 v1::BatchItem::State state,
                                                                 int page_size,
                                                                 std::string_view page_token) = 0;

  // Atomic for all items. An item replaces the one with the same batch and index. NOT_FOUND for
  // an unknown batch.
  virtual absl::Status PutBatchItems(absl::Span<const NewBatchItem> items) = 0;

  // Entries of a kind in order of their keys (of their bytes).
  virtual absl::StatusOr<ListPage<v1::Entry>> ListEntries(std::string_view kind, int page_size,
                                                          std::string_view page_token) = 0;

  // Atomic for all, at most kMaxEntriesPerCall. An entry replaces the one of the same kind and
  // key; one without a value takes it away.
  virtual absl::Status PutEntries(absl::Span<const v1::Entry> entries) = 0;
};

}  // namespace gongkai
