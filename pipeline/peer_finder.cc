#include "pipeline/peer_finder.h"

#include <algorithm>

#include "common/digest.h"
#include "common/limits.h"
#include "common/strings.h"
#include "pipeline/likenesses.h"
#include "store/records.h"
#include "store/report_name.h"
#include "validate/decimal.h"

namespace gongkai {
namespace {

constexpr std::size_t kMaxMissingNamed = 100;
constexpr std::size_t kMaxSameYear = 16;
constexpr int kFewReports = kMaxSameYear + 1;  // itself among them

// Digest of a part; empty if it was not made.
std::string DigestOfPart(v1::Part part,
                         const google::protobuf::RepeatedPtrField<v1::StageRecord>& records) {
  const v1::StageRecord* record = RecordOf(part, records);
  return record == nullptr ? "" : record->output_digest();
}

}  // namespace

std::string PeerFinder::Known::Digest(bool listed) const {
  std::string text;
  if (!last_year.uri.empty()) text += Concat("l", last_year.uri, "\n", last_year.extraction);
  for (const std::string& one : same_year) text += Concat("\ns", one);
  if (likenesses != nullptr) text += Concat("\nk", likenesses->SerializeAsString());
  if (entry != nullptr) text += Concat("\ne", entry->SerializeAsString());
  for (const Member& member : members) {
    text += Concat("\nm", member.agency->name(), "\n", member.report.uri, "\n",
                   member.report.extraction);
  }
  if (listed) text += "\nL";
  return text.empty() ? "" : gongkai::Digest(text);
}

absl::StatusOr<std::unique_ptr<PeerFinder>> PeerFinder::Make(Store* store) {
  std::unique_ptr<PeerFinder> finder(new PeerFinder(store));
  absl::StatusOr<AgencyList> list = AgencyList::ReadStored(*store);
  if (!list.ok()) return list.status();
  finder->list_ = *std::move(list);
  absl::StatusOr<std::vector<v1::Likenesses>> likenesses = ReadLikenesses(*store);
  if (!likenesses.ok()) return likenesses.status();
  for (v1::Likenesses& one : *likenesses) finder->likenesses_[one.uri()] = std::move(one);
  return finder;
}

std::vector<std::string> PeerFinder::NamesOf(const std::string& agency) const {
  const v1::ListedAgency* entry = list_.Find(agency);
  if (entry == nullptr) return {agency};
  std::vector<std::string> names{entry->name()};
  names.insert(names.end(), entry->other_names().begin(), entry->other_names().end());
  return names;
}

void PeerFinder::AddNames(const Name& name, std::vector<Name>* names) const {
  const auto& [agency, year] = name;
  for (const std::string& one : NamesOf(agency)) names->emplace_back(one, year);
  const v1::ListedAgency* entry = list_.Find(agency);
  if (entry == nullptr) return;
  for (const v1::ListedAgency* member : list_.MembersOf(*entry)) {
    for (const std::string& one : NamesOf(member->name())) names->emplace_back(one, year);
  }
}

class PeerFinder::AgencyReports {
 public:
  explicit AgencyReports(Store& store) : store_(store) {}

  // Asks for what Of() will want.
  absl::Status Load(const std::vector<Name>& names) {
    std::vector<std::string> lists;
    for (const auto& [agency, year] : names) {
      if (agency.empty() || year == 0) continue;
      for (const uint32_t one : {year - 1, year, year + 1}) {
        lists.push_back(FormatReportName(agency, one));
      }
    }
    std::ranges::sort(lists);
    lists.erase(std::unique(lists.begin(), lists.end()), lists.end());
    std::erase_if(lists, [&](const std::string& list) { return reports_.contains(list); });
    std::vector<ReportFilter> filters;
    for (std::size_t i = 0; i < lists.size(); i += filters.size()) {
      filters.clear();
      for (std::size_t k = i; k < std::min(lists.size(), i + kMaxListsPerCall); ++k) {
        filters.push_back({.name = lists[k]});
      }
      auto pages = store_.ListReportsOfEach(filters, kFewReports);
      if (!pages.ok()) return pages.status();
      for (std::size_t k = 0; k < pages->size(); ++k) {
        reports_[lists[i + k]] = std::move((*pages)[k].items);
      }
    }
    return absl::OkStatus();
  }

  // Those for the year, the one before and the one after. Of a name that many share the first of
  // each year: it must not cost more for each.
  absl::StatusOr<std::vector<v1::ReportSummary>> Of(const std::string& agency, uint32_t year) {
    if (absl::Status status = Load({{agency, year}}); !status.ok()) return status;
    std::vector<v1::ReportSummary> reports;
    for (const uint32_t one : {year - 1, year, year + 1}) {
      std::ranges::copy(reports_[FormatReportName(agency, one)], std::back_inserter(reports));
    }
    return reports;
  }

 private:
  Store& store_;
  std::unordered_map<std::string, std::vector<v1::ReportSummary>> reports_;  // by name of the list
};

absl::StatusOr<PeerFinder::Known> PeerFinder::Find(AgencyReports& stored, const Name& name,
                                                   std::string_view uri,
                                                   const Records& records) const {
  Known known;
  const auto& [agency, year] = name;
  const auto likenesses = likenesses_.find(std::string(uri));
  if (likenesses != likenesses_.end() &&
      likenesses->second.source_digest() == DigestOfPart(v1::DOCUMENT, records)) {
    known.likenesses = &likenesses->second;
  }
  if (agency.empty() || year == 0) return known;
  known.entry = list_.Find(agency);
  for (const std::string& one : NamesOf(agency)) {
    const auto reports = stored.Of(one, year);
    if (!reports.ok()) return reports.status();
    for (const v1::ReportSummary& report : *reports) {
      const std::string& other = report.source().uri();
      const std::string extraction = DigestOfPart(v1::EXTRACTION, report.stage_records());
      if (report.has_error() || extraction.empty()) continue;
      if (other == uri) {
        known.is_stored =
            report.year() == year && extraction == DigestOfPart(v1::EXTRACTION, records);
        continue;
      }
      if (report.year() == year && known.same_year.size() < kMaxSameYear) {
        known.same_year.push_back(other);
      }
      // Of several the one whose uri comes first: any will do, as long as it is always the same.
      if (report.year() + 1 == year &&
          (known.last_year.uri.empty() || other < known.last_year.uri)) {
        known.last_year = {other, report.year(), extraction};
      }
      if (report.year() == year || report.year() == year + 1) {
        known.dependents.emplace_back(report.agency(), report.year());
      }
    }
  }
  std::ranges::sort(known.same_year);
  if (known.entry == nullptr) return known;
  for (const v1::ListedAgency* member : list_.MembersOf(*known.entry)) {
    absl::StatusOr<Partner> report = ReportOf(stored, *member, year);
    if (!report.ok()) return report.status();
    known.members.push_back({member, *std::move(report)});
  }
  return known;
}

absl::StatusOr<PeerFinder::Partner> PeerFinder::ReportOf(AgencyReports& stored,
                                                         const v1::ListedAgency& agency,
                                                         uint32_t year) const {
  Partner partner;
  for (const std::string& name : NamesOf(agency.name())) {
    const auto reports = stored.Of(name, year);
    if (!reports.ok()) return reports.status();
    for (const v1::ReportSummary& report : *reports) {
      const std::string extraction = DigestOfPart(v1::EXTRACTION, report.stage_records());
      if (report.year() != year || report.has_error() || extraction.empty()) continue;
      if (partner.uri.empty() || report.source().uri() < partner.uri) {
        partner = {report.source().uri(), year, extraction};
      }
    }
  }
  return partner;
}

absl::Status PeerFinder::ReadCells(const Partner& partner, v1::PeerReport* report) const {
  constexpr v1::Part kParts[] = {v1::EXTRACTION};
  v1::Report stored;
  absl::Status status = store_.ReadReport(partner.uri, kParts, &stored);
  if (!status.ok()) return status;
  report->set_uri(partner.uri);
  report->set_year(partner.year);
  report->set_form(stored.extraction().form());
  for (const v1::Cell& cell : stored.extraction().cells()) {
    if (cell.state() != v1::VALUE) continue;
    v1::PeerCell& out = *report->add_cells();
    out.set_number(cell.number());
    out.set_value(cell.value());
  }
  return absl::OkStatus();
}

absl::Status PeerFinder::AddMembers(const Known& known, v1::Peers* peers) const {
  if (known.members.empty()) return absl::OkStatus();
  v1::Members& members = *peers->mutable_members();
  members.set_expected(static_cast<uint32_t>(known.members.size()));
  std::map<uint32_t, std::pair<Decimal, uint32_t>> sums;  // with the reports that have a value
  for (const Member& member : known.members) {
    if (member.report.uri.empty()) {
      if (static_cast<std::size_t>(members.missing_size()) < kMaxMissingNamed) {
        members.add_missing(member.agency->name());
      }
      continue;
    }
    v1::PeerReport report;
    if (absl::Status status = ReadCells(member.report, &report); !status.ok()) return status;
    members.set_present(members.present() + 1);
    for (const v1::PeerCell& cell : report.cells()) {
      const std::optional<Decimal> value = Decimal::Parse(cell.value());
      if (!value) continue;
      auto& [sum, reports] = sums[cell.number()];
      sum += *value;
      ++reports;
    }
  }
  for (const auto& [number, sum] : sums) {
    if (sum.second != members.present()) continue;
    v1::PeerCell& out = *members.add_sums();
    out.set_number(number);
    out.set_value(sum.first.ToString());
  }
  return absl::OkStatus();
}

absl::Status PeerFinder::Enter(std::span<v1::Report* const> reports) {
  std::vector<Name> names;
  {
    const std::lock_guard lock(mutex_);
    for (const v1::Report* report : reports) {
      const Name name(report->outline().agency().name(), report->outline().year().value());
      // Two on their way at the same time need not see each other.
      for (const std::string& one : NamesOf(name.first)) {
        if (++on_the_way_[one] > 1) WaitFor(name);
      }
      AddNames(name, &names);
    }
  }
  AgencyReports stored(store_);
  absl::Status status = stored.Load(names);
  for (v1::Report* report : reports) {
    if (!status.ok()) return status;
    status = Enter(stored, report);
  }
  return status;
}

absl::Status PeerFinder::Enter(AgencyReports& stored, v1::Report* report) {
  report->clear_peers();
  const Name name(report->outline().agency().name(), report->outline().year().value());
  const absl::StatusOr<Known> known =
      Find(stored, name, report->source().uri(), report->stage_records());
  if (!known.ok()) return known.status();
  if (!known->is_stored) {
    const std::lock_guard lock(mutex_);
    dependents_[report->source().uri()] = known->dependents;
  }
  const std::string digest = known->Digest(!list_.empty());
  if (digest.empty()) return absl::OkStatus();
  v1::Peers& peers = *report->mutable_peers();
  peers.set_digest(digest);
  peers.set_listed(!list_.empty());
  if (known->entry != nullptr) *peers.mutable_agency() = *known->entry;
  for (const std::string& uri : known->same_year) peers.add_same_year(uri);
  if (known->likenesses != nullptr) {
    *peers.mutable_likenesses() = known->likenesses->likenesses();
  }
  if (!known->last_year.uri.empty()) {
    absl::Status status = ReadCells(known->last_year, peers.mutable_last_year());
    if (!status.ok()) return status;
  }
  return AddMembers(*known, &peers);
}

void PeerFinder::Leave(const v1::Report& report, bool kept) {
  const Name name(report.outline().agency().name(), report.outline().year().value());
  const std::lock_guard lock(mutex_);
  for (const std::string& one : NamesOf(name.first)) {
    const auto found = on_the_way_.find(one);
    if (found != on_the_way_.end() && --found->second == 0) on_the_way_.erase(found);
  }
  const auto dependents = dependents_.find(report.source().uri());
  if (dependents == dependents_.end()) return;  // others know no more than before
  if (kept) {
    for (const Name& one : dependents->second) WaitFor(one);
  }
  dependents_.erase(dependents);
  const v1::ListedAgency* entry = kept ? list_.Find(name.first) : nullptr;
  const v1::ListedAgency* parent = entry == nullptr ? nullptr : list_.ParentOf(*entry);
  if (parent == nullptr) return;
  for (const std::string& one : NamesOf(parent->name())) WaitFor({one, name.second});
}

// The lock is held.
void PeerFinder::WaitFor(const Name& name) {
  if (!name.first.empty() && name.second != 0) waiting_.insert(name);
}

absl::StatusOr<std::vector<std::string>> PeerFinder::DigestsOf(
    std::span<const v1::ReportSummary* const> reports) const {
  std::vector<Name> names;
  for (const v1::ReportSummary* report : reports) {
    AddNames({report->agency(), report->year()}, &names);
  }
  AgencyReports stored(store_);
  if (absl::Status status = stored.Load(names); !status.ok()) return status;
  std::vector<std::string> digests;
  digests.reserve(reports.size());
  for (const v1::ReportSummary* report : reports) {
    const absl::StatusOr<Known> known = Find(stored, {report->agency(), report->year()},
                                             report->source().uri(), report->stage_records());
    if (!known.ok()) return known.status();
    digests.push_back(known->Digest(!list_.empty()));
  }
  return digests;
}

absl::StatusOr<std::vector<std::string>> PeerFinder::TakeWaiting() {
  std::set<Name> waiting;
  {
    const std::lock_guard lock(mutex_);
    waiting.swap(waiting_);
  }
  std::set<std::string> uris;
  for (const auto& [agency, year] : waiting) {
    AgencyReports stored(store_);  // not kept: they may be many
    for (const std::string& name : NamesOf(agency)) {
      const auto reports = stored.Of(name, year);
      if (!reports.ok()) return reports.status();
      for (const v1::ReportSummary& report : *reports) {
        if (report.year() == year || report.year() == year + 1) {
          uris.insert(report.source().uri());
        }
      }
    }
  }
  return std::vector<std::string>(uris.begin(), uris.end());
}

}  // namespace gongkai
