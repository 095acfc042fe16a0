#include "normalize/program_version.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "common/strings.h"

namespace gongkai {

std::string FindInPath(std::string_view name) {
  const char* path = getenv("PATH");
  std::string_view rest = path != nullptr ? path : "/usr/bin:/bin";
  while (!rest.empty()) {
    const std::string_view folder = rest.substr(0, rest.find(':'));
    rest.remove_prefix(std::min(folder.size() + 1, rest.size()));
    const std::string program = Concat(folder, "/", name);
    if (folder.starts_with('/') && access(program.c_str(), X_OK) == 0) return program;
  }
  return "";
}

std::string ProgramVersion(const std::string& path) {
  std::error_code error;
  std::filesystem::path file = std::filesystem::canonical(path, error);
  if (error) return "none";
  // The program itself is a script that stays the same; this file is another in each build.
  const std::filesystem::path about = file.parent_path() / "versionrc";
  if (std::filesystem::exists(about, error)) file = about;
  struct stat of {};
  if (stat(file.c_str(), &of) != 0) return "none";
  return Concat(of.st_size, ".", of.st_mtim.tv_sec);
}

}  // namespace gongkai
