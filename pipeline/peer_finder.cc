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
    std::set<Name> lists;
    for (const auto& [agency, year] : names) {
      if (agency.empty() || year == 0) continue;
      for (const uint32_t one : {year - 1, year, year + 1}) {
        if (!reports_.contains({agency, one})) lists.emplace(agency, one);
      }
    }
    std::vector<ReportName> asked;
    for (auto list = lists.begin(); list != lists.end();) {
      asked.clear();
      for (auto one = list; one != lists.end() && asked.size() < kMaxListsPerCall; ++one) {
        asked.push_back({one->first, one->second});
      }
      auto found = store_.ListNamed(asked, kFewReports);
      if (!found.ok()) return found.status();
      for (std::vector<NamedReport>& reports : *found) reports_[*list++] = std::move(reports);
    }
    return absl::OkStatus();
  }

  // Those for a year of which, or of one beside which, Load() was told. Of a name that many share
  // the first: it must not cost more for each.
  const std::vector<NamedReport>& Of(const std::string& agency, uint32_t year) const {
    static const std::vector<NamedReport> kNone;
    const auto found = reports_.find({agency, year});
    return found == reports_.end() ? kNone : found->second;
  }

 private:
  Store& store_;
  std::map<Name, std::vector<NamedReport>> reports_;
};

PeerFinder::Known PeerFinder::Find(const AgencyReports& stored, const Name& name,
                                   std::string_view uri, const Records& records) const {
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
    for (const uint32_t of : {year - 1, year, year + 1}) {
      for (const auto& [other, extraction] : stored.Of(one, of)) {
        if (extraction.empty()) continue;
        if (other == uri) {
          known.is_stored = of == year && extraction == DigestOfPart(v1::EXTRACTION, records);
          continue;
        }
        if (of == year && known.same_year.size() < kMaxSameYear) known.same_year.push_back(other);
        // Of several the one whose uri comes first: any will do, as long as it is always the same.
        if (of + 1 == year && (known.last_year.uri.empty() || other < known.last_year.uri)) {
          known.last_year = {other, of, extraction};
        }
        if (of + 1 != year) known.dependents.emplace_back(one, of);
      }
    }
  }
  std::ranges::sort(known.same_year);
  if (known.entry != nullptr) known.members = MembersOf(stored, *known.entry, year);
  return known;
}

std::vector<PeerFinder::Member> PeerFinder::MembersOf(const AgencyReports& stored,
                                                      const v1::ListedAgency& entry,
                                                      uint32_t year) const {
  std::vector<Member> members;
  for (const v1::ListedAgency* agency : list_.MembersOf(entry)) {
    Member& member = members.emplace_back();
    member.agency = agency;
    for (const std::string& name : NamesOf(agency->name())) {
      for (const auto& [uri, extraction] : stored.Of(name, year)) {
        if (extraction.empty()) continue;
        if (member.report.uri.empty() || uri < member.report.uri) {
          member.report = {uri, year, extraction};
        }
      }
    }
  }
  return members;
}

absl::Status PeerFinder::ReadCells(v1::PeerReport* report) const {
  constexpr v1::Part kParts[] = {v1::EXTRACTION};
  v1::Report stored;
  absl::Status status = store_.ReadReport(report->uri(), kParts, &stored);
  if (!status.ok()) return status;
  report->clear_cells();
  report->set_form(stored.extraction().form());
  for (const v1::Cell& cell : stored.extraction().cells()) {
    if (cell.state() != v1::VALUE) continue;
    v1::PeerCell& out = *report->add_cells();
    out.set_number(cell.number());
    out.set_value(cell.value());
  }
  return absl::OkStatus();
}

absl::Status PeerFinder::AddMembers(const std::vector<Member>& known, v1::Peers* peers) const {
  if (known.empty()) return absl::OkStatus();
  v1::Members& members = *peers->mutable_members();
  members.Clear();
  members.set_expected(static_cast<uint32_t>(known.size()));
  std::map<uint32_t, std::pair<Decimal, uint32_t>> sums;  // with the reports that have a value
  for (const Member& member : known) {
    if (member.report.uri.empty()) {
      if (static_cast<std::size_t>(members.missing_size()) < kMaxMissingNamed) {
        members.add_missing(member.agency->name());
      }
      continue;
    }
    v1::PeerReport report;
    report.set_uri(member.report.uri);
    if (absl::Status status = ReadCells(&report); !status.ok()) return status;
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

absl::Status PeerFinder::Enter(std::span<const Entrant> entrants) {
  std::vector<Name> names;
  std::vector<bool> meets_another(entrants.size());
  {
    const std::lock_guard lock(mutex_);
    for (std::size_t i = 0; i < entrants.size(); ++i) {
      const Name name = NameOf(entrants[i]);
      for (const std::string& one : NamesOf(name.first)) {
        if (++on_the_way_[one] > 1) meets_another[i] = true;
      }
      AddNames(name, &names);
    }
  }
  AgencyReports stored(store_);
  absl::Status status = stored.Load(names);
  if (!status.ok()) return status;
  for (std::size_t i = 0; i < entrants.size(); ++i) {
    v1::Report& report = *entrants[i].report;
    const Name name = NameOf(entrants[i]);
    const Known known = Find(stored, name, report.source().uri(), report.stage_records());
    SetNames(known, &report);
    if (known.is_stored) continue;  // others see it in the store, as it is and will be
    const std::lock_guard lock(mutex_);
    dependents_[report.source().uri()] = known.dependents;
    // Two on their way at the same time need not see each other.
    if (meets_another[i]) WaitFor(name);
  }
  return absl::OkStatus();
}

void PeerFinder::SetNames(const Known& known, v1::Report* report) const {
  report->clear_peers();
  const std::string digest = known.Digest(!list_.empty());
  if (digest.empty()) return;
  v1::Peers& peers = *report->mutable_peers();
  peers.set_digest(digest);
  peers.set_listed(!list_.empty());
  if (known.entry != nullptr) *peers.mutable_agency() = *known.entry;
  for (const std::string& uri : known.same_year) peers.add_same_year(uri);
  if (known.likenesses != nullptr) {
    *peers.mutable_likenesses() = known.likenesses->likenesses();
  }
  if (known.last_year.uri.empty()) return;
  peers.mutable_last_year()->set_uri(known.last_year.uri);
  peers.mutable_last_year()->set_year(known.last_year.year);
}

absl::Status PeerFinder::Fill(const Entrant& entrant) const {
  if (!entrant.report->has_peers()) return absl::OkStatus();
  v1::Peers& peers = *entrant.report->mutable_peers();
  if (peers.has_last_year()) {
    absl::Status status = ReadCells(peers.mutable_last_year());
    if (!status.ok()) return status;
  }
  const Name name = NameOf(entrant);
  const v1::ListedAgency* entry = list_.Find(name.first);
  if (entry == nullptr || list_.MembersOf(*entry).empty()) return absl::OkStatus();
  std::vector<Name> names;
  AddNames(name, &names);
  AgencyReports stored(store_);
  if (absl::Status status = stored.Load(names); !status.ok()) return status;
  return AddMembers(MembersOf(stored, *entry, name.second), &peers);
}

void PeerFinder::Leave(const Entrant& entrant, bool kept) {
  const Name name = NameOf(entrant);
  const std::lock_guard lock(mutex_);
  for (const std::string& one : NamesOf(name.first)) {
    const auto found = on_the_way_.find(one);
    if (found != on_the_way_.end() && --found->second == 0) on_the_way_.erase(found);
  }
  const auto dependents = dependents_.find(entrant.report->source().uri());
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
    const Known known = Find(stored, {report->agency(), report->year()}, report->source().uri(),
                             report->stage_records());
    digests.push_back(known.Digest(!list_.empty()));
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
    std::vector<Name> names;
    for (const std::string& name : NamesOf(agency)) names.emplace_back(name, year);
    if (absl::Status status = stored.Load(names); !status.ok()) return status;
    for (const std::string& name : NamesOf(agency)) {
      for (const uint32_t of : {year, year + 1}) {
        for (const NamedReport& report : stored.Of(name, of)) uris.insert(report.uri);
      }
    }
  }
  return std::vector<std::string>(uris.begin(), uris.end());
}

}  // namespace gongkai
