// The tables of characters: folds, scripts, references, elements.
#include <gtest/gtest.h>

#include "normalize/chrome.h"
#include "normalize/file_kind.h"
#include "normalize/fold.h"
#include "normalize/html_reference.h"
#include "normalize/html_tags.h"
#include "normalize/script.h"
#include "normalize/tsv.h"

namespace gongkai {
namespace {

TEST(CharFolds, FoldFiguresAndLeavePunctuation) {
  const CharFolds& folds = CharFolds::Get();
  for (char32_t c : {U'０', U'９', U'Ａ', U'ｚ', U'＋', U'－', U'．', U'／', U'％'}) {
    EXPECT_EQ(folds.ClassOf(c), FoldClass::kWidth);
    EXPECT_EQ(folds.TargetOf(c), c - 0xFEE0);
  }
  for (char32_t c : {U'，', U'：', U'；', U'（', U'）', U'！', U'？', U'。', U'、', U'公', U'〇',
                     U'①', U'—', U'·', U'|', U'0'}) {
    EXPECT_EQ(folds.ClassOf(c), FoldClass::kKeep) << static_cast<uint32_t>(c);
  }
}

TEST(CharFolds, FoldOtherForms) {
  const CharFolds& folds = CharFolds::Get();
  const struct {
    char32_t from, to;
  } kFolds[] = {{0x3000, ' '},   {0xA0, ' '},     {0x2009, ' '},    {0x2212, '-'},  {0xF9DB, U'率'},
                {0x2F8F, U'行'}, {0x2ED3, U'长'}, {0x2F800, U'丽'}, {0x2028, '\n'}, {0x212B, 0xC5}};
  for (const auto& fold : kFolds) {
    EXPECT_EQ(folds.ClassOf(fold.from), FoldClass::kForm) << static_cast<uint32_t>(fold.from);
    EXPECT_EQ(folds.TargetOf(fold.from), fold.to);
  }
  for (char32_t c : {0x00, 0x08, 0x7F, 0xAD, 0x200B, 0x200D, 0x202E, 0xFE0F, 0xFEFF, 0xE0100}) {
    EXPECT_EQ(folds.ClassOf(c), FoldClass::kDrop) << static_cast<uint32_t>(c);
  }
}

std::string Simplified(std::string text) {
  SimplifyIfTraditional(&text);
  return text;
}

TEST(Script, NeedsMoreThanStrays) {
  EXPECT_EQ(Simplified("為東"), "為東");
  EXPECT_EQ(Simplified("為東車"), "为东车");
  // Three traditional characters among ten that only simplified texts have.
  EXPECT_EQ(Simplified("為東車为东车门问间们这说请"), "為東車为东车门问间们这说请");
}

TEST(Script, CountsNoCharacterThatBothUse) {
  EXPECT_EQ(Simplified("乾后於後藉著徵覆乾於後"), "乾后於後藉著徵覆乾於後");
}

TEST(Script, LetsThePhraseDecide) {
  EXPECT_EQ(Simplified("車馬東門乾燥乾縣乾隆瞭如指掌覆蓋反覆"),
            "车马东门干燥乾县乾隆了如指掌覆盖反复");
}

TEST(HtmlReference, ReadsNumbersAndNames) {
  EXPECT_EQ(ReferenceAt("&#20844;").c, U'公');
  EXPECT_EQ(ReferenceAt("&#x516c").c, U'公');
  EXPECT_EQ(ReferenceAt("&#151;").c, U'—');
  EXPECT_EQ(ReferenceAt("&#99999999999;").c, 0xFFFDu);
  EXPECT_EQ(ReferenceAt("&nbsp;x").length, 6u);
  EXPECT_EQ(ReferenceAt("&nbspx").length, 5u);
  for (const char* text : {"&", "&;", "& ", "&#;", "&#x;", "&unknown;", "nbsp;", "&emsp"}) {
    EXPECT_EQ(ReferenceAt(text).length, 0u) << text;
  }
}

TEST(HtmlTags, AreInTheDataFile) {
  EXPECT_EQ(KindOfTag("td"), TagKind::kCell);
  EXPECT_EQ(KindOfTag("script"), TagKind::kNoText);
  EXPECT_EQ(KindOfTag("o:p"), TagKind::kInline);
  for (const std::string& tag : KnownTags()) EXPECT_NE(KindOfTag(tag), TagKind::kInline) << tag;
}

TEST(Tsv, LeavesOutCommentsAndEmptyLines) {
  const std::vector<TsvRow> rows = ReadTsv("# a\tb\n\na\tb c\nd\n");
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0], (TsvRow{"a", "b c"}));
  EXPECT_EQ(rows[1], (TsvRow{"d", ""}));
}

TEST(Chrome, IsNamedByWholeWordsOfAClass) {
  for (const char* name : {"nav", "main-nav", "Footer2", "bdsharebuttonbox", "a breadcrumb"}) {
    EXPECT_TRUE(NamesPagePart(name)) << name;
  }
  for (const char* name : {"", "navy", "content", "headline", "TRS_Editor_body", "zoom"}) {
    EXPECT_FALSE(NamesPagePart(name)) << name;
  }
}

TEST(FileKind, IsNotTakenFromAMentionOfIt) {
  EXPECT_FALSE(LooksLikePdf("<p>下载%PDF-1.7文件</p>"));
  EXPECT_FALSE(RecogniseForeign("BMI 指数"));
  EXPECT_FALSE(RecogniseForeign("PK 赛"));
  EXPECT_TRUE(LooksLikePdf("\n%PDF-1.4"));
}

}  // namespace
}  // namespace gongkai
