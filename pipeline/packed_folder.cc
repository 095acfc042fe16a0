#include "pipeline/packed_folder.h"

#include <unicode/unistr.h>
#include <zip.h>

#include <algorithm>
#include <cstring>
#include <fstream>

#include "common/digest.h"
#include "common/limits.h"
#include "common/report_error.h"
#include "common/strings.h"
#include "pipeline/framed_pages.h"
#include "pipeline/inputs.h"
#include "simdjson.h"

namespace gongkai {
namespace {

using std::string_view_literals::operator""sv;

constexpr auto kArchive = "PK\3\4"sv;
constexpr auto kEmptyArchive = "PK\5\6"sv;
constexpr auto kWideLocator = "PK\6\7"sv;  // says where the end of a directory over 4 GB stands
constexpr std::size_t kTailBytes = (64u << 10) + 100;
constexpr std::size_t kWideEndBytes = 40;

// Files that are archives themselves; what tells them stands at the root.
constexpr std::string_view kOfficeFiles[] = {"[Content_Types].xml", "mimetype", "OFD.xml",
                                             "META-INF/container.xml"};

void SetError(v1::ReportError::Code code, std::string_view zh, std::string_view en,
              v1::Report* report) {
  report->clear_content();
  *report->mutable_error() = MakeReportError(code, "read", zh, en);
}

uint64_t Number(std::string_view bytes, std::size_t at) {
  uint64_t number = 0;
  std::memcpy(&number, bytes.data() + at, sizeof(number));
  return number;
}

// libzip makes room for as many files as the directory claims to have.
bool ClaimsTooMany(std::ifstream& file, uint64_t size) {
  const uint64_t tail_begin = size > kTailBytes ? size - kTailBytes : 0;
  std::string tail(size - tail_begin, '\0');
  file.seekg(static_cast<std::streamoff>(tail_begin));
  file.read(tail.data(), static_cast<std::streamsize>(tail.size()));
  for (std::size_t at = tail.find(kWideLocator); at != std::string::npos;
       at = tail.find(kWideLocator, at + 1)) {
    if (at + 16 > tail.size()) break;
    std::string end(kWideEndBytes, '\0');
    file.clear();
    file.seekg(static_cast<std::streamoff>(Number(tail, at + 8) & 0x7FFFFFFFFFFFFFFFu));
    if (!file.read(end.data(), kWideEndBytes)) continue;
    if (Number(end, 32) > kMaxPackedFolderEntries) return true;
  }
  return false;
}

bool LeadsOut(std::string_view name) {
  if (name.empty() || name[0] == '/' || (name.size() > 1 && name[1] == ':')) return true;
  while (!name.empty()) {
    const std::size_t slash = std::min(name.find('/'), name.size());
    if (name.substr(0, slash) == "..") return true;
    name.remove_prefix(std::min(slash + 1, name.size()));
  }
  return false;
}

// As in folders on disk, and what other systems leave in archives.
bool IsPassedOver(std::string_view name) {
  std::string_view rest = name;
  while (true) {
    const std::size_t slash = rest.find('/');
    if (rest.starts_with('.') && !rest.starts_with("..")) return true;
    if (slash == std::string_view::npos) break;
    if (rest.substr(0, slash) == "__MACOSX") return true;
    rest.remove_prefix(slash + 1);
  }
  return rest == "README" || rest.starts_with("README.") || rest == "Thumbs.db";
}

std::string NameAsText(std::string_view raw) {
  if (simdjson::validate_utf8(raw.data(), raw.size())) return UriOfPath(raw);
  const icu::UnicodeString decoded(raw.data(), static_cast<int32_t>(raw.size()), "GB18030");
  if (decoded.isBogus() || decoded.indexOf(static_cast<UChar>(0xFFFD)) >= 0) return UriOfPath(raw);
  std::string text;
  decoded.toUTF8String(text);
  return text;
}

// An archive that is no office file.
bool IsArchive(std::string_view bytes) {
  if (!bytes.starts_with(kArchive) && !bytes.starts_with(kEmptyArchive)) return false;
  const std::size_t tail = bytes.size() - std::min(bytes.size(), kTailBytes);
  return std::ranges::none_of(kOfficeFiles, [&](std::string_view name) {
    return bytes.substr(0, kTailBytes).find(name) != std::string_view::npos ||
           bytes.substr(tail).find(name) != std::string_view::npos;
  });
}

struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

}  // namespace

void PackedFolder::Close::operator()(zip* archive) const { zip_discard(archive); }

PackedFolder::~PackedFolder() = default;

v1::ReportError::Code PackedFolder::Open(const std::string& path,
                                         std::shared_ptr<PackedFolder>* folder) {
  folder->reset();
  std::ifstream file(path, std::ios::binary);
  char head[4] = {};
  if (!file.read(head, sizeof(head))) return v1::ReportError::CODE_UNSPECIFIED;
  const std::string_view magic(head, sizeof(head));
  if (magic != kArchive && magic != kEmptyArchive) return v1::ReportError::CODE_UNSPECIFIED;
  file.seekg(0, std::ios::end);
  const auto size = static_cast<uint64_t>(file.tellg());
  if (ClaimsTooMany(file, size)) return v1::ReportError::OVER_LIMIT;
  int error = 0;
  std::shared_ptr<PackedFolder> made(new PackedFolder());
  made->zip_.reset(zip_open(path.c_str(), ZIP_RDONLY, &error));
  if (made->zip_ == nullptr) return v1::ReportError::DAMAGED;
  if (!made->ReadDirectory()) return v1::ReportError::OVER_LIMIT;
  if (!made->office_) *folder = std::move(made);
  return v1::ReportError::CODE_UNSPECIFIED;
}

bool PackedFolder::ReadDirectory() {
  const zip_int64_t count = zip_get_num_entries(zip_.get(), 0);
  if (count > static_cast<zip_int64_t>(kMaxPackedFolderEntries)) return false;
  for (zip_int64_t i = 0; i < count; ++i) AddFile(static_cast<uint64_t>(i));
  std::ranges::sort(files_, [](const File& a, const File& b) { return a.name < b.name; });
  for (std::size_t i = 1; i < files_.size(); ++i) {
    if (files_[i - 1].name == files_[i].name) files_[i - 1].twice = files_[i].twice = true;
  }
  MarkFilesOfPages();
  return true;
}

const PackedFolder::File* PackedFolder::Find(std::string_view name) const {
  const auto found = std::ranges::lower_bound(files_, name, {}, &File::name);
  return found != files_.end() && found->name == name ? &*found : nullptr;
}

void PackedFolder::MarkFilesOfPages() {
  for (File& file : files_) {
    std::size_t begin = 0;
    for (std::size_t slash = 0; (slash = file.name.find('/', begin)) != std::string::npos;
         begin = slash + 1) {
      for (const std::string& page : PagesThatOwn(file.name.substr(begin, slash - begin))) {
        if (page.empty()) continue;
        file.of_page |= Find(file.name.substr(0, begin) + page) != nullptr;
      }
    }
  }
}

void PackedFolder::AddFile(uint64_t index) {
  zip_stat_t stat;
  if (zip_stat_index(zip_.get(), index, ZIP_FL_ENC_RAW, &stat) != 0 || stat.name == nullptr) return;
  File file;
  std::string raw(stat.name);
  std::replace(raw.begin(), raw.end(), '\\', '/');
  if (raw.ends_with('/')) return;
  office_ |= std::ranges::find(kOfficeFiles, raw) != std::end(kOfficeFiles);
  file.name = NameAsText(raw);
  if (IsPassedOver(file.name)) return;
  file.index = index;
  file.size = (stat.valid & ZIP_STAT_SIZE) != 0 ? stat.size : 0;
  file.packed = (stat.valid & ZIP_STAT_COMP_SIZE) != 0 ? stat.comp_size : 0;
  file.leads_out = LeadsOut(raw);
  file.encrypted = stat.encryption_method != ZIP_EM_NONE;
  files_.push_back(std::move(file));
}

void PackedFolder::Load(std::size_t number, v1::Report* report) {
  const File& file = files_[number];
  std::string bytes = UnpackChecked(file, report);
  if (report->has_error()) return;
  if (IsArchive(bytes)) {
    return SetError(v1::ReportError::UNSUPPORTED_FORMAT, "压缩包里的压缩包；请先解开",
                    "an archive within an archive; unpack it first", report);
  }
  report->mutable_content()->set_data(std::move(bytes));
  const std::size_t name = file.name.rfind('/') + 1;  // 0 if there is no folder
  AddFrames(
      file.name.substr(name),
      [&](const std::string& other) -> std::optional<std::string> {
        const File* next_to = Find(file.name.substr(0, name) + other);
        v1::Report unused;
        if (next_to == nullptr || next_to->size > kMaxMimePageBytes) return std::nullopt;
        std::string page = UnpackChecked(*next_to, &unused);
        if (unused.has_error()) return std::nullopt;
        return page;
      },
      report->mutable_content());
  report->mutable_source()->set_size(report->content().data().size());
  report->mutable_source()->set_digest(Digest(report->content().data()));
}

std::string PackedFolder::UnpackChecked(const File& file, v1::Report* report) {
  if (file.leads_out) {
    SetError(v1::ReportError::DAMAGED, "压缩包内的路径越出压缩包，未予读取",
             "its path leads out of the archive; it was not read", report);
    return "";
  }
  if (file.twice) {
    SetError(v1::ReportError::DAMAGED, "压缩包内有同名文件，无法确定哪一个有效",
             "two files of this name in the archive; which one counts nobody can know", report);
    return "";
  }
  if (file.encrypted) {
    SetError(v1::ReportError::ENCRYPTED, "", "", report);
    return "";
  }
  const uint64_t by_ratio = std::max<uint64_t>(kSmallEntryBytes, file.packed * kMaxUnpackRatio);
  if (file.size > std::min<uint64_t>(kMaxSourceBytes, by_ratio)) {
    SetError(v1::ReportError::OVER_LIMIT, Concat("解压后 ", file.size >> 20, " MB"),
             Concat(file.size >> 20, " MB when unpacked"), report);
    return "";
  }
  return Unpack(file, report);
}

// One byte more than it claims, so that a claim too low shows, and the checksum is compared.
std::string PackedFolder::Unpack(const File& file, v1::Report* report) {
  std::string bytes(file.size + 1, '\0');
  std::size_t size = 0;
  const std::lock_guard lock(mutex_);
  const std::unique_ptr<zip_file_t, CloseFile> opened(zip_fopen_index(zip_.get(), file.index, 0));
  zip_int64_t got = opened == nullptr ? -1 : 0;
  while (opened != nullptr && size < bytes.size()) {
    got = zip_fread(opened.get(), bytes.data() + size, bytes.size() - size);
    if (got <= 0) break;
    size += static_cast<std::size_t>(got);
  }
  if (got < 0 || size != file.size) {
    SetError(v1::ReportError::DAMAGED, "压缩包内的这个文件无法解压",
             "this file of the archive cannot be unpacked", report);
  }
  bytes.resize(size);
  return bytes;
}

}  // namespace gongkai
