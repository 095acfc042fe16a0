// The waivers of a process that runs for weeks: a list is edited meanwhile, and days pass.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "absl/status/statusor.h"
#include "pipeline/chain.h"
#include "pipeline/waivers.h"
#include "store/store.h"

namespace gongkai {

// Several threads may use it at once.
class RenewedWaivers {
 public:
  static constexpr std::chrono::seconds kEvery{5};

  // As Waivers::Make(), which is asked again by Now() once so much time has passed. `complain` is
  // told, once for each reason, where that cannot be read; those of before then stay.
  static absl::StatusOr<std::unique_ptr<RenewedWaivers>> Make(
      std::string path, Store* store, const StageChain& chain,
      std::function<void(const absl::Status&)> complain, std::chrono::milliseconds every = kEvery);

  // What it says of a report refers to the waivers: to be held as long as that.
  std::shared_ptr<const Waivers> Now();

 private:
  using Steady = std::chrono::steady_clock;

  RenewedWaivers(std::string path, Store* store, const StageChain& chain,
                 std::function<void(const absl::Status&)> complain, std::chrono::milliseconds every)
      : path_(std::move(path)),
        store_(store),
        chain_(chain),
        complain_(std::move(complain)),
        every_(every) {}

  const std::string path_;
  Store* const store_;
  const StageChain chain_;
  const std::function<void(const absl::Status&)> complain_;
  const std::chrono::milliseconds every_;

  std::mutex mutex_;
  Steady::time_point read_;
  absl::Status complained_;
  std::shared_ptr<const Waivers> waivers_;
};

}  // namespace gongkai
