// Packs that stand on the built-in one.
#include <filesystem>
#include <fstream>

#include "common/strings.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "validate/compiled_rules.h"
#include "validate/example_report.h"
#include "validate/validator.h"

namespace gongkai {
namespace {

using testing::HasSubstr;

absl::StatusOr<RulePack> Overlay(std::string_view rules) {
  const std::string text = "extends: \"builtin\"\n" + std::string(rules);
  const EmbeddedFile file{"city.textproto", text};
  return RulePack::Parse({&file, 1});
}

std::string ErrorOf(std::string_view rules) {
  const absl::StatusOr<RulePack> pack = Overlay(rules);
  return pack.ok() ? "" : std::string(pack.status().message());
}

// The severity with which a rule fails; SEVERITY_UNSPECIFIED if it does not.
v1::Severity SeverityOf(const RulePack& pack, std::string_view rule,
                        const v1::ExampleReport& example) {
  const absl::StatusOr<v1::Report> report = BuildExample(example);
  EXPECT_TRUE(report.ok()) << report.status();
  v1::Assessment assessment;
  Validator(pack).Validate(&report->document(), report->outline(), report->extraction(),
                           &assessment);
  for (const v1::Finding& finding : assessment.findings()) {
    if (finding.rule() == rule && finding.outcome() == v1::FAILED) return finding.severity();
  }
  return v1::SEVERITY_UNSPECIFIED;
}

v1::ExampleReport SignedOn(std::string_view date) {
  v1::ExampleReport example;
  example.set_signed_on(std::string(date));
  return example;
}

TEST(Overlay, ChangesTheSeverityOfARule) {
  const auto pack = Overlay("changes { rule: \"DT-02\" with { severity: WARNING } }");
  ASSERT_TRUE(pack.ok()) << pack.status();
  EXPECT_EQ(SeverityOf(RulePack::Builtin(), "DT-02", SignedOn("2022-02-01")), v1::ERROR);
  EXPECT_EQ(SeverityOf(*pack, "DT-02", SignedOn("2022-02-01")), v1::WARNING);
  EXPECT_NE(pack->digest(), RulePack::Builtin().digest());
  EXPECT_EQ(pack->size(), RulePack::Builtin().size());
}

TEST(Overlay, GivesOneCityAnEarlierDay) {
  const auto pack = Overlay(
      "changes { rule: \"DT-02\" with { applies { agency_names: \"^白石\" } "
      "dates { day: 28 } } }");
  ASSERT_TRUE(pack.ok()) << pack.status();
  EXPECT_EQ(SeverityOf(*pack, "DT-02", SignedOn("2022-01-29")), v1::ERROR);
  EXPECT_EQ(SeverityOf(*pack, "DT-02", SignedOn("2022-01-28")), v1::SEVERITY_UNSPECIFIED);
  v1::ExampleReport elsewhere = SignedOn("2022-02-05");
  elsewhere.set_agency("黑水县档案局");
  EXPECT_EQ(SeverityOf(*pack, "DT-02", elsewhere), v1::SEVERITY_UNSPECIFIED);
}

TEST(Overlay, SwitchesRulesOffAndOn) {
  const auto pack =
      Overlay("changes { rule: \"DT-02\" off: true } changes { rule: \"STR-11\" off: false }");
  ASSERT_TRUE(pack.ok()) << pack.status();
  EXPECT_EQ(SeverityOf(*pack, "DT-02", SignedOn("2022-02-01")), v1::SEVERITY_UNSPECIFIED);
  EXPECT_EQ(SeverityOf(*pack, "STR-11", {}), v1::WARNING);  // fewer than 150 characters
  EXPECT_EQ(SeverityOf(RulePack::Builtin(), "STR-11", {}), v1::SEVERITY_UNSPECIFIED);
}

TEST(Overlay, AddsARuleOverTheText) {
  const auto pack = Overlay(
      "dictionaries { name: \"names\" words: [\"甲办\", \"乙办\"] }\n"
      "rules { id: \"L-1\" severity: INFO basis: \"b\" title_zh: \"t\" title_en: \"t\"\n"
      "pattern { patterns: \"{names}\" }\n"
      "cases { faults: FOUND message_zh: \"{list}\" message_en: \"{list}\" } }");
  ASSERT_TRUE(pack.ok()) << pack.status();
  v1::ExampleReport example;
  v1::ExampleSection& section = *example.add_sections();
  section.set_kind(v1::OVERVIEW);
  section.set_text("由乙办承担。");
  EXPECT_EQ(SeverityOf(*pack, "L-1", example), v1::INFO);
  EXPECT_EQ(SeverityOf(*pack, "L-1", {}), v1::SEVERITY_UNSPECIFIED);
}

TEST(Overlay, ReadsNoTextWhereNoRuleThatIsOnDoes) {
  const EmbeddedFile file{"x.textproto",
                          "rules { id: \"X-1\" severity: INFO basis: \"b\" title_zh: \"t\" "
                          "title_en: \"t\" off: true pattern { patterns: \"甲\" }\n"
                          "cases { faults: FOUND message_zh: \"m\" message_en: \"m\" } }"};
  const auto pack = RulePack::Parse({&file, 1});
  ASSERT_TRUE(pack.ok()) << pack.status();
  EXPECT_FALSE(pack->compiled().reads_text);
}

TEST(Overlay, IsRefusedWithFileLineAndReason) {
  EXPECT_THAT(ErrorOf("changes { rule: \"X-9\" off: true }"),
              HasSubstr("city.textproto:2: a change of rule \"X-9\", which is not below"));
  EXPECT_THAT(ErrorOf("changes { rule: \"DT-02\" with {\n period {} } }"),
              HasSubstr("of another type"));
  EXPECT_THAT(ErrorOf("changes { rule: \"DT-02\" with { id: \"X-1\" } }"),
              HasSubstr("does not give another id"));
  EXPECT_THAT(ErrorOf("changes { rule: \"DT-02\" with { dates { day: 40 } } }"),
              HasSubstr("a day of the year"));
  EXPECT_THAT(ErrorOf("changes { rule: \"WRD-03\" with {\npattern { patterns: \"(\" } } }"),
              HasSubstr("city.textproto:3: \"(\" is no RE2 pattern"));
  EXPECT_THAT(ErrorOf("changes { rule: \"WRD-03\" with { pattern { patterns: \"{none}\" } } }"),
              HasSubstr("no dictionary \"none\""));
}

// Files with packs that stand on each other, gone afterwards.
class OverlayFiles : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string Write(const std::string& name, const std::string& text) const {
    const std::filesystem::path path = folder_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << text;
    return path.string();
  }

  const std::filesystem::path folder_ = std::filesystem::path(testing::TempDir()) / "overlays";
};

TEST_F(OverlayFiles, StandOnEachOther) {
  Write("province.textproto",
        "extends: \"builtin\"\nchanges { rule: \"WRD-03\" with { severity: ERROR } }");
  const std::string city = Write("city/city.textproto",
                                 "extends: \"../province.textproto\"\n"
                                 "changes { rule: \"WRD-08\" off: true }");
  const auto pack = RulePack::Load(city);
  ASSERT_TRUE(pack.ok()) << pack.status();
  for (std::size_t i = 0; i < pack->size(); ++i) {
    if (pack->rule(i).id() == "WRD-03") {
      EXPECT_EQ(pack->rule(i).severity(), v1::ERROR);
    }
    if (pack->rule(i).id() == "WRD-08") {
      EXPECT_TRUE(pack->rule(i).off());
    }
  }
}

TEST_F(OverlayFiles, DoNotStandOnThemselves) {
  Write("a.textproto", "extends: \"b.textproto\"\nchanges { rule: \"WRD-03\" off: true }");
  const std::string b =
      Write("b.textproto", "\nextends: \"a.textproto\"\nchanges { rule: \"WRD-03\" off: true }");
  const auto pack = RulePack::Load(b);
  EXPECT_EQ(pack.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(pack.status().message()),
              HasSubstr("a.textproto:1: \"b.textproto\" stands on this pack itself"));
}

TEST_F(OverlayFiles, DoNotStandOnEachOtherWithoutEnd) {
  std::string path;
  for (int i = 0; i < 12; ++i) {
    path = Write(Concat(i, ".textproto"),
                 Concat("extends: \"", i == 0 ? "builtin" : Concat(i - 1, ".textproto"),
                        "\"\nchanges { rule: \"WRD-03\" off: true }"));
  }
  EXPECT_EQ(RulePack::Load(path).status().code(), absl::StatusCode::kResourceExhausted);
}

TEST_F(OverlayFiles, NameWhatIsNotThere) {
  const std::string path = Write(
      "a.textproto", "extends: \"nowhere.textproto\"\nchanges { rule: \"WRD-03\" off: true }");
  EXPECT_THAT(std::string(RulePack::Load(path).status().message()), HasSubstr("nowhere.textproto"));
}

}  // namespace
}  // namespace gongkai
