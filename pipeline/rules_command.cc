#include <cstdio>
#include <string>

#include "common/strings.h"
#include "pipeline/commands.h"
#include "pipeline/rules_view.h"
#include "validate/rule_trial.h"

namespace gongkai {
namespace {

struct RulesFlags : CommonFlags {
  std::string format = "text";
  std::string rule;
  std::string pack;
};

// Whatever is wrong with what the user gave is wrong usage.
int Refuse(std::string_view what, const absl::Status& status) {
  return Complain(absl::InvalidArgumentError(Concat(what, FromAbsl(status.message()))));
}

int RefusePack(const absl::Status& status) {
  return Refuse("规则包有误 / the rule pack is wrong: ", status);
}

absl::StatusOr<RulePack> PackOf(const std::string& path) {
  return path.empty() ? RulePack::Builtin() : RulePack::Load(path);
}

absl::StatusOr<v1::RuleExamples> ExamplesOf(const std::string& path) {
  return path.empty() ? BuiltinRuleExamples() : ReadRuleExamples(path);
}

int Print(const std::string& text) {
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (std::fflush(stdout) == 0 && written) return kStatusPassed;
  return Complain(absl::UnavailableError("无法写出结果 / cannot write the results"));
}

int List(const RulesFlags& flags) {
  const absl::StatusOr<RulePack> pack = PackOf(flags.rules);
  if (!pack.ok()) return RefusePack(pack.status());
  if (flags.format == "markdown") return Print(RulesAsMarkdown(*pack));
  if (flags.format == "textproto") return Print(RulesAsTextproto(*pack));
  return Print(RulesAsList(*pack, flags.language()));
}

int Explain(const RulesFlags& flags) {
  const absl::StatusOr<RulePack> pack = PackOf(flags.rules);
  if (!pack.ok()) return RefusePack(pack.status());
  const std::string text = ExplainRule(*pack, flags.rule, flags.language());
  if (!text.empty()) return Print(text);
  return Complain(absl::InvalidArgumentError(
      Concat("没有这条规则，gongkai rules list 列出全部规则 / no such rule, gongkai rules list "
             "names them all: ",
             flags.rule)));
}

// An overlay is tried with the examples of what it stands on, where it does not change the rule.
int Test(const RulesFlags& flags) {
  const absl::StatusOr<RulePack> pack = PackOf(flags.pack);
  if (!pack.ok()) return RefusePack(pack.status());
  absl::StatusOr<v1::RuleExamples> examples = ExamplesOf(flags.pack);
  if (!examples.ok()) {
    return Refuse("样例有误 / the examples are wrong: ", examples.status());
  }
  AddExamplesOfBase(*pack, &*examples);
  const absl::StatusOr<std::vector<TrialFault>> faults = TryRules(*pack, *examples);
  if (!faults.ok()) return Refuse("样例有误 / the examples are wrong: ", faults.status());
  const int printed = Print(TrialAsText(*pack, *examples, *faults, flags.language()));
  return printed != kStatusPassed || faults->empty() ? printed : kStatusFindings;
}

int Matrix(const RulesFlags& flags) {
  const absl::StatusOr<RulePack> pack = PackOf(flags.rules);
  if (!pack.ok()) return RefusePack(pack.status());
  std::string text;
  for (const v1::ExampleReport& right : BuiltinRuleExamples().right()) {
    const absl::StatusOr<std::vector<CellGuard>> guards = BreakEachCell(*pack, right);
    if (!guards.ok()) return Complain(guards.status());
    text += MatrixAsText(right, *guards, flags.language());
  }
  return Print(text);
}

}  // namespace

void AddRulesCommand(CLI::App& app, Command* chosen) {
  CLI::App* rules = app.add_subcommand("rules", "查看和试验规则 / look at rules and try them");
  rules->require_subcommand(1);
  const auto add = [&](const char* name, const char* help, int (*run)(const RulesFlags&)) {
    auto flags = std::make_shared<RulesFlags>();
    CLI::App* command = rules->add_subcommand(name, help);
    AddLanguageFlag(*command, flags.get());
    command->callback([flags, chosen, run] { *chosen = [flags, run] { return run(*flags); }; });
    return std::make_pair(command, flags);
  };
  const char* pack_help = "规则包文件或文件夹，缺省为内置规则 / rule pack, built-in if not given";
  const auto [list, list_flags] = add("list", "列出规则 / list the rules", List);
  list->add_option("--rules", list_flags->rules, pack_help);
  list->add_option("--format", list_flags->format, "text, textproto, markdown")
      ->check(CLI::IsMember({"text", "textproto", "markdown"}))
      ->capture_default_str();
  const auto [explain, explain_flags] = add("explain", "说明一条规则 / explain a rule", Explain);
  explain->add_option("--rules", explain_flags->rules, pack_help);
  explain->add_option("ID", explain_flags->rule, "规则编号 / id of the rule")->required();
  const auto [test, test_flags] =
      add("test", "用样例试验规则包 / try a rule pack on its examples", Test);
  test->add_option("PACK", test_flags->pack, pack_help);
  const auto [matrix, matrix_flags] = add(
      "matrix", "逐个改错单元格，看哪条规则发现 / break each cell, see which rule sees it", Matrix);
  matrix->add_option("--rules", matrix_flags->rules, pack_help);
}

}  // namespace gongkai
