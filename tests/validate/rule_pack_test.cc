#include "validate/rule_pack.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "common/limits.h"
#include "common/strings.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace gongkai {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

constexpr char kRules[] = GONGKAI_SOURCE_DIR "/validate/rules";

// Head and cases of a good balance; the tests put something wrong into it. Line 1 holds the
// head, lines 2 and 3 the cases, line 4 what is given.
std::string Balance(std::string_view rest, std::string_view id = "X-1") {
  return Concat(
      "rules { id: \"", id,
      "\" severity: ERROR basis: \"{form}\" title_zh: \"t\" title_en: \"t\" "
      "applies { forms: [FORM_2019, FORM_2021] }\n"
      "cases { faults: UNEQUAL message_zh: \"{left}\" message_en: \"{left}\" }\n"
      "cases { faults: [NO_VALUE, TABLE_MISSING] outcome: NOT_ASSESSABLE message_zh: \"m\" "
      "message_en: \"m\" }\n",
      rest, "}\n");
}

constexpr char kGoodBalance[] =
    R"(balance {
           table: DISPUTES_TABLE
           left { cells: "disputes.reconsideration.total" name_zh: "a" name_en: "a" }
           right { cells: "disputes.reconsideration.upheld" name_zh: "b" name_en: "b" }
         })";

std::string ErrorOf(std::string_view rules) {
  const EmbeddedFile file{"test.textproto", rules};
  const absl::StatusOr<RulePack> pack = RulePack::Parse({&file, 1});
  return pack.ok() ? "" : std::string(pack.status().message());
}

TEST(RulePack, HoldsRulesInTheOrderAClerkReads) {
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < RulePack::Builtin().size(); ++i) {
    ids.push_back(RulePack::Builtin().rule(i).id());
  }
  const auto at = [&](std::string_view id) { return std::ranges::find(ids, id) - ids.begin(); };
  EXPECT_LT(at("DOC-01"), at("STR-01"));
  EXPECT_LT(at("STR-01"), at("CEL-01"));
  EXPECT_LT(at("CEL-01"), at("T3-01"));
  EXPECT_LT(at("T3-03"), at("T4-01"));
  EXPECT_LT(at("T4-03"), at("DT-01"));
  EXPECT_LT(at("DT-01"), at("WRD-01"));
  EXPECT_LT(at("WRD-01"), static_cast<std::ptrdiff_t>(ids.size()));
}

TEST(RulePack, IsTheSameFromAFolderAsBuiltIn) {
  const absl::StatusOr<RulePack> pack = RulePack::Load(kRules);
  ASSERT_TRUE(pack.ok()) << pack.status();
  EXPECT_EQ(pack->digest(), RulePack::Builtin().digest());
  EXPECT_EQ(pack->digest().size(), 64u);
}

TEST(RulePack, LoadsASingleFile) {
  const absl::StatusOr<RulePack> pack = RulePack::Load(Concat(kRules, "/disputes.textproto"));
  ASSERT_TRUE(pack.ok()) << pack.status();
  EXPECT_EQ(pack->size(), 3u);
  EXPECT_NE(pack->digest(), RulePack::Builtin().digest());
}

TEST(RulePack, KeepsItsDigestWhenOnlyCommentsChange) {
  const std::string rules = Balance(kGoodBalance);
  const std::string commented = "# why\n\n" + rules;
  const std::string changed = Balance(kGoodBalance, "X-2");
  std::vector<std::string> digests;
  for (const std::string& text : {rules, commented, changed}) {
    const EmbeddedFile file{"test.textproto", text};
    digests.push_back(RulePack::Parse({&file, 1})->digest());
  }
  EXPECT_EQ(digests[0], digests[1]);
  EXPECT_NE(digests[0], digests[2]);
}

TEST(RulePack, OrdersFilesByPosition) {
  const std::string first = "position: 2\n" + Balance(kGoodBalance, "A-1");
  const std::string second = "position: 1\n" + Balance(kGoodBalance, "B-1");
  const EmbeddedFile files[] = {{"a.textproto", first}, {"b.textproto", second}};
  const absl::StatusOr<RulePack> pack = RulePack::Parse(files);
  ASSERT_TRUE(pack.ok());
  EXPECT_EQ(pack->rule(0).id(), "B-1");
}

TEST(RulePack, RefusesBrokenSyntaxWithItsLine) {
  EXPECT_THAT(ErrorOf("rules {\n  id: \"X-1\"\n  severty: ERROR\n}"),
              StartsWith("test.textproto:3: "));
  EXPECT_THAT(ErrorOf("rules {\n  id: \"X-1\"\n"), StartsWith("test.textproto:3: "));
  EXPECT_THAT(ErrorOf("\xff\xfe"), StartsWith("test.textproto:1: "));
}

TEST(RulePack, RefusesAnUnknownCellWithItsLine) {
  const std::string error = ErrorOf(Balance(R"(balance {
                     table: DISPUTES_TABLE
                     left { cells: "disputes.reconsideration.total" name_zh: "a" name_en: "a" }
                     right { cells: "disputes.reconsideration.won" name_zh: "b" name_en: "b" }
                   })"));
  EXPECT_EQ(error,
            "test.textproto:7: no cell of FORM_2019 matches \"disputes.reconsideration.won\"");
}

TEST(RulePack, RefusesACellThatIsMissingInOneOfItsForms) {
  EXPECT_THAT(ErrorOf(Balance(
                  R"(balance {
                 table: APPLICATIONS_TABLE
                 left { cells: "applications.other_handling.other.total" name_zh: "a" name_en: "a" }
                 right { cells: "applications.result_total.total" name_zh: "b" name_en: "b" }
               })")),
              HasSubstr("no cell of FORM_2019"));
}

TEST(RulePack, RefusesACellThatIsCountedTwice) {
  EXPECT_THAT(ErrorOf(Balance(
                  R"(balance {
                         table: DISPUTES_TABLE
                         left { cells: "disputes.reconsideration.total" name_zh: "a" name_en: "a" }
                         right { cells: "disputes.reconsideration.*" name_zh: "b" name_en: "b" }
                       })")),
              HasSubstr("cell disputes.reconsideration.total of FORM_2019 is counted twice"));
}

TEST(RulePack, RefusesBracesThatNothingFills) {
  EXPECT_THAT(ErrorOf(Balance(
                  R"(balance {
                         table: APPLICATIONS_TABLE
                         for_each: ROW
                         left { cells: "applications.received.{column}" name_zh: "a" name_en: "a" }
                         right { cells: "{row}.total" name_zh: "b" name_en: "b" }
                       })")),
              HasSubstr("braces that for_each does not fill"));
}

TEST(RulePack, RefusesASecondRuleOfTheSameId) {
  EXPECT_EQ(ErrorOf(Balance(kGoodBalance) + Balance(kGoodBalance)),
            "test.textproto:9: a second rule X-1");
  const std::string rules = Balance(kGoodBalance);
  const EmbeddedFile files[] = {{"a.textproto", rules}, {"b.textproto", rules}};
  EXPECT_EQ(RulePack::Parse(files).status().message(), "b.textproto:1: a second rule X-1");
}

TEST(RulePack, RefusesARuleThatCanNeverApply) {
  constexpr char kHead[] =
      R"(rules { id: "X-1" severity: ERROR basis: "b" title_zh: "t" title_en: "t"
                   cases { faults: BLANK_CELL message_zh: "m" message_en: "m" })";
  EXPECT_THAT(
      ErrorOf(Concat(kHead, " cells { cells: \"disputes.**\" } applies { forms: FORM_2008 } }")),
      HasSubstr("X-1 can never apply in FORM_2008"));
  EXPECT_THAT(ErrorOf(Concat(kHead, " cells { cells: \"a.b\" } }")), HasSubstr("can never apply"));
  EXPECT_THAT(ErrorOf(Concat(kHead, " cells { cells: [\"**\", \"a.b\"] } }")),
              HasSubstr("no cell matches \"a.b\""));
  EXPECT_THAT(ErrorOf(Concat(kHead,
                             " cells { cells: \"**\" }\n"
                             "applies { first_year: 2023 last_year: 2021 } }")),
              HasSubstr("X-1 can never apply: from 2023 to 2021"));
}

TEST(RulePack, RefusesWhatIsMissingOrMalformed) {
  const std::pair<const char*, const char*> kWrong[] = {
      {"", "without rules"},
      {"rules { id: \"x 1\" }", "no rule id"},
      {"rules { id: \"X-1\" basis: \"b\" title_zh: \"t\" title_en: \"t\" form {} }", "severity"},
      {"rules { id: \"X-1\" severity: ERROR title_zh: \"t\" title_en: \"t\" form {} }", "basis"},
      {"rules { id: \"X-1\" severity: ERROR basis: \"b\" form {} }", "title"},
      {"rules { id: \"X-1\" severity: ERROR basis: \"b\" title_zh: \"t\" title_en: \"t\" }",
       "no check"},
      {"rules { id: \"X-1\" severity: ERROR basis: \"b\" title_zh: \"t\" title_en: \"t\" form {} }",
       "no cases"},
      {"rules { id: \"X-1\" severity: 9 basis: \"b\" title_zh: \"t\" title_en: \"t\" form {} }",
       ""},
  };
  for (const auto& [rules, reason] : kWrong) {
    EXPECT_THAT(ErrorOf(rules), HasSubstr(reason)) << rules;
    EXPECT_NE(ErrorOf(rules), "") << rules;
  }
}

TEST(RulePack, RefusesCasesThatItsCheckNeverMeets) {
  const auto with_case = [](std::string_view one) {
    return ErrorOf(
        Concat("rules { id: \"X-1\" severity: ERROR basis: \"b\" title_zh: \"t\" title_en: \"t\" "
               "cells { cells: \"**\" }\ncases { ",
               one, " } }"));
  };
  EXPECT_EQ(with_case("faults: UNEQUAL message_zh: \"m\" message_en: \"m\""),
            "test.textproto:2: the check of X-1 never meets UNEQUAL");
  EXPECT_THAT(with_case("faults: MARK message_zh: \"{left}\" message_en: \"m\""),
              HasSubstr("cannot name {left}"));
  EXPECT_THAT(with_case("faults: MARK message_zh: \"m\""), HasSubstr("no message"));
  EXPECT_THAT(with_case("faults: UNCERTAIN message_zh: \"m\" message_en: \"m\""),
              HasSubstr("is NOT_ASSESSABLE"));
  EXPECT_THAT(with_case("faults: MARK outcome: NOT_ASSESSABLE severity: ERROR message_zh: \"m\" "
                        "message_en: \"m\""),
              HasSubstr("at most a WARNING"));
  EXPECT_EQ(with_case("faults: MARK message_zh: \"m\" message_en: \"m\""), "");
}

TEST(RulePack, NamesTheLineOfASharedCaseThatIsWrong) {
  EXPECT_EQ(ErrorOf("cases { faults: BLANK_CELL message_zh: \"m\" message_en: \"m\" }\n"
                    "cases { faults: MARK message_zh: \"{nobody}\" message_en: \"m\" }\n"
                    "rules { id: \"X-1\" severity: ERROR basis: \"b\" title_zh: \"t\" "
                    "title_en: \"t\" cells { cells: \"**\" } }"),
            "test.textproto:2: message cannot name {nobody} here");
}

TEST(RulePack, NeverLetsABalanceFailForWantOfAValue) {
  EXPECT_THAT(ErrorOf(Concat("rules { id: \"X-1\" severity: ERROR basis: \"b\" title_zh: \"t\" "
                             "title_en: \"t\" applies { forms: FORM_2021 } ",
                             kGoodBalance,
                             "cases { faults: [UNEQUAL, NO_VALUE, TABLE_MISSING] message_zh: "
                             "\"m\" message_en: \"m\" } }")),
              HasSubstr("NOT_ASSESSABLE"));
  EXPECT_THAT(ErrorOf(Concat("rules { id: \"X-1\" severity: ERROR basis: \"b\" title_zh: \"t\" "
                             "title_en: \"t\" applies { forms: FORM_2021 } ",
                             kGoodBalance,
                             "cases { faults: UNEQUAL message_zh: \"m\" message_en: \"m\" } }")),
              HasSubstr("needs cases for UNEQUAL, NO_VALUE and TABLE_MISSING"));
}

TEST(RulePack, RefusesTextThatIsNoUtf8) {
  EXPECT_THAT(ErrorOf(Balance(kGoodBalance) + "rules { id: \"\\xff\" }"), HasSubstr("UTF-8"));
}

TEST(RulePack, RefusesMoreThanItsBounds) {
  std::string rules;
  for (std::size_t i = 0; i <= kMaxRules; ++i) {
    rules += Concat("rules { id: \"X-", i,
                    "\" severity: INFO basis: \"b\" title_zh: \"t\" title_en: \"t\" form {} "
                    "cases { faults: OTHER_FORM message_zh: \"m\" message_en: \"m\" } }\n");
  }
  const EmbeddedFile many{"many.textproto", rules};
  EXPECT_EQ(RulePack::Parse({&many, 1}).status().code(), absl::StatusCode::kResourceExhausted);
  const std::string comment(kMaxRulePackBytes + 1, '#');
  const EmbeddedFile large{"large.textproto", comment};
  EXPECT_EQ(RulePack::Parse({&large, 1}).status().code(), absl::StatusCode::kResourceExhausted);
}

// Nothing of a file over the bound is parsed.
TEST(RulePack, RefusesAMillionRules) {
  constexpr std::string_view kRule =
      "rules { id: \"X-1\" severity: INFO basis: \"b\" title_zh: \"t\" title_en: \"t\" form {} }\n";
  const auto path = std::filesystem::path(testing::TempDir()) / "million.textproto";
  {
    std::ofstream file(path);
    for (int i = 0; i < 1'000'000; ++i) file << kRule;
  }
  const absl::StatusOr<RulePack> pack = RulePack::Load(path.string());
  std::filesystem::remove(path);
  EXPECT_EQ(pack.status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(std::string(pack.status().message()), HasSubstr("million.textproto: more than"));
}

std::string PatternRule(std::string_view pattern) {
  return Concat(
      "rules { id: \"X-1\" severity: ERROR basis: \"b\" title_zh: \"t\" title_en: \"t\"\n"
      "pattern { patterns: \"",
      pattern,
      "\" }\n"
      "cases { faults: FOUND message_zh: \"m\" message_en: \"m\" } }");
}

TEST(RulePack, RefusesPatternsThatWouldBacktrack) {
  EXPECT_THAT(ErrorOf(PatternRule("(a)\\\\1")),
              AllOf(StartsWith("test.textproto:2: "), HasSubstr("is no RE2 pattern")));
  EXPECT_THAT(ErrorOf(PatternRule("(?=a)b")), HasSubstr("is no RE2 pattern"));
  EXPECT_THAT(ErrorOf(PatternRule("a(b")), HasSubstr("is no RE2 pattern"));
  EXPECT_EQ(ErrorOf(PatternRule("(a+)+b")), "");  // RE2 takes linear time for it
}

TEST(RulePack, WantsAPatternForAnotherYearToBeginWithIt) {
  const auto of = [](std::string_view pattern) {
    return ErrorOf(PatternRule(Concat(pattern, "\" group: OTHER_YEAR except: \"x")));
  };
  EXPECT_EQ(of("(20[0-9]{2})年我"), "");
  EXPECT_THAT(of("我局(20[0-9]{2})年"),
              AllOf(StartsWith("test.textproto:2: "), HasSubstr("must begin with it")));
  EXPECT_THAT(of("(?:在)(20[0-9]{2})年"), HasSubstr("must begin with it"));
  EXPECT_THAT(of("20[0-9]{2}年"), HasSubstr("which has none"));
}

TEST(RulePack, RefusesPatternsThatAreTooLarge) {
  for (const std::string& pattern :
       {std::string(30'000, 'a'), std::string("(?:[一-龥]{1,900}、){1,9}")}) {
    const std::string rules = PatternRule(pattern);
    const EmbeddedFile file{"large.textproto", rules};
    EXPECT_THAT(std::string(RulePack::Parse({&file, 1}).status().message()),
                StartsWith("large.textproto:2: "));
  }
}

TEST(RulePack, RefusesWhatIsOfAnotherType) {
  EXPECT_THAT(ErrorOf("rules {\n  id: \"X-1\"\n  severity: SEVERE\n}"),
              StartsWith("test.textproto:3: "));
  EXPECT_THAT(ErrorOf("rules {\n  id: \"X-1\"\n  severity: SEVERE\n\n  basis: \"b\"\n}"),
              StartsWith("test.textproto:3: "));
  EXPECT_THAT(ErrorOf("rules {\n  id: 7\n}"), StartsWith("test.textproto:2: "));
  EXPECT_THAT(ErrorOf("rules {\n  applies { first_year: \"2021\" }\n}"),
              StartsWith("test.textproto:2: "));
}

TEST(RulePack, SaysWhenThereAreNoRulesAtAPath) {
  EXPECT_EQ(RulePack::Load("/nowhere/at/all").status().code(), absl::StatusCode::kNotFound);
  const auto empty = std::filesystem::path(testing::TempDir()) / "no_rules";
  std::filesystem::create_directories(empty);
  EXPECT_EQ(RulePack::Load(empty.string()).status().code(), absl::StatusCode::kInvalidArgument);
  std::ofstream(empty / "broken.textproto") << "rules {";
  EXPECT_THAT(std::string(RulePack::Load(empty.string()).status().message()),
              HasSubstr("broken.textproto:1: "));
  std::filesystem::remove_all(empty);
}

}  // namespace
}  // namespace gongkai
