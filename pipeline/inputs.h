// Where reports come from: paths, folders, a manifest, a stored batch.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "gongkai/v1/report.pb.h"
#include "gongkai/v1/store.pb.h"
#include "pipeline/packed_folder.h"

namespace gongkai {

// One input, not read yet.
struct Input {
  std::string uri;
  uint64_t index = 0;  // position in the whole run, from 0
  uint64_t size = 0;   // bytes, as far as known before reading
  uint32_t attempt = 1;

  // Declared by a manifest; hints, may be empty.
  std::string media_type;
  std::string charset;
  std::string path;  // of the file; the uri is the same text with bytes that are not UTF-8 as %XX

  // The packed folder it is a file of, and which one; null for a file on disk.
  std::shared_ptr<PackedFolder> folder;
  std::size_t file = 0;

  // Of a stored report that runs again: stages before this one are not run.
  std::size_t first_stage = 0;
  std::shared_ptr<const v1::ReportSummary> stored;  // as it is now; null for others

  // Set if it is known beforehand that there is nothing to read.
  v1::ReportError::Code error = v1::ReportError::CODE_UNSPECIFIED;
};

class InputSource {
 public:
  virtual ~InputSource() = default;

  // How many inputs there are in all; what a progress line counts against.
  virtual uint64_t total() const = 0;

  // The next input, in order; nullopt at the end. Called by one thread at a time.
  virtual absl::StatusOr<std::optional<Input>> Next() = 0;

  // Fills source and content, or error. Called by many threads at once. A sender's input that
  // cannot be read is the report's error; that one of our own cannot, as a stored report, is a
  // fault of the machine: a status.
  virtual absl::Status Load(const Input& input, v1::Report* report) const = 0;
};

// Files and folders, in the order given; a folder's files by name, folders within it too.
// Hidden files and README, README.* are passed over; everything else is read, so that nothing
// is left out unsaid. A path that does not exist gives an input with an error, a folder
// without files one too. A file named *.zip is a folder, unless an office program made it; its
// files have uris such as "a.zip!/b/c.html". A folder that a browser saved with a page
// (pipeline/framed_pages.h) belongs to the page. Memory: one folder's names at a time.
std::unique_ptr<InputSource> FilesOf(std::vector<std::string> paths);

// A CSV file with a header line. Column `path` is required (relative to the manifest's
// folder); `uri`, `media_type` and `charset` are optional. INVALID_ARGUMENT with the line if it
// cannot be read as that.
absl::StatusOr<std::unique_ptr<InputSource>> FilesOfManifest(const std::string& manifest);

// The path as text: bytes that are no UTF-8 (file names in GBK are common) become %XX.
std::string UriOfPath(std::string_view path);

// What the end of a name says of the file, such as "text/html"; empty if it says nothing.
std::string_view MediaTypeOfName(std::string_view name);

// Reads one file; bounded by kMaxSourceBytes, which it does not begin to exceed. Of a page whose
// frames show files next to it, these too: the content is then a web archive of them all
// (normalize/framed_page.h).
void LoadFile(const std::string& path, v1::Report* report);

}  // namespace gongkai
