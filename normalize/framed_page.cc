#include "normalize/framed_page.h"

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "common/limits.h"
#include "common/strings.h"
#include "normalize/charset.h"
#include "normalize/file_kind.h"
#include "normalize/html.h"
#include "normalize/mime.h"

namespace gongkai {
namespace {

constexpr std::string_view kHex = "0123456789ABCDEF";

// "<iframe" or "<frame" in letters of any case, where the character set keeps ASCII.
bool MayHaveFrames(std::string_view bytes) {
  for (std::size_t at = 0; (at = bytes.find('<', at)) != std::string_view::npos; ++at) {
    std::string_view tag = bytes.substr(at + 1, 6);
    if (!tag.empty() && (tag[0] | 0x20) == 'i') tag.remove_prefix(1);
    if (!tag.empty() && (tag[0] | 0x20) == 'f' &&
        absl::StartsWithIgnoreCase(ToAbsl(tag), "frame")) {
      return true;
    }
  }
  return false;
}

// Collects what the frames of a page show.
class FrameAddresses : public HtmlFrames {
 public:
  std::optional<ByteRange> Find(std::string_view address, ByteRange) override {
    addresses.emplace_back(address.substr(0, address.find('#')));
    return std::nullopt;
  }

  std::vector<std::string> addresses;
};

std::vector<std::string> AddressesIn(const v1::Content& page) {
  FrameAddresses frames;
  if (!MayHaveFrames(page.data())) return {};
  const std::optional<Reading> reading = ReadCharacters(page);
  if (!reading || !LooksLikeHtml(reading->page.text())) return {};
  v1::Document unused;
  NormalizeHtml(reading->page, {0, reading->page.text().size()}, &frames, &unused);
  return std::move(frames.addresses);
}

// Of a file in the folder or below.
bool LeadsOut(std::string_view name) {
  if (name.empty() || name.starts_with('/') || name.find("://") != std::string_view::npos ||
      name.find('\0') != std::string_view::npos || name.find('\\') != std::string_view::npos) {
    return true;
  }
  for (std::size_t at = 0; at <= name.size();) {
    const std::size_t slash = std::min(name.find('/', at), name.size());
    if (name.substr(at, slash - at) == "..") return true;
    at = slash + 1;
  }
  return false;
}

bool FitsHeader(std::string_view location) {
  return location.size() <= kMaxUriBytes &&
         std::ranges::none_of(location, [](char c) { return absl::ascii_iscntrl(c); });
}

struct File {
  std::string location;  // as frames that show it say it, from the folder of the page
  v1::Content content;
};

class Packer {
 public:
  explicit Packer(ReadFileNextTo read) : read_(read) {}

  std::optional<std::string> Pack(const v1::Content& page, std::string_view name) {
    for (const std::string& address : AddressesIn(page)) Add("", address);
    for (std::size_t i = 0; i < files_.size(); ++i) {
      const std::string location = files_[i].location;
      for (const std::string& address : AddressesIn(files_[i].content)) Add(location, address);
    }
    if (files_.empty()) return std::nullopt;
    const std::string boundary = Boundary(page);
    std::string archive =
        Concat("MIME-Version: 1.0\r\n", kFilesHeader, ": ", files_.size() + 1,
               "\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"", boundary,
               "\"\r\n\r\n");
    Append(boundary, EscapeFileName(name), page, &archive);
    for (const File& file : files_) Append(boundary, file.location, file.content, &archive);
    archive += Concat("--", boundary, "--\r\n");
    return archive;
  }

 private:
  void Add(std::string_view from, std::string_view address) {
    const std::string location = ResolveAddress(from, address);
    const auto known = [&](const File& file) { return file.location == location; };
    const std::string name = UnescapeFileName(location);
    if (LeadsOut(name) || !FitsHeader(location) || files_.size() >= kMaxFrames ||
        std::ranges::any_of(files_, known)) {
      return;
    }
    std::optional<std::string> bytes = read_(name);
    // A saved page may keep what its address asked for in the name of the file, or not.
    if (!bytes) bytes = read_(UnescapeFileName(location.substr(0, location.find('?'))));
    if (!bytes || size_ + bytes->size() > kMaxMimePageBytes || !LooksLikeHtml(*bytes)) return;
    size_ += bytes->size();
    files_.push_back({location, {}});
    files_.back().content.set_data(*std::move(bytes));
  }

  // One that no file holds.
  std::string Boundary(const v1::Content& page) const {
    for (std::size_t i = 0;; ++i) {
      std::string boundary = Concat("gongkai-", i);
      const auto holds = [&](const v1::Content& content) {
        return content.data().find(boundary) != std::string::npos;
      };
      if (!holds(page) && std::ranges::none_of(files_, holds, &File::content)) return boundary;
    }
  }

  static void Append(std::string_view boundary, std::string_view location,
                     const v1::Content& content, std::string* archive) {
    *archive += Concat("--", boundary, "\r\nContent-Type: text/html");
    if (!content.charset().empty() && FitsHeader(content.charset())) {
      *archive += Concat("; charset=\"", content.charset(), "\"");
    }
    *archive += Concat("\r\nContent-Transfer-Encoding: binary\r\nContent-Location: ", location,
                       "\r\n\r\n", content.data(), "\r\n");
  }

  ReadFileNextTo read_;
  std::vector<File> files_;
  std::size_t size_ = 0;
};

}  // namespace

std::optional<std::string> PackFramedPage(const v1::Content& page, std::string_view name,
                                          ReadFileNextTo read) {
  return Packer(read).Pack(page, name);
}

std::string EscapeFileName(std::string_view name) {
  std::string location;
  for (const char c : name) {
    if (absl::ascii_iscntrl(static_cast<unsigned char>(c)) || c == '%') {
      const auto byte = static_cast<unsigned char>(c);
      location += Concat("%", kHex.substr(byte >> 4, 1), kHex.substr(byte & 15, 1));
    } else {
      location += c;
    }
  }
  return location;
}

std::string UnescapeFileName(std::string_view location) {
  std::string name;
  for (std::size_t at = 0; at < location.size(); ++at) {
    const std::string_view code = location.substr(at, 3);
    if (code.size() == 3 && code[0] == '%' && absl::ascii_isxdigit(code[1]) &&
        absl::ascii_isxdigit(code[2])) {
      unsigned byte = 0;
      std::from_chars(&code[1], &code[1] + 2, byte, 16);
      name += static_cast<char>(byte);
      at += 2;
    } else {
      name += location[at];
    }
  }
  return name;
}

std::string ResolveAddress(std::string_view location, std::string_view address) {
  const std::size_t scheme = location.find("://");
  const std::size_t host = scheme == std::string_view::npos ? 0 : scheme + 3;
  if (address.find("://") != std::string_view::npos) return std::string(address);
  const std::string_view site =
      host == 0 ? std::string_view() : location.substr(0, location.find('/', host));
  if (address.starts_with('/')) return Concat(site, address);
  const std::size_t slash = location.rfind('/');
  std::string_view folder =
      slash == std::string_view::npos || slash < site.size() ? site : location.substr(0, slash + 1);
  while (true) {
    if (address.starts_with("./")) {
      address.remove_prefix(2);
    } else if (address.starts_with("../") && folder.size() > site.size() + (host > 0 ? 1 : 0)) {
      address.remove_prefix(3);
      folder.remove_suffix(1);
      const std::size_t up = folder.rfind('/');
      folder = folder.substr(0, up == std::string_view::npos ? 0 : up + 1);
    } else {
      return Concat(folder, host > 0 && !folder.ends_with('/') ? "/" : "", address);
    }
  }
}

}  // namespace gongkai
