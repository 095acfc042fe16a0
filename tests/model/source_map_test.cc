#include "model/source_map.h"

#include "gtest/gtest.h"

namespace gongkai {
namespace {

constexpr auto kCharacters = v1::SourceMap::CHARACTERS;
constexpr auto kInserted = v1::SourceMap::INSERTED;

// "公开12" in GB18030 from byte 10: two characters of two bytes, two of one.
v1::SourceMap Gb18030Map() {
  v1::SourceMap map;
  SourceMapBuilder builder(&map);
  builder.AddRun(kCharacters, 2, 3, 10, 2);
  builder.AddRun(kCharacters, 2, 1, 14, 1);
  return map;
}

TEST(SourceMap, MakesOneRunOfNeighboursOfOneShape) {
  v1::SourceMap map;
  SourceMapBuilder builder(&map);
  builder.Add(kCharacters, 3, 0, 3);
  builder.Add(kCharacters, 3, 3, 3);
  builder.Add(kCharacters, 3, 9, 3);  // three bytes of the source gave no text
  EXPECT_EQ(map.count_size(), 2);
  EXPECT_EQ(builder.text_size(), 9u);
}

TEST(SourceMap, LeadsFromTheTextToTheBytesOfTheSource) {
  const v1::SourceMap map = Gb18030Map();
  EXPECT_EQ(ToSource(map, 0, 3), (SourceRange{10, 12}));
  EXPECT_EQ(ToSource(map, 3, 7), (SourceRange{12, 15}));
  EXPECT_EQ(ToSource(map, 6, 8), (SourceRange{14, 16}));
}

TEST(SourceMap, LeavesInsertedCharactersOut) {
  v1::SourceMap map;
  SourceMapBuilder builder(&map);
  builder.Add(kCharacters, 1, 5, 1);
  builder.Add(kInserted, 1, 0, 0);
  builder.Add(kCharacters, 1, 9, 1);
  EXPECT_EQ(ToSource(map, 0, 2), (SourceRange{5, 6}));
  EXPECT_EQ(ToSource(map, 1, 3), (SourceRange{9, 10}));
  EXPECT_EQ(ToSource(map, 0, 3), (SourceRange{5, 10}));
}

TEST(SourceMap, GivesAnEmptyRangeWhereTheSourceGoesOn) {
  v1::SourceMap map;
  SourceMapBuilder builder(&map);
  builder.Add(kCharacters, 1, 5, 1);
  builder.Add(kInserted, 1, 0, 0);
  builder.Add(kCharacters, 1, 9, 1);
  EXPECT_EQ(ToSource(map, 1, 2), (SourceRange{9, 9}));
  EXPECT_EQ(ToSource(map, 2, 2), (SourceRange{9, 9}));
  EXPECT_EQ(ToSource(map, 3, 3), (SourceRange{10, 10}));
  EXPECT_EQ(ToSource(v1::SourceMap(), 0, 0), (SourceRange{0, 0}));
}

}  // namespace
}  // namespace gongkai
