#include "pipeline/rule_reach.h"

#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <set>

#include "common/strings.h"

namespace gongkai {
namespace {

constexpr std::string_view kRules = "+rules:";

// How a pack tells the kind of an agency.
class Kinds {
 public:
  explicit Kinds(const v1::RuleIndex& index) {
    for (const v1::AgencyNames& names : index.agencies()) {
      for (const std::string& pattern : names.patterns()) {
        patterns_.emplace_back(names.kind(), std::make_unique<re2::RE2>(pattern));
      }
    }
  }

  v1::AgencyKind Of(const std::string& agency) const {
    for (const auto& [kind, pattern] : patterns_) {
      if (!agency.empty() && re2::RE2::PartialMatch(agency, *pattern)) return kind;
    }
    return v1::AGENCY_KIND_UNSPECIFIED;
  }

 private:
  std::vector<std::pair<v1::AgencyKind, std::unique_ptr<re2::RE2>>> patterns_;
};

// One rule of one pack, as far as it says which reports it is for.
class Scope {
 public:
  Scope(const v1::Applicability& applies, const Kinds* kinds) : applies_(applies), kinds_(kinds) {
    for (const std::string& pattern : applies.agency_names()) {
      names_.push_back(std::make_unique<re2::RE2>(pattern));
    }
  }

  bool Holds(const v1::ReportSummary& report) const {
    if (!HoldsForm(report)) return false;
    const uint32_t year = report.year();
    if (applies_.first_year() != 0 && year < applies_.first_year()) return false;
    if (applies_.last_year() != 0 && (year == 0 || year > applies_.last_year())) return false;
    if (!applies_.agencies().empty() &&
        std::ranges::count(applies_.agencies(), kinds_->Of(report.agency())) == 0) {
      return false;
    }
    return names_.empty() || std::ranges::any_of(names_, [&](const auto& pattern) {
             return re2::RE2::PartialMatch(report.agency(), *pattern);
           });
  }

 private:
  bool HoldsForm(const v1::ReportSummary& report) const {
    // Unknown in both outline and extraction: no rule has anything to look at.
    return report.forms().empty() || std::ranges::any_of(report.forms(), [&](int form) {
             return form != v1::FORM_UNSPECIFIED && std::ranges::count(applies_.forms(), form) > 0;
           });
  }

  v1::Applicability applies_;
  const Kinds* kinds_;
  std::vector<std::unique_ptr<re2::RE2>> names_;
};

using Entries = std::map<std::string_view, const v1::RuleIndex::Entry*>;

Entries ById(const v1::RuleIndex& index) {
  Entries entries;
  for (const v1::RuleIndex::Entry& entry : index.rules()) entries[entry.id()] = &entry;
  return entries;
}

// Ids that both packs have, in the order of the first.
std::vector<std::string_view> Common(const v1::RuleIndex& first, const Entries& second) {
  std::vector<std::string_view> ids;
  for (const v1::RuleIndex::Entry& entry : first.rules()) {
    if (second.contains(entry.id())) ids.push_back(entry.id());
  }
  return ids;
}

// An applicability is part of the rule; the forms beside it are those with something to look at.
bool HasSameTest(const v1::RuleIndex::Entry& a, const v1::RuleIndex::Entry& b) {
  return !a.test_digest().empty() && a.test_digest() == b.test_digest() &&
         a.applies().SerializeAsString() == b.applies().SerializeAsString();
}

bool SameAgencies(const v1::RuleIndex& a, const v1::RuleIndex& b) {
  return std::ranges::equal(a.agencies(), b.agencies(), [](const auto& left, const auto& right) {
    return left.SerializeAsString() == right.SerializeAsString();
  });
}

}  // namespace

SplitRevision SplitRules(std::string_view revision) {
  const std::size_t begin = revision.find(kRules);
  if (begin == revision.npos) return {std::string(revision), ""};
  const std::string_view rules = revision.substr(begin + kRules.size());
  const std::size_t end = std::min(rules.find('+'), rules.size());
  return {Concat(revision.substr(0, begin), rules.substr(end)), std::string(rules.substr(0, end))};
}

struct RuleReach::Difference {
  Difference(const v1::RuleIndex& before, const v1::RuleIndex& after)
      : kinds_before(before), kinds_after(after) {
    const Entries old = ById(before), now = ById(after);
    // Findings stand in the order of rules.
    everything = Common(before, now) != Common(after, old);
    const bool same_agencies = SameAgencies(before, after);
    for (const auto* pack : {&before, &after}) {
      const Entries& others = pack == &before ? now : old;
      for (const v1::RuleIndex::Entry& entry : pack->rules()) {
        const auto other = others.find(entry.id());
        const bool for_the_same =
            other != others.end() && (same_agencies || entry.applies().agencies().empty());
        if (for_the_same && other->second->digest() == entry.digest()) continue;
        if (for_the_same && HasSameTest(entry, *other->second)) {
          shown.insert(entry.id());
        } else {
          scopes.emplace_back(entry.applies(), pack == &before ? &kinds_before : &kinds_after);
        }
      }
    }
  }

  bool Reaches(const v1::ReportSummary& report) const {
    return everything || ShowsOther(report) ||
           std::ranges::any_of(scopes, [&](const Scope& scope) { return scope.Holds(report); });
  }

  bool ShowsOther(const v1::ReportSummary& report) const {
    if (shown.empty()) return false;
    return !report.all_found_rules() ||
           std::ranges::any_of(report.found_rules(),
                               [&](const std::string& rule) { return shown.contains(rule); });
  }

  const Kinds kinds_before;
  const Kinds kinds_after;
  bool everything = false;
  std::vector<Scope> scopes;    // of the rules that differ, as they were and as they are
  std::set<std::string> shown;  // rules that differ only in what their findings show
};

RuleReach::RuleReach(const v1::RuleIndex* now, const std::vector<v1::RuleIndex>& kept) {
  if (now == nullptr) return;
  now_ = now->digest();
  for (const v1::RuleIndex& index : kept) {
    for (const int part : index.reads()) {
      reads_[index.digest()].push_back(static_cast<v1::Part>(part));
    }
    differences_[index.digest()] = std::make_unique<const Difference>(index, *now);
  }
}

RuleReach::~RuleReach() = default;

const std::vector<v1::Part>* RuleReach::ReadsOf(std::string_view revision) const {
  const auto found = reads_.find(SplitRules(revision).rules);
  return found == reads_.end() ? nullptr : &found->second;
}

bool RuleReach::Reaches(std::string_view before, std::string_view after,
                        const v1::ReportSummary& report) const {
  const SplitRevision old = SplitRules(before), now = SplitRules(after);
  if (old.rest != now.rest || now.rules != now_) return true;
  const auto found = differences_.find(old.rules);
  return found == differences_.end() || found->second->Reaches(report);
}

}  // namespace gongkai
