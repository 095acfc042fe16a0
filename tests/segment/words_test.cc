#include "segment/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gongkai/v1/outline.pb.h"

namespace gongkai {
namespace {

TEST(Words, BuiltInFileIsWellFormed) {
  const Words& words = Words::Builtin();
  for (int use = 0; use < kWordUses; ++use) {
    EXPECT_FALSE(words.Of(static_cast<WordUse>(use)).empty()) << use;
  }
  v1::MetadataField::Key key;
  for (const Word& word : words.Of(WordUse::kMetadata)) {
    EXPECT_TRUE(v1::MetadataField::Key_Parse(word.argument, &key)) << word.text;
  }
  v1::SectionKind kind;
  for (const Word& word : words.Of(WordUse::kHeadingWord)) {
    EXPECT_TRUE(v1::SectionKind_Parse(word.argument, &kind)) << word.text;
  }
  for (const Word& word : words.Of(WordUse::kContact)) {
    EXPECT_THAT(word.argument, ::testing::AnyOf("ADDRESS", "TELEPHONE", "POSTAL_CODE"));
  }
}

TEST(Words, RefusesAnUnknownUseWithItsLine) {
  const auto words = Words::Parse({"x.tsv", "# note\ntitle\t年报\nnonsense\t词\n"});
  ASSERT_FALSE(words.ok());
  EXPECT_THAT(std::string(words.status().message()), ::testing::HasSubstr("x.tsv:3"));
}

TEST(Words, RefusesALineWithoutAWord) { EXPECT_FALSE(Words::Parse({"x.tsv", "title\t\n"}).ok()); }

TEST(Words, FindsTheLongestEndAndStart) {
  const auto words =
      Words::Parse({"x.tsv", "body\t政府\nbody\t人民政府\ncontact\t地址\tADDRESS\n"});
  ASSERT_TRUE(words.ok());
  EXPECT_EQ(words->LongestEnd(WordUse::kBody, "某县人民政府")->text, "人民政府");
  EXPECT_EQ(words->LongestEnd(WordUse::kBody, "某县"), nullptr);
  EXPECT_EQ(words->LongestStart(WordUse::kContact, "地址：东街")->argument, "ADDRESS");
  EXPECT_TRUE(words->Contains(WordUse::kBody, "乡政府大院"));
}

TEST(Words, TellsWhichOfThoseInATextComesFirstInTheFile) {
  const auto words = Words::Parse({"x.tsv", "body\t局\nbody\t人民政府\nbody\t政府\n"});
  ASSERT_TRUE(words.ok());
  EXPECT_EQ(words->FirstIn(WordUse::kBody, "县人民政府办")->text, "人民政府");
  EXPECT_EQ(words->FirstIn(WordUse::kBody, "县政府、人民政府和教育局")->text, "局");
  EXPECT_EQ(words->FirstIn(WordUse::kBody, "某县"), nullptr);
}

TEST(Words, DigestFollowsTheBytes) {
  const auto one = Words::Parse({"x.tsv", "body\t局\n"});
  const auto two = Words::Parse({"x.tsv", "body\t厅\n"});
  ASSERT_TRUE(one.ok() && two.ok());
  EXPECT_NE(one->digest(), two->digest());
}

}  // namespace
}  // namespace gongkai
