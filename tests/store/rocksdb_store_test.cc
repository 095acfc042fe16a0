#include "store/rocksdb_store.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "common/digest.h"
#include "gmock/gmock.h"
#include "store/database.h"
#include "store/keys.h"
#include "tests/common/temp_folder.h"
#include "tests/store/conformance.h"
#include "tests/store/sample_reports.h"

namespace gongkai {
namespace {

using std::string_literals::operator""s;

namespace fs = std::filesystem;
using testing::HasSubstr;

class RocksDbHome : public StoreHome {
 public:
  std::unique_ptr<Store> Open(const Clock* clock) override {
    auto store = RocksDbStore::Open(folder_.path(), {.clock = clock});
    EXPECT_TRUE(store.ok()) << store.status();
    return store.ok() ? *std::move(store) : nullptr;
  }

 private:
  TempFolder folder_;
};

INSTANTIATE_TEST_SUITE_P(RocksDb, StoreConformance,
                         testing::Values(Engine{"RocksDb",
                                                [] { return std::make_unique<RocksDbHome>(); }}),
                         EngineName);

std::unique_ptr<RocksDbStore> OpenOrDie(const std::string& folder) {
  auto store = RocksDbStore::Open(folder, {});
  EXPECT_TRUE(store.ok()) << store.status();
  return store.ok() ? *std::move(store) : nullptr;
}

absl::Status OpenStatus(const std::string& folder, const RocksDbStore::Options& options = {}) {
  return RocksDbStore::Open(folder, options).status();
}

absl::Status WriteOne(Store* store, const v1::Report& report) {
  const v1::Report* const pointer = &report;
  return store->WriteReports({&pointer, 1});
}

void Overwrite(const fs::path& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

TEST(RocksDbStore, SaysThatAnotherProcessHasItOpen) {
  TempFolder folder;
  const auto store = OpenOrDie(folder.path());
  const absl::Status second = OpenStatus(folder.path());
  EXPECT_EQ(second.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(second.ToString(), HasSubstr("another process has the store open"));
  EXPECT_THAT(second.ToString(), HasSubstr("存储正被另一个进程使用"));
}

TEST(RocksDbStore, MakesAStoreOnlyWhereItMay) {
  TempFolder folder;
  const std::string missing = folder.path() + "/a/b";
  EXPECT_EQ(OpenStatus(missing, {.create_if_missing = false}).code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(OpenStatus(missing, {.read_only = true}).code(), absl::StatusCode::kNotFound);
  EXPECT_FALSE(fs::exists(missing));
  EXPECT_TRUE(OpenStatus(missing).ok());
  EXPECT_TRUE(OpenStatus(missing, {.create_if_missing = false}).ok());
}

TEST(RocksDbStore, LeavesAFolderOfOtherThingsAlone) {
  TempFolder folder;
  Overwrite(folder.path() + "/report.html", "<p>");
  const absl::Status status = OpenStatus(folder.path());
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(status.ToString(), HasSubstr("不是 gongkai 的存储"));
  EXPECT_EQ(OpenStatus(folder.path() + "/report.html").code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 1);
}

TEST(RocksDbStore, MakesAStoreWhereACrashInterruptedThat) {
  TempFolder folder;
  Overwrite(folder.path() + "/FORMAT.new", "gongkai st");
  EXPECT_TRUE(OpenStatus(folder.path()).ok());
  EXPECT_TRUE(OpenStatus(folder.path(), {.create_if_missing = false}).ok());
}

TEST(RocksDbStore, RefusesAFormatNewerThanTheProgram) {
  TempFolder folder;
  ASSERT_TRUE(OpenStatus(folder.path()).ok());
  Overwrite(folder.path() + "/FORMAT", "gongkai store\nformat 5\n");
  const absl::Status status = OpenStatus(folder.path());
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(status.ToString(), HasSubstr("format 5, this program reads up to 4"));
  EXPECT_THAT(status.ToString(), HasSubstr("请使用更新版本的程序"));
}

TEST(RocksDbStore, RefusesTheFormatBeforeTheFirstRelease) {
  TempFolder folder;
  ASSERT_TRUE(OpenStatus(folder.path()).ok());
  Overwrite(folder.path() + "/FORMAT", "gongkai store\nformat 1\n");
  const absl::Status status = OpenStatus(folder.path());
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(status.ToString(), HasSubstr("请用原报告重新建立存储"));
  EXPECT_THAT(status.ToString(), HasSubstr("make a new one from the reports"));
}

// Format 2 kept nothing in the index of agencies and years.
TEST(RocksDbStore, ReadsTheFormatBeforeAndMakesItItsOwnWhenItMayWrite) {
  TempFolder folder;
  const v1::Report report = MakeSample({.uri = "a", .agency = "甲县", .year = 2022});
  ASSERT_TRUE(WriteOne(OpenOrDie(folder.path()).get(), report).ok());
  {
    const auto database = *Database::Open(folder.path() + "/db", {});
    rocksdb::WriteBatch write;
    write.Put(database->handle(Family::kIndices), keys::AgencyYearIndex("甲县", 2022) + "a", "");
    ASSERT_TRUE(database->Write(&write).ok());
  }
  Overwrite(folder.path() + "/FORMAT", "gongkai store\nformat 2\n");
  const auto format = [&] {
    std::ifstream file(folder.path() + "/FORMAT");
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  const ReportName names[] = {{"甲县", 2022}};
  const auto listed = [&](bool read_only) {
    auto store = RocksDbStore::Open(folder.path(), {.read_only = read_only});
    EXPECT_TRUE(store.ok()) << store.status();
    return (*store)->ListNamed(names, 17)->at(0).at(0).extraction;
  };
  EXPECT_EQ(listed(true), RecordOfStage(report, "extract").output_digest());
  EXPECT_EQ(format(), "gongkai store\nformat 2\n");
  EXPECT_EQ(listed(false), RecordOfStage(report, "extract").output_digest());
  EXPECT_EQ(format(), "gongkai store\nformat 4\n");
  // Where its figures change, the entry is written as this format has it.
  v1::Report later = report;
  later.mutable_stage_records(2)->set_output_digest(std::string(kDigestBytes, 'x'));
  ASSERT_TRUE(WriteOne(OpenOrDie(folder.path()).get(), later).ok());
  EXPECT_EQ(listed(true), RecordOfStage(later, "extract").output_digest());
}

// Neighbours first, then keys with others between them; some are not there, one behind all.
TEST(Database, ReadsNeighboursAsItReadsEach) {
  const TempFolder folder;
  const auto database = *Database::Open(folder.path(), {});
  rocksdb::WriteBatch write;
  for (const char* key : {"b", "c", "e", "g", "h", "i", "j", "k"}) {
    ASSERT_TRUE(write.Put(database->handle(Family::kReports), key, key + "!"s).ok());
  }
  ASSERT_TRUE(database->Write(&write).ok());
  const std::vector<std::string_view> keys = {"a", "b", "c", "d", "e", "f", "i", "j", "k", "l"};
  for (std::size_t first = 0; first <= keys.size(); ++first) {
    const std::vector<std::string_view> some(keys.begin() + static_cast<std::ptrdiff_t>(first),
                                             keys.end());
    const auto neighbours = database->GetNeighbours(Family::kReports, some);
    ASSERT_TRUE(neighbours.ok()) << neighbours.status();
    ASSERT_EQ(neighbours->size(), some.size());
    for (std::size_t i = 0; i < some.size(); ++i) {
      const bool there = std::string_view("bceghijk").find(some[i]) != std::string_view::npos;
      EXPECT_EQ((*neighbours)[i].found, there) << some[i];
      EXPECT_EQ((*neighbours)[i].value.ToString(), there ? std::string(some[i]) + "!" : "");
    }
  }
}

TEST(RocksDbStore, SaysWhenADocumentIsWithoutTheSourceThatItRepeats) {
  const TempFolder folder;
  const v1::Report report = MakeLifelikeSample(1);
  const PartBytes bytes = {report.document().SerializeAsString()};
  const v1::Report* const one = &report;
  const PartBytes* const its_bytes = &bytes;
  ASSERT_TRUE(OpenOrDie(folder.path())->WriteSerialized({&one, 1}, {&its_bytes, 1}).ok());
  constexpr v1::Part kDocument[] = {v1::DOCUMENT};
  const auto read = [&] {
    return OpenOrDie(folder.path())->GetReport(report.source().uri(), kDocument);
  };
  ASSERT_TRUE(read().ok()) << read().status();
  EXPECT_EQ(read()->document().SerializeAsString(), bytes[0]);
  std::string another = "\x00"s + MakeLifelikeSample(2).content().SerializeAsString();
  for (const bool is_there : {true, false}) {
    {
      const auto database = *Database::Open(folder.path() + "/db", {});
      rocksdb::WriteBatch write;
      rocksdb::ColumnFamilyHandle* sources = database->handle(Family::kSources);
      const std::string& digest = report.source().digest();
      ASSERT_TRUE(
          (is_there ? write.Put(sources, digest, another) : write.Delete(sources, digest)).ok());
      ASSERT_TRUE(database->Write(&write).ok());
    }
    EXPECT_EQ(read().status().code(), absl::StatusCode::kDataLoss);
  }
}

TEST(RocksDbStore, SaysWhenTheFormatFileIsDamaged) {
  TempFolder folder;
  ASSERT_TRUE(OpenStatus(folder.path()).ok());
  for (const char* bytes : {"", "gongkai store\nformat x\n", "gongkai store\nformat 0\n"}) {
    Overwrite(folder.path() + "/FORMAT", bytes);
    EXPECT_EQ(OpenStatus(folder.path()).code(), absl::StatusCode::kDataLoss) << bytes;
  }
}

TEST(RocksDbStore, ReadsBesideTheProcessThatWrites) {
  TempFolder folder;
  const auto writer = OpenOrDie(folder.path());
  ASSERT_TRUE(WriteOne(writer.get(), MakeSample({.uri = "before"})).ok());
  auto reader = RocksDbStore::Open(folder.path(), {.read_only = true});
  ASSERT_TRUE(reader.ok()) << reader.status();
  ASSERT_TRUE(WriteOne(writer.get(), MakeSample({.uri = "after"})).ok());
  EXPECT_TRUE((*reader)->GetReport("before", {}).ok());
  EXPECT_EQ((*reader)->GetReport("after", {}).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ((*reader)->ListReports("", 0, "")->items.size(), 1u);
}

TEST(RocksDbStore, WritesNothingWhenOpenedForReading) {
  TempFolder folder;
  ASSERT_TRUE(OpenStatus(folder.path()).ok());
  auto reader = RocksDbStore::Open(folder.path(), {.read_only = true});
  ASSERT_TRUE(reader.ok()) << reader.status();
  v1::Batch batch;
  batch.set_id("b");
  EXPECT_EQ(WriteOne(reader->get(), MakeSample({})).code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ((*reader)->CreateBatch(batch).status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ((*reader)->UpdateBatch("b", v1::Batch::DONE, 1).status().code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ((*reader)->PutBatchItems({}).code(), absl::StatusCode::kFailedPrecondition);
}

}  // namespace
}  // namespace gongkai
