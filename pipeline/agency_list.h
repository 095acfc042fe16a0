// The list of agencies: who has to publish, by when, and whose report sums up whose.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "absl/status/statusor.h"
#include "gongkai/v1/peers.pb.h"
#include "store/store.h"

namespace gongkai {

// Immutable once made.
class AgencyList {
 public:
  AgencyList() = default;

  // A file with the columns name, other_names (separated by ";"), code, parent, kind, level,
  // due, or as they are called in Chinese. INVALID_ARGUMENT with file and line: no name, a name
  // or code that stands there twice, a code with a wrong check digit, a parent that is not in the
  // list, agencies above each other in a circle, a day that is none.
  static absl::StatusOr<AgencyList> Read(const std::string& path);
  static absl::StatusOr<AgencyList> Parse(std::string_view bytes, const std::string& name);

  // The one that a store keeps; empty if it keeps none.
  static absl::StatusOr<AgencyList> ReadStored(Store& store);

  // Replaces the one that the store keeps.
  absl::Status Keep(Store& store) const;

  bool empty() const { return agencies_.empty(); }
  const std::vector<v1::ListedAgency>& agencies() const { return agencies_; }

  // By any of its names; nullptr if it is not in the list.
  const v1::ListedAgency* Find(std::string_view name) const;

  // Directly above; nullptr for the top.
  const v1::ListedAgency* ParentOf(const v1::ListedAgency& agency) const;

  // Directly below, in the order of the list.
  std::vector<const v1::ListedAgency*> MembersOf(const v1::ListedAgency& agency) const;

 private:
  explicit AgencyList(std::vector<v1::ListedAgency> agencies);

  std::vector<v1::ListedAgency> agencies_;
  std::unordered_map<std::string, std::size_t> by_name_;
  std::unordered_map<std::string, std::size_t> by_code_;
  std::vector<std::size_t> parents_;  // by position; its own position for the top
  std::vector<std::vector<std::size_t>> members_;
};

// Names and code of 18 or 6 to 12 characters: whether the check digit of a 统一社会信用代码 is
// right (GB 32100-2015). True for division codes.
bool IsRightCode(std::string_view code);

}  // namespace gongkai
