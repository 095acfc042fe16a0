// Workers and callers for the tests of RemoteStage.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "common/remote_stage.h"
#include "common/worker.h"
#include "gtest/gtest.h"
#include "tests/common/obeying_stage.h"

namespace gongkai {

inline std::unique_ptr<WorkerServer> Serve(Stage* stage, const std::string& listen = "127.0.0.1:0",
                                           int threads = 4) {
  auto worker =
      WorkerServer::Start({.name = "test", .listen = listen, .threads = threads}, {stage});
  EXPECT_TRUE(worker.ok()) << worker.status();
  return *std::move(worker);
}

inline RemoteStageOptions Options(std::vector<std::string> addresses) {
  return {.name = "segment",
          .addresses = std::move(addresses),
          .connect_timeout = absl::Seconds(10),
          .outage_limit = absl::Seconds(20)};
}

inline std::unique_ptr<RemoteStage> Connect(const RemoteStageOptions& options) {
  auto stage = RemoteStage::Connect(options);
  EXPECT_TRUE(stage.ok()) << stage.status();
  return *std::move(stage);
}

// Texts "0", "1" ... and what the obeying stage makes of them.
inline std::vector<std::string> Numbers(int count, const std::string& before = "") {
  std::vector<std::string> texts;
  for (int i = 0; i < count; ++i) texts.push_back(before + std::to_string(i));
  return texts;
}

}  // namespace gongkai
