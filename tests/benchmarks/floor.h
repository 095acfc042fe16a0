// The floor: what no program that does this work can avoid, called through the same libraries
// without any logic of ours. Everything runs on as many threads as the runner uses, so that both
// are slowed down alike by what the threads share.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gongkai/v1/report.pb.h"
#include "store/database.h"

namespace gongkai {

// CPU time per report, in microseconds.
struct FloorCost {
  double utf8 = 0;      // simdjson::validate_utf8
  double nfkc = 0;      // ICU Normalizer2::normalizeUTF8
  double sax = 0;       // libxml2's HTML parser with handlers that do nothing; HTML only
  double fill = 0;      // the whole Report made, message by message, on an arena, and freed
  double protobuf = 0;  // the whole Report written to a string
  double put = 0;       // RocksDB, batches of kGroupReports reports, synced

  double Check() const { return utf8 + nfkc + sax + fill + protobuf; }
  double Run() const { return Check() + put; }
};

// The bytes a store keeps of some reports, in batches as it wrote them.
struct StoredBytes {
  struct Entry {
    Family family;
    std::string key;
    std::string value;
  };
  uint64_t reports = 0;
  std::vector<std::vector<Entry>> batches;
};

// Reads what a store of `reports` reports holds. No process may have it open for writing.
absl::StatusOr<StoredBytes> ReadStoredBytes(const std::string& folder, uint64_t reports);

// `pages` as they come in. `html` says whether they pass the HTML parser.
void MeasureReading(const std::vector<std::string>& pages, bool html, int threads,
                    FloorCost* floor);

// `reports` as the stages leave them, content included.
void MeasureProtobuf(const std::vector<v1::Report>& reports, int threads, FloorCost* floor);

// Writes to a database in `folder`, which must not be there yet, set up as the store's is. The
// work RocksDB leaves to its background threads counts, as far as it comes to it.
absl::Status MeasurePut(const StoredBytes& bytes, const std::string& folder, int threads,
                        FloorCost* floor);

}  // namespace gongkai
