#include "store/format_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string_view>
#include <system_error>

#include "absl/status/statusor.h"
#include "common/strings.h"
#include "store/keys.h"

namespace gongkai {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHeader = "gongkai store\nformat ";
constexpr std::string_view kName = "FORMAT";
constexpr std::string_view kNewName = "FORMAT.new";  // while it is being written

absl::Status FromErrno(std::string_view what, const fs::path& path, int error) {
  const std::string message = Concat(what, " ", path.string(), ": ", std::strerror(error));
  if (error == ENOSPC || error == EDQUOT) return absl::ResourceExhaustedError(message);
  if (error == EACCES || error == EPERM || error == EROFS) {
    return absl::PermissionDeniedError(message);
  }
  return absl::InternalError(message);
}

absl::Status SyncPath(const fs::path& path, int flags) {
  const int fd = open(path.c_str(), flags | O_CLOEXEC);
  if (fd < 0) return FromErrno("cannot open", path, errno);
  const bool synced = fsync(fd) == 0;
  const int error = errno;
  close(fd);
  return synced ? absl::OkStatus() : FromErrno("cannot sync", path, error);
}

// Renamed into place when it is whole and on disk.
absl::Status WriteFormat(const fs::path& folder) {
  const fs::path path = folder / kNewName;
  {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << kHeader << keys::kStoreFormat << '\n';
    if (!file.flush()) return FromErrno("cannot write", path, errno);
  }
  if (absl::Status status = SyncPath(path, O_RDWR); !status.ok()) return status;
  std::error_code error;
  fs::rename(path, folder / kName, error);
  if (error) return FromErrno("cannot rename", path, error.value());
  return SyncPath(folder, O_RDONLY | O_DIRECTORY);
}

absl::StatusOr<uint32_t> ReadFormat(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream buffer;
  buffer << file.rdbuf();
  const std::string bytes = buffer.str();
  uint32_t format = 0;
  const char* const end = bytes.data() + bytes.size();
  if (!bytes.starts_with(kHeader) ||
      std::from_chars(bytes.data() + kHeader.size(), end, format).ec != std::errc() ||
      format == 0) {
    return absl::DataLossError(Concat(
        "存储目录的 FORMAT 文件已损坏; the FORMAT file of the store is damaged: ", path.string()));
  }
  if (format >= keys::kOldestStoreFormat && format <= keys::kStoreFormat) return format;
  if (format < keys::kOldestStoreFormat) {
    return absl::FailedPreconditionError(
        Concat("存储格式为 ", format,
               "，是正式发布之前的格式，请用原报告重新建立存储; the store has format ", format,
               " of the time before the first release, make a new one from the reports: ",
               path.parent_path().string()));
  }
  return absl::FailedPreconditionError(
      Concat("存储格式为 ", format, "，本程序只认识到 ", keys::kStoreFormat,
             "，请使用更新版本的程序; the store has format ", format, ", this program reads up to ",
             keys::kStoreFormat, ", use a newer program: ", path.parent_path().string()));
}

// Nothing in it but what a crash while creating it may have left.
bool IsEmpty(const fs::path& folder, std::error_code* error) {
  for (fs::directory_iterator it(folder, *error), end; !*error && it != end; it.increment(*error)) {
    if (it->path().filename() != kNewName) return false;
  }
  return !*error;
}

}  // namespace

absl::Status CheckFormat(const std::string& folder, bool create_if_missing, bool read_only) {
  const fs::path path(folder);
  std::error_code error;
  if (fs::exists(path / kName, error)) {
    const absl::StatusOr<uint32_t> format = ReadFormat(path / kName);
    if (!format.ok()) return format.status();
    return read_only || *format == keys::kStoreFormat ? absl::OkStatus() : WriteFormat(path);
  }

  const fs::file_status found = fs::status(path, error);
  if (fs::exists(found) && !fs::is_directory(found)) {
    return absl::FailedPreconditionError(
        Concat("不是目录，不能用作存储; not a folder, so no store: ", folder));
  }
  if (fs::exists(found)) {
    const bool empty = IsEmpty(path, &error);
    if (error) return FromErrno("cannot read", path, error.value());
    if (!empty) {
      return absl::FailedPreconditionError(Concat(
          "目录里有其他文件，不是 gongkai 的存储，请换一个空目录; the folder holds other files "
          "and is no store, take an empty one: ",
          folder));
    }
  }
  if (!create_if_missing) {
    return absl::NotFoundError(Concat("没有这个存储; no such store: ", folder));
  }
  fs::create_directories(path, error);
  if (error) return FromErrno("cannot create", path, error.value());
  return WriteFormat(path);
}

}  // namespace gongkai
