// The subcommands of gongkai. Each adds its flags to the parser and gives the exit status of
// what was asked: 0 all passed, 1 some report has a finding of severity ERROR, 2 wrong usage,
// 3 some input could not be processed (3 wins over 1).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/status/status.h"
#include "gongkai/v1/checked_report.pb.h"
#include "pipeline/runner.h"
#include "pipeline/waivers.h"
#include "store/store.h"

namespace gongkai {

inline constexpr int kStatusPassed = 0;
inline constexpr int kStatusFindings = 1;
inline constexpr int kStatusUsage = 2;
inline constexpr int kStatusUnprocessed = 3;

// What the parsed command line asks to do.
using Command = std::function<int()>;

void AddCheckCommand(CLI::App& app, Command* chosen);
void AddRunCommand(CLI::App& app, Command* chosen);
void AddStatusCommand(CLI::App& app, Command* chosen);
void AddShowCommand(CLI::App& app, Command* chosen);
void AddServeCommand(CLI::App& app, Command* chosen);
void AddRerunCommands(CLI::App& app, Command* chosen);  // plan, apply
void AddDiffCommand(CLI::App& app, Command* chosen);
void AddRulesCommand(CLI::App& app, Command* chosen);
void AddExplainCommand(CLI::App& app, Command* chosen);
void AddWaiveCommands(CLI::App& app, Command* chosen);  // waive, waivers
void AddDisownCommand(CLI::App& app, Command* chosen);
void AddCompareCommands(CLI::App& app, Command* chosen);  // compare, agencies

// Flags that several subcommands share.
struct CommonFlags {
  std::string lang = "zh";
  int jobs = 0;  // 0: all cores
  bool ocr = false;
  std::string rules;
  std::vector<std::string> stages;  // "normalize=host:port,host:port"

  v1::Language language() const { return lang == "en" ? v1::EN : v1::ZH; }
};

void AddLanguageFlag(CLI::App& command, CommonFlags* flags);
void AddOcrFlag(CLI::App& command, CommonFlags* flags);
void AddProcessingFlags(CLI::App& command, CommonFlags* flags);
void AddWaiversFlag(CLI::App& command, std::string* waivers);

// Prints the status for the user; gives the exit status it stands for.
int Complain(const absl::Status& status);

// Exit status of a finished run.
int ExitStatus(const RunResult& result);

// The same; complains of waivers for reports that are not there, once a run went to its end.
int ExitStatus(const RunResult& result, const Waivers& waivers, Store* store);

// A line about reports that were judged again at the end of a batch, if there were any.
void PrintLate(const RunResult& late, v1::Language language);

// The uris a name like "agencies/{agency}/reports/{year}" stands for, or the uri itself.
absl::StatusOr<std::vector<std::string>> UrisOf(Store& store, const std::string& report);

// Set by the first SIGINT or SIGTERM; the second ends the program at once.
const std::atomic<bool>* StopOnSignal();

}  // namespace gongkai
