#include "normalize/archive.h"

#include <zip.h>

#include <algorithm>
#include <cstring>

#include "absl/strings/ascii.h"
#include "common/limits.h"
#include "common/report_error.h"
#include "common/strings.h"
#include "normalize/stage_name.h"

namespace gongkai {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t kMegabyte = 1u << 20;
constexpr auto kDirectoryEntry = "PK\1\2"sv;
constexpr auto kWideEnd = "PK\6\6"sv;  // end of the directory of an archive over 4 GB
constexpr std::size_t kWideEndCount = 32;

v1::ReportError Damaged(std::string_view zh, std::string_view en) {
  return MakeReportError(v1::ReportError::DAMAGED, kNormalize, zh, en);
}

v1::ReportError OverLimit(std::string_view zh, std::string_view en) {
  return MakeReportError(v1::ReportError::OVER_LIMIT, kNormalize, zh, en);
}

v1::ReportError Incomplete() {
  return Damaged("压缩结构不完整", "its ZIP structure is incomplete");
}

v1::ReportError TooManyEntries() {
  return OverLimit(Concat("压缩包内文件超过 ", kMaxArchiveEntries, " 个"),
                   Concat("more than ", kMaxArchiveEntries, " files in the archive"));
}

v1::ReportError TooLarge(std::string_view name) {
  return OverLimit(Concat("“", name, "”解压后过大，上限 ", kMaxEntryBytes / kMegabyte, " MB，合计 ",
                          kMaxArchiveBytes / kMegabyte, " MB"),
                   Concat(name, " is too large when unpacked, at most ", kMaxEntryBytes / kMegabyte,
                          " MB, ", kMaxArchiveBytes / kMegabyte, " MB in all"));
}

std::string KeyOf(std::string_view name) {
  std::string key(name);
  std::transform(key.begin(), key.end(), key.begin(), absl::ascii_tolower);
  return key;
}

// An absolute name, or one that leads out of the archive.
bool LeadsOut(std::string_view name) {
  if (name.empty() || name[0] == '/' || (name.size() > 1 && name[1] == ':')) return true;
  while (!name.empty()) {
    const std::size_t slash = std::min(name.find('/'), name.size());
    if (name.substr(0, slash) == "..") return true;
    name.remove_prefix(std::min(slash + 1, name.size()));
  }
  return false;
}

std::size_t Count(std::string_view bytes, std::string_view mark) {
  std::size_t count = 0;
  while (const void* found = memmem(bytes.data(), bytes.size(), mark.data(), mark.size())) {
    ++count;
    bytes.remove_prefix(static_cast<std::size_t>(static_cast<const char*>(found) - bytes.data()) +
                        mark.size());
  }
  return count;
}

// libzip makes room for as many entries as the end of the directory claims: at most 65 535, but
// for an archive over 4 GB, which none of ours is, any number.
bool ClaimsTooMany(std::string_view bytes) {
  if (Count(bytes, kDirectoryEntry) > kMaxArchiveEntries) return true;
  for (std::size_t at = bytes.find(kWideEnd); at != std::string_view::npos;
       at = bytes.find(kWideEnd, at + 1)) {
    uint64_t count = 0;
    if (at + kWideEndCount + sizeof(count) > bytes.size()) break;
    std::memcpy(&count, bytes.data() + at + kWideEndCount, sizeof(count));
    if (count > kMaxArchiveEntries) return true;
  }
  return false;
}

struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

}  // namespace

bool LooksLikeArchive(std::string_view bytes) {
  return bytes.substr(0, 4) == "PK\3\4" || bytes.substr(0, 4) == "PK\5\6";
}

void Archive::Discard::operator()(zip* archive) const { zip_discard(archive); }

Archive::~Archive() = default;

std::optional<v1::ReportError> Archive::Open(std::string_view bytes,
                                             std::unique_ptr<Archive>* archive) {
  if (!LooksLikeArchive(bytes)) return Incomplete();
  if (ClaimsTooMany(bytes)) return TooManyEntries();
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* opened = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
  zip_error_fini(&error);
  if (opened == nullptr) {
    zip_source_free(source);
    return Incomplete();
  }
  auto made = std::unique_ptr<Archive>(new Archive());
  made->zip_.reset(opened);
  if (auto fault = made->ReadDirectory()) return fault;
  *archive = std::move(made);
  return std::nullopt;
}

std::optional<v1::ReportError> Archive::ReadDirectory() {
  const zip_int64_t count = zip_get_num_entries(zip_.get(), 0);
  if (count > static_cast<zip_int64_t>(kMaxArchiveEntries)) return TooManyEntries();
  for (zip_int64_t index = 0; index < count; ++index) {
    if (auto fault = AddEntry(static_cast<uint64_t>(index))) return fault;
  }
  std::sort(entries_.begin(), entries_.end(),
            [](const Entry& a, const Entry& b) { return a.key < b.key; });
  return CheckNames();
}

std::optional<v1::ReportError> Archive::AddEntry(uint64_t index) {
  zip_stat_t stat;
  if (zip_stat_index(zip_.get(), index, ZIP_FL_ENC_RAW, &stat) != 0 || stat.name == nullptr) {
    return Damaged("文件目录有误", "its directory is broken");
  }
  std::string name(stat.name);
  if (name.size() > kMaxEntryNameBytes) return OverLimit("文件名过长", "a name is too long");
  std::replace(name.begin(), name.end(), '\\', '/');  // what some writers put between folders
  if (LeadsOut(name)) {
    return Damaged("压缩包内有越界的路径", "a path in the archive leads out of it");
  }
  if (stat.encryption_method != ZIP_EM_NONE) {
    return MakeReportError(v1::ReportError::ENCRYPTED, kNormalize);
  }
  if (name.back() == '/') return std::nullopt;
  entries_.push_back({KeyOf(name), index, stat.comp_size, stat.size, stat.comp_method});
  names_.push_back(std::move(name));
  return std::nullopt;
}

// Which of two entries is meant nobody can know, and programs differ.
std::optional<v1::ReportError> Archive::CheckNames() const {
  const auto twice =
      std::adjacent_find(entries_.begin(), entries_.end(),
                         [](const Entry& a, const Entry& b) { return a.key == b.key; });
  if (twice == entries_.end()) return std::nullopt;
  return Damaged("压缩包内有同名文件", "two files in the archive have the same name");
}

const Archive::Entry* Archive::Find(std::string_view name) const {
  const std::string key = KeyOf(name);
  const auto found =
      std::lower_bound(entries_.begin(), entries_.end(), key,
                       [](const Entry& entry, const std::string& k) { return entry.key < k; });
  return found == entries_.end() || found->key != key ? nullptr : &*found;
}

std::optional<v1::ReportError> Archive::Read(std::string_view name, std::string* bytes) {
  bytes->clear();
  const Entry* entry = Find(name);
  if (entry == nullptr) return Damaged(Concat("缺少“", name, "”"), Concat(name, " is missing"));
  if (entry->method != ZIP_CM_STORE && entry->method != ZIP_CM_DEFLATE) {
    return MakeReportError(v1::ReportError::UNSUPPORTED_FORMAT, kNormalize, "压缩方法少见",
                           "packed by a method that is not read");
  }
  const std::size_t by_ratio =
      std::max<uint64_t>(kSmallEntryBytes, uint64_t{entry->packed} * kMaxUnpackRatio);
  const std::size_t limit = std::min({kMaxEntryBytes, kMaxArchiveBytes - unpacked_, by_ratio});
  if (entry->size > limit) return TooLarge(name);
  const std::unique_ptr<zip_file_t, CloseFile> file(zip_fopen_index(zip_.get(), entry->index, 0));
  if (file == nullptr) return Damaged(Concat("“", name, "”"), name);
  // One byte more than it claims, so that a claim too low shows, and the checksum is compared.
  bytes->resize(entry->size + 1);
  std::size_t size = 0;
  while (size < bytes->size()) {
    const zip_int64_t got = zip_fread(file.get(), bytes->data() + size, bytes->size() - size);
    if (got < 0) return Damaged(Concat("“", name, "”"), name);
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  unpacked_ += size;
  if (size != entry->size) {
    return Damaged(Concat("“", name, "”的长度不符"), Concat(name, " is not as long as it says"));
  }
  bytes->resize(size);
  return std::nullopt;
}

}  // namespace gongkai
