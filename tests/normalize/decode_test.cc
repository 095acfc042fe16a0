// Decoding: every character set against ICU, and the way back from any position.
#include "normalize/decode.h"

#include <gtest/gtest.h>

#include "normalize/double_byte.h"
#include "source_map_check.h"

namespace gongkai {
namespace {

TEST(DecodePage, LeadsBackFromAnyPositionInAnyOrder) {
  // a 公 U+00A0 ° 𠀀 b: 1, 2, 4, 2, 4 and 1 bytes in GB18030; 1, 3, 2, 2, 4, 1 in UTF-8.
  const std::string source = Encode("a公\u00A0°𠀀b", "GB18030");
  ASSERT_EQ(source.size(), 14u);
  Page page;
  ASSERT_TRUE(DecodePage(source, 0, Charset::kGb18030, 0, &page));
  EXPECT_EQ(page.text(), "a公\u00A0°𠀀b");
  PageCursor cursor(page);
  const struct {
    std::size_t begin, end, source_begin, source_end;
  } kRanges[] = {{12, 13, 13, 14}, {0, 1, 0, 1}, {1, 4, 1, 3},   {4, 6, 3, 7},
                 {8, 12, 9, 13},   {6, 8, 7, 9}, {0, 13, 0, 14}, {1, 6, 1, 7}};
  for (const auto& range : kRanges) {
    const ByteRange found = cursor.SourceOf(range.begin, range.end);
    EXPECT_EQ(found.begin, range.source_begin);
    EXPECT_EQ(found.end, range.source_end);
  }
}

// They were written beyond the memory for the page: two bytes had been thought to give three at
// most.
TEST(DecodePage, HasRoomForCharactersOfHongKongBeyondTheBasicPlane) {
  std::string source, text;
  for (int i = 0; i < 1000; ++i) {
    source += "\x87\x45";
    text += "\U00027267";
  }
  Page page;
  ASSERT_TRUE(DecodePage(source, 0, Charset::kBig5, 0, &page));
  EXPECT_EQ(page.text(), text);
}

TEST(DecodePage, GivesUpWhenTooMuchCannotBeDecoded) {
  const std::string source =
      "\xFF"
      "a\xFF"
      "b\xFF";
  Page page;
  EXPECT_FALSE(DecodePage(source, 0, Charset::kUtf8, 2, &page));
  ASSERT_TRUE(DecodePage(source, 0, Charset::kUtf8, 3, &page));
  EXPECT_EQ(page.text(), "\uFFFDa\uFFFDb\uFFFD");
  EXPECT_EQ(page.undecodable_bytes(), 3u);
}

TEST(DecodePage, RefusesWhatUtf8Forbids) {
  for (const std::string source :
       {"\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80"}) {
    Page page;
    EXPECT_FALSE(DecodePage(source + "a", 0, Charset::kUtf8, 0, &page));
  }
}

TEST(DecodePage, KeepsMarkupBehindALostByte) {
  const std::string source = "\xB9</td>";  // the second byte of 公 is lost
  Page page;
  ASSERT_TRUE(DecodePage(source, 0, Charset::kGb18030, 1, &page));
  EXPECT_EQ(page.text(), "\uFFFD</td>");
}

TEST(CompleteUtf8, LeavesOutAnUnfinishedCharacter) {
  EXPECT_EQ(CompleteUtf8("公"), 3u);
  EXPECT_EQ(CompleteUtf8("a\xE5\x85"), 1u);
  EXPECT_EQ(CompleteUtf8("a\xE5"), 1u);
  EXPECT_EQ(CompleteUtf8("a\xF0\xA0\x80"), 1u);
  EXPECT_EQ(CompleteUtf8("a\x85"), 2u);  // no beginning of anything
  EXPECT_EQ(CompleteUtf8(""), 0u);
}

// All characters of the basic plane that a table has lead through ICU back to their bytes.
TEST(DoubleByteTable, AgreesWithIcu) {
  int pairs = 0;
  for (unsigned lead = 0x81; lead <= 0xFE; ++lead) {
    for (unsigned trail = 0x40; trail <= 0xFE; ++trail) {
      const char bytes[] = {static_cast<char>(lead), static_cast<char>(trail)};
      const char32_t c = DoubleByteTable::Gb18030().At(lead, trail);
      if (c == 0) continue;
      ++pairs;
      ASSERT_EQ(DecodeWith(std::string_view(bytes, 2), "gb18030"), c);
    }
  }
  EXPECT_EQ(pairs, 23'940);  // 126 leads with 190 trails: all are assigned or for private use
}

}  // namespace
}  // namespace gongkai
