#include "tests/store/memory_store.h"

#include "tests/store/conformance.h"

namespace gongkai {
namespace {

class MemoryHome : public StoreHome {
 public:
  std::unique_ptr<Store> Open(const Clock* clock) override {
    return std::make_unique<MemoryStore>(disk_, clock);
  }

 private:
  const std::shared_ptr<MemoryDisk> disk_ = std::make_shared<MemoryDisk>();
};

INSTANTIATE_TEST_SUITE_P(Memory, StoreConformance,
                         testing::Values(Engine{"Memory",
                                                [] { return std::make_unique<MemoryHome>(); }}),
                         EngineName);

}  // namespace
}  // namespace gongkai
