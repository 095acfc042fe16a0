// Reports of a store that are much like each other.
#pragma once

#include <atomic>
#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gongkai/v1/peers.pb.h"
#include "store/store.h"

namespace gongkai {

// A text with fewer sequences of five characters is too short to be anybody's copy.
inline constexpr std::size_t kLeastShingles = 200;

// From here on two texts are alike, in thousandths; those that rules ask for are above it.
inline constexpr uint32_t kAlikePermille = 700;

struct LikenessCounts {
  uint64_t reports = 0;  // compared
  uint64_t alike = 0;    // with a text like another's, from three quarters on
  uint64_t copied = 0;   // of these, from nine tenths on
  uint64_t same_figures = 0;
};

// Compares every report with those of other agencies for the same year and with the one of the
// same agency for the year before; gives those that have anything in common with any, by uri. The
// sketches of two years are in memory, some 400 bytes a report.
absl::StatusOr<std::vector<v1::Likenesses>> FindLikenesses(Store& store, int jobs,
                                                           const std::atomic<bool>* stop,
                                                           LikenessCounts* counts);

absl::StatusOr<std::vector<v1::Likenesses>> ReadLikenesses(Store& store);

// Replaces all that the store keeps; gives the number of reports for which it is another now.
absl::StatusOr<uint64_t> KeepLikenesses(Store& store,
                                        const std::vector<v1::Likenesses>& likenesses);

}  // namespace gongkai
