#include "pipeline/words.h"

#include "pipeline/note_words.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace gongkai {
namespace {

TEST(DisplayWidth, CountsTwoColumnsForWideCharacters) {
  EXPECT_EQ(DisplayWidth("ab"), 2u);
  EXPECT_EQ(DisplayWidth("公开"), 4u);
  EXPECT_EQ(DisplayWidth("（1）"), 5u);
}

TEST(Pad, FillsToTheWidthInColumns) {
  EXPECT_EQ(PadRight("公开", 6), "公开  ");
  EXPECT_EQ(PadLeft("12", 4), "  12");
  EXPECT_EQ(PadLeft("12345", 4), "12345");
}

TEST(Wrap, BreaksAtTheWidthAndNeverInsideACharacter) {
  EXPECT_THAT(Wrap("公开政府", 5), testing::ElementsAre("公开", "政府"));
  EXPECT_THAT(Wrap("", 5), testing::ElementsAre(""));
}

TEST(NoteWords, AreThereForEveryCodeInBothLanguages) {
  for (int code = 1; code <= v1::Note::Code_MAX; ++code) {
    if (!v1::Note::Code_IsValid(code)) continue;
    v1::Note note;
    note.set_code(static_cast<v1::Note::Code>(code));
    const std::string name = v1::Note::Code_Name(note.code());
    for (const v1::Language language : {v1::ZH, v1::EN}) {
      EXPECT_EQ(NoteWords(note, language).find(name), std::string::npos) << name;
    }
  }
}

TEST(SummaryLine, AddsUpInBothLanguages) {
  const RunCounts counts{
      .total = 9, .done = 9, .accepted = 4, .warnings = 2, .rejected = 2, .unprocessed = 1};
  EXPECT_EQ(SummaryLine(counts, v1::ZH), "共 9 份：通过 4，有警告 2，有错误 2，未能处理 1");
  EXPECT_EQ(SummaryLine(counts, v1::EN),
            "9 reports: 4 passed, 2 with warnings, 2 with errors, 1 not processed");
}

}  // namespace
}  // namespace gongkai
