// What is kept beside the reports.
#include "common/limits.h"
#include "common/strings.h"
#include "gmock/gmock.h"
#include "tests/store/conformance.h"

namespace gongkai {

using testing::ElementsAre;
using testing::IsEmpty;

namespace {

v1::Entry EntryOf(const std::string& kind, const std::string& key, const std::string& value) {
  v1::Entry entry;
  entry.set_kind(kind);
  entry.set_key(key);
  entry.set_value(value);
  return entry;
}

std::vector<std::string> KeysAndValues(Store& store, std::string_view kind, int page_size = 0) {
  std::vector<std::string> all;
  std::string token;
  do {
    const auto page = store.ListEntries(kind, page_size, token);
    EXPECT_TRUE(page.ok()) << page.status();
    if (!page.ok()) break;
    for (const v1::Entry& entry : page->items) {
      EXPECT_EQ(entry.kind(), kind);
      all.push_back(Concat(entry.key(), "=", entry.value()));
    }
    token = page->next_page_token;
  } while (!token.empty());
  return all;
}

}  // namespace

TEST_P(StoreConformance, KeepsEntriesByKindAndKeyAndOverReopening) {
  const std::vector<v1::Entry> entries = {EntryOf("waiver", "b", "2"), EntryOf("waiver", "a", "1"),
                                          EntryOf("wai", "ver", "3")};
  ASSERT_TRUE(store_->PutEntries(entries).ok());
  Reopen();
  EXPECT_THAT(KeysAndValues(*store_, "waiver"), ElementsAre("a=1", "b=2"));
  EXPECT_THAT(KeysAndValues(*store_, "wai"), ElementsAre("ver=3"));
  EXPECT_THAT(KeysAndValues(*store_, "rules"), IsEmpty());
}

TEST_P(StoreConformance, ReplacesAnEntryAndTakesOneAwayThatHasNoValue) {
  const std::vector<v1::Entry> first = {EntryOf("waiver", "a", "1"), EntryOf("waiver", "b", "2")};
  ASSERT_TRUE(store_->PutEntries(first).ok());
  const std::vector<v1::Entry> second = {EntryOf("waiver", "a", ""), EntryOf("waiver", "b", "3"),
                                         EntryOf("waiver", "never there", "")};
  ASSERT_TRUE(store_->PutEntries(second).ok());
  EXPECT_THAT(KeysAndValues(*store_, "waiver"), ElementsAre("b=3"));
}

TEST_P(StoreConformance, GivesEntriesPageByPage) {
  std::vector<v1::Entry> entries;
  for (const char* key : {"甲", "乙", "a\nb", "c"}) entries.push_back(EntryOf("agency", key, "x"));
  ASSERT_TRUE(store_->PutEntries(entries).ok());
  EXPECT_THAT(KeysAndValues(*store_, "agency", 1), KeysAndValues(*store_, "agency"));
  EXPECT_EQ(KeysAndValues(*store_, "agency", 3).size(), 4u);
}

TEST_P(StoreConformance, RefusesAnEntryWithoutKindOrKeyAndKeepsNothingOfTheCall) {
  for (const v1::Entry& bad : {EntryOf("", "a", "1"), EntryOf("waiver", "", "1"),
                               EntryOf("waiver", std::string(kMaxEntryKeyBytes + 1, 'a'), "1")}) {
    const std::vector<v1::Entry> entries = {EntryOf("waiver", "good", "1"), bad};
    EXPECT_TRUE(absl::IsInvalidArgument(store_->PutEntries(entries)));
  }
  const std::vector<v1::Entry> many(kMaxEntriesPerCall + 1, EntryOf("waiver", "a", "1"));
  EXPECT_TRUE(absl::IsResourceExhausted(store_->PutEntries(many)));
  EXPECT_THAT(KeysAndValues(*store_, "waiver"), IsEmpty());
}

}  // namespace gongkai
