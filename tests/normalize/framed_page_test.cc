// A page and the files that its frames show become one source.
#include "normalize/framed_page.h"

#include <map>

#include "common/limits.h"
#include "common/strings.h"
#include "gmock/gmock.h"
#include "model/source_map.h"
#include "normalize/mhtml.h"
#include "normalize/mime.h"
#include "source_map_check.h"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using Files = std::map<std::string, std::string>;

v1::Content Content(std::string bytes) {
  v1::Content content;
  content.set_data(std::move(bytes));
  return content;
}

std::string HtmlWith(std::string_view body) {
  return Concat("<html><head><meta charset=\"utf-8\"></head><body>", body, "</body></html>");
}

std::string FrameOf(std::string_view address) {
  return Concat("<iframe src=\"", address, "\"></iframe>");
}

std::optional<std::string> Pack(const std::string& page, const Files& files) {
  return PackFramedPage(Content(page), "index.html",
                        [&](const std::string& name) -> std::optional<std::string> {
                          const auto found = files.find(name);
                          if (found == files.end()) return std::nullopt;
                          return found->second;
                        });
}

v1::Document Read(const std::optional<std::string>& archive) {
  v1::Document document;
  EXPECT_TRUE(archive.has_value());
  EXPECT_FALSE(NormalizeMhtml(Content(archive.value_or("")), &document).has_value());
  return document;
}

std::vector<std::string> NamesIn(const std::optional<std::string>& archive) {
  const v1::Document document = Read(archive);
  const auto& names = document.source_map().files().names();
  return {names.begin(), names.end()};
}

TEST(FramedPage, IsReadWithTheFileOfItsFrameWhereTheFrameStands) {
  const auto archive = Pack(HtmlWith("<p>前</p>" + FrameOf("a.html") + "<p>后</p>"),
                            {{"a.html", HtmlWith("<p>中</p>")}});
  EXPECT_EQ(Read(archive).text(), "前\n中\n后\n");
}

TEST(FramedPage, LeadsBackToTheBytesOfEachFile) {
  const std::string outer = HtmlWith("<p>门户</p>" + FrameOf("nb/t1.htm"));
  const std::string inner =
      Encode("<html><head><meta charset=\"gb18030\"></head><body><p>年度报告</p></body></html>",
             "gb18030");
  const v1::Document document = Read(Pack(outer, {{"nb/t1.htm", inner}}));
  ASSERT_EQ(document.text(), "门户\n年度报告\n");
  const v1::SourceMap& map = document.source_map();
  const auto first = ToFilePlace(map, ToSource(map, 0, 6));
  const auto second = ToFilePlace(map, ToSource(map, 7, 19));
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->file, "index.html");
  EXPECT_EQ(outer.substr(first->range.begin, first->range.end - first->range.begin), "门户");
  EXPECT_EQ(second->file, "nb/t1.htm");
  EXPECT_EQ(inner.substr(second->range.begin, second->range.end - second->range.begin),
            Encode("年度报告", "gb18030"));
}

TEST(FramedPage, ReadsFramesOfFramesFromTheFolderOfTheirOwnPage) {
  const auto archive = Pack(HtmlWith(FrameOf("a/x.html") + FrameOf("b/x.html")),
                            {{"a/x.html", HtmlWith(FrameOf("text.html"))},
                             {"b/x.html", HtmlWith(FrameOf("./text.html") + FrameOf("../c.html"))},
                             {"a/text.html", HtmlWith("<p>甲</p>")},
                             {"b/text.html", HtmlWith("<p>乙</p>")},
                             {"c.html", HtmlWith("<p>丙</p>")}});
  EXPECT_EQ(Read(archive).text(), "甲\n乙\n丙\n");
}

TEST(FramedPage, FindsFilesWhoseNamesAreEncodedOrAskForSomething) {
  const std::string text = HtmlWith("<p>文</p>");
  EXPECT_THAT(NamesIn(Pack(HtmlWith(FrameOf("%E5%B9%B4%E6%8A%A5_files/a%20b.html")),
                           {{"年报_files/a b.html", text}})),
              ElementsAre("index.html", "年报_files/a b.html"));
  EXPECT_THAT(NamesIn(Pack(Encode("<html><meta charset=gbk><iframe src=\"年报.html\">", "gb18030"),
                           {{"年报.html", text}})),
              ElementsAre("index.html", "年报.html"));
  EXPECT_EQ(
      Read(Pack(HtmlWith(FrameOf("show.html?id=3&amp;page=1#top")), {{"show.html", text}})).text(),
      "文\n");
  EXPECT_EQ(Read(Pack(HtmlWith("<IFRAME SRC='show.html?id=3'></IFRAME>"),
                      {{"show.html?id=3", text}, {"show.html", HtmlWith("<p>另</p>")}}))
                .text(),
            "文\n");
}

TEST(FramedPage, IsNoneWhereNoFileIsShown) {
  const std::string text = HtmlWith("<p>文</p>");
  const Files files = {{"a.html", text},
                       {"../up.html", text},
                       {"/etc/a.html", text},
                       {"etc/a.html", text},
                       {"b.png", "\x89PNG"}};
  EXPECT_FALSE(Pack(HtmlWith("<p>文</p>"), files));
  EXPECT_FALSE(Pack(HtmlWith(FrameOf("missing.html")), files));
  EXPECT_FALSE(Pack(HtmlWith(FrameOf("b.png")), files));
  EXPECT_FALSE(Pack(HtmlWith(FrameOf("http://a.example/a.html")), files));
  EXPECT_FALSE(Pack(HtmlWith("<!-- " + FrameOf("a.html") + " -->"), files)) << "a comment";
  EXPECT_FALSE(Pack("纯文本 <iframe src=a.html>", files)) << "no page";
}

TEST(FramedPage, ReadsNothingOutsideOfItsFolder) {
  std::vector<std::string> asked;
  const auto read = [&](const std::string& name) -> std::optional<std::string> {
    asked.push_back(name);
    return std::nullopt;
  };
  for (const char* address : {"../up.html", "a/../../up.html", "%2e%2e/up.html", "/etc/passwd",
                              "..%5cup.html", "file:///etc/passwd", "a%00.html", ""}) {
    PackFramedPage(Content(HtmlWith(FrameOf(address))), "index.html", read);
  }
  EXPECT_THAT(asked, ElementsAre());
}

TEST(FramedPage, HoldsAFileOnceAndNoMoreThanTheBound) {
  std::string frames;
  Files files;
  for (std::size_t i = 0; i < kMaxFrames + 20; ++i) {
    const std::string name = Concat("f", i, ".html");
    frames += FrameOf(name) + FrameOf(name);
    files[name] = HtmlWith(FrameOf("index.html") + FrameOf(name));  // within itself
  }
  EXPECT_EQ(ReadMime(*Pack(HtmlWith(frames), files)).parts.size(), kMaxFrames + 1);
}

TEST(FramedPage, LeavesOutWhatIsTooLarge) {
  const std::string large(kMaxMimePageBytes, ' ');
  EXPECT_FALSE(Pack(HtmlWith(FrameOf("a.html")), {{"a.html", HtmlWith("<p>文</p>" + large)}}));
}

TEST(FramedPage, KeepsApartFilesThatHoldItsBoundary) {
  const auto archive =
      Pack(HtmlWith(FrameOf("a.html")), {{"a.html", HtmlWith("<p>\r\n--gongkai-0--\r\n甲</p>")}});
  EXPECT_EQ(Read(archive).text(), "--gongkai-0-- 甲\n");
}

TEST(FramedPage, SaysWhichFrameIsStillMissing) {
  const v1::Document document = Read(
      Pack(HtmlWith(FrameOf("a.html")), {{"a.html", HtmlWith("<p>文</p>" + FrameOf("b.html"))}}));
  ASSERT_EQ(document.notes_size(), 1);
  EXPECT_EQ(document.notes(0).code(), v1::Note::FRAME_LEFT_OUT);
  EXPECT_EQ(document.notes(0).detail(), "b.html");
}

TEST(FileNames, ComeBackAsTheyWere) {
  const std::string name = "a\n%41 年.html";
  EXPECT_EQ(EscapeFileName(name), "a%0A%2541 年.html");
  EXPECT_EQ(UnescapeFileName(EscapeFileName(name)), name);
  EXPECT_EQ(UnescapeFileName("100%"), "100%");
  EXPECT_EQ(UnescapeFileName("%4"), "%4");
}

TEST(Addresses, AreResolvedAgainstThePageThatNamesThem) {
  EXPECT_EQ(ResolveAddress("http://a.cn/b/c.htm", "d.htm"), "http://a.cn/b/d.htm");
  EXPECT_EQ(ResolveAddress("http://a.cn/b/c.htm", "../d.htm"), "http://a.cn/d.htm");
  EXPECT_EQ(ResolveAddress("http://a.cn/b/c.htm", "/d.htm"), "http://a.cn/d.htm");
  EXPECT_EQ(ResolveAddress("http://a.cn/b/c.htm", "https://e.cn/d.htm"), "https://e.cn/d.htm");
  EXPECT_EQ(ResolveAddress("http://a.cn/c.htm", "../../d.htm"), "http://a.cn/../../d.htm");
  EXPECT_EQ(ResolveAddress("http://a.cn", "d.htm"), "http://a.cn/d.htm");
  EXPECT_EQ(ResolveAddress("a/b/c.htm", "../../d.htm"), "d.htm");
  EXPECT_EQ(ResolveAddress("c.htm", "../d.htm"), "../d.htm") << "out of the folder";
  EXPECT_EQ(ResolveAddress("b/c.htm", "././d.htm"), "b/d.htm");
  EXPECT_EQ(ResolveAddress("", "d.htm"), "d.htm");
}

}  // namespace
}  // namespace gongkai
