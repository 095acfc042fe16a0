// How reports are laid out and encoded.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "tests/corpus/corpus.h"
#include "tests/corpus/encode.h"
#include "tests/corpus/names.h"
#include "tests/corpus/render_text.h"
#include "tests/corpus/text_width.h"

namespace gongkai::corpus {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(LayoutsTest, PrintsEachFigureOfTheTableAsOftenAsTheTruthHasIt) {
  // In this layout nothing but cells stands on a line behind a tab.
  for (uint64_t seed = 0; seed < 50; ++seed) {
    const Rendered rendered = Render({.seed = seed, .layout = Layout::kTabs});
    std::vector<std::string> printed, expected;
    std::istringstream lines(rendered.bytes);
    for (std::string line; std::getline(lines, line);) {
      if (line.size() > 1 && line[0] == '\t' && std::isdigit(line[1]) &&
          line.find_first_not_of("0123456789.", 1) == std::string::npos) {
        printed.push_back(line.substr(1));
      }
    }
    for (const Cell& cell : rendered.truth) expected.push_back(cell.value);
    EXPECT_EQ(printed, expected) << seed;
  }
}

TEST(LayoutsTest, PutsTheWholeReportOnOneLine) {
  const Rendered rendered = Render({.layout = Layout::kOneLine});
  EXPECT_THAT(rendered.bytes, Not(HasSubstr("\n")));
}

TEST(LayoutsTest, FillsEveryRowOfAMarkdownTable) {
  const Rendered rendered = Render({.layout = Layout::kMarkdown});
  std::set<long> pipes;
  std::istringstream lines(rendered.bytes);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with('|')) pipes.insert(std::count(line.begin(), line.end(), '|'));
  }
  // Tables of 4, 10 and 15 columns.
  EXPECT_THAT(pipes, testing::ElementsAre(5, 11, 16));
}

TEST(LayoutsTest, DrawsBoxesWhoseLinesAreAllAsWide) {
  // Three tables, each closed on the right at one place.
  const Rendered rendered = Render({.seed = 5, .layout = Layout::kGridTable});
  std::vector<size_t> widths;
  std::istringstream lines(rendered.bytes);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with('+') && !line.starts_with('|')) continue;
    EXPECT_TRUE(line.ends_with('+') || line.ends_with('|')) << line;
    if (widths.empty() || widths.back() != TextColumns(line)) widths.push_back(TextColumns(line));
  }
  EXPECT_THAT(widths, testing::SizeIs(3));
}

TEST(LayoutsTest, GoesOnInTheNextLineWhereAColumnIsTooNarrow) {
  // The column of labels is 16 wide: eight characters.
  EXPECT_THAT(Render({.seed = 5, .layout = Layout::kMultiline}).bytes,
              HasSubstr("\n  一、本年新收政府  "));
  EXPECT_THAT(WrapColumns("1.属于国家秘密", 8), testing::ElementsAre("1.属于国", "家秘密"));
}

TEST(LayoutsTest, WritesTablesAsProgramsDo) {
  const auto report = [](Layout layout) { return Render({.seed = 6, .layout = layout}).bytes; };
  EXPECT_THAT(report(Layout::kCsv), HasSubstr("\"规章\",\"0\",\"0\",\"0\"\n"));
  EXPECT_THAT(report(Layout::kLatex), HasSubstr("规章 & 0 & 0 & 0 \\\\ \\hline\n"));
  EXPECT_THAT(report(Layout::kLatex), HasSubstr("信息内容 & \\multicolumn{3}{c|}{本年"));
  EXPECT_THAT(report(Layout::kOrg), HasSubstr("| 规章               | 0    "));
  EXPECT_THAT(report(Layout::kWiki), HasSubstr("|-\n| 规章 || 0 || 0 || 0\n|-\n"));
  EXPECT_THAT(report(Layout::kCellPaths), HasSubstr("—规章—本年制发件数"));
  EXPECT_THAT(report(Layout::kTsv), HasSubstr("规章\t0\t0\t0\n"));
  EXPECT_THAT(report(Layout::kJsonRows), HasSubstr("  [\"规章\", \"0\", \"0\", \"0\"],\n"));
  EXPECT_THAT(report(Layout::kAsciidoc), HasSubstr("|规章 |0 |0 |0\n"));
  EXPECT_THAT(report(Layout::kPageDump), HasSubstr("       规章             0   "));
}

TEST(LayoutsTest, MakesPagesOfTheLengthAskedFor) {
  EXPECT_GT(Render({.layout = Layout::kHtmlPortal}).bytes.size(), 65'000u);
  EXPECT_LT(Render({.layout = Layout::kHtmlPortal}).bytes.size(), 80'000u);
  for (const Layout layout : {Layout::kPipes, Layout::kHtmlPortal}) {
    const size_t size = Render({.layout = layout, .target_bytes = 200'000}).bytes.size();
    EXPECT_GE(size, 200'000u);
    EXPECT_LT(size, 215'000u);
  }
}

TEST(LayoutsTest, OpensAndClosesTheSameTags) {
  const auto count = [](const std::string& text, std::string_view part) {
    size_t found = 0;
    for (size_t at = 0; (at = text.find(part, at)) != std::string::npos; ++at) ++found;
    return found;
  };
  for (const auto& layout : Layouts()) {
    if (!IsHtml(layout.value)) continue;
    const Rendered rendered = Render({.seed = 11, .layout = layout.value});
    for (const std::string tag : {"table", "tr", "td", "p"}) {
      EXPECT_EQ(count(rendered.bytes, "<" + tag + ">") + count(rendered.bytes, "<" + tag + " "),
                count(rendered.bytes, "</" + tag + ">"))
          << rendered.file_name << " " << tag;
    }
  }
}

TEST(LayoutsTest, EncodesEveryCharacterItUses) {
  for (const auto& encoding : Encodings()) {
    for (uint64_t seed = 0; seed < 150; ++seed) {
      for (const Layout layout : {Layout::kPipes, Layout::kHtmlPortal}) {
        const Options options{.seed = seed, .layout = layout, .encoding = encoding.value};
        Options plain = options;
        plain.encoding = Encoding::kUtf8;
        plain.traditional = encoding.value == Encoding::kBig5;
        const std::string utf8 = Render(plain).bytes;
        const std::string bytes = Render(options).bytes;
        const bool wide = encoding.value >= Encoding::kUtf16Le;
        const auto marks = [](const std::string& text) {
          return std::count(text.begin(), text.end(), '?');
        };
        // A question mark for a lost character would be one more than before.
        if (!wide) {
          EXPECT_EQ(marks(bytes), marks(utf8)) << encoding.name << " " << seed;
        }
        EXPECT_FALSE(bytes.empty());
      }
    }
  }
}

TEST(LayoutsTest, EncodesAsOthersDo) {
  // 政 is U+653F: D5 FE in GBK, AC 46 in Big5.
  EXPECT_EQ(Encode("政", Encoding::kGbk), "\xD5\xFE");
  EXPECT_EQ(Encode("政", Encoding::kGb18030), "\xD5\xFE");
  EXPECT_EQ(Encode("政", Encoding::kBig5), "\xAC\x46");
  EXPECT_EQ(Encode("政", Encoding::kUtf8Bom), "\xEF\xBB\xBF政");
  EXPECT_EQ(Encode("政", Encoding::kUtf16Le), "\xFF\xFE\x3F\x65");
  EXPECT_EQ(Encode("政", Encoding::kUtf16Be), "\xFE\xFF\x65\x3F");
  EXPECT_EQ(Encode("😀a", Encoding::kGbk), "?a");
}

TEST(LayoutsTest, TellsTheTruthAboutItsCharsetOnlyWhereAsked) {
  const auto page = [](Charset charset) {
    return Render({.layout = Layout::kHtml, .encoding = Encoding::kGbk, .charset = charset}).bytes;
  };
  EXPECT_THAT(page(Charset::kRight), HasSubstr("charset=gb2312"));
  EXPECT_THAT(page(Charset::kWrong), HasSubstr("charset=utf-8"));
  EXPECT_THAT(page(Charset::kMissing), Not(HasSubstr("charset=")));
}

TEST(LayoutsTest, WritesTraditionalAsWebSitesConvertIt) {
  EXPECT_EQ(ToTraditional("政府信息公开行政复议、行政诉讼情况"),
            "政府信息公開行政複議、行政訴訟情況");
  EXPECT_EQ(ToTraditional("答复12件 a"), "答覆12件 a");
  EXPECT_EQ(ToTraditional("（二）归并"), "（二）歸併");
}

TEST(LayoutsTest, NarrowsPunctuationButNotDigits) {
  std::string text = "（一）共１２件，其中：无；";
  NarrowPunctuation(text);
  EXPECT_EQ(text, "(一)共１２件,其中:无;");
}

}  // namespace
}  // namespace gongkai::corpus
