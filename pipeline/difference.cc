#include "pipeline/difference.h"

#include <map>

#include "common/strings.h"
#include "google/protobuf/util/message_differencer.h"
#include "pipeline/words.h"

namespace gongkai {
namespace {

std::string KeyOf(const v1::Finding& finding) {
  std::string key = finding.rule();
  for (const v1::Operand& operand : finding.operands()) key += Concat(" ", operand.cell());
  return key;
}

std::string State(const v1::Finding& finding, v1::Language language) {
  return Concat(SeverityWord(finding.severity(), language),
                finding.outcome() == v1::NOT_ASSESSABLE
                    ? Say(language, "，无法判定", ", not assessable")
                    : std::string_view());
}

const std::string& Message(const v1::Finding& finding, v1::Language language) {
  return language == v1::EN ? finding.message_en() : finding.message_zh();
}

std::string Line(char sign, const v1::Finding& finding, const std::string& state,
                 v1::Language language) {
  return Concat("    ", std::string_view(&sign, 1), " ", finding.rule(), " [", state, "] ",
                Message(finding, language), "\n");
}

std::string DifferentText(const v1::Finding& before, const v1::Finding& after,
                          v1::Language language) {
  const std::string was = State(before, language), is = State(after, language);
  if (Message(before, language) == Message(after, language)) {
    return Line('~', after, was == is ? is : Concat(was, " → ", is), language);
  }
  return Concat(Line('~', after, is, language), Say(language, "      原为 [", "      was ["), was,
                "] ", Message(before, language), "\n");
}

}  // namespace

std::vector<FindingChange> CompareFindings(const v1::Assessment& before,
                                           const v1::Assessment& after) {
  std::map<std::string, std::vector<const v1::Finding*>> known;
  for (const v1::Finding& finding : before.findings()) known[KeyOf(finding)].push_back(&finding);
  std::vector<FindingChange> changes;
  for (const v1::Finding& finding : after.findings()) {
    std::vector<const v1::Finding*>& same = known[KeyOf(finding)];
    if (same.empty()) {
      changes.push_back({.after = &finding});
      continue;
    }
    if (!google::protobuf::util::MessageDifferencer::Equals(*same.front(), finding)) {
      changes.push_back({.before = same.front(), .after = &finding});
    }
    same.erase(same.begin());
  }
  for (const v1::Finding& finding : before.findings()) {
    std::vector<const v1::Finding*>& left = known[KeyOf(finding)];
    if (left.empty() || left.front() != &finding) continue;
    changes.push_back({.before = &finding});
    left.erase(left.begin());
  }
  return changes;
}

Cause CauseOf(const v1::StageRecord& before, std::string_view source_before,
              const v1::StageRecord& after, std::string_view source_after) {
  if (source_before != source_after) return Cause::kSource;
  if (before.stage() != after.stage() || before.input_digest() != after.input_digest()) {
    return Cause::kExtraction;
  }
  if (before.revision() == after.revision()) return Cause::kNone;
  return before.stage() == "validate" ? Cause::kRules : Cause::kExtraction;
}

std::string_view CauseWord(Cause cause, v1::Language language) {
  switch (cause) {
    case Cause::kSource:
      return Say(language, "原文不同", "the source");
    case Cause::kExtraction:
      return Say(language, "读取方式不同", "the extraction");
    case Cause::kRules:
      return Say(language, "规则不同", "the rules");
    case Cause::kNone:
      break;
  }
  return Say(language, "无", "nothing");
}

std::string ChangesText(const std::vector<FindingChange>& changes, v1::Language language) {
  std::string text;
  for (const auto& [before, after] : changes) {
    if (before == nullptr) {
      text += Line('+', *after, State(*after, language), language);
    } else if (after == nullptr) {
      text += Line('-', *before, State(*before, language), language);
    } else {
      text += DifferentText(*before, *after, language);
    }
  }
  return text;
}

void DifferenceCounts::Count(const std::vector<FindingChange>& changes, Cause cause) {
  ++compared;
  if (changes.empty()) return;
  ++changed;
  ++by_cause[static_cast<int>(cause)];
  for (const auto& [before, after] : changes) {
    ++(before == nullptr ? added : after == nullptr ? gone : different);
  }
}

std::string CountsText(const DifferenceCounts& counts, v1::Language language) {
  const auto by = [&](Cause cause) { return counts.by_cause[static_cast<int>(cause)]; };
  std::string text;
  if (language == v1::EN) {
    text = Concat(counts.compared, " reports compared, ", counts.changed, " changed (source ",
                  by(Cause::kSource), ", extraction ", by(Cause::kExtraction), ", rules ",
                  by(Cause::kRules), "); findings: ", counts.added, " new, ", counts.gone,
                  " gone, ", counts.different, " different");
    if (counts.unpaired > 0) text += Concat("; ", counts.unpaired, " reports on one side only");
  } else {
    text = Concat("比较 ", counts.compared, " 份，有变化 ", counts.changed, " 份（原文 ",
                  by(Cause::kSource), "，读取 ", by(Cause::kExtraction), "，规则 ",
                  by(Cause::kRules), "）；问题：新增 ", counts.added, "，消除 ", counts.gone,
                  "，改变 ", counts.different);
    if (counts.unpaired > 0) text += Concat("；仅一方有的报告 ", counts.unpaired, " 份");
  }
  return text + "\n";
}

}  // namespace gongkai
