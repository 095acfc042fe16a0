// The five stages as processes of their own.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace gongkai {

// Processes that end with the object, or with this process.
class Workers {
 public:
  // Starts gongkai-normalize, -segment, -extract, -validate and -store, which keeps its store in
  // `store_folder`, from the folder this program is in. UNAVAILABLE if one does not come up.
  static absl::StatusOr<Workers> Start(const std::string& store_folder, int threads);

  Workers(Workers&& other) noexcept { *this = std::move(other); }
  Workers& operator=(Workers&& other) noexcept {
    workers_.swap(other.workers_);
    return *this;
  }
  ~Workers();

  // As StageOptions::remote wants them: "normalize=127.0.0.1:40001".
  std::vector<std::string> addresses() const;
  std::vector<pid_t> processes() const;

 private:
  struct Worker {
    std::string stage;
    std::string address;
    pid_t process = 0;
  };

  Workers() = default;
  static absl::StatusOr<Worker> StartOne(std::string_view stage,
                                         std::vector<std::string> arguments);

  std::vector<Worker> workers_;
};

}  // namespace gongkai
