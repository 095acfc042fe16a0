// A folder packed as ZIP: its files are inputs like any others.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/v1/report.pb.h"

struct zip;

namespace gongkai {

// Files are unpacked one by one when they are read; nothing is written to disk, and no file opens
// as an archive itself. Memory is the directory and the file being read.
class PackedFolder {
 public:
  struct File {
    std::string name;  // as a path within, "/" between folders; bytes that are no text as %XX
    uint64_t index = 0;
    uint64_t size = 0;    // as claimed
    uint64_t packed = 0;  // likewise
    bool leads_out = false;
    bool encrypted = false;
    bool twice = false;    // another file has the same name
    bool of_page = false;  // stands in the folder that a browser saved with a page
  };

  // Opens the archive at `path`. CODE_UNSPECIFIED with *folder set; or with *folder null if the
  // file is no ZIP archive, or is one of an office program. DAMAGED: its directory cannot be read.
  // OVER_LIMIT: kMaxPackedFolderEntries.
  static v1::ReportError::Code Open(const std::string& path, std::shared_ptr<PackedFolder>* folder);

  ~PackedFolder();
  PackedFolder(const PackedFolder&) = delete;
  PackedFolder& operator=(const PackedFolder&) = delete;

  // In order of names, those of pages among them, without hidden files and READMEs. Names that are
  // no UTF-8 are read as GB18030.
  const std::vector<File>& files() const { return files_; }

  // Fills content (with the files that a page shows in frames), size and digest of the source, or
  // error: DAMAGED (a name that leads out of the
  // folder or stands there twice, bytes that do not match their checksum), ENCRYPTED, OVER_LIMIT
  // (kMaxSourceBytes, kMaxUnpackRatio), UNSUPPORTED_FORMAT (an archive within). Thread safe.
  void Load(std::size_t file, v1::Report* report);

 private:
  struct Close {
    void operator()(zip* archive) const;
  };

  PackedFolder() = default;
  bool ReadDirectory();
  const File* Find(std::string_view name) const;
  void MarkFilesOfPages();
  void AddFile(uint64_t index);
  std::string UnpackChecked(const File& file, v1::Report* report);
  std::string Unpack(const File& file, v1::Report* report);

  std::mutex mutex_;  // libzip reads an archive for one thread at a time
  std::unique_ptr<zip, Close> zip_;
  std::vector<File> files_;
  bool office_ = false;
};

}  // namespace gongkai
