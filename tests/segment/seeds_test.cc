// Real reports, where they are at hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "common/strings.h"
#include "tests/normalize/normalized.h"
#include "tests/segment/documents.h"
#include "tests/segment/outlines.h"

namespace gongkai::testing {
namespace {

using ::testing::ElementsAreArray;

// Folder of the real reports; empty if it is not there.
std::filesystem::path SeedFolder() {
  const char* given = std::getenv("GONGKAI_SEEDS");
  const std::filesystem::path folder =
      given != nullptr ? given : GONGKAI_SOURCE_DIR "/../shared/seeds";
  return std::filesystem::is_directory(folder) ? folder : std::filesystem::path();
}

std::string ReadSeed(std::string_view number) {
  for (const auto& entry : std::filesystem::directory_iterator(SeedFolder())) {
    if (!entry.path().filename().string().starts_with(number)) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  ADD_FAILURE() << "no seed " << number;
  return {};
}

class Seeds : public ::testing::Test {
 protected:
  void SetUp() override {
    if (SeedFolder().empty()) GTEST_SKIP() << "no real reports here; set GONGKAI_SEEDS";
  }
};

const std::vector<std::string> kAllSix = {"1 总体情况",
                                          "2 主动公开政府信息情况",
                                          "3 收到和处理政府信息公开申请情况",
                                          "4 政府信息公开行政复议、行政诉讼情况",
                                          "5 存在的主要问题及改进情况",
                                          "6 其他需要报告的事项"};

TEST_F(Seeds, ReportWithoutTitleAndSignature) {
  const v1::Outline outline = OutlineOf(ReadSeed("000"));
  EXPECT_EQ(outline.form().form(), v1::FORM_2021);
  EXPECT_EQ(outline.year().value(), 2021u);
  EXPECT_EQ(outline.agency().name(), "顶云街道办事处");
  EXPECT_EQ(outline.agency().kind(), v1::Agency::DISPATCHED_OFFICE);
  EXPECT_EQ(outline.agency().level(), v1::Agency::TOWNSHIP);
  EXPECT_EQ(outline.title().value(), "");
  EXPECT_THAT(Headings(outline), ElementsAreArray(kAllSix));
}

TEST_F(Seeds, ReportWithMetadata) {
  const v1::Outline outline = OutlineOf(ReadSeed("001"));
  EXPECT_EQ(outline.agency().name(), "绵阳市机关事务管理局");
  EXPECT_EQ(outline.agency().kind(), v1::Agency::DEPARTMENT);
  EXPECT_EQ(outline.agency().level(), v1::Agency::PREFECTURE);
  EXPECT_EQ(outline.year().value(), 2022u);
  ASSERT_GT(outline.metadata_size(), 0);
  EXPECT_EQ(outline.metadata(0).key(), v1::MetadataField::INDEX_NUMBER);
  EXPECT_EQ(outline.metadata(0).value(), "95322239/202301-00012");
  ASSERT_EQ(outline.dates_size(), 2);
  EXPECT_EQ(outline.dates(0).kind(), v1::DateMention::ISSUED);
  EXPECT_EQ(outline.dates(1).kind(), v1::DateMention::PUBLISHED);
  EXPECT_EQ(Ymd(outline.dates(1).date()), "2023-1-13");
  EXPECT_THAT(Headings(outline), ElementsAreArray(kAllSix));
}

TEST_F(Seeds, ReportOfATownWithSignature) {
  const v1::Outline outline = OutlineOf(ReadSeed("002"));
  EXPECT_EQ(outline.title().value(), "昌乐县乔官镇2021年政府信息公开工作年度报告");
  EXPECT_EQ(outline.agency().name(), "昌乐县乔官镇人民政府");
  EXPECT_EQ(outline.agency().kind(), v1::Agency::GOVERNMENT);
  EXPECT_EQ(outline.agency().level(), v1::Agency::TOWNSHIP);
  EXPECT_EQ(outline.year().value(), 2021u);
  EXPECT_EQ(Ymd(outline.sign_off().date()), "2022-1-17");
  EXPECT_EQ(outline.contact().telephone().value(), "0536—6761106");
  EXPECT_THAT(Headings(outline), ElementsAreArray(kAllSix));
}

TEST_F(Seeds, OlderReportInTraditionalCharacters) {
  v1::Content content;
  content.set_data(ReadSeed("003"));
  const Normalized normalized = Normalize(content);
  ASSERT_TRUE(std::holds_alternative<v1::Document>(normalized));
  const v1::Outline outline = OutlineOf(std::get<v1::Document>(normalized));
  EXPECT_EQ(outline.form().form(), v1::FORM_2008);
  EXPECT_EQ(outline.year().value(), 2018u);
  EXPECT_EQ(outline.agency().name(), "下达河乡");
  EXPECT_EQ(outline.agency().kind(), v1::Agency::GOVERNMENT);
  EXPECT_EQ(outline.agency().level(), v1::Agency::TOWNSHIP);
  EXPECT_EQ(outline.title().value(), "");
  EXPECT_THAT(Headings(outline),
              ElementsAreArray({"1 概述", "2 主动公开政府信息情况", "3 依申请公开政府信息情况",
                                "4 咨询和投诉情况", "5 申请行政复议和提起行政诉讼情况",
                                "6 工作存在的主要问题和改进情况"}));
}

TEST_F(Seeds, ReportOfACity) {
  const v1::Outline outline = OutlineOf(ReadSeed("004"));
  EXPECT_EQ(outline.agency().name(), "北票市人民政府");
  EXPECT_EQ(outline.agency().kind(), v1::Agency::GOVERNMENT);
  EXPECT_EQ(outline.agency().level(), v1::Agency::COUNTY);
  EXPECT_EQ(outline.year().value(), 2023u);
  EXPECT_EQ(Ymd(outline.sign_off().date()), "2024-1-30");
  EXPECT_THAT(Headings(outline), ElementsAreArray(kAllSix));
}

}  // namespace
}  // namespace gongkai::testing
