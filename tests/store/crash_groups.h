// Groups of reports that crash tests write, numbered from 0, and what has to be there afterwards.
#pragma once

#include <cstdint>

#include "absl/status/status.h"
#include "store/store.h"

namespace gongkai {

inline constexpr uint64_t kReportsPerCrashGroup = 5;
inline constexpr char kCrashBatch[] = "crash";

absl::Status CreateCrashBatch(Store* store);
absl::Status WriteCrashGroup(uint64_t group, Store* store);

// Expects groups 0 to acknowledged - 1 whole, the one after them whole or not there in any part,
// and nothing else.
void ExpectWholeGroups(uint64_t acknowledged, Store* store);

}  // namespace gongkai
