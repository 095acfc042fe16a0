#include "normalize/mime.h"

#include <algorithm>
#include <map>
#include <optional>

#include "absl/strings/ascii.h"
#include "common/limits.h"

namespace gongkai {
namespace {

constexpr std::size_t kLongestHead = 64u << 10;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string ToLower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), absl::ascii_tolower);
  return lower;
}

std::string_view Trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) + 1 - begin);
}

// Headers by name in lower case; lines that go on are joined.
using Headers = std::map<std::string, std::string, std::less<>>;

struct Head {
  Headers headers;
  std::size_t end = 0;  // where the body begins
};

bool IsHeaderName(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return c > ' ' && static_cast<unsigned char>(c) < 0x7F && c != ':';
  });
}

// The headers from `begin` on; nullopt if there are none, or they go on for ever.
std::optional<Head> ReadHead(std::string_view file, std::size_t begin, std::size_t end) {
  Head head;
  std::string* last = nullptr;
  std::size_t at = begin;
  while (at < end) {
    if (at - begin > kMaxMimeHeaderBytes) return std::nullopt;
    const std::size_t newline = std::min(file.find('\n', at), end);
    std::string_view line = file.substr(at, newline - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    at = std::min(newline + 1, end);
    if (line.empty()) break;
    if (line[0] == ' ' || line[0] == '\t') {
      if (last == nullptr) return std::nullopt;
      last->append(" ").append(Trim(line));
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !IsHeaderName(line.substr(0, colon))) {
      return std::nullopt;
    }
    last = &head.headers[ToLower(line.substr(0, colon))];
    *last = Trim(line.substr(colon + 1));
  }
  head.end = at;
  return head;
}

std::string_view HeaderOf(const Headers& headers, std::string_view name) {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string_view() : found->second;
}

// `name` of "text/html; charset=gb2312; boundary=\"a;b\"".
std::string Parameter(std::string_view header, std::string_view name) {
  std::size_t at = header.find(';');
  while (at != std::string_view::npos && at < header.size()) {
    const std::size_t equals = header.find('=', at);
    if (equals == std::string_view::npos) return "";
    const std::string key = ToLower(Trim(header.substr(at + 1, equals - at - 1)));
    std::string_view rest = header.substr(equals + 1);
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    std::string_view value;
    if (rest.starts_with('"')) {
      const std::size_t quote = rest.find('"', 1);
      value = rest.substr(1, quote == std::string_view::npos ? quote : quote - 1);
      rest.remove_prefix(std::min(quote, rest.size()));
    } else {
      value = Trim(rest.substr(0, rest.find(';')));
    }
    if (key == name) return std::string(value);
    const std::size_t next = rest.find(';');
    at = next == std::string_view::npos
             ? next
             : static_cast<std::size_t>(rest.data() + next - header.data());
  }
  return "";
}

std::string TypeOf(const Headers& headers) {
  const std::string_view header = HeaderOf(headers, "content-type");
  const std::string type = ToLower(Trim(header.substr(0, header.find(';'))));
  return type.empty() ? "text/plain" : type;
}

std::string IdOf(std::string_view header) {
  header = Trim(header);
  if (header.starts_with('<')) header.remove_prefix(1);
  if (header.ends_with('>')) header.remove_suffix(1);
  return std::string(header);
}

class Reader {
 public:
  explicit Reader(std::string_view file) : file_(file) {}

  MimeMessage Read() {
    const std::size_t begin = file_.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
    const std::optional<Head> head = ReadHead(file_, begin, file_.size());
    if (!head) return message_;
    message_.type = TypeOf(head->headers);
    message_.of_files = head->headers.contains(ToLower(kFilesHeader));
    const std::string start = IdOf(Parameter(HeaderOf(head->headers, "content-type"), "start"));
    Entity(*head, file_.size(), 0);
    ChooseRoot(start);
    return std::move(message_);
  }

 private:
  void Entity(const Head& head, std::size_t end, int depth) {
    const std::string type = TypeOf(head.headers);
    if (type.starts_with("multipart/")) {
      const std::string boundary = Parameter(HeaderOf(head.headers, "content-type"), "boundary");
      if (!boundary.empty()) return Multipart(head.end, end, boundary, depth);
    }
    if (message_.parts.size() >= kMaxMimeParts) {
      message_.over_limit = true;
      return;
    }
    MimePart& part = message_.parts.emplace_back();
    part.type = type;
    part.charset = Parameter(HeaderOf(head.headers, "content-type"), "charset");
    part.id = IdOf(HeaderOf(head.headers, "content-id"));
    part.location = Trim(HeaderOf(head.headers, "content-location"));
    part.encoding = TransferEncodingOf(HeaderOf(head.headers, "content-transfer-encoding"));
    part.body = {head.end, end};
  }

  // Where the next line that is the boundary begins, from `at` on.
  std::size_t FindBoundary(std::size_t at, std::size_t end, const std::string& mark) const {
    while ((at = file_.find(mark, at)) < end) {
      if (at == 0 || file_[at - 1] == '\n') {
        std::string_view rest = file_.substr(at + mark.size(), end - at - mark.size());
        rest = rest.substr(0, rest.find('\n'));
        if (rest.starts_with("--")) rest.remove_prefix(2);
        if (Trim(rest).empty()) return at;
      }
      at += mark.size();
    }
    return end;
  }

  void Multipart(std::size_t begin, std::size_t end, const std::string& boundary, int depth) {
    if (depth >= kMaxMimeDepth) {
      message_.over_limit = true;
      return;
    }
    const std::string mark = "--" + boundary;
    std::size_t at = FindBoundary(begin, end, mark);
    while (at < end && !message_.over_limit) {
      std::size_t next = at + mark.size();
      if (file_.substr(next, 2) == "--") return;
      next = std::min(file_.find('\n', next), end - 1) + 1;
      at = FindBoundary(next, end, mark);
      std::size_t body_end = at;  // the line end before a boundary belongs to it
      if (at < end && body_end > next && file_[body_end - 1] == '\n') --body_end;
      if (at < end && body_end > next && file_[body_end - 1] == '\r') --body_end;
      if (const std::optional<Head> head = ReadHead(file_, next, body_end)) {
        Entity(*head, std::max(head->end, body_end), depth + 1);
      } else if (next < body_end) {
        message_.over_limit |= body_end - next > kMaxMimeHeaderBytes;
      }
    }
    message_.truncated = true;
  }

  // The one that the message names; otherwise the first page; otherwise the first text.
  void ChooseRoot(std::string_view start) {
    const auto& parts = message_.parts;
    const auto is = [](std::string_view type) {
      return [type](const MimePart& part) { return part.type == type; };
    };
    auto root = parts.end();
    if (!start.empty()) {
      root = std::find_if(parts.begin(), parts.end(),
                          [start](const MimePart& part) { return part.id == start; });
    }
    for (const char* type : {"text/html", "application/xhtml+xml", "text/plain"}) {
      if (root == parts.end()) root = std::find_if(parts.begin(), parts.end(), is(type));
    }
    message_.root = static_cast<std::size_t>(root - parts.begin());
  }

  std::string_view file_;
  MimeMessage message_;
};

}  // namespace

bool LooksLikeMime(std::string_view file) {
  const std::size_t begin = file.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  const std::optional<Head> head =
      ReadHead(file, begin, std::min(file.size(), begin + kLongestHead));
  if (!head || !head->headers.contains("content-type")) return false;
  const std::string type = TypeOf(head->headers);
  return type.starts_with("multipart/") ||
         (type == "text/html" && head->headers.contains("mime-version"));
}

MimeMessage ReadMime(std::string_view file) { return Reader(file).Read(); }

}  // namespace gongkai
