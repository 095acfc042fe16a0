// A ZIP archive in memory, read within bounds: whatever it claims, no more is unpacked than
// common/limits.h allows, and unpacking stops at the bound while it runs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/v1/report.pb.h"

struct zip;

namespace gongkai {

// True if `bytes` begin as a ZIP archive does.
bool LooksLikeArchive(std::string_view bytes);

// Entries are read by name, none is opened as an archive itself. Not thread safe.
class Archive {
 public:
  // Reads the directory. `bytes` must outlive the archive. nullopt with *archive set, or
  // - DAMAGED: no archive, or cut off; a name that is absolute, climbs out of the archive or
  //   stands there twice (whatever the case of its letters);
  // - ENCRYPTED: an entry needs a password;
  // - OVER_LIMIT: kMaxArchiveEntries, kMaxEntryNameBytes.
  static std::optional<v1::ReportError> Open(std::string_view bytes,
                                             std::unique_ptr<Archive>* archive);
  ~Archive();
  Archive(const Archive&) = delete;
  Archive& operator=(const Archive&) = delete;

  // Names with "/" between folders, in the archive's order; folders are left out.
  const std::vector<std::string>& names() const { return names_; }

  // Letters of ASCII count as equal in either case, as in Office files.
  bool Has(std::string_view name) const { return Find(name) != nullptr; }

  // Unpacks an entry that is there into *bytes. DAMAGED: it is cut off, its checksum or its size
  // is wrong. UNSUPPORTED_FORMAT: packed otherwise than stored or deflated. OVER_LIMIT:
  // kMaxEntryBytes, kMaxArchiveBytes (of all calls together), kMaxUnpackRatio.
  std::optional<v1::ReportError> Read(std::string_view name, std::string* bytes);

 private:
  struct Entry {
    std::string key;  // name in lower case
    uint64_t index = 0;
    uint64_t packed = 0;
    uint64_t size = 0;  // as claimed
    uint16_t method = 0;
  };
  struct Discard {
    void operator()(zip* archive) const;
  };

  Archive() = default;
  std::optional<v1::ReportError> ReadDirectory();
  std::optional<v1::ReportError> AddEntry(uint64_t index);
  std::optional<v1::ReportError> CheckNames() const;
  const Entry* Find(std::string_view name) const;

  std::unique_ptr<zip, Discard> zip_;
  std::vector<std::string> names_;
  std::vector<Entry> entries_;  // in order of key
  std::size_t unpacked_ = 0;
};

}  // namespace gongkai
