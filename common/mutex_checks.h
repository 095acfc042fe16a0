// How Abseil's mutexes behave in this process.
#pragma once

#include "absl/synchronization/mutex.h"

namespace gongkai {

// Debian builds Abseil so that every lock looks for deadlocks; gRPC takes dozens for a message.
// For processes that send or answer messages.
inline void LeaveMutexesUnchecked() {
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
}

}  // namespace gongkai
