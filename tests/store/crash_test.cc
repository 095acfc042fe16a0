// What is left after crashes, power cuts, a full disk and damage.
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <thread>

#include "gmock/gmock.h"
#include "store/rocksdb_store.h"
#include "tests/common/temp_folder.h"
#include "tests/store/crash_groups.h"
#include "tests/store/faulty_disk.h"

namespace gongkai {
namespace {

namespace fs = std::filesystem;

std::unique_ptr<RocksDbStore> OpenStore(const std::string& folder, rocksdb::Env* env = nullptr) {
  auto store = RocksDbStore::Open(folder, {.env = env});
  EXPECT_TRUE(store.ok()) << store.status();
  return store.ok() ? *std::move(store) : nullptr;
}

// A process that writes groups; killed when the object goes, at the latest.
class Writer {
 public:
  explicit Writer(const std::string& folder) {
    int ends[2];
    EXPECT_EQ(pipe2(ends, O_CLOEXEC), 0);
    pid_ = fork();
    if (pid_ == 0) {
      dup2(ends[1], STDOUT_FILENO);
      execl(CRASH_WRITER, CRASH_WRITER, folder.c_str(), nullptr);
      _exit(127);
    }
    close(ends[1]);
    output_ = fdopen(ends[0], "r");
  }
  ~Writer() {
    Kill();
    fclose(output_);
  }

  void WaitForGroups(uint64_t groups) {
    while (acknowledged_ < groups && ReadLine()) {
    }
  }

  // Kills it and gives the number of groups it acknowledged.
  uint64_t Kill() {
    if (pid_ > 0) {
      kill(pid_, SIGKILL);
      int status = 0;
      waitpid(pid_, &status, 0);
      EXPECT_TRUE(WIFSIGNALED(status)) << "the writer ended by itself";
      pid_ = -1;
    }
    while (ReadLine()) {
    }
    return acknowledged_;
  }

 private:
  bool ReadLine() {
    unsigned long long groups = 0;
    if (fscanf(output_, "%llu\n", &groups) != 1) return false;
    acknowledged_ = groups;
    return true;
  }

  pid_t pid_ = -1;
  FILE* output_ = nullptr;
  uint64_t acknowledged_ = 0;
};

TEST(StoreCrash, KeepsEveryAcknowledgedGroupWhenTheProcessIsKilled) {
  for (int delay_us : {0, 137, 911, 2'503, 7'001}) {
    TempFolder folder;
    Writer writer(folder.path());
    writer.WaitForGroups(3);
    std::this_thread::sleep_for(std::chrono::microseconds(delay_us));
    const uint64_t acknowledged = writer.Kill();
    ASSERT_GE(acknowledged, 3u);
    const auto store = OpenStore(folder.path());
    ASSERT_NE(store, nullptr);
    ExpectWholeGroups(acknowledged, store.get());
  }
}

TEST(StoreCrash, KeepsEveryAcknowledgedGroupWhenThePowerIsCut) {
  // A group has about 190 KB; opening writes a few KB.
  for (int64_t bytes : {0, 100, 5'000, 9'000, 20'000, 150'000, 420'001, 777'777, 1'000'000}) {
    for (double kept : {0.0, 0.5, 1.0}) {
      SCOPED_TRACE(testing::Message() << bytes << " bytes, " << kept << " of the rest kept");
      TempFolder folder;
      const auto disk = std::make_shared<FaultyDisk>();
      const auto env = rocksdb::NewCompositeEnv(disk);
      disk->FailAfter(bytes, FaultyDisk::Fault::kPowerCut);
      uint64_t acknowledged = 0;
      if (auto store = RocksDbStore::Open(folder.path(), {.env = env.get()}); store.ok()) {
        if (CreateCrashBatch(store->get()).ok()) {
          while (WriteCrashGroup(acknowledged, store->get()).ok()) ++acknowledged;
        }
      }
      EXPECT_TRUE(disk->failed());
      disk->LoseUnsynced(kept);
      const auto store = OpenStore(folder.path());
      ASSERT_NE(store, nullptr);
      ExpectWholeGroups(acknowledged, store.get());
      // And it goes on from there.
      EXPECT_TRUE(CreateCrashBatch(store.get()).ok());
      EXPECT_TRUE(WriteCrashGroup(acknowledged, store.get()).ok());
      ExpectWholeGroups(acknowledged + 1, store.get());
    }
  }
}

TEST(StoreCrash, SaysThatTheDiskIsFullAndLosesNothing) {
  for (int64_t bytes : {30'000, 300'000, 1'000'000}) {
    SCOPED_TRACE(bytes);
    TempFolder folder;
    const auto disk = std::make_shared<FaultyDisk>();
    const auto env = rocksdb::NewCompositeEnv(disk);
    auto store = OpenStore(folder.path(), env.get());
    ASSERT_NE(store, nullptr);
    ASSERT_TRUE(CreateCrashBatch(store.get()).ok());
    disk->FailAfter(bytes, FaultyDisk::Fault::kNoSpace);
    uint64_t acknowledged = 0;
    absl::Status status;
    while ((status = WriteCrashGroup(acknowledged, store.get())).ok()) ++acknowledged;
    EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted) << status;
    EXPECT_THAT(status.ToString(), testing::HasSubstr("磁盘已满"));
    EXPECT_EQ(WriteCrashGroup(acknowledged, store.get()).code(),
              absl::StatusCode::kResourceExhausted);
    ExpectWholeGroups(acknowledged, store.get());

    disk->Repair();
    store.reset();
    store = OpenStore(folder.path(), env.get());
    ASSERT_NE(store, nullptr);
    ExpectWholeGroups(acknowledged, store.get());
    EXPECT_TRUE(WriteCrashGroup(acknowledged, store.get()).ok());
  }
}

TEST(StoreCrash, WritesOnWithoutReopeningWhenThereIsSpaceAgain) {
  TempFolder folder;
  const auto disk = std::make_shared<FaultyDisk>();
  const auto env = rocksdb::NewCompositeEnv(disk);
  auto store = OpenStore(folder.path(), env.get());
  ASSERT_NE(store, nullptr);
  ASSERT_TRUE(CreateCrashBatch(store.get()).ok());
  disk->FailAfter(500'000, FaultyDisk::Fault::kNoSpace);
  uint64_t group = 0;
  while (WriteCrashGroup(group, store.get()).ok()) ++group;
  disk->Repair();
  absl::Status status;
  for (int i = 0; i < 300 && !(status = WriteCrashGroup(group, store.get())).ok(); ++i) {
    EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted) << status;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  ASSERT_TRUE(status.ok()) << status;
  ++group;
  ASSERT_TRUE(WriteCrashGroup(group, store.get()).ok());
  ++group;
  store.reset();
  store = OpenStore(folder.path());
  ASSERT_NE(store, nullptr);
  ExpectWholeGroups(group, store.get());
}

// Files of a store with this extension, the largest first.
std::vector<fs::path> Files(const std::string& folder, std::string_view extension) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder + "/db")) {
    if (entry.path().extension() == extension) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end(), [](const fs::path& a, const fs::path& b) {
    return fs::file_size(a) > fs::file_size(b);
  });
  return files;
}

void FlipByte(const fs::path& path, uint64_t offset) {
  std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
  file.seekg(static_cast<std::streamoff>(offset));
  const char byte = static_cast<char>(file.get() ^ 0x20);
  file.seekp(static_cast<std::streamoff>(offset));
  file.put(byte);
}

// `as_crashed`, if given, becomes the folder as a crash after the last group would leave it.
void WriteThreeGroups(const std::string& folder, const std::string& as_crashed = "") {
  const auto store = OpenStore(folder);
  ASSERT_NE(store, nullptr);
  ASSERT_TRUE(CreateCrashBatch(store.get()).ok());
  for (uint64_t group = 0; group < 3; ++group) {
    ASSERT_TRUE(WriteCrashGroup(group, store.get()).ok());
  }
  if (!as_crashed.empty()) fs::copy(folder, as_crashed, fs::copy_options::recursive);
}

TEST(StoreDamage, IsNotTakenForTheEndOfTheLog) {
  TempFolder folder;
  const std::string crashed = folder.path() + "/crashed";
  WriteThreeGroups(folder.path() + "/store", crashed);
  ExpectWholeGroups(3, RocksDbStore::Open(crashed, {.read_only = true})->get());
  const std::vector<fs::path> logs = Files(crashed, ".log");
  ASSERT_FALSE(logs.empty());
  FlipByte(logs[0], fs::file_size(logs[0]) / 2);
  EXPECT_EQ(RocksDbStore::Open(crashed, {}).status().code(), absl::StatusCode::kDataLoss);
}

TEST(StoreCrash, NothingIsLeftInTheLogOfAStoreThatWasClosed) {
  TempFolder folder;
  WriteThreeGroups(folder.path());
  for (const fs::path& log : Files(folder.path(), ".log")) {
    EXPECT_EQ(fs::file_size(log), 0u) << log;
  }
  ExpectWholeGroups(3, OpenStore(folder.path()).get());
}

TEST(StoreDamage, IsReportedAndNeverReadAsAReport) {
  TempFolder folder;
  WriteThreeGroups(folder.path());
  int damaged = 0;
  std::vector<fs::path> files = Files(folder.path(), ".sst");
  for (fs::path& file : Files(folder.path(), ".blob")) files.push_back(std::move(file));
  ASSERT_GT(files.size(), 2u);
  for (const fs::path& file : files) {
    const uint64_t offset = fs::file_size(file) / 3;
    FlipByte(file, offset);
    auto store = RocksDbStore::Open(folder.path(), {.read_only = true});
    if (!store.ok()) {
      EXPECT_EQ(store.status().code(), absl::StatusCode::kDataLoss) << store.status();
      ++damaged;
    } else {
      constexpr v1::Part kParts[] = {v1::CONTENT, v1::DOCUMENT, v1::OUTLINE, v1::EXTRACTION,
                                     v1::ASSESSMENT};
      for (const char* uri : {"group 0 report 0", "group 1 report 2", "group 2 report 4"}) {
        const auto report = (*store)->GetReport(uri, kParts);
        if (report.ok()) {
          EXPECT_EQ(report->content().data(), report->document().text());
          EXPECT_EQ(report->extraction().cells_size(), 180);
          EXPECT_EQ(report->assessment().findings_size(), 3);
        } else {
          EXPECT_EQ(report.status().code(), absl::StatusCode::kDataLoss) << report.status();
          ++damaged;
        }
      }
    }
    FlipByte(file, offset);
  }
  EXPECT_GT(damaged, 0);
  ExpectWholeGroups(3, OpenStore(folder.path()).get());
}

TEST(StoreDamage, IsNoticedWhenAFileIsMissing) {
  TempFolder folder;
  WriteThreeGroups(folder.path());
  for (const char* extension : {".sst", ".blob"}) {
    const std::vector<fs::path> files = Files(folder.path(), extension);
    ASSERT_FALSE(files.empty()) << extension;
    fs::rename(files[0], folder.path() + "/moved");
    EXPECT_EQ(RocksDbStore::Open(folder.path(), {}).status().code(), absl::StatusCode::kDataLoss)
        << extension;
    fs::rename(folder.path() + "/moved", files[0]);
  }
  ExpectWholeGroups(3, OpenStore(folder.path()).get());
}

}  // namespace
}  // namespace gongkai
