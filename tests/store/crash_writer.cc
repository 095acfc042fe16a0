// Writes numbered groups into the store at argv[1] until it is killed; prints the number of
// acknowledged groups, a line each time.
#include <unistd.h>

#include <cstdio>

#include "store/rocksdb_store.h"
#include "tests/store/crash_groups.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  auto store = gongkai::RocksDbStore::Open(argv[1], {});
  if (!store.ok() || !gongkai::CreateCrashBatch(store->get()).ok()) return 1;
  for (uint64_t group = 0;; ++group) {
    if (!gongkai::WriteCrashGroup(group, store->get()).ok()) return 1;
    std::printf("%llu\n", static_cast<unsigned long long>(group + 1));
    std::fflush(stdout);
  }
}
