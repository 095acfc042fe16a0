// Keys of the RocksDB store. docs/formats.md describes them byte by byte; whoever changes a
// key raises kStoreFormat and writes a migration. Keys of one kind sort by their components, and no
// two different lists of components give the same bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "gongkai/v1/assessment.pb.h"
#include "gongkai/v1/report.pb.h"
#include "gongkai/v1/store.pb.h"

namespace gongkai::keys {

// Version of all keys and values together.
inline constexpr uint32_t kStoreFormat = 4;

// Those from this one on are read as well, and become the newest when they are opened for writing.
inline constexpr uint32_t kOldestStoreFormat = 2;

// Column families.
inline constexpr char kSources[] = "sources";          // digest -> packed Content
inline constexpr char kParts[] = "parts";              // Part() -> packed part
inline constexpr char kCheckpoints[] = "checkpoints";  // Checkpoint() -> digest of the part
inline constexpr char kReports[] = "reports";          // uri -> StoredReport
inline constexpr char kIndices[] = "indices";          // an index below, then uri
inline constexpr char kBatches[] = "batches";          // batches and their items

// A part of a report, by what it says. Parts of one kind stand together, so that a pass over facts
// or findings touches no text.
std::string Part(v1::Part part, std::string_view digest);

// A stage result.
std::string Checkpoint(std::string_view stage, std::string_view revision,
                       std::string_view input_digest);

// What stands before the uri in the column family of indices. An unknown agency is empty, an
// unknown year 0.
std::string AgencyYearIndex(std::string_view agency, uint32_t year);

// The value of that entry: the digest of the report's extraction, which may be empty. Format 2 left
// it empty.
std::string ExtractionValue(std::string_view digest);
std::string_view ExtractionIn(std::string_view value);

std::string AgencyIndex(std::string_view agency);
std::string YearIndex(uint32_t year);
std::string VerdictIndex(v1::Verdict verdict);
std::string RuleIndex(std::string_view rule);

// A batch, and its entry in the list of batches, newest first.
std::string Batch(std::string_view id);
std::string BatchByTime(const v1::Batch& batch);

// All keys of the list of batches begin with this; the id begins at kBatchByTimeIdOffset.
std::string BatchByTimePrefix();
inline constexpr std::size_t kBatchByTimeIdOffset = 13;

// An item, and its entry among the items of its state. The prefixes end where the index, eight
// bytes, begins.
std::string BatchItem(std::string_view batch, uint64_t index);
std::string BatchItemPrefix(std::string_view batch);
std::string BatchItemByState(std::string_view batch, v1::BatchItem::State state, uint64_t index);
std::string BatchItemByStatePrefix(std::string_view batch, v1::BatchItem::State state);

// What stands before the key of an entry, in the column family of batches.
std::string EntryPrefix(std::string_view kind);

// The number that ends a key; nullopt if the key is too short.
std::optional<uint64_t> TrailingIndex(std::string_view key);

// Appends a component: a string that may be followed by others, a number. Numbers are
// big-endian.
void AppendString(std::string_view text, std::string* key);
void AppendNumber32(uint32_t number, std::string* key);
void AppendNumber64(uint64_t number, std::string* key);

// The number that AppendNumber32 wrote; `bytes` has at least its four.
uint32_t ReadNumber32(std::string_view bytes);

}  // namespace gongkai::keys
