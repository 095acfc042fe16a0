#include "pipeline/rules_view.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "common/strings.h"
#include "google/protobuf/text_format.h"
#include "pipeline/words.h"
#include "validate/compiled_rules.h"

namespace gongkai {
namespace {

std::string ToText(const google::protobuf::Message& message) {
  google::protobuf::TextFormat::Printer printer;
  printer.SetUseUtf8StringEscaping(true);
  std::string text;
  printer.PrintToString(message, &text);
  return text;
}

const v1::Rule* Find(const RulePack& pack, std::string_view id) {
  for (std::size_t i = 0; i < pack.size(); ++i) {
    if (pack.rule(i).id() == id) return &pack.rule(i);
  }
  return nullptr;
}

std::string_view CheckName(const v1::Rule& rule) {
  const auto* field = v1::Rule::descriptor()->FindFieldByNumber(rule.check_case());
  return field == nullptr ? std::string_view() : std::string_view(field->name());
}

std::string Years(const v1::Applicability& applies, v1::Language language) {
  const uint32_t first = applies.first_year(), last = applies.last_year();
  const bool english = language == v1::EN;
  if (last == 0) return english ? Concat("from ", first, " on") : Concat(first, " 年度起");
  if (first == 0) return english ? Concat("up to ", last) : Concat("至 ", last, " 年度");
  return english ? Concat(first, " to ", last) : Concat(first, "—", last, " 年度");
}

// "2021 年格式；2024 年度起；乡镇、街道".
std::string Applies(const v1::Applicability& applies, v1::Language language) {
  const char* comma = language == v1::EN ? ", " : "、";
  std::vector<std::string> parts, forms, agencies, names;
  for (int form : applies.forms()) {
    forms.emplace_back(FormWord(static_cast<v1::Form>(form), language));
  }
  for (int kind : applies.agencies()) {
    agencies.emplace_back(AgencyKindWord(static_cast<v1::AgencyKind>(kind), language));
  }
  for (const std::string& name : applies.agency_names()) names.push_back(Concat("/", name, "/"));
  if (!forms.empty()) parts.push_back(absl::StrJoin(forms, comma));
  if (applies.first_year() != 0 || applies.last_year() != 0) {
    parts.push_back(Years(applies, language));
  }
  if (!agencies.empty()) parts.push_back(absl::StrJoin(agencies, comma));
  if (!names.empty()) {
    parts.push_back(Concat(Say(language, "名称含 ", "names with "), absl::StrJoin(names, comma)));
  }
  if (parts.empty()) return std::string(Say(language, "所有报告", "all reports"));
  return absl::StrJoin(parts, language == v1::EN ? "; " : "；");
}

std::string BasisWord(const std::string& basis, v1::Language language) {
  return absl::StrReplaceAll(
      basis, {{"{form}", ToAbsl(Say(language, "规定该年度格式的文件",
                                    "the document that prescribes the form of the year"))}});
}

// How a finding of the case is headed.
std::string_view CaseWord(const v1::Rule& rule, const v1::Case& one, v1::Language language) {
  if (one.outcome() == v1::NOT_ASSESSABLE) return Say(language, "无法判断", "not assessable");
  return SeverityWord(one.severity() == v1::SEVERITY_UNSPECIFIED ? rule.severity() : one.severity(),
                      language);
}

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines = absl::StrSplit(text, '\n');
  if (lines.back().empty()) lines.pop_back();
  return lines;
}

std::string Escaped(std::string_view text) {
  return absl::StrReplaceAll(ToAbsl(text), {{"|", "\\|"}, {"\n", " "}});
}

std::string InBoth(std::string_view zh, std::string_view en) {
  return Concat(Escaped(zh), "<br>", Escaped(en));
}

std::string MarkdownLine(const v1::Rule& rule) {
  const auto severity = [&](v1::Language language) {
    return Concat(SeverityWord(rule.severity(), language),
                  rule.off() ? Say(language, "，停用", ", off") : "");
  };
  const std::string_view check = CheckName(rule);
  return Concat("| ", rule.id(), " | ", InBoth(severity(v1::ZH), severity(v1::EN)), " | ",
                InBoth(rule.title_zh(), rule.title_en()), " | ",
                InBoth(Applies(rule.applies(), v1::ZH), Applies(rule.applies(), v1::EN)), " | ",
                InBoth(CheckWord(check, v1::ZH), CheckWord(check, v1::EN)), " | ",
                Escaped(rule.basis()), " |\n");
}

// Cells of a row that the same rules guard, as one: "disputes.reconsideration.*".
struct GuardedRow {
  std::string row;
  std::vector<std::string> columns;
  std::vector<std::string> rules;
};

std::vector<GuardedRow> ByRow(const std::vector<CellGuard>& guards) {
  std::vector<GuardedRow> rows;
  for (const CellGuard& guard : guards) {
    const std::size_t dot = guard.cell.rfind('.');
    const std::string row = guard.cell.substr(0, dot);
    auto same = std::ranges::find_if(
        rows, [&](const GuardedRow& one) { return one.row == row && one.rules == guard.rules; });
    if (same == rows.end()) same = rows.insert(rows.end(), {row, {}, guard.rules});
    same->columns.push_back(guard.cell.substr(dot + 1));
  }
  return rows;
}

// The columns in braces, "*" for all of the row's.
std::string CellsOf(const GuardedRow& row, const std::vector<CellGuard>& guards) {
  const auto of_row = std::ranges::count_if(guards, [&](const CellGuard& guard) {
    return guard.cell.substr(0, guard.cell.rfind('.')) == row.row;
  });
  if (row.columns.size() == 1) return Concat(row.row, ".", row.columns[0]);
  if (row.columns.size() == static_cast<std::size_t>(of_row)) return Concat(row.row, ".*");
  return Concat(row.row, ".{", absl::StrJoin(row.columns, ","), "}");
}

}  // namespace

std::string RulesAsList(const RulePack& pack, v1::Language language) {
  std::string text;
  for (std::size_t i = 0; i < pack.size(); ++i) {
    const v1::Rule& rule = pack.rule(i);
    text += PadRight(rule.id(), 10);
    text += PadRight(
        rule.off() ? Say(language, "停用", "off") : SeverityWord(rule.severity(), language), 9);
    text += Say(language, rule.title_zh(), rule.title_en());
    text += '\n';
  }
  text += language == v1::EN ? Concat(pack.size(), " rules, digest ", pack.digest(), "\n")
                             : Concat("共 ", pack.size(), " 条规则，摘要 ", pack.digest(), "\n");
  return text;
}

std::string RulesAsTextproto(const RulePack& pack) {
  v1::RulePack merged;
  for (std::size_t i = 0; i < pack.size(); ++i) *merged.add_rules() = pack.rule(i);
  for (const v1::AgencyNames& names : pack.compiled().agency_names) *merged.add_agencies() = names;
  for (const v1::Dictionary& one : pack.compiled().dictionaries) *merged.add_dictionaries() = one;
  for (const v1::LeftOut& one : pack.compiled().left_out) *merged.add_left_out() = one;
  return Concat("# proto-file: gongkai/v1/rule.proto\n# proto-message: gongkai.v1.RulePack\n",
                ToText(merged));
}

std::string RulesAsMarkdown(const RulePack& pack) {
  std::string text =
      "# 规则 / Rules\n\n"
      "本文由 `gongkai rules list --format markdown` 生成，请勿手工修改；规则本身是 "
      "`validate/rules/` 中的文件，`docs/decisions/rules-as-data.md` 说明其由来。\n\n"
      "Made by `gongkai rules list --format markdown`, not by hand. The rules are the files of "
      "`validate/rules/`; `docs/decisions/rules-as-data.md` says why.\n\n"
      "| 编号 id | 级别 severity | 要求 demand | 适用 applies to | 检查 looks at | 依据 basis |\n"
      "|---|---|---|---|---|---|\n";
  for (std::size_t i = 0; i < pack.size(); ++i) text += MarkdownLine(pack.rule(i));
  text +=
      "\n`{form}` 指规定该年度格式的文件（国办公开办函〔2019〕60号、国办公开办函〔2021〕30号）。\n"
      "`{form}` is the document that prescribes the form of the year.\n"
      "\n## 未收入的规则 / Rules left out\n\n| 编号 id | 原因 reason |\n|---|---|\n";
  for (const v1::LeftOut& one : pack.compiled().left_out) {
    text += Concat("| ", one.rule(), " | ", Escaped(one.reason_zh()), "<br>",
                   Escaped(one.reason_en()), " |\n");
  }
  return text;
}

std::string ExplainRule(const RulePack& pack, std::string_view id, v1::Language language) {
  const v1::Rule* rule = Find(pack, id);
  if (rule == nullptr) return "";
  std::string text =
      Concat(rule->id(), "  ", Say(language, rule->title_zh(), rule->title_en()), "\n\n",
             Say(language, "级别：", "severity:   "), SeverityWord(rule->severity(), language),
             rule->off() ? Say(language, "（停用）", " (off)") : "", "\n",
             Say(language, "依据：", "basis:      "), BasisWord(rule->basis(), language), "\n",
             Say(language, "适用：", "applies to: "), Applies(rule->applies(), language), "\n",
             Say(language, "检查：", "looks at:   "), CheckWord(CheckName(*rule), language), "\n\n",
             Say(language, "所报的话：\n", "what it says:\n"));
  for (const v1::Case& one : rule->cases()) {
    text += Concat("  [", CaseWord(*rule, one, language), "] ",
                   Say(language, one.message_zh(), one.message_en()), "\n");
  }
  text += Say(language, "\n规则原文：\n", "\nas written:\n");
  for (std::string_view line : Lines(ToText(*rule))) text += Concat("  ", line, "\n");
  return text;
}

void AddExamplesOfBase(const RulePack& pack, v1::RuleExamples* examples) {
  std::set<std::string> own;
  for (const v1::RuleExample& one : examples->examples()) own.insert(one.rule());
  for (const v1::RuleExample& one : BuiltinRuleExamples().examples()) {
    const v1::Rule* rule = Find(pack, one.rule());
    const v1::Rule* builtin = Find(RulePack::Builtin(), one.rule());
    if (own.contains(one.rule()) || rule == nullptr || builtin == nullptr) continue;
    v1::Rule changed = *rule, base = *builtin;
    for (v1::Rule* either : {&changed, &base}) {
      either->clear_off();
      either->clear_severity();
      either->clear_cases();
    }
    if (changed.SerializeAsString() == base.SerializeAsString()) *examples->add_examples() = one;
  }
}

std::string TrialAsText(const RulePack& pack, const v1::RuleExamples& examples,
                        const std::vector<TrialFault>& faults, v1::Language language) {
  std::string text;
  for (const TrialFault& fault : faults) {
    text += Concat(PadRight(fault.rule, 10), Say(language, fault.zh, fault.en), "\n");
  }
  int count = 0;
  for (const v1::RuleExample& one : examples.examples()) {
    count += one.fires_size() + one.passes_size();
  }
  if (language == v1::EN) {
    return Concat(text, pack.size(), " rules, ", count, " examples: ", faults.size(), " faults\n");
  }
  return Concat(text, "共 ", pack.size(), " 条规则、", count, " 个样例：", faults.size(),
                " 处问题\n");
}

std::string MatrixAsText(const v1::ExampleReport& right, const std::vector<CellGuard>& guards,
                         v1::Language language) {
  const v1::Form form = right.form() == v1::FORM_UNSPECIFIED ? v1::FORM_2021 : right.form();
  std::string text = Concat(FormWord(form, language), "\n");
  std::string unguarded;
  for (const GuardedRow& row : ByRow(guards)) {
    if (row.rules.empty()) {
      unguarded += Concat("  ", CellsOf(row, guards), "\n");
    } else {
      text += Concat("  ", PadRight(CellsOf(row, guards), 52), "  ", absl::StrJoin(row.rules, " "),
                     "\n");
    }
  }
  const auto count =
      std::ranges::count_if(guards, [](const CellGuard& guard) { return guard.rules.empty(); });
  if (language == v1::EN) {
    return Concat(text, count, " of ", guards.size(), " cells are guarded by no rule",
                  count == 0 ? "\n\n" : Concat(":\n", unguarded, "\n"));
  }
  return Concat(text, guards.size(), " 个单元格中 ", count, " 个没有规则看护",
                count == 0 ? "\n\n" : Concat("：\n", unguarded, "\n"));
}

}  // namespace gongkai
