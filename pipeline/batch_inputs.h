// The items of a stored batch that are still to be done, as inputs.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "pipeline/inputs.h"
#include "store/store.h"

namespace gongkai {

// Items whose content stands in the store and that are neither done nor given up. Reads the
// list page by page. NOT_FOUND for an unknown batch. The store must outlive the source.
absl::StatusOr<std::unique_ptr<InputSource>> OpenItemsOf(const std::string& batch, Store* store);

}  // namespace gongkai
