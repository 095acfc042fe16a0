#pragma once

#include <filesystem>
#include <string>

#include "common/strings.h"
#include "gtest/gtest.h"

namespace gongkai {

// A folder that is gone when the test is over.
class TempFolder {
 public:
  TempFolder() {
    std::string pattern = Concat(testing::TempDir(), "/gongkai-store-XXXXXX");
    path_ = mkdtemp(pattern.data());
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace gongkai
