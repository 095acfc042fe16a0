#include "common/strings.h"
#include "common/version.h"
#include "normalize/reader_pool.h"
#include "pipeline/commands.h"

namespace gongkai {
namespace {

// With what guards the system from the files that helpers read.
std::string VersionText() {
  const absl::StatusOr<std::string> guards = ReaderPool::Shared().Guards();
  return Concat(kVersion, "\ngongkai-reader: ",
                guards.ok() ? *guards : std::string(FromAbsl(guards.status().message())));
}

}  // namespace
}  // namespace gongkai

int main(int argc, char** argv) {
  CLI::App app(
      "gongkai 公开：核对政府信息公开工作年度报告\n"
      "reads annual government information disclosure reports and checks them");
  app.set_version_flag("--version", gongkai::VersionText);
  app.require_subcommand(1);
  gongkai::Command chosen;
  gongkai::AddCheckCommand(app, &chosen);
  gongkai::AddRunCommand(app, &chosen);
  gongkai::AddStatusCommand(app, &chosen);
  gongkai::AddShowCommand(app, &chosen);
  gongkai::AddRerunCommands(app, &chosen);
  gongkai::AddDiffCommand(app, &chosen);
  gongkai::AddExplainCommand(app, &chosen);
  gongkai::AddServeCommand(app, &chosen);
  gongkai::AddRulesCommand(app, &chosen);
  gongkai::AddWaiveCommands(app, &chosen);
  gongkai::AddDisownCommand(app, &chosen);
  gongkai::AddCompareCommands(app, &chosen);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {  // Also how --help and --version end.
    return app.exit(error) == 0 ? gongkai::kStatusPassed : gongkai::kStatusUsage;
  }
  return chosen();
}
