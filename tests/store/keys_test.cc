#include "store/keys.h"

#include <algorithm>
#include <set>
#include <vector>

#include "gtest/gtest.h"

namespace gongkai {
namespace {

using std::string_literals::operator""s;

std::string Key(std::string_view text, std::string_view next) {
  std::string key;
  keys::AppendString(text, &key);
  keys::AppendString(next, &key);
  return key;
}

TEST(Keys, LayOutAPartAsDocumented) {
  EXPECT_EQ(keys::Part(v1::EXTRACTION, std::string(32, 'd')), "\x05" + std::string(32, 'd'));
}

TEST(Keys, LayOutACheckpointAsDocumented) {
  EXPECT_EQ(keys::Checkpoint("segment", "s\0 1"s, std::string(32, 'd')),
            "segment\x00\x01s\x00\xff 1\x00\x01"s + std::string(32, 'd'));
}

TEST(Keys, LayOutIndicesAsDocumented) {
  // 2023 is 0x07e7.
  EXPECT_EQ(keys::AgencyYearIndex("X", 2023), "nX\x00\x01\x00\x00\x07\xe7"s);
  EXPECT_EQ(keys::AgencyIndex("X"), "aX\x00\x01"s);
  EXPECT_EQ(keys::YearIndex(2023), "y\x00\x00\x07\xe7"s);
  EXPECT_EQ(keys::VerdictIndex(v1::REJECTED), "v\x03"s);
  EXPECT_EQ(keys::RuleIndex("T3-01"), "rT3-01\x00\x01"s);
}

TEST(Keys, LayOutTheExtractionOfAnAgencyAndAYearAsDocumented) {
  const std::string digest(32, 'd');
  EXPECT_EQ(keys::ExtractionValue(digest), digest);
  EXPECT_EQ(keys::ExtractionIn(digest), digest);
  EXPECT_EQ(keys::ExtractionValue(""), "\0"s);
  EXPECT_EQ(keys::ExtractionIn("\0"s), "");
}

TEST(Keys, LayOutBatchesAsDocumented) {
  EXPECT_EQ(keys::Batch("b-1"), "bb-1");
  EXPECT_EQ(keys::BatchItem("b-1", 258), "ib-1\x00\x01\x00\x00\x00\x00\x00\x00\x01\x02"s);
  EXPECT_EQ(keys::BatchItemByState("b-1", v1::BatchItem::FAILED, 258),
            "sb-1\x00\x01\x05\x00\x00\x00\x00\x00\x00\x01\x02"s);
  v1::Batch batch;
  batch.set_id("b-1");
  // 1 700 000 000 s after 1970 are 63 835 596 800 s = 0xedce5e800 after year 1; inverted.
  batch.mutable_create_time()->set_seconds(1'700'000'000);
  batch.mutable_create_time()->set_nanos(1);
  EXPECT_EQ(keys::BatchByTime(batch),
            "t\xff\xff\xff\xf1\x23\x1a\x17\xff\xff\xff\xff\xfe"
            "b-1"s);
  EXPECT_EQ(keys::BatchByTime(batch).substr(keys::kBatchByTimeIdOffset), "b-1");
}

TEST(Keys, NeverCollideWhateverTheStringsHold) {
  // Every string of up to three of the bytes that matter to the encoding, in pairs.
  std::vector<std::string> strings = {""};
  for (std::size_t begin = 0, length = 1; length <= 3; ++length) {
    const std::size_t end = strings.size();
    for (std::size_t i = begin; i < end; ++i) {
      for (char c : {'\x00', '\x01', 'a', '\xff'}) strings.push_back(strings[i] + c);
    }
    begin = end;
  }
  ASSERT_EQ(strings.size(), 1u + 4 + 16 + 64);
  std::set<std::string> seen;
  for (const std::string& a : strings) {
    for (const std::string& b : strings) EXPECT_TRUE(seen.insert(Key(a, b)).second);
  }
}

TEST(Keys, SortByTheirComponents) {
  const std::vector<std::string> sorted = {""s,     "\x00"s, "\x00\x00"s, "\x00\xff"s,
                                           "\x01"s, "a"s,    "a\x00"s,    "a\x01"s,
                                           "aa"s,   "b"s,    "\xff"s,     "\xff\xff"s};
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    EXPECT_LT(Key(sorted[i - 1], "z"), Key(sorted[i], "a")) << i;
  }
}

TEST(Keys, ReadTheIndexBack) {
  EXPECT_EQ(keys::TrailingIndex(keys::BatchItem("b", 0x0102030405060708)), 0x0102030405060708u);
  EXPECT_EQ(keys::TrailingIndex("short"), std::nullopt);
}

}  // namespace
}  // namespace gongkai
