#include "pipeline/renewed_waivers.h"

#include <utility>

namespace gongkai {

absl::StatusOr<std::unique_ptr<RenewedWaivers>> RenewedWaivers::Make(
    std::string path, Store* store, const StageChain& chain,
    std::function<void(const absl::Status&)> complain, std::chrono::milliseconds every) {
  std::unique_ptr<RenewedWaivers> made(
      new RenewedWaivers(std::move(path), store, chain, std::move(complain), every));
  absl::StatusOr<std::unique_ptr<Waivers>> waivers = Waivers::Make(made->path_, store, chain);
  if (!waivers.ok()) return waivers.status();
  made->waivers_ = *std::move(waivers);
  made->read_ = Steady::now();
  return made;
}

std::shared_ptr<const Waivers> RenewedWaivers::Now() {
  const std::lock_guard lock(mutex_);
  if (Steady::now() - read_ < every_) return waivers_;
  absl::StatusOr<std::unique_ptr<Waivers>> waivers = Waivers::Make(path_, store_, chain_);
  read_ = Steady::now();
  if (waivers.ok()) {
    complained_ = absl::OkStatus();
    waivers_ = *std::move(waivers);
  } else if (waivers.status() != complained_) {
    complained_ = waivers.status();
    complain_(complained_);
  }
  return waivers_;
}

}  // namespace gongkai
