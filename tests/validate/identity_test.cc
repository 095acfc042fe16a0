// What the report says it is.
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "validate/example_report.h"
#include "validate/validator.h"

namespace gongkai {
namespace {

// The severity with which a rule fails; SEVERITY_UNSPECIFIED if it does not.
v1::Severity SeverityOf(std::string_view rule, const v1::Report& report) {
  static const Validator validator;
  v1::Assessment assessment;
  validator.Validate(&report.document(), report.outline(), report.extraction(), &assessment);
  for (const v1::Finding& finding : assessment.findings()) {
    if (finding.rule() == rule && finding.outcome() == v1::FAILED) return finding.severity();
  }
  return v1::SEVERITY_UNSPECIFIED;
}

bool Fires(std::string_view rule, const v1::Report& report) {
  return SeverityOf(rule, report) != v1::SEVERITY_UNSPECIFIED;
}

v1::Report Titled(std::string_view title, std::string_view agency) {
  v1::ExampleReport example;
  example.set_title(std::string(title));
  example.set_agency(std::string(agency));
  return *BuildExample(example);
}

// The full name of the signature was looked for in the title, which has the short one.
TEST(DOC_01, TakesTheShortNameOfATown) {
  constexpr char kTown[] = "白石县青石镇人民政府";
  EXPECT_FALSE(Fires("DOC-01", Titled("白石县青石镇2021年政府信息公开工作年度报告", kTown)));
  EXPECT_FALSE(Fires("DOC-01", Titled("2021年青石镇政府信息公开工作年度报告", kTown)));
  EXPECT_FALSE(Fires("DOC-01", Titled("2021年度青石镇政府信息公开工作年度报告", kTown)));
  EXPECT_TRUE(Fires("DOC-01", Titled("2021年政府信息公开工作年度报告", kTown)));
  EXPECT_TRUE(Fires("DOC-01", Titled("黑石镇2021年政府信息公开工作年度报告", kTown)));
}

// An office that signs for its agency was taken for another agency.
TEST(DOC_02, TakesTheOfficeForItsAgency) {
  v1::ExampleReport example;
  example.set_agency("白石县青石镇人民政府");
  example.set_signature("青石镇人民政府办公室");
  EXPECT_FALSE(Fires("DOC-02", *BuildExample(example)));
  example.set_signature("黑石镇人民政府办公室");
  EXPECT_TRUE(Fires("DOC-02", *BuildExample(example)));
}

TEST(DT_02, TakesAPageOfALaterYearForMoved) {
  v1::ExampleReport example;  // for 2021
  example.set_signed_on("");
  example.set_published_on("2022-02-01");
  EXPECT_EQ(SeverityOf("DT-02", *BuildExample(example)), v1::ERROR);
  example.set_published_on("2023-02-01");
  EXPECT_EQ(SeverityOf("DT-02", *BuildExample(example)), v1::WARNING);
  example.set_signed_on("2023-02-01");  // signed late is late
  EXPECT_EQ(SeverityOf("DT-02", *BuildExample(example)), v1::ERROR);
}

// A menu of a portal that named licences and penalties was taken for a table of the form of 2021,
// and a report for 2014 was asked for the others.
TEST(Forms, WithoutTablesAreAskedForNone) {
  v1::ExampleReport example;
  example.set_form(v1::FORM_2008);
  example.set_year(2014);
  v1::Report report = *BuildExample(example);
  report.mutable_extraction()->set_form(v1::FORM_2021);
  v1::Table& menu = *report.mutable_extraction()->add_tables();
  menu.set_kind(v1::PROACTIVE_TABLE);
  menu.set_found(true);
  EXPECT_FALSE(Fires("STR-03", report));
  EXPECT_FALSE(Fires("STR-05", report));
}

}  // namespace
}  // namespace gongkai
