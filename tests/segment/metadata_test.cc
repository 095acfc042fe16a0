#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/strings.h"
#include "tests/segment/documents.h"
#include "tests/segment/outlines.h"

namespace gongkai::testing {
namespace {

using ::testing::ElementsAre;

constexpr std::string_view kTitle = "青禾县水利局2022年政府信息公开工作年度报告";

std::vector<std::string> Fields(const v1::Document& document) {
  std::vector<std::string> fields;
  const v1::Outline outline = OutlineOf(document);
  for (const v1::MetadataField& field : outline.metadata()) {
    fields.push_back(Concat(v1::MetadataField::Key_Name(field.key()), "=", field.value()));
    if (field.value().empty()) continue;
    EXPECT_EQ(TextAt(document, field.span()), field.value());
  }
  return fields;
}

std::vector<std::string> Fields(std::string_view lines) {
  return Fields(DocumentOf(SmallReport(Concat(lines, "\n", kTitle))));
}

TEST(Metadata, ReadsSeveralFieldsOfALineBlankOnesToo) {
  EXPECT_THAT(Fields("索引号: 01426801/202301-00007 主题分类:\n"
                     "发布机构: 发文日期: 2023-01-13\n文号: 关键词: 年度报告 水利"),
              ElementsAre("INDEX_NUMBER=01426801/202301-00007", "SUBJECT=", "PUBLISHER=",
                          "ISSUE_DATE=2023-01-13", "DOCUMENT_NUMBER=", "KEYWORDS=年度报告 水利"));
}

TEST(Metadata, ReadsKeysAndValuesInNeighbouringLines) {
  EXPECT_THAT(
      Fields("索引号\n01426801/2023-00007\n公开机构\n青禾县水利局\n成文日期\n2023年1月13日"),
      ElementsAre("INDEX_NUMBER=01426801/2023-00007", "PUBLISHER=青禾县水利局",
                  "ISSUE_DATE=2023年1月13日"));
}

TEST(Metadata, ReadsKeysAndValuesInNeighbouringCells) {
  EXPECT_THAT(Fields("索引号\t01426801/2023-00007\t主题分类\t政务公开\t\n"
                     "发布机构\t青禾县水利局\t文号\t\t"),
              ElementsAre("INDEX_NUMBER=01426801/2023-00007", "SUBJECT=政务公开",
                          "PUBLISHER=青禾县水利局", "DOCUMENT_NUMBER="));
}

TEST(Metadata, TakesTheTitleForNoValueOfABlankField) {
  EXPECT_THAT(Fields("索引号：01426801/2023-00007\n关键词："),
              ElementsAre("INDEX_NUMBER=01426801/2023-00007", "KEYWORDS="));
}

TEST(Metadata, EndsAValueAtAKeyItDoesNotKeep) {
  EXPECT_THAT(Fields("发文机关：青禾县水利局 生效日期：2023-02-01 文号：青水〔2023〕3号"),
              ElementsAre("PUBLISHER=青禾县水利局", "DOCUMENT_NUMBER=青水〔2023〕3号"));
}

TEST(Metadata, IsReadFromBlocksOfThePageToo) {
  EXPECT_THAT(Fields("#索引号：01426801/2023-00007 公开日期：2023-01-14"),
              ElementsAre("INDEX_NUMBER=01426801/2023-00007", "PUBLISH_DATE=2023-01-14"));
}

TEST(Metadata, NamesTheTitleInANameField) {
  const v1::Outline outline =
      OutlineOf(SmallReport("名称：青禾县水利局2022年政府信息公开工作年度报告\n文号："));
  EXPECT_EQ(outline.title().value(), kTitle);
}

TEST(Metadata, IsNotReadFromTheText) {
  EXPECT_THAT(Fields("公开的内容注明来源、发布日期和关键词，方便检索。"), ElementsAre());
}

}  // namespace
}  // namespace gongkai::testing
