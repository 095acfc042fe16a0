#include "pipeline/agency_list.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/store/memory_store.h"

namespace gongkai {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> Names(const std::vector<const v1::ListedAgency*>& agencies) {
  std::vector<std::string> names;
  for (const v1::ListedAgency* agency : agencies) names.push_back(agency->name());
  return names;
}

std::string Refusal(std::string_view text) {
  const absl::StatusOr<AgencyList> list = AgencyList::Parse(text, "list.csv");
  return list.ok() ? "taken" : std::string(list.status().message());
}

constexpr std::string_view kList =
    "name,other_names,code,parent,kind,level,due\n"
    "白石县人民政府,,,,政府,县,3月31日\n"
    "白石县档案局,白石县档案馆;县档案局,,白石县人民政府,部门,县,01-26\n"
    "\"白石县水务局\",,11341702486344515H,白石县人民政府,部门,县,1/26\n";

TEST(AgencyList, ReadsNamesCodesParentsAndDays) {
  const absl::StatusOr<AgencyList> list = AgencyList::Parse(kList, "list.csv");
  ASSERT_TRUE(list.ok()) << list.status();
  ASSERT_EQ(list->agencies().size(), 3u);
  const v1::ListedAgency* county = list->Find("白石县人民政府");
  ASSERT_NE(county, nullptr);
  EXPECT_EQ(county->due(), "03-31");
  EXPECT_THAT(Names(list->MembersOf(*county)), ElementsAre("白石县档案局", "白石县水务局"));
  EXPECT_EQ(list->ParentOf(*county), nullptr);
  const v1::ListedAgency* archive = list->Find("白石县档案馆");
  ASSERT_NE(archive, nullptr);
  EXPECT_EQ(archive->name(), "白石县档案局");
  EXPECT_EQ(archive->due(), "01-26");
  EXPECT_EQ(list->ParentOf(*archive), county);
  EXPECT_EQ(list->Find("白石县水务局")->due(), "01-26");
  EXPECT_EQ(list->Find("青川县档案局"), nullptr);
}

TEST(AgencyList, ReadsWhatASpreadsheetSavedAsGb18030) {
  // 名称,上级 / 白石县,
  constexpr std::string_view kBytes =
      "\xC3\xFB\xB3\xC6,\xC9\xCF\xBC\xB6\n\xB0\xD7\xCA\xAF\xCF\xD8,\n";
  const absl::StatusOr<AgencyList> list = AgencyList::Parse(kBytes, "list.csv");
  ASSERT_TRUE(list.ok()) << list.status();
  EXPECT_NE(list->Find("白石县"), nullptr);
}

TEST(AgencyList, RefusesDoubledNamesAndCodesWithTheirLines) {
  EXPECT_THAT(Refusal("name\n甲局\n乙局\n甲局\n"),
              testing::AllOf(HasSubstr("list.csv:4:"), HasSubstr("第 2 行")));
  EXPECT_THAT(Refusal("name,other_names\n甲局,\n乙局,甲局\n"), HasSubstr("list.csv:3:"));
  EXPECT_THAT(Refusal("name,code\n甲局,520424\n乙局,520424\n"),
              testing::AllOf(HasSubstr("list.csv:3:"), HasSubstr("520424")));
}

TEST(AgencyList, RefusesAgenciesAboveEachOtherInACircle) {
  EXPECT_THAT(Refusal("name,parent\n甲局,乙局\n乙局,丙局\n丙局,乙局\n"), HasSubstr("成环"));
  EXPECT_THAT(Refusal("name,parent\n甲局,甲局\n"), HasSubstr("list.csv:2:"));
  EXPECT_THAT(Refusal("name,parent\n甲局,乙局\n"), HasSubstr("没有上级单位"));
}

TEST(AgencyList, RefusesWhatIsNoDayAndNoCode) {
  EXPECT_THAT(Refusal("name,due\n甲局,一月底\n"), HasSubstr("list.csv:2:"));
  EXPECT_THAT(Refusal("name,due\n甲局,13-01\n"), HasSubstr("01-31"));
  EXPECT_THAT(Refusal("name,code\n甲局,11341702486344515X\n"), HasSubstr("代码有误"));
  EXPECT_THAT(Refusal("名字\n甲局\n"), HasSubstr("list.csv:1:"));
  EXPECT_THAT(Refusal(""), HasSubstr("list.csv:1:"));
}

// Three that are in use.
TEST(AgencyList, KnowsTheCheckDigitOfACreditCode) {
  EXPECT_TRUE(IsRightCode("11341702486344515H"));
  EXPECT_TRUE(IsRightCode("12620600MB0523338C"));
  EXPECT_TRUE(IsRightCode("113325000026455663"));
  EXPECT_FALSE(IsRightCode("113325000026455664"));
  EXPECT_TRUE(IsRightCode("320508019044"));
  EXPECT_FALSE(IsRightCode("32050"));
}

TEST(AgencyList, TakesThePlaceOfTheOneTheStoreHad) {
  MemoryStore store;
  ASSERT_TRUE(AgencyList::Parse(kList, "a")->Keep(store).ok());
  ASSERT_TRUE(AgencyList::Parse("name\n白石县水务局\n", "b")->Keep(store).ok());
  const absl::StatusOr<AgencyList> list = AgencyList::ReadStored(store);
  ASSERT_TRUE(list.ok());
  ASSERT_EQ(list->agencies().size(), 1u);
  EXPECT_THAT(list->agencies()[0].code(), IsEmpty());
}

}  // namespace
}  // namespace gongkai
