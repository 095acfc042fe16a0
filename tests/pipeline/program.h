// The programs of the build, run as a user would.
#pragma once

#include <stdio.h>
#include <sys/wait.h>

#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "gongkai/v1/checked_report.pb.h"
#include "google/protobuf/util/json_util.h"
#include "tests/common/temp_folder.h"

namespace gongkai {

struct ProgramResult {
  int status = -1;  // exit status; 128 + signal as a shell gives it
  std::string out;
  std::string err;
};

inline std::string Program(const std::string& name) {
  return std::string(GONGKAI_BINARY_DIR) + "/" + name;
}

inline std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Arguments are quoted for the shell.
inline ProgramResult RunProgram(const std::string& name, const std::vector<std::string>& arguments,
                                const std::string& limits = "") {
  const TempFolder folder;
  std::string command = limits + "exec " + Program(name);
  for (const std::string& argument : arguments) command += " '" + argument + "'";
  command += " >" + folder.path() + "/out 2>" + folder.path() + "/err </dev/null";
  const int raw = std::system(command.c_str());
  ProgramResult result;
  result.status = WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw);
  result.out = ReadFile(folder.path() + "/out");
  result.err = ReadFile(folder.path() + "/err");
  return result;
}

// One CheckedReport for each line.
inline std::vector<v1::CheckedReport> ParseJsonLines(const std::string& text) {
  std::vector<v1::CheckedReport> reports;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    v1::CheckedReport& report = reports.emplace_back();
    const auto status = google::protobuf::util::JsonStringToMessage(line, &report);
    if (!status.ok()) report.mutable_error()->set_code("NOT_JSON: " + status.ToString());
  }
  return reports;
}

}  // namespace gongkai
