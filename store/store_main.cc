// gongkai-store: keeps reports in a folder; serves the stage store and StoreService.
#include "common/worker.h"
#include "store/rocksdb_store.h"
#include "store/store_server.h"
#include "store/store_stage.h"

int main(int argc, char** argv) {
  CLI::App app("Keeps reports and results, for gongkai.");
  gongkai::WorkerOptions options{.name = "gongkai-store", .listen = "127.0.0.1:7105"};
  std::string folder;
  app.add_option("--store", folder, "folder of the store; made if it is not there")->required();
  if (auto exit = gongkai::ParseWorkerFlags(argc, argv, &app, &options)) return *exit;
  auto store = gongkai::RocksDbStore::Open(folder, {});
  if (!store.ok()) return gongkai::RefuseToStart(options, store.status());
  gongkai::StoreStage stage(store->get());
  gongkai::StoreServer server(store->get());
  return gongkai::RunWorker(options, {&stage}, {&server});
}
