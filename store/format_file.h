// The file FORMAT in a store's folder: says which layout the folder has, before anything in it is
// opened, so that a store of a newer program is never touched.
#pragma once

#include <string>

#include "absl/status/status.h"

namespace gongkai {

// OK if `folder` is a store of a format this program reads; for writing, an older one becomes that
// of the program. If it is missing or empty, makes it with its FORMAT file (create_if_missing) or
// gives NOT_FOUND.
// FAILED_PRECONDITION for a folder with other things in it, a file, or a newer format; DATA_LOSS
// for a FORMAT file that cannot be understood.
absl::Status CheckFormat(const std::string& folder, bool create_if_missing, bool read_only);

}  // namespace gongkai
