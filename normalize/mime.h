// The parts of a message (RFC 2045, 2046), as web archives are kept (RFC 2557).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "normalize/page.h"
#include "normalize/transfer.h"

namespace gongkai {

// A part that holds no others. Types and names are in lower case.
struct MimePart {
  std::string type;      // "text/html"; "text/plain" if the part does not say
  std::string charset;   // as declared; may be empty
  std::string id;        // without angle brackets
  std::string location;  // Content-Location
  TransferEncoding encoding = TransferEncoding::kNone;
  ByteRange body;  // in the file
};

struct MimeMessage {
  std::string type;  // of the whole: "multipart/related"
  std::vector<MimePart> parts;
  std::size_t root = 0;     // index of the part that is shown
  bool of_files = false;    // kFilesHeader: packed from files that stood next to each other
  bool truncated = false;   // the last boundary is missing
  bool over_limit = false;  // kMaxMimeParts, kMaxMimeHeaderBytes, kMaxMimeDepth
};

// Says that the parts are files as they stood next to each other.
inline constexpr char kFilesHeader[] = "X-Gongkai-Files";

// True if the file begins with the headers of a message of several parts, or of one that is a web
// page.
bool LooksLikeMime(std::string_view file);

// The message that LooksLikeMime found. Linear in the file, whatever its boundaries.
MimeMessage ReadMime(std::string_view file);

}  // namespace gongkai
