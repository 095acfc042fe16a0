// Tokens that say where the next page of a list begins.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace gongkai {

// Printable token for the page after `position`, the last entry given. `list` names the list and
// what it was asked for; the token is good for no other.
std::string MakePageToken(std::string_view list, std::string_view position);

// The position in a token; empty for an empty token, the first page. INVALID_ARGUMENT for a
// token that is damaged or came from another list.
absl::StatusOr<std::string> ParsePageToken(std::string_view list, std::string_view token);

// Number of entries a page may hold; see Store.
absl::StatusOr<std::size_t> PageSize(int page_size);

}  // namespace gongkai
