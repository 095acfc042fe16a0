// Pages as portals serve them: text in scripts, fields in the head, frames, what is round the text.
#include "gmock/gmock.h"
#include "model/source_map.h"
#include "tests/normalize/docx_testing.h"

namespace gongkai {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// 320 Han characters and a table.
std::string LongText() {
  std::string text = "<p>一、总体情况</p><p>";
  for (int i = 0; i < 32; ++i) text += "本机关全年平稳有序推";
  return text +
         "。</p><table><tr><td>收到</td><td>29</td></tr><tr><td>办结</td><td>28</td></tr></table>";
}

// As JSON has it; all but ASCII as \uXXXX if `ascii`.
std::string JsonOf(std::string_view text, bool ascii) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead == '"' || lead == '/') {
      out += "\\";
      out += text[at++];
    } else if (lead < 0x80 || !ascii) {
      out += text[at++];
    } else {
      char buffer[8];
      const unsigned c =
          (lead & 0x0Fu) << 12 | (text[at + 1] & 0x3Fu) << 6 | (text[at + 2] & 0x3Fu);
      std::snprintf(buffer, sizeof(buffer), "\\u%04x", c);
      out += buffer;
      at += 3;
    }
  }
  return out;
}

std::string PageWith(std::string_view script) {
  return "<html><head><title>年报</title></head><body><div class=\"nav\"><a "
         "href=\"/\">首页</a></div>"
         "<h1>某局年度报告</h1><div id=\"content\"></div><script>var it's = 1; // don't\n" +
         std::string(script) + "</script></body></html>";
}

std::string SourceOf(const std::string& page, const v1::Document& document, std::string_view text) {
  const auto at = static_cast<uint32_t>(document.text().find(text));
  const SourceRange range =
      ToSource(document.source_map(), at, at + static_cast<uint32_t>(text.size()));
  return page.substr(range.begin, range.end - range.begin);
}

bool Has(const v1::Document& document, v1::Note::Code code) {
  for (const v1::Note& note : document.notes()) {
    if (note.code() == code) return true;
  }
  return false;
}

TEST(ScriptTexts, AreReadFromAnAssignment) {
  for (const bool ascii : {true, false}) {
    const std::string page = PageWith("var data = {\"title\": \"x\", \"content\": \"" +
                                      JsonOf(LongText(), ascii) + "\"};");
    const v1::Document document = ReadBytes(page);
    EXPECT_THAT(BlocksOf(document), Contains("一、总体情况"));
    EXPECT_THAT(BlocksOf(document), Contains("某局年度报告"));
    EXPECT_THAT(BlocksOf(document), Contains("收到|29;办结|28"));
    EXPECT_TRUE(Has(document, v1::Note::TEXT_FROM_SCRIPT));
    EXPECT_EQ(SourceOf(page, document, "收到"), JsonOf("收到", ascii));
    EXPECT_EQ(SourceOf(page, document, "28"), "28");
    EXPECT_EQ(SourceOf(page, document, "某局"), "某局");
  }
}

TEST(ScriptTexts, AreReadFromJson) {
  const std::string page = "<html><body><script type=\"application/json\">{\"html\":\"" +
                           JsonOf(LongText(), true) + "\"}</script></body></html>";
  EXPECT_THAT(BlocksOf(ReadBytes(page)), Contains("收到|29;办结|28"));
}

TEST(ScriptTexts, AreReadFromTemplatesAndHiddenFields) {
  for (const auto& [open, close] : {std::pair("<script type=\"text/html\">", "</script>"),
                                    {"<textarea style=\"display:none\">", "</textarea>"},
                                    {"<template>", "</template>"}}) {
    const std::string page = "<html><body><p>年报</p>" + (open + LongText()) + close;
    EXPECT_THAT(BlocksOf(ReadBytes(page)), Contains("收到|29;办结|28")) << open;
  }
}

TEST(ScriptTexts, AreReadThroughReferencesToMarkup) {
  std::string escaped;
  for (const char c : LongText()) {
    escaped += c == '<' ? "&lt;" : c == '>' ? "&gt;" : std::string(1, c);
  }
  const std::string page = PageWith("show(\"" + escaped + "\");");
  const v1::Document document = ReadBytes(page);
  EXPECT_THAT(BlocksOf(document), Contains("收到|29;办结|28"));
  EXPECT_EQ(SourceOf(page, document, "办结"), "办结");
}

TEST(ScriptTexts, AreLeftAloneWhereThePageHasTheReport) {
  const std::string page = "<html><body>" + LongText() + LongText() + "<script>var old = \"" +
                           JsonOf(LongText() + LongText(), true) +
                           "<p>旧稿</p>\";</script></body></html>";
  const v1::Document document = ReadBytes(page);
  EXPECT_THAT(document.text(), Not(HasSubstr("旧稿")));
  EXPECT_FALSE(Has(document, v1::Note::TEXT_FROM_SCRIPT));
}

TEST(ScriptTexts, AreLeftAloneIfTheyAreShort) {
  const v1::Document document = ReadBytes(PageWith("alert(\"请使用其他浏览器访问本页面\");"));
  EXPECT_THAT(document.text(), Not(HasSubstr("浏览器")));
}

TEST(ScriptTexts, MayEndAnywhere) {
  const std::string page =
      PageWith("var data = \"" + JsonOf(LongText(), true) + "\\ud83d\\ude00\";");
  for (std::size_t size = page.find("data"); size < page.size(); size += 3) {
    v1::Content content;
    content.set_data(page.substr(0, size));
    v1::Document document;
    if (Normalize(content, &document)) continue;
    ASSERT_EQ(CheckBlocks(document), "") << size;
  }
}

TEST(PageFields, AreKeptApartFromTheText) {
  const v1::Document document = ReadBytes(
      "<html><head><title>\n 某局2023年报&mdash;某市 </title><meta name=\"viewport\" content=\"x\">"
      "<meta name=\"ArticleTitle\" content=\"某局年度报告\"><META NAME='pubdate' "
      "CONTENT='2024-01-15'>"
      "<meta name=\"ContentSource\" content=\" "
      "\"></head><body><p>正文</p><title>再</title></body></html>");
  std::vector<std::string> fields;
  for (const v1::PageField& field : document.page_fields()) {
    fields.push_back(field.name() + "=" + field.value());
  }
  EXPECT_THAT(fields, ElementsAre("title=某局2023年报—某市", "ArticleTitle=某局年度报告",
                                  "PubDate=2024-01-15"));
  EXPECT_THAT(BlocksOf(document), ElementsAre("正文"));
}

TEST(PageFields, AreBounded) {
  std::string page = "<html><head>";
  for (int i = 0; i < 100; ++i) {
    page += "<meta name=\"Keywords\" content=\"";
    for (int k = 0; k < 400; ++k) page += "年";
    page += "\">";
  }
  const v1::Document document = ReadBytes(page + "</head><body>文</body></html>");
  EXPECT_EQ(document.page_fields_size(), 64);
  EXPECT_EQ(document.page_fields(0).value().size(), 999u);  // 333 characters
}

TEST(Frames, AreNamedWhereThePageHasNoText) {
  const v1::ReportError error =
      RefuseBytes("<html><body><iframe src=\"content_2023.html\"></iframe></body></html>");
  EXPECT_EQ(error.code(), v1::ReportError::EMPTY);
  EXPECT_THAT(error.message_en(), HasSubstr("content_2023.html"));
  EXPECT_THAT(error.message_zh(), HasSubstr("content_2023.html"));
}

TEST(Frames, AreNotedWhereThePageHasLittleText) {
  const v1::Document document = ReadBytes(
      "<html><body><p>年报</p><iframe src=\"about:blank\"></iframe>"
      "<iframe src=\"a.html\"></iframe></body></html>");
  ASSERT_TRUE(Has(document, v1::Note::FRAME_LEFT_OUT));
  EXPECT_EQ(document.notes(0).detail(), "a.html");
}

// Names of the elements that portal systems put round a text: the text stays, the rest is marked.
TEST(PortalSystems, LoseTheirButtonsAndKeepTheText) {
  for (const char* frame :
       {"<div class=\"TRS_Editor\">", "<div id=\"UCAP-CONTENT\">",
        "<div id=\"zoom\" class=\"bt_content\">", "<div class=\"article-content pages_content\">",
        "<ucapcontent>", "<div class=\"view TRS_UEDITOR\">"}) {
    const std::string page =
        "<html><body><div class=\"weizhi\">首页 &gt; 政务公开</div><div "
        "class=\"xxgk_menu\"><a>目录</a></div>" +
        std::string(frame) + LongText() +
        "</div><div class=\"bshare-custom\">分享到</div><div class=\"bdsharebuttonbox\">微信 "
        "微博</div>"
        "<p>【打印本页】 【关闭窗口】</p><div class=\"ewmbox\">手机扫码查看</div></body></html>";
    const std::vector<std::string> blocks = BlocksOf(ReadBytes(page));
    ASSERT_EQ(blocks.size(), 3u) << frame << ::testing::PrintToString(blocks);
    EXPECT_EQ(blocks[0], "一、总体情况");
    EXPECT_EQ(blocks[2], "收到|29;办结|28");
  }
}

}  // namespace
}  // namespace gongkai
