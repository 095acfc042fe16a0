#include "model/forms.h"

#include <fstream>
#include <set>
#include <sstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace gongkai {
namespace {

std::set<std::string> VocabularyOf(std::string_view year) {
  std::ifstream file(GONGKAI_SOURCE_DIR "/tests/testdata/forms.csv");
  std::set<std::string> ids;
  for (std::string line; std::getline(file, line);) {
    std::istringstream fields(line);
    std::string form, id;
    std::getline(fields, form, ',');
    std::getline(fields, id, ',');
    if (form == year) ids.insert(id);
  }
  return ids;
}

std::set<std::string> CellsOf(v1::Form form) {
  std::set<std::string> ids;
  for (const auto& table : FormCatalog::Builtin().Find(form)->tables())
    for (const auto& block : table.blocks())
      for (const auto& row : block.rows())
        for (uint32_t cell : row.cells()) ids.emplace(FormCatalog::Builtin().CellId(cell));
  return ids;
}

TEST(FormCatalog, HoldsExactlyTheCellsOfTheVocabulary) {
  EXPECT_EQ(VocabularyOf("2021").size(), 200u);  // 10 + 175 + 15
  EXPECT_EQ(CellsOf(v1::FORM_2021), VocabularyOf("2021"));
  EXPECT_EQ(VocabularyOf("2019").size(), 198u);  // 22 + 161 + 15
  EXPECT_EQ(CellsOf(v1::FORM_2019), VocabularyOf("2019"));
  EXPECT_EQ(VocabularyOf("2008").size(), 58u);  // the statistics
  EXPECT_EQ(CellsOf(v1::FORM_2008), VocabularyOf("2008"));
}

TEST(FormCatalog, FindsTheNumberOfACellAndTheIdOfTheNumber) {
  const FormCatalog& forms = FormCatalog::Builtin();
  const uint32_t number = forms.CellNumber("applications.refused.state_secret.total");
  ASSERT_NE(number, 0u);
  EXPECT_EQ(forms.CellId(number), "applications.refused.state_secret.total");
  EXPECT_EQ(forms.CellNumber("applications.refused.total"), 0u);
  EXPECT_EQ(forms.CellId(100'000), "");
}

TEST(FormCatalog, KnowsTheFormOfAYear) {
  const FormCatalog& forms = FormCatalog::Builtin();
  EXPECT_EQ(forms.ForYear(2007), v1::FORM_UNSPECIFIED);
  EXPECT_EQ(forms.ForYear(2018), v1::FORM_2008);
  EXPECT_EQ(forms.ForYear(2020), v1::FORM_2019);
  EXPECT_EQ(forms.ForYear(2021), v1::FORM_2021);
  EXPECT_EQ(forms.ForYear(2030), v1::FORM_2021);
}

TEST(FormCatalog, NamesACellAfterItsRowWhereTheColumnHasNoId) {
  const EmbeddedFile file{"form.textproto", R"(form: FORM_2008
    tables { blocks { columns { kind: COUNT unit: "件" }
                      rows { id: "a.total" cells: 1 }
                      rows { id: "a.amount" cells: 2 kind: DECIMAL unit: "万元" } } })"};
  const auto forms = FormCatalog::Parse({&file, 1});
  ASSERT_TRUE(forms.ok()) << forms.status();
  EXPECT_EQ(forms->CellId(1), "a.total");
  const v1::BlockDefinition& block = forms->forms().front().tables(0).blocks(0);
  EXPECT_EQ(CellKindOf(block.rows(0), block.columns(0)), v1::COUNT);
  EXPECT_EQ(CellUnitOf(block.rows(0), block.columns(0)), "件");
  EXPECT_EQ(CellKindOf(block.rows(1), block.columns(0)), v1::DECIMAL);
  EXPECT_EQ(CellUnitOf(block.rows(1), block.columns(0)), "万元");
}

TEST(FormCatalog, RefusesARowWithFewerCellsThanColumns) {
  const EmbeddedFile file{"bad.textproto", R"(form: FORM_2021
    tables { blocks { columns { id: "a" } columns { id: "b" } rows { id: "r" cells: [ 1 ] } } })"};
  const auto forms = FormCatalog::Parse({&file, 1});
  EXPECT_EQ(forms.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(forms.status().message()), testing::HasSubstr("bad.textproto"));
}

TEST(FormCatalog, RefusesOneNumberForTwoCells) {
  const EmbeddedFile file{"bad.textproto", R"(form: FORM_2021
    tables { blocks { columns { id: "a" } columns { id: "b" } rows { id: "r" cells: [ 1, 1 ] } } })"};
  EXPECT_EQ(FormCatalog::Parse({&file, 1}).status().code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace gongkai
