#include "normalize/program_version.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "common/strings.h"

namespace gongkai {
namespace {

constexpr std::size_t kMaxOutput = 64u << 10;

std::string ReadAll(int fd) {
  std::string text;
  char bytes[4096];
  for (ssize_t size = 0; (size = read(fd, bytes, sizeof(bytes))) > 0;) {
    if (text.size() < kMaxOutput) text.append(bytes, static_cast<std::size_t>(size));
  }
  return text;
}

}  // namespace

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

std::string OutputOf(const std::vector<std::string>& command) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return "";
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
  std::vector<std::string> words = command;
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t pid = -1;
  const int error =
      posix_spawn(&pid, words[0].c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  std::string text = error == 0 ? ReadAll(ends[0]) : "";
  close(ends[0]);
  if (error == 0) waitpid(pid, nullptr, 0);
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  return text;
}

}  // namespace gongkai
