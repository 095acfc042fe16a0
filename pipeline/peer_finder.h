// What the rules may know of other reports, from the store.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gongkai/v1/peers.pb.h"
#include "gongkai/v1/report.pb.h"
#include "gongkai/v1/store.pb.h"
#include "pipeline/agency_list.h"
#include "pipeline/chain.h"
#include "store/store.h"

namespace gongkai {

// Looks partners up while reports pass, and notes whose partners came after them. Thread-safe.
class PeerFinder : public PeerSource {
 public:
  // With the list of agencies and the likenesses that the store keeps; it outlives the object.
  static absl::StatusOr<std::unique_ptr<PeerFinder>> Make(Store* store);

  PeerFinder(const PeerFinder&) = delete;

  // One look-up in an index for all of them.
  absl::Status Enter(std::span<const Entrant> entrants) override;

  // Two reads for each report that takes part.
  absl::Status Fill(const Entrant& entrant) const override;
  void Leave(const Entrant& entrant, bool kept) override;
  absl::StatusOr<std::vector<std::string>> DigestsOf(
      std::span<const v1::ReportSummary* const> reports) const override;

  absl::StatusOr<std::vector<std::string>> TakeWaiting() override;

 private:
  // Agency and year, as reports have them.
  using Name = std::pair<std::string, uint32_t>;

  using Records = google::protobuf::RepeatedPtrField<v1::StageRecord>;

  // A report that takes part in what is said of another.
  struct Partner {
    std::string uri;
    uint32_t year = 0;
    std::string extraction;  // digest
  };

  struct Member {
    const v1::ListedAgency* agency = nullptr;
    Partner report;  // its uri is empty if there is none
  };

  // All that is known, by name only.
  struct Known {
    Partner last_year;
    std::vector<std::string> same_year;
    std::vector<Name> dependents;  // stored reports that this one is a partner of
    bool is_stored = false;        // this report itself, with the same figures
    const v1::Likenesses* likenesses = nullptr;
    const v1::ListedAgency* entry = nullptr;
    std::vector<Member> members;

    std::string Digest(bool listed) const;
  };

  // Stored reports by agency, asked for together.
  class AgencyReports;

  explicit PeerFinder(Store* store) : store_(*store) {}

  // Of what was asked for with AddNames().
  Known Find(const AgencyReports& stored, const Name& name, std::string_view uri,
             const Records& records) const;
  std::vector<Member> MembersOf(const AgencyReports& stored, const v1::ListedAgency& entry,
                                uint32_t year) const;
  void SetNames(const Known& known, v1::Report* report) const;
  absl::Status ReadCells(v1::PeerReport* report) const;
  absl::Status AddMembers(const std::vector<Member>& members, v1::Peers* peers) const;
  static Name NameOf(const Entrant& entrant) { return {entrant.name.agency, entrant.name.year}; }
  std::vector<std::string> NamesOf(const std::string& agency) const;

  // Those of the agency and, if it is in the list, of its members; for the same year.
  void AddNames(const Name& name, std::vector<Name>* names) const;
  void WaitFor(const Name& name);

  Store& store_;
  AgencyList list_;
  std::unordered_map<std::string, v1::Likenesses> likenesses_;  // by uri

  std::mutex mutex_;
  std::unordered_map<std::string, int> on_the_way_;  // reports by agency
  std::unordered_map<std::string, std::vector<Name>>
      dependents_;  // by uri, of reports with new figures
  std::set<Name> waiting_;
};

}  // namespace gongkai
