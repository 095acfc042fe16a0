#include "normalize/libreoffice.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <vector>

#include "common/limits.h"
#include "common/report_error.h"
#include "common/strings.h"
#include "normalize/program_version.h"
#include "normalize/spawn.h"
#include "normalize/stage_name.h"

namespace gongkai {
namespace {

namespace fs = std::filesystem;
using std::chrono::steady_clock;

constexpr std::size_t kKilobyte = 1024;
constexpr std::size_t kBlock = 512;  // the unit of `ulimit -f`
constexpr char kShell[] = "/bin/sh";
constexpr useconds_t kPollMicros = 10'000;

// Sets the limits and goes without network, if a namespace may be made; then becomes the program.
constexpr char kScript[] =
    "ulimit -c 0; ulimit -t \"$1\"; ulimit -v \"$2\"; ulimit -f \"$3\"; shift 3\n"
    "for way in -n -rn; do\n"
    "  if unshare $way true 2>/dev/null; then exec unshare $way \"$@\"; fi\n"
    "done\n"
    "exec \"$@\"\n";

// A folder that is gone with the object.
class Folder {
 public:
  Folder() {
    std::error_code error;
    const fs::path parent = fs::temp_directory_path(error);
    std::string pattern = (parent / "gongkai-office-XXXXXX").string();
    if (!error && mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  ~Folder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

std::string FindProgram(const std::string& named) {
  const char* variable = getenv("GONGKAI_SOFFICE");
  const std::string wanted = !named.empty() ? named : variable != nullptr ? variable : "";
  if (!wanted.empty()) return access(wanted.c_str(), X_OK) == 0 ? wanted : "";
  return FindInPath("soffice");
}

// False if it did not end in time and was killed, with all it started.
bool WaitFor(pid_t pid, int seconds) {
  const auto deadline = steady_clock::now() + std::chrono::seconds(seconds);
  while (waitpid(pid, nullptr, WNOHANG) == 0) {
    if (steady_clock::now() >= deadline) {
      kill(-pid, SIGKILL);
      waitpid(pid, nullptr, 0);
      return false;
    }
    usleep(kPollMicros);
  }
  kill(-pid, SIGKILL);  // what it left running
  return true;
}

v1::ReportError NotInstalled(const Convertible& format) {
  return MakeReportError(
      v1::ReportError::UNSUPPORTED_FORMAT, kNormalize,
      Concat(format.name, " 文件；安装 LibreOffice（软件包 ", format.package, "）后即可读取"),
      Concat("a ", format.name, " file; it is read once LibreOffice is installed, package ",
             format.package));
}

v1::ReportError Failed(v1::ReportError::Code code, const Convertible& format) {
  return MakeReportError(code, kNormalize,
                         Concat("LibreOffice 未能转换这个 ", format.name, " 文件"),
                         Concat("LibreOffice could not convert this ", format.name, " file"));
}

v1::ReportError NoFolder() {
  return MakeReportError(v1::ReportError::STAGE_FAILED, kNormalize, "无法写入临时文件夹",
                         "the temporary folder cannot be written to");
}

}  // namespace

LibreOffice::LibreOffice(const Options& options)
    : program_(FindProgram(options.program)),
      seconds_(options.seconds > 0 ? options.seconds : kConversionSeconds) {}

LibreOffice& LibreOffice::Shared() {
  static LibreOffice* const shared = new LibreOffice({});
  return *shared;
}

std::string LibreOffice::revision() const { return Concat("soffice:", ProgramVersion(program_)); }

std::optional<v1::ReportError> LibreOffice::Convert(std::string_view bytes,
                                                    const Convertible& format,
                                                    std::string* converted) {
  if (!installed()) return NotInstalled(format);
  const std::lock_guard lock(mutex_);
  const Folder folder;
  if (folder.path().empty()) return NoFolder();
  const std::string input = Concat(folder.path(), "/in.", format.ending);
  std::ofstream file(input, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (file.fail()) return NoFolder();
  pid_t pid = -1;
  const int unstarted = SpawnApart(
      {kShell, "-c", kScript, kShell, Concat(seconds_), Concat(kConversionMemoryBytes / kKilobyte),
       Concat(kMaxConversionFileBytes / kBlock), program_,
       Concat("-env:UserInstallation=file://", folder.path(), "/profile"), "--headless",
       "--norestore", "--nolockcheck", "--convert-to", std::string(format.target), "--outdir",
       Concat(folder.path(), "/out"), input},
      {Concat("HOME=", folder.path()), Concat("TMPDIR=", folder.path()),
       "PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL=C.UTF-8"},
      -1, &pid);
  if (unstarted != 0) return NotInstalled(format);
  if (!WaitFor(pid, seconds_)) return Failed(v1::ReportError::TIMED_OUT, format);
  const std::string output = Concat(folder.path(), "/out/in.", format.target);
  std::error_code error;
  const uintmax_t size = fs::file_size(output, error);
  if (error || size == 0) return Failed(v1::ReportError::DAMAGED, format);
  if (size > kMaxSourceBytes) return Failed(v1::ReportError::OVER_LIMIT, format);
  converted->resize(size);
  std::ifstream result(output, std::ios::binary);
  result.read(converted->data(), static_cast<std::streamsize>(size));
  if (!result) return Failed(v1::ReportError::DAMAGED, format);
  return std::nullopt;
}

}  // namespace gongkai
