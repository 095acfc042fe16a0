#include "tests/benchmarks/workers.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "common/strings.h"

namespace gongkai {
namespace {

std::string ProgramFolder() {
  std::error_code error;
  return std::filesystem::read_symlink("/proc/self/exe", error).parent_path().string();
}

// In the child, which shares its parent's locks with no thread that could release them: only
// system calls from here on.
[[noreturn]] void BecomeProgram(char* const* arguments, int output, pid_t parent) {
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (getppid() != parent) _exit(1);
  dup2(output, STDOUT_FILENO);
  execv(arguments[0], arguments);
  _exit(127);
}

// Starts a program; `output` is where its standard output can be read.
absl::StatusOr<pid_t> Spawn(std::vector<std::string> arguments, int* output) {
  std::vector<char*> pointers;
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return absl::ErrnoToStatus(errno, "pipe");
  const pid_t parent = getpid();
  const pid_t child = fork();
  if (child == 0) BecomeProgram(pointers.data(), ends[1], parent);
  close(ends[1]);
  if (child < 0) {
    close(ends[0]);
    return absl::ErrnoToStatus(errno, "fork");
  }
  *output = ends[0];
  return child;
}

// The first line; empty if the program ends before.
std::string ReadLine(int input) {
  std::string line;
  for (char c = 0; read(input, &c, 1) == 1 && c != '\n';) line += c;
  return line;
}

}  // namespace

absl::StatusOr<Workers::Worker> Workers::StartOne(std::string_view stage,
                                                  std::vector<std::string> arguments) {
  const std::string program = Concat(ProgramFolder(), "/gongkai-", stage);
  arguments.insert(arguments.begin(), program);
  int output = -1;
  auto process = Spawn(std::move(arguments), &output);
  if (!process.ok()) return process.status();
  const std::string line = ReadLine(output);
  close(output);
  // "gongkai-segment 0.1.0 listening on 127.0.0.1:40001"
  const std::size_t space = line.rfind(' ');
  if (space == std::string::npos) {
    kill(*process, SIGKILL);
    waitpid(*process, nullptr, 0);
    return absl::UnavailableError(Concat(program, " did not come up"));
  }
  return Worker{std::string(stage), line.substr(space + 1), *process};
}

absl::StatusOr<Workers> Workers::Start(const std::string& store_folder, int threads) {
  Workers workers;
  for (const std::string_view stage : {"normalize", "segment", "extract", "validate", "store"}) {
    std::vector<std::string> arguments = {"--listen", "127.0.0.1:0", "--threads", Concat(threads)};
    if (stage == "store") {
      arguments.push_back("--store");
      arguments.push_back(store_folder);
    }
    auto worker = StartOne(stage, std::move(arguments));
    if (!worker.ok()) return worker.status();
    workers.workers_.push_back(*std::move(worker));
  }
  return workers;
}

Workers::~Workers() {
  for (const Worker& worker : workers_) kill(worker.process, SIGTERM);
  for (const Worker& worker : workers_) waitpid(worker.process, nullptr, 0);
}

std::vector<std::string> Workers::addresses() const {
  std::vector<std::string> addresses;
  for (const Worker& worker : workers_) {
    addresses.push_back(Concat(worker.stage, "=", worker.address));
  }
  return addresses;
}

std::vector<pid_t> Workers::processes() const {
  std::vector<pid_t> processes;
  for (const Worker& worker : workers_) processes.push_back(worker.process);
  return processes;
}

}  // namespace gongkai
