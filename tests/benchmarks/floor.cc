#include "tests/benchmarks/floor.h"

#include <libxml/HTMLparser.h>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <random>
#include <thread>

#include "common/arena.h"
#include "common/limits.h"
#include "common/strings.h"
#include "simdjson.h"
#include "tests/benchmarks/measure.h"

namespace gongkai {
namespace {

// Whatever is computed ends here, so that no compiler leaves it out.
std::atomic<uint64_t> sink = 0;

// Calls work(i) for every i below `count` on `threads` threads; CPU microseconds a call.
double MicrosPerCall(std::size_t count, int threads,
                     const std::function<uint64_t(std::size_t, std::string*)>& work) {
  std::atomic<double> seconds = 0;
  std::vector<std::thread> workers;
  for (int t = 0; t < threads; ++t) {
    workers.emplace_back([&, t] {
      std::string scratch;
      uint64_t sum = 0;
      const double start = ThreadCpuSeconds();
      for (std::size_t i = static_cast<std::size_t>(t); i < count;
           i += static_cast<std::size_t>(threads)) {
        sum += work(i, &scratch);
      }
      seconds += ThreadCpuSeconds() - start;
      sink += sum;
    });
  }
  for (std::thread& worker : workers) worker.join();
  return seconds * 1e6 / static_cast<double>(count);
}

uint64_t CheckUtf8(const std::string& page) {
  return simdjson::validate_utf8(page.data(), page.size()) ? 1 : 0;
}

uint64_t Nfkc(const icu::Normalizer2& nfkc, const std::string& page, std::string* out) {
  out->clear();
  icu::StringByteSink<std::string> bytes(out, static_cast<int32_t>(page.size()));
  UErrorCode error = U_ZERO_ERROR;
  nfkc.normalizeUTF8(0, icu::StringPiece(page.data(), static_cast<int32_t>(page.size())), bytes,
                     nullptr, error);
  return out->size();
}

htmlSAXHandler EmptyHandlers() {
  htmlSAXHandler handlers{};
  handlers.startElement = [](void*, const xmlChar*, const xmlChar**) {};
  handlers.endElement = [](void*, const xmlChar*) {};
  handlers.characters = [](void*, const xmlChar*, int) {};
  handlers.ignorableWhitespace = [](void*, const xmlChar*, int) {};
  handlers.cdataBlock = [](void*, const xmlChar*, int) {};
  handlers.comment = [](void*, const xmlChar*) {};
  return handlers;
}

uint64_t ParseHtml(htmlSAXHandler* handlers, const std::string& page) {
  htmlParserCtxtPtr parser =
      htmlCreatePushParserCtxt(handlers, nullptr, nullptr, 0, nullptr, XML_CHAR_ENCODING_UTF8);
  htmlCtxtUseOptions(
      parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
  htmlParseChunk(parser, page.data(), static_cast<int>(page.size()), 1);
  const auto consumed = static_cast<uint64_t>(parser->nbChars);
  htmlFreeParserCtxt(parser);
  return consumed;
}

// Entries of a family come sorted by key. Those with a digest for a key came in any order.
absl::Status ReadFamily(const Database& database, Family family,
                        std::vector<StoredBytes::Entry>* entries) {
  const auto it = database.NewIterator({}, family);
  for (it->SeekToFirst(); it->Valid(); it->Next()) {
    entries->push_back({family, it->key().ToString(), it->value().ToString()});
  }
  if (!it->status().ok()) return FromRocksDb(it->status());
  if (family == Family::kSources || family == Family::kParts || family == Family::kCheckpoints) {
    std::shuffle(entries->begin(), entries->end(), std::mt19937(1));
  }
  return absl::OkStatus();
}

absl::Status PutBatch(const std::vector<StoredBytes::Entry>& entries, Database* database,
                      std::mutex* one_writer) {
  rocksdb::WriteBatch batch;
  for (const StoredBytes::Entry& entry : entries) {
    batch.Put(database->handle(entry.family), entry.key, entry.value).PermitUncheckedError();
  }
  const std::lock_guard lock(*one_writer);
  return database->Write(&batch);
}

}  // namespace

absl::StatusOr<StoredBytes> ReadStoredBytes(const std::string& folder, uint64_t reports) {
  auto database = Database::Open(Concat(folder, "/db"), {.read_only = true});
  if (!database.ok()) return database.status();
  StoredBytes bytes{.reports = reports};
  bytes.batches.resize((reports + kGroupReports - 1) / kGroupReports);
  for (std::size_t family = 0; family < kFamilies; ++family) {
    std::vector<StoredBytes::Entry> entries;
    absl::Status status = ReadFamily(**database, static_cast<Family>(family), &entries);
    if (!status.ok()) return status;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const std::size_t batch = i * bytes.batches.size() / entries.size();
      bytes.batches[batch].push_back(std::move(entries[i]));
    }
  }
  return bytes;
}

void MeasureReading(const std::vector<std::string>& pages, bool html, int threads,
                    FloorCost* floor) {
  floor->utf8 = MicrosPerCall(pages.size(), threads,
                              [&](std::size_t i, std::string*) { return CheckUtf8(pages[i]); });
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(error);
  floor->nfkc = MicrosPerCall(pages.size(), threads, [&](std::size_t i, std::string* scratch) {
    return Nfkc(*nfkc, pages[i], scratch);
  });
  if (!html) return;
  xmlInitParser();
  htmlSAXHandler handlers = EmptyHandlers();
  floor->sax = MicrosPerCall(pages.size(), threads, [&](std::size_t i, std::string*) {
    return ParseHtml(&handlers, pages[i]);
  });
}

void MeasureProtobuf(const std::vector<v1::Report>& reports, int threads, FloorCost* floor) {
  floor->fill = MicrosPerCall(reports.size(), threads, [&](std::size_t i, std::string*) {
    const OnArena<v1::Report> copy;
    *copy = reports[i];
    return static_cast<uint64_t>(copy->extraction().cells_size());
  });
  floor->protobuf =
      MicrosPerCall(reports.size(), threads, [&](std::size_t i, std::string* scratch) {
        reports[i].SerializeToString(scratch);
        return scratch->size();
      });
}

absl::Status MeasurePut(const StoredBytes& bytes, const std::string& folder, int threads,
                        FloorCost* floor) {
  auto database = Database::Open(folder, {});
  if (!database.ok()) return database.status();
  std::mutex one_writer;
  std::mutex status_mutex;
  absl::Status status;
  CostMeter meter;
  MicrosPerCall(bytes.batches.size(), threads, [&](std::size_t i, std::string*) {
    absl::Status put = PutBatch(bytes.batches[i], database->get(), &one_writer);
    const std::lock_guard lock(status_mutex);
    status.Update(put);
    return bytes.batches[i].size();
  });
  database->reset();
  floor->put = meter.Stop(bytes.reports).CpuMicros();
  return status;
}

}  // namespace gongkai
