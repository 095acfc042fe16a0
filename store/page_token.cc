#include "store/page_token.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "common/digest.h"
#include "common/limits.h"
#include "common/strings.h"

namespace gongkai {
namespace {

constexpr char kTokenVersion = 1;
constexpr std::size_t kCheckBytes = 8;

// Binds the position to its list, so that damage and mix-ups are noticed.
std::string Check(std::string_view list, std::string_view position) {
  const std::string list_digest = Digest(list);
  const std::string position_digest = Digest(position);
  return DigestOfDigests({list_digest, position_digest}).substr(0, kCheckBytes);
}

}  // namespace

std::string MakePageToken(std::string_view list, std::string_view position) {
  std::string token(1, kTokenVersion);
  token += Check(list, position);
  token += position;
  return absl::WebSafeBase64Escape(ToAbsl(token));
}

absl::StatusOr<std::string> ParsePageToken(std::string_view list, std::string_view token) {
  if (token.empty()) return std::string();
  std::string bytes;
  constexpr std::size_t kHeader = 1 + kCheckBytes;
  if (absl::WebSafeBase64Unescape(ToAbsl(token), &bytes) && bytes.size() > kHeader &&
      bytes[0] == kTokenVersion) {
    std::string position = bytes.substr(kHeader);
    if (std::string_view(bytes).substr(1, kCheckBytes) == Check(list, position)) return position;
  }
  return absl::InvalidArgumentError(
      "翻页标记无效，请从第一页重新查询; page token is damaged or belongs to another list, "
      "start again at the first page");
}

absl::StatusOr<std::size_t> PageSize(int page_size) {
  if (page_size < 0) return absl::InvalidArgumentError("page size is less than 0");
  if (page_size == 0) return static_cast<std::size_t>(kDefaultPageSize);
  return static_cast<std::size_t>(std::min(page_size, kMaxPageSize));
}

}  // namespace gongkai
