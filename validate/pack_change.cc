#include "validate/pack_change.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "common/limits.h"
#include "validate/compiled_rules.h"
#include "validate/findings.h"
#include "validate/rule_index.h"
#include "validate/verdict.h"

namespace gongkai {
namespace {

using Digests = std::map<std::string_view, std::string>;

Digests DigestsById(const v1::RulePack& pack) {
  const std::vector<v1::Dictionary> dictionaries(pack.dictionaries().begin(),
                                                 pack.dictionaries().end());
  Digests digests;
  for (const v1::Rule& rule : pack.rules()) digests[rule.id()] = RuleDigest(rule, dictionaries);
  return digests;
}

std::vector<std::string_view> CommonIds(const v1::RulePack& pack, const Digests& others) {
  std::vector<std::string_view> ids;
  for (const v1::Rule& rule : pack.rules()) {
    if (others.contains(rule.id())) ids.push_back(rule.id());
  }
  return ids;
}

bool SameAgencyNames(const v1::RulePack& a, const v1::RulePack& b) {
  return std::ranges::equal(a.agencies(), b.agencies(), [](const auto& one, const auto& other) {
    return one.SerializeAsString() == other.SerializeAsString();
  });
}

bool LooksAtTables(const v1::Rule& rule) { return rule.has_balance() || rule.has_tables(); }

template <typename Ids>
bool HasAnyOf(const v1::Assessment& assessment, const Ids& ids) {
  return std::ranges::any_of(assessment.findings(), [&](const v1::Finding& finding) {
    return ids.contains(finding.rule());
  });
}

}  // namespace

std::unique_ptr<const PackChange> PackChange::Make(const v1::RulePack& before,
                                                   const v1::RulePack& now) {
  const absl::StatusOr<std::string> old_digest = RulePack::DigestOf(before);
  const absl::StatusOr<std::string> digest_now = RulePack::DigestOf(now);
  const Digests old_digests = DigestsById(before), digests = DigestsById(now);
  if (!old_digest.ok() || !digest_now.ok() || !SameAgencyNames(before, now) ||
      CommonIds(before, digests) != CommonIds(now, old_digests)) {
    return nullptr;
  }
  std::unique_ptr<PackChange> change(new PackChange(before, now));
  change->before_ = *old_digest;
  change->now_ = *digest_now;
  std::size_t judged = 0;
  for (const auto& [one, other] : {std::pair(&old_digests, &digests), {&digests, &old_digests}}) {
    for (const auto& [id, digest] : *one) {
      const auto found = other->find(id);
      if (found != other->end() && found->second == digest) continue;
      change->changed_.ids.emplace(id);
      ++judged;
    }
  }
  // Each judging looks at the report anew.
  if (2 * judged > digests.size()) return nullptr;
  change->with_tables_.ids = change->changed_.ids;
  change->with_tables_.ids.insert(change->tables_.begin(), change->tables_.end());
  for (Part* part : {&change->changed_, &change->with_tables_}) {
    if (!Only(before, part->ids, &part->before) || !Only(now, part->ids, &part->now)) {
      return nullptr;
    }
    for (const std::optional<Validator>* one : {&part->before, &part->now}) {
      if (*one) part->needs.Add((*one)->rules().compiled());
    }
  }
  return change;
}

PackChange::PackChange(const v1::RulePack& before, const v1::RulePack& now) {
  for (const v1::RulePack* pack : {&before, &now}) {
    for (const v1::Rule& rule : pack->rules()) {
      if (LooksAtTables(rule)) tables_.insert(rule.id());
    }
  }
  for (const v1::Rule& rule : now.rules()) positions_.emplace(rule.id(), positions_.size());
}

bool PackChange::Only(v1::RulePack pack, const Ids& ids, std::optional<Validator>* validator) {
  auto& rules = *pack.mutable_rules();
  rules.erase(std::remove_if(rules.begin(), rules.end(),
                             [&](const v1::Rule& rule) { return !ids.contains(rule.id()); }),
              rules.end());
  if (rules.empty()) return true;
  absl::StatusOr<RulePack> only = RulePack::Of(pack);
  if (!only.ok()) return false;
  validator->emplace(*std::move(only));
  return true;
}

bool PackChange::reads_text() const {
  const auto reads = [](const auto& one) { return one && one->rules().compiled().reads_text; };
  return reads(changed_.before) || reads(changed_.now);
}

bool PackChange::reads_peers() const {
  const auto reads = [](const auto& one) { return one && one->rules().compiled().reads_peers; };
  return reads(changed_.before) || reads(changed_.now);
}

Rejudged PackChange::Apply(const v1::Document* document, const KnownReport& known,
                           const v1::Peers* peers, v1::Assessment* assessment) const {
  if (assessment->rule_pack() != before_) return Rejudged::kNoWay;
  if (static_cast<std::size_t>(assessment->findings_size()) >= kMaxFindings)
    return Rejudged::kNoWay;
  // One a thread, whose cells are used again: to make them costs more than to read them.
  thread_local v1::Outline outline;
  thread_local v1::Extraction extraction;
  const auto read = [&](const Part& part) {
    outline.Clear();
    extraction.Clear();
    // What was found has places in the text, of which the sketch knows nothing.
    if (!known.extraction && HasAnyOf(*assessment, part.ids)) return Rejudged::kWantsExtraction;
    const Rejudged result = Read(part, known, &outline);
    return result == Rejudged::kDone ? Read(part, known, &extraction) : result;
  };
  v1::Assessment with, without;
  const auto judge = [&](const std::optional<Validator>& by, v1::Assessment* result) {
    if (by) by->Validate(document, outline, extraction, peers, result);
  };
  const Part* part = HasAnyOf(*assessment, tables_) ? &with_tables_ : &changed_;
  if (const Rejudged result = read(*part); result != Rejudged::kDone) return result;
  judge(part->now, &with);
  if (part == &changed_ && HasAnyOf(with, tables_)) {
    part = &with_tables_;
    with.Clear();
    if (const Rejudged result = read(*part); result != Rejudged::kDone) return result;
    judge(part->now, &with);
  }
  judge(part->before, &without);
  const bool any = !with.findings().empty() || !without.findings().empty();
  if (any && !known.extraction) return Rejudged::kWantsExtraction;  // for their places
  // How far a search got may depend on the other patterns of the pack.
  for (const v1::Assessment* one :
       std::initializer_list<const v1::Assessment*>{assessment, &with, &without}) {
    if (std::ranges::any_of(one->findings(), IsUnfinished)) return Rejudged::kNoWay;
  }
  return Replace(*part, without, with, assessment) ? Rejudged::kDone : Rejudged::kNoWay;
}

Rejudged PackChange::Read(const Part& part, const KnownReport& known, v1::Outline* outline) {
  if (known.outline) {
    return part.needs.Parse(*known.outline, outline) ? Rejudged::kDone : Rejudged::kNoWay;
  }
  if (!part.needs.AreIn(known.head)) return Rejudged::kWantsOutline;
  outline->mutable_agency()->set_name(known.head.agency.data(), known.head.agency.size());
  outline->mutable_year()->set_value(known.head.year);
  outline->mutable_form()->set_form(known.head.form);
  return Rejudged::kDone;
}

Rejudged PackChange::Read(const Part& part, const KnownReport& known, v1::Extraction* extraction) {
  if (known.extraction) {
    return part.needs.Parse(*known.extraction, extraction) ? Rejudged::kDone : Rejudged::kNoWay;
  }
  const bool read = !known.sketch.empty() && part.needs.ParseSketch(known.sketch, extraction);
  return read ? Rejudged::kDone : Rejudged::kWantsExtraction;
}

bool PackChange::Replace(const Part& part, const v1::Assessment& without,
                         const v1::Assessment& with, v1::Assessment* assessment) const {
  const auto goes = [&](const v1::Finding& finding) { return part.ids.contains(finding.rule()); };
  auto& findings = *assessment->mutable_findings();
  const auto gone = static_cast<int>(std::ranges::count_if(findings, goes));
  const int left = findings.size() - gone + with.findings_size();
  if (gone != without.findings_size() || static_cast<std::size_t>(left) > kMaxFindings ||
      assessment->passed() < without.passed() || assessment->failed() < without.failed() ||
      assessment->not_assessable() < without.not_assessable()) {
    return false;
  }
  int next = 0;
  for (const v1::Finding& finding : findings) {
    if (!goes(finding) && !positions_.contains(finding.rule())) return false;
    if (!goes(finding)) continue;
    if (finding.SerializeAsString() != without.findings(next++).SerializeAsString()) return false;
  }
  findings.erase(std::remove_if(findings.begin(), findings.end(), goes), findings.end());
  for (const v1::Finding& finding : with.findings()) *findings.Add() = finding;
  std::stable_sort(findings.pointer_begin(), findings.pointer_end(),
                   [&](const v1::Finding* a, const v1::Finding* b) {
                     return positions_.at(a->rule()) < positions_.at(b->rule());
                   });
  assessment->set_passed(assessment->passed() - without.passed() + with.passed());
  assessment->set_failed(assessment->failed() - without.failed() + with.failed());
  assessment->set_not_assessable(assessment->not_assessable() - without.not_assessable() +
                                 with.not_assessable());
  VerdictSoFar verdict;
  for (const v1::Finding& finding : assessment->findings()) verdict.Add(finding);
  assessment->set_verdict(verdict.Get());
  assessment->set_rule_pack(now_);
  return true;
}

}  // namespace gongkai
