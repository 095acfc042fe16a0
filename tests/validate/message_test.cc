#include "validate/message.h"

#include "common/limits.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace gongkai {
namespace {

constexpr FieldSet kTableAndCount = SetOf(Field::kTable, Field::kCount);

TEST(MessageTemplate, PutsFieldsInTheirPlacesInBothLanguages) {
  const auto message = MessageTemplate::Parse("{table}: {count} cells", kTableAndCount);
  ASSERT_TRUE(message.ok());
  MessageFields fields;
  fields[Field::kTable] = {"表", "table"};
  fields.SetBoth(Field::kCount, "3");
  EXPECT_EQ(message->Render(fields, &Wording::zh), "表: 3 cells");
  EXPECT_EQ(message->Render(fields, &Wording::en), "table: 3 cells");
}

TEST(MessageTemplate, RefusesFieldsThatTheFaultDoesNotHave) {
  for (const char* text : {"{left}", "{tabel}", "{}", "{table", "table}", "{{table}}", ""}) {
    EXPECT_FALSE(MessageTemplate::Parse(text, kTableAndCount).ok()) << text;
  }
  EXPECT_FALSE(
      MessageTemplate::Parse(std::string(kMaxMessageTemplateBytes + 1, 'x'), kTableAndCount).ok());
}

TEST(NameList, CountsWhatItDoesNotName) {
  NameList names;
  EXPECT_EQ(names.Get().zh, "无");
  names.Add("甲", "a");
  names.Add("乙", "b");
  EXPECT_EQ(names.Get().zh, "「甲」、「乙」");
  EXPECT_EQ(names.Get().en, "a; b");
  for (std::size_t i = 2; i < kMaxListed + 5; ++i) names.Add("丙", "c");
  EXPECT_THAT(names.Get().zh, testing::EndsWith("等 17 项"));  // 12 + 5
  EXPECT_THAT(names.Get().en, testing::EndsWith("; and 5 more"));
}

TEST(Quote, StaysOnOneLineAndEndsWithAWholeCharacter) {
  EXPECT_EQ(Quote("结转\n下年度"), "结转 下年度");
  std::string text;
  for (int i = 0; i < 40; ++i) text += "公";  // 120 bytes
  std::string thirty;
  for (int i = 0; i < 30; ++i) thirty += "公";  // 90 bytes
  EXPECT_EQ(Quote(text), thirty + "…");
  EXPECT_EQ(Quote("x" + text), "x" + thirty.substr(0, 87) + "…");
}

}  // namespace
}  // namespace gongkai
