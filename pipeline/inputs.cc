#include "pipeline/inputs.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "simdjson.h"

#include "common/digest.h"
#include "common/limits.h"
#include "common/report_error.h"
#include "common/strings.h"
#include "pipeline/framed_pages.h"

namespace gongkai {
namespace {

void SetError(v1::ReportError::Code code, std::string_view zh, std::string_view en,
              v1::Report* report) {
  report->clear_content();
  *report->mutable_error() = MakeReportError(code, "read", zh, en);
}

// In any case.
bool HasEnding(std::string_view name, std::string_view ending) {
  return name.size() >= ending.size() &&
         std::ranges::equal(name.substr(name.size() - ending.size()), ending, [](char a, char b) {
           return (a >= 'A' && a <= 'Z' ? static_cast<char>(a | 0x20) : a) == b;
         });
}

bool IsPassedOver(std::string_view name) {
  return name.starts_with('.') || name == "README" || name.starts_with("README.");
}

constexpr struct {
  std::string_view ending;
  std::string_view type;
} kMediaTypes[] = {
    {".txt", "text/plain"},
    {".md", "text/markdown"},
    {".htm", "text/html"},
    {".html", "text/html"},
    {".shtml", "text/html"},
    {".mht", "multipart/related"},
    {".mhtml", "multipart/related"},
    {".pdf", "application/pdf"},
    {".doc", "application/msword"},
    {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {".xls", "application/vnd.ms-excel"},
    {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {".wps", "application/vnd.ms-works"},
    {".rtf", "application/rtf"},
    {".odt", "application/vnd.oasis.opendocument.text"},
    {".ods", "application/vnd.oasis.opendocument.spreadsheet"},
    {".ofd", "application/ofd"},
};

// Names of a folder in one piece of memory: 300 000 of them cost about 10 MB.
class FolderNames {
 public:
  static constexpr char kFolder = 'd';

  // False if the folder cannot be read.
  bool Read(const std::string& folder) {
    DIR* dir = opendir(folder.c_str());
    if (dir == nullptr) return false;
    while (const dirent* entry = readdir(dir)) {
      const std::string_view name = entry->d_name;
      if (IsPassedOver(name)) continue;
      const char kind = KindOf(folder, *entry);
      if (kind == 0) continue;
      offsets_.push_back(static_cast<uint32_t>(bytes_.size()));
      bytes_ += kind;
      bytes_ += name;
      bytes_ += '\0';
    }
    closedir(dir);
    std::ranges::sort(offsets_, [&](uint32_t a, uint32_t b) { return name(a) < name(b); });
    return true;
  }

  std::size_t size() const { return offsets_.size(); }
  std::string_view operator[](std::size_t i) const { return name(offsets_[i]); }
  // The files of the folder `name`.
  bool BelongToPage(std::string_view name) const {
    return std::ranges::any_of(PagesThatOwn(name), [&](const std::string& page) {
      return std::ranges::binary_search(offsets_, std::string_view(page), {},
                                        [&](uint32_t offset) { return this->name(offset); });
    });
  }
  bool is_folder(std::size_t i) const { return bytes_[offsets_[i]] == kFolder; }

 private:
  // 'f' or 'd'; 0 for what is neither, and for links to folders, which may lead in a circle.
  static char KindOf(const std::string& folder, const dirent& entry) {
    if (entry.d_type == DT_REG) return 'f';
    if (entry.d_type == DT_DIR) return kFolder;
    if (entry.d_type != DT_LNK && entry.d_type != DT_UNKNOWN) return 0;
    struct stat info;
    const std::string path = Concat(folder, "/", entry.d_name);
    if (entry.d_type == DT_UNKNOWN && lstat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode)) {
      return kFolder;
    }
    // A link that leads nowhere is an input too, and says so when it is read.
    if (stat(path.c_str(), &info) != 0) return 'f';
    return S_ISREG(info.st_mode) ? 'f' : 0;
  }

  std::string_view name(uint32_t offset) const { return bytes_.data() + offset + 1; }

  std::string bytes_;
  std::vector<uint32_t> offsets_;
};

// Walks paths and the folders below them in order.
class Walk {
 public:
  explicit Walk(const std::vector<std::string>& paths) : paths_(&paths) {}

  // False at the end.
  bool Next(Input* input) {
    while (true) {
      if (packed_ != nullptr) {
        if (NextPacked(input)) return true;
        continue;
      }
      if (levels_.empty()) {
        if (next_path_ == paths_->size()) return false;
        if (Enter((*paths_)[next_path_++], input)) return true;
        continue;
      }
      Level& level = levels_.back();
      if (level.next == level.names.size()) {
        const bool nothing = levels_.size() == 1 && found_ == 0;
        std::string folder = std::move(level.folder);
        levels_.pop_back();
        if (nothing) return Fail(std::move(folder), v1::ReportError::NO_REPORTS, input);
        continue;
      }
      const std::size_t i = level.next++;
      if (level.names.is_folder(i) && level.names.BelongToPage(level.names[i])) continue;
      std::string path = level.folder;
      if (!path.ends_with('/')) path += '/';
      path += level.names[i];
      if (!level.names.is_folder(i)) {
        if (OpenPacked(path, input)) {
          if (packed_ != nullptr) continue;
          ++found_;
          return true;
        }
        ++found_;
        input->path = std::move(path);
        return true;
      }
      if (!Descend(path)) {
        ++found_;
        return Fail(std::move(path), v1::ReportError::UNREADABLE, input);
      }
    }
  }

 private:
  struct Level {
    std::string folder;
    FolderNames names;
    std::size_t next = 0;
  };

  bool Fail(std::string path, v1::ReportError::Code code, Input* input) {
    input->path = std::move(path);
    input->error = code;
    return true;
  }

  bool Descend(const std::string& folder) {
    Level level{.folder = folder};
    if (!level.names.Read(folder)) return false;
    levels_.push_back(std::move(level));
    return true;
  }

  // True if the path itself is an input.
  bool Enter(const std::string& path, Input* input) {
    struct stat info;
    if (stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode)) {
      found_ = 0;
      if (Descend(path)) return false;
      return Fail(path, v1::ReportError::UNREADABLE, input);
    }
    if (OpenPacked(path, input)) return packed_ == nullptr;
    input->path = path;
    return true;
  }

  // True if the file is a packed folder: its files come next, or *input says why not.
  bool OpenPacked(const std::string& path, Input* input) {
    if (!HasEnding(path, ".zip")) return false;
    const v1::ReportError::Code error = PackedFolder::Open(path, &packed_);
    if (error != v1::ReportError::CODE_UNSPECIFIED) return Fail(path, error, input);
    if (packed_ == nullptr) return false;
    if (packed_->files().empty()) {
      packed_.reset();
      return Fail(path, v1::ReportError::NO_REPORTS, input);
    }
    packed_path_ = path;
    next_packed_ = 0;
    return true;
  }

  bool NextPacked(Input* input) {
    const auto& files = packed_->files();
    while (next_packed_ < files.size() && files[next_packed_].of_page) ++next_packed_;
    if (next_packed_ == files.size()) {
      packed_.reset();
      return false;
    }
    ++found_;
    input->path = packed_path_;
    input->folder = packed_;
    input->file = next_packed_++;
    return true;
  }

  const std::vector<std::string>* paths_;
  std::size_t next_path_ = 0;
  std::vector<Level> levels_;
  uint64_t found_ = 0;                    // inputs below the present path
  std::shared_ptr<PackedFolder> packed_;  // the packed folder that is open
  std::string packed_path_;
  std::size_t next_packed_ = 0;
};

class Files : public InputSource {
 public:
  explicit Files(std::vector<std::string> paths) : paths_(std::move(paths)), walk_(paths_) {
    Walk counting(paths_);
    for (Input input; counting.Next(&input);) ++total_;
  }

  uint64_t total() const override { return total_; }

  absl::StatusOr<std::optional<Input>> Next() override {
    Input input;
    if (!walk_.Next(&input)) return std::nullopt;
    input.index = next_++;
    input.uri = UriOfPath(input.path);
    struct stat info;
    if (input.folder != nullptr) {
      const PackedFolder::File& file = input.folder->files()[input.file];
      input.uri += Concat("!/", file.name);
      input.size = file.size;
    } else if (stat(input.path.c_str(), &info) == 0)
      input.size = static_cast<uint64_t>(info.st_size);
    return input;
  }

  absl::Status Load(const Input& input, v1::Report* report) const override {
    report->mutable_source()->set_uri(input.uri);
    if (input.error != v1::ReportError::CODE_UNSPECIFIED) {
      *report->mutable_error() = MakeReportError(input.error, "read");
      return absl::OkStatus();
    }
    report->mutable_content()->set_media_type(std::string(MediaTypeOfName(input.uri)));
    if (input.folder == nullptr) {
      LoadFile(input.path, report);
    } else if (input.uri.size() > kMaxUriBytes) {
      SetError(v1::ReportError::OVER_LIMIT, "路径过长", "the path is too long", report);
    } else {
      input.folder->Load(input.file, report);
    }
    return absl::OkStatus();
  }

 private:
  const std::vector<std::string> paths_;
  Walk walk_;
  uint64_t total_ = 0;
  uint64_t next_ = 0;
};

// Reads until the end or one byte more than allowed. Returns errno, 0 if all went well.
int ReadAll(int file, std::size_t expected, std::string* data) {
  data->resize(expected + 1);
  std::size_t size = 0;
  while (true) {
    const ssize_t count = read(file, data->data() + size, data->size() - size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    if (count == 0) break;
    size += static_cast<std::size_t>(count);
    if (size > kMaxSourceBytes) break;
    if (size == data->size()) data->resize(std::min(size * 2, kMaxSourceBytes + 1));
  }
  data->resize(size);
  return 0;
}

void SetSystemError(int error, v1::Report* report) {
  const auto code = error == ENOENT || error == ENOTDIR ? v1::ReportError::NOT_FOUND
                                                        : v1::ReportError::UNREADABLE;
  SetError(code, std::strerror(error), std::strerror(error), report);
}

void SetTooLarge(uint64_t size, v1::Report* report) {
  const uint64_t limit = kMaxSourceBytes >> 20;
  SetError(v1::ReportError::OVER_LIMIT,
           Concat("文件 ", (size + (1u << 20) - 1) >> 20, " MB，上限 ", limit, " MB"),
           Concat("the file has ", (size + (1u << 20) - 1) >> 20, " MB, at most ", limit, " MB"),
           report);
}

// A page that another one shows. No link: it could lead anywhere.
std::optional<std::string> ReadPage(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
  if (file < 0) return std::nullopt;
  struct stat info;
  std::string bytes;
  const bool read = fstat(file, &info) == 0 && S_ISREG(info.st_mode) &&
                    static_cast<uint64_t>(info.st_size) <= kMaxMimePageBytes &&
                    ReadAll(file, static_cast<std::size_t>(info.st_size), &bytes) == 0;
  close(file);
  if (!read) return std::nullopt;
  return bytes;
}

}  // namespace

std::string UriOfPath(std::string_view path) {
  if (simdjson::validate_utf8(path.data(), path.size())) return std::string(path);
  std::string uri;
  for (std::size_t i = 0; i < path.size();) {
    std::size_t length = std::min<std::size_t>(4, path.size() - i);
    while (length > 0 && !simdjson::validate_utf8(path.data() + i, length)) --length;
    if (length > 0) {
      uri += path.substr(i, length);
      i += length;
    } else {
      uri += Concat("%", ToHex(path.substr(i++, 1)));
    }
  }
  return uri;
}

std::string_view MediaTypeOfName(std::string_view name) {
  for (const auto& [ending, type] : kMediaTypes) {
    if (HasEnding(name, ending)) return type;
  }
  return {};
}

void LoadFile(const std::string& path, v1::Report* report) {
  if (path.size() > kMaxUriBytes) {
    return SetError(v1::ReportError::OVER_LIMIT, "路径过长", "the path is too long", report);
  }
  // Not to wait for ever on a pipe that nobody writes to.
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) return SetSystemError(errno, report);
  struct stat info;
  if (fstat(file, &info) != 0 || !S_ISREG(info.st_mode)) {
    close(file);
    return SetError(v1::ReportError::UNREADABLE, "不是普通文件", "not a regular file", report);
  }
  const uint64_t size = static_cast<uint64_t>(info.st_size);
  if (size > kMaxSourceBytes) {
    close(file);
    return SetTooLarge(size, report);
  }
  std::string* data = report->mutable_content()->mutable_data();
  const int error = ReadAll(file, size, data);
  close(file);
  if (error != 0) return SetSystemError(error, report);
  if (data->size() > kMaxSourceBytes) return SetTooLarge(data->size(), report);
  const std::size_t slash = path.rfind('/');
  const std::size_t name = slash == std::string::npos ? 0 : slash + 1;
  AddFrames(
      UriOfPath(path.substr(name)),
      [&](const std::string& other) { return ReadPage(path.substr(0, name) + other); },
      report->mutable_content());
  report->mutable_source()->set_size(report->content().data().size());
}

std::unique_ptr<InputSource> FilesOf(std::vector<std::string> paths) {
  return std::make_unique<Files>(std::move(paths));
}

}  // namespace gongkai
