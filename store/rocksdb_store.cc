#include "store/rocksdb_store.h"

#include <algorithm>
#include <map>
#include <utility>

#include "common/digest.h"
#include "common/limits.h"
#include "common/report_parts.h"
#include "common/strings.h"
#include "store/database.h"
#include "store/format_file.h"
#include "store/group_write.h"
#include "store/keys.h"
#include "store/packing.h"
#include "store/page_token.h"
#include "store/parts.h"
#include "store/records.h"

namespace gongkai {
namespace {

const Clock kSystemClock;

bool Asked(absl::Span<const v1::Part> parts, v1::Part part) {
  return std::find(parts.begin(), parts.end(), part) != parts.end();
}

absl::Status NoReport(std::string_view uri) {
  return absl::NotFoundError(Concat("存储中没有这份报告; no such report in the store: ", uri));
}

// No fewer than a group takes in its write, most of the time: growing with each report, the write
// would be copied again and again.
std::size_t BytesOf(absl::Span<const v1::Report* const> reports,
                    absl::Span<const PartBytes* const> bytes) {
  constexpr std::size_t kRecords = 4096;
  std::size_t sum = reports.size() * kRecords;
  for (const v1::Report* report : reports) sum += report->content().data().size();
  for (const PartBytes* parts : bytes) {
    for (const std::string& part : *parts) sum += part.size();
  }
  return sum;
}

// Column family and key prefix whose entries, each a prefix and a uri, hold at least the reports
// that match, in order of uri; the one that is likely to hold the fewest.
struct Range {
  Family family = Family::kReports;
  std::string prefix;
};

Range NarrowestRange(const ParsedFilter& filter) {
  if (!filter.rule.empty()) return {Family::kIndices, keys::RuleIndex(filter.rule)};
  if (!filter.agency.empty() && filter.year != 0) {
    return {Family::kIndices, keys::AgencyYearIndex(filter.agency, filter.year)};
  }
  if (!filter.agency.empty()) return {Family::kIndices, keys::AgencyIndex(filter.agency)};
  if (filter.verdict != v1::VERDICT_UNSPECIFIED) {
    return {Family::kIndices, keys::VerdictIndex(filter.verdict)};
  }
  if (filter.year != 0) return {Family::kIndices, keys::YearIndex(filter.year)};
  return {};
}

}  // namespace

absl::StatusOr<std::unique_ptr<RocksDbStore>> RocksDbStore::Open(const std::string& folder,
                                                                 const Options& options) {
  absl::Status format =
      CheckFormat(folder, options.create_if_missing && !options.read_only, options.read_only);
  if (!format.ok()) return format;
  auto database =
      Database::Open(Concat(folder, "/db"), {.read_only = options.read_only, .env = options.env});
  if (!database.ok()) return database.status();
  return std::unique_ptr<RocksDbStore>(new RocksDbStore(*std::move(database), options.clock));
}

RocksDbStore::RocksDbStore(std::unique_ptr<Database> database, const Clock* clock)
    : database_(std::move(database)), clock_(clock == nullptr ? &kSystemClock : clock) {}

RocksDbStore::~RocksDbStore() = default;

absl::Status RocksDbStore::CheckWritable() const {
  if (!database_->read_only()) return absl::OkStatus();
  return absl::FailedPreconditionError("存储以只读方式打开; the store is open for reading only");
}

absl::Status RocksDbStore::WriteReports(absl::Span<const v1::Report* const> reports) {
  const PartBytes none;
  return WriteSerialized(reports, std::vector<const PartBytes*>(reports.size(), &none));
}

absl::Status RocksDbStore::WriteSerialized(absl::Span<const v1::Report* const> reports,
                                           absl::Span<const PartBytes* const> bytes) {
  if (absl::Status status = CheckWritable(); !status.ok()) return status;
  GroupWrite group(database_.get(), &marks_, clock_->Now(), BytesOf(reports, bytes));
  if (absl::Status status = group.Read(reports); !status.ok()) return status;
  for (std::size_t i = 0; i < reports.size(); ++i) {
    if (absl::Status status = group.Prepare(*reports[i], *bytes[i]); !status.ok()) return status;
  }
  std::lock_guard lock(write_mutex_);
  for (std::size_t i = 0; i < reports.size(); ++i) {
    if (absl::Status status = group.Add(*reports[i], *bytes[i]); !status.ok()) return status;
  }
  absl::Status status = database_->Write(group.Finish());
  group.Written();
  return status;
}

absl::StatusOr<std::vector<v1::Checkpoint>> RocksDbStore::GetCheckpoints(
    absl::Span<const v1::CheckpointKey> keys) {
  if (keys.size() > kMaxCheckpointsPerCall) {
    return absl::ResourceExhaustedError(
        Concat(keys.size(), " checkpoints asked for, at most ", kMaxCheckpointsPerCall));
  }
  std::vector<v1::Checkpoint> checkpoints(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    auto digest = FindCheckpoint(
        *database_, keys::Checkpoint(keys[i].stage(), keys[i].revision(), keys[i].input_digest()));
    if (!digest.ok()) return digest.status();
    if (digest->empty()) continue;
    rocksdb::PinnableSlice packed;
    auto found = FindPart(*database_, PartOfStage(keys[i].stage()), *digest, &packed);
    if (!found.ok()) return found.status();
    if (!*found) return absl::DataLossError("a checkpoint names a part that is missing");
    checkpoints[i].set_found(true);
    absl::Status status = UnpackPart(*database_, ToView(packed), *digest, keys[i].stage(),
                                     checkpoints[i].mutable_part());
    checkpoints[i].set_output_digest(*std::move(digest));
    if (!status.ok()) return status;
  }
  return checkpoints;
}

absl::StatusOr<v1::Report> RocksDbStore::GetReport(std::string_view uri,
                                                   absl::Span<const v1::Part> parts) {
  v1::Report report;
  if (absl::Status status = ReadReport(uri, parts, &report); !status.ok()) return status;
  return report;
}

absl::Status RocksDbStore::ReadReport(std::string_view uri, absl::Span<const v1::Part> parts,
                                      v1::Report* report) {
  report->Clear();
  v1::StoredReport stored;
  auto found = FindStored(nullptr, uri, &stored);
  if (!found.ok()) return found.status();
  if (!*found) return NoReport(uri);
  // Parts never change, so nothing that happens meanwhile can mix two states of the report.
  for (v1::Part part : kStageParts) {
    const v1::StageRecord* record = RecordOf(part, stored.summary().stage_records());
    if (record == nullptr || !Asked(parts, part)) continue;
    absl::Status status =
        ReadPart(*database_, part, record->output_digest(), MutablePart(part, report));
    if (!status.ok()) return status;
  }
  if (Asked(parts, v1::CONTENT) && !stored.summary().source().digest().empty()) {
    v1::Content content;
    auto kept = FindContent(stored.summary().source().digest(), &content);
    if (!kept.ok()) return kept.status();
    if (*kept) {
      content.set_media_type(stored.media_type());
      content.set_charset(stored.charset());
      *report->mutable_content() = std::move(content);
    }
  }
  v1::ReportSummary& summary = *stored.mutable_summary();
  *report->mutable_source() = std::move(*summary.mutable_source());
  if (summary.has_error()) *report->mutable_error() = std::move(*summary.mutable_error());
  *report->mutable_stage_records() = std::move(*summary.mutable_stage_records());
  return absl::OkStatus();
}

absl::Status RocksDbStore::ReadParts(absl::Span<const PartToRead> parts) {
  if (parts.size() > kMaxCheckpointsPerCall) {
    return absl::ResourceExhaustedError(
        Concat(parts.size(), " parts asked for, at most ", kMaxCheckpointsPerCall));
  }
  return gongkai::ReadParts(*database_, parts);
}

absl::StatusOr<bool> RocksDbStore::FindStored(const rocksdb::Snapshot* snapshot,
                                              std::string_view uri,
                                              v1::StoredReport* stored) const {
  rocksdb::ReadOptions options;
  options.snapshot = snapshot;
  rocksdb::PinnableSlice value;
  auto found = database_->Get(options, Family::kReports, uri, &value);
  if (!found.ok() || !*found) return found;
  if (absl::Status status = ParseStored(ToView(value), uri, stored); !status.ok()) return status;
  return true;
}

absl::StatusOr<bool> RocksDbStore::FindContent(std::string_view digest,
                                               v1::Content* content) const {
  rocksdb::PinnableSlice value;
  auto found = database_->Get({}, Family::kSources, digest, &value);
  if (!found.ok() || !*found) return found;
  absl::Status status = Unpack(ToView(value), "content", content);
  if (!status.ok()) return status;
  return true;
}

absl::StatusOr<v1::Content> RocksDbStore::GetContent(std::string_view digest) {
  if (digest.size() != kDigestBytes) {
    return absl::InvalidArgumentError(Concat("a digest has ", kDigestBytes, " bytes"));
  }
  v1::Content content;
  auto found = FindContent(digest, &content);
  if (!found.ok()) return found.status();
  if (*found) return content;
  return absl::NotFoundError(
      Concat("没有保存这个文件; no content is kept under this digest: ", ToHex(digest)));
}

// Lists of reports at one moment. To make an iterator costs more than to look an agency up, and to
// seek more than to go on: lists in the order of their keys, as the years of an agency are, are
// read in one go.
class RocksDbStore::Lists {
 public:
  explicit Lists(const RocksDbStore& store)
      : store_(store), snapshot_(store.database_->Snapshot()) {}

  absl::Status Read(const ReportFilter& filter, int page_size, std::string_view page_token,
                    ListPage<v1::ReportSummary>* page) {
    auto parsed = ParseFilter(filter);
    if (!parsed.ok()) return parsed.status();
    const auto size = PageSize(page_size);
    if (!size.ok()) return size.status();
    const std::string list = ListName(filter);
    auto after = ParsePageToken(list, page_token);
    if (!after.ok()) return after.status();
    const Range range = NarrowestRange(*parsed);
    Cursor& cursor = CursorOf(range.family);
    rocksdb::Iterator& it = *cursor.iterator;
    std::vector<v1::ReportSummary>& items = page->items;
    items.reserve(range.family == Family::kReports ? *size : 0);
    page->next_page_token.clear();
    std::size_t read = 0;
    v1::StoredReport stored;
    // The token holds the uri of the last entry; the least key behind it ends with one zero byte.
    if (!after->empty()) after->push_back('\0');
    for (cursor.Seek(Concat(range.prefix, *after));
         it.Valid() && ToView(it.key()).starts_with(range.prefix); cursor.Next()) {
      absl::Status status = ReadAt(it, range, &stored);
      if (!status.ok()) return status;
      if (!parsed->Matches(stored)) continue;
      if (read == *size) {
        page->next_page_token = MakePageToken(list, items[read - 1].source().uri());
        break;
      }
      if (read == items.size()) items.emplace_back();
      items[read++].Swap(stored.mutable_summary());
    }
    items.resize(read);
    return FromRocksDb(it.status());
  }

  // As Read() of all reports, but for reading them.
  absl::StatusOr<std::string> Pass(int page_size, std::string_view page_token) {
    const auto size = PageSize(page_size);
    if (!size.ok()) return size.status();
    const std::string list = ListName({});
    auto after = ParsePageToken(list, page_token);
    if (!after.ok()) return after.status();
    rocksdb::Iterator& it = *CursorOf(Family::kReports).iterator;
    if (!after->empty()) after->push_back('\0');
    std::string last;
    it.Seek(*after);
    for (std::size_t passed = 0; passed < *size && it.Valid(); ++passed, it.Next()) {
      if (passed + 1 == *size) last = ToView(it.key());
    }
    if (it.Valid()) return MakePageToken(list, last);
    if (absl::Status status = FromRocksDb(it.status()); !status.ok()) return status;
    return "";
  }

  // The entries of the index say all of it, but for those that format 2 wrote.
  absl::Status ReadNamed(const ReportName& name, std::size_t most,
                         std::vector<NamedReport>* reports) {
    const Range range{Family::kIndices, keys::AgencyYearIndex(name.agency, name.year)};
    Cursor& cursor = CursorOf(range.family);
    rocksdb::Iterator& it = *cursor.iterator;
    v1::StoredReport stored;
    for (cursor.Seek(range.prefix);
         reports->size() < most && it.Valid() && ToView(it.key()).starts_with(range.prefix);
         cursor.Next()) {
      NamedReport& report = reports->emplace_back();
      report.uri = ToView(it.key()).substr(range.prefix.size());
      if (!it.value().empty()) {
        report.extraction = keys::ExtractionIn(ToView(it.value()));
        continue;
      }
      if (absl::Status status = ReadAt(it, range, &stored); !status.ok()) return status;
      report.extraction = ExtractionOf(stored.summary());
    }
    return FromRocksDb(it.status());
  }

 private:
  struct Cursor {
    std::unique_ptr<rocksdb::Iterator> iterator;
    std::string passed;  // no key stands between this one and the iterator
    bool is_set = false;

    // To the first key that is not before `key`.
    void Seek(const std::string& key) {
      const bool is_there =
          is_set && passed < key && iterator->Valid() && key <= ToView(iterator->key());
      if (!is_there) iterator->Seek(key);
      passed = key;
      is_set = true;
    }

    void Next() {
      passed = ToView(iterator->key());
      iterator->Next();
    }
  };

  Cursor& CursorOf(Family family) {
    Cursor& cursor = cursors_[family];
    if (cursor.iterator == nullptr) {
      rocksdb::ReadOptions options;
      options.snapshot = snapshot_.get();
      cursor.iterator = store_.database_->NewIterator(options, family);
    }
    return cursor;
  }

  // The report that the entry is, or is an index of.
  absl::Status ReadAt(const rocksdb::Iterator& it, const Range& range,
                      v1::StoredReport* stored) const {
    const std::string_view uri = ToView(it.key()).substr(range.prefix.size());
    if (range.family == Family::kReports) return ParseStored(ToView(it.value()), uri, stored);
    auto found = store_.FindStored(snapshot_.get(), uri, stored);
    if (!found.ok()) return found.status();
    if (*found) return absl::OkStatus();
    return absl::DataLossError(Concat("index entry without a report: ", uri));
  }

  const RocksDbStore& store_;
  const std::shared_ptr<const rocksdb::Snapshot> snapshot_;
  std::map<Family, Cursor> cursors_;
};

absl::StatusOr<ListPage<v1::ReportSummary>> RocksDbStore::ListReports(const ReportFilter& filter,
                                                                      int page_size,
                                                                      std::string_view page_token) {
  ListPage<v1::ReportSummary> page;
  if (absl::Status status = ReadPage(filter, page_size, page_token, &page); !status.ok()) {
    return status;
  }
  return page;
}

absl::Status RocksDbStore::ReadPage(const ReportFilter& filter, int page_size,
                                    std::string_view page_token,
                                    ListPage<v1::ReportSummary>* page) {
  return Lists(*this).Read(filter, page_size, page_token, page);
}

absl::StatusOr<std::string> RocksDbStore::PassPage(int page_size, std::string_view page_token) {
  return Lists(*this).Pass(page_size, page_token);
}

absl::StatusOr<std::vector<ListPage<v1::ReportSummary>>> RocksDbStore::ListReportsOfEach(
    absl::Span<const ReportFilter> filters, int page_size) {
  if (absl::Status status = CheckLists(filters.size()); !status.ok()) return status;
  Lists lists(*this);
  std::vector<ListPage<v1::ReportSummary>> pages;
  pages.reserve(filters.size());
  for (const ReportFilter& filter : filters) {
    absl::Status status = lists.Read(filter, page_size, "", &pages.emplace_back());
    if (!status.ok()) return status;
  }
  return pages;
}

absl::StatusOr<std::vector<std::vector<NamedReport>>> RocksDbStore::ListNamed(
    absl::Span<const ReportName> names, int most) {
  if (absl::Status status = CheckLists(names.size()); !status.ok()) return status;
  const auto size = PageSize(most);
  if (!size.ok()) return size.status();
  Lists lists(*this);
  std::vector<std::vector<NamedReport>> result(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i].agency.empty() || names[i].year == 0) continue;
    absl::Status status = lists.ReadNamed(names[i], *size, &result[i]);
    if (!status.ok()) return status;
  }
  return result;
}

}  // namespace gongkai
