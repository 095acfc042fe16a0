#include "tests/corpus/chrome.h"

#include <cstdint>

#include "tests/corpus/random.h"

namespace gongkai::corpus {
namespace {

constexpr std::string_view kChannels[] = {"首页",     "走进本地", "要闻动态", "政务公开",
                                          "办事服务", "互动交流", "专题专栏", "数据开放"};
constexpr std::string_view kColumns[] = {
    "领导之窗", "机构职能", "政策文件", "政策解读", "规划计划", "人事信息", "财政资金",
    "统计数据", "行政许可", "行政处罚", "招标采购", "重点项目", "公共服务", "社会救助",
    "应急管理", "乡村振兴", "环境保护", "食品药品", "义务教育", "医疗卫生"};
constexpr std::string_view kRelated[] = {
    "水利局{Y}年政府信息公开工作年度报告",     "人民政府办公室关于印发年度重点工作任务的通知",
    "教育体育局{Y}年政府信息公开工作年度报告", "关于公布失效规范性文件目录的公告",
    "审计局{Y}年政府信息公开工作年度报告",     "本周主要农产品价格监测情况",
    "民政局{Y}年政府信息公开工作年度报告",     "关于做好冬季供水保障工作的提示",
};

std::string MakeHead() {
  std::string head = "<style type=\"text/css\">\n";
  for (int i = 1; i <= 130; ++i) {
    const std::string n = std::to_string(i);
    head += ".nav-item-" + n + " a:hover{color:#1a5f" + std::to_string(i % 90 + 10) +
            ";background:url(/images/icon_" + n + ".png) no-repeat 0 -" + std::to_string(i * 18) +
            "px;line-height:32px}\n";
  }
  head += "</style>\n<script type=\"text/javascript\">\n";
  for (int i = 1; i <= 110; ++i) {
    const std::string n = std::to_string(i);
    head += "function showTab" + n + "(id){var e=document.getElementById('tab" + n +
            "_'+id);if(e&&e.style.display<'none'){e.style.display='block';}return " + n + ";}\n";
  }
  head +=
      "var visit = {\"count\": 0, \"label\": \"浏览次数\", \"table\": \"<table><tr><td>0</td>"
      "</tr></table>\"};\n</script>\n";
  return head;
}

std::string MakeNavigation() {
  std::string html =
      "<div class=\"top\"><a href=\"/\">登录</a> | <a href=\"/wza\">无障碍浏览</a> | "
      "<a href=\"/big5\">繁体</a></div>\n<ul class=\"nav\">\n";
  int number = 0;
  for (const std::string_view channel : kChannels) {
    html.append("<li><a href=\"/channel/").append(std::to_string(++number)).append("\">");
    html.append(channel).append("</a>\n<ul class=\"sub\">\n");
    for (const std::string_view column : kColumns) {
      html.append("<li class=\"nav-item-").append(std::to_string(number % 130));
      html.append("\"><a href=\"/col/col").append(std::to_string(++number + 1000));
      html.append("/index.html\" target=\"_blank\">").append(column).append("</a></li>\n");
    }
    html += "</ul></li>\n";
  }
  return html + "</ul>\n";
}

void AppendMetadataTable(const Page& page, std::string& out) {
  const Metadata metadata = MetadataOf(page);
  out += "<table class=\"metadata\"><tr><td>索引号</td><td>";
  out += metadata.index_number;
  out += "</td><td>主题分类</td><td>政务公开</td></tr><tr><td>发布机构</td><td>";
  out += metadata.publisher;
  out += "</td><td>发文日期</td><td>";
  out += metadata.date;
  out +=
      "</td></tr><tr><td>文号</td><td>&nbsp;</td><td>关键词</td><td>年度报告</td></tr></table>\n";
}

}  // namespace

std::string_view PortalHead() {
  static const std::string* const kHead = new std::string(MakeHead());
  return *kHead;
}

void AppendPortalTop(const Page& page, std::string_view title, std::string& out) {
  static const std::string* const kNavigation = new std::string(MakeNavigation());
  out += "<body>\n<div class=\"header\"><img src=\"/images/logo.png\" alt=\"";
  out.append(page.draft.agency.place).append("人民政府门户网站\"></div>\n").append(*kNavigation);
  out +=
      "<div class=\"position\">当前位置：<a href=\"/\">首页</a> &gt; <a href=\"/zwgk\">政务公开"
      "</a> &gt; <a href=\"/nb\">政府信息公开年报</a></div>\n<div class=\"article\">\n";
  AppendMetadataTable(page, out);
  out.append("<h1 class=\"title\">").append(title).append("</h1>\n<div class=\"tools\">发布时间：");
  out.append(page.prose.iso_date).append(" 15:42 &nbsp;来源：").append(page.draft.agency.office);
  out +=
      " &nbsp;浏览次数：<span id=\"count\"></span> &nbsp;字体：【<a href=\"javascript:size(18)\">大"
      "</a> <a href=\"javascript:size(16)\">中</a> <a href=\"javascript:size(14)\">小</a>】"
      " <a href=\"javascript:window.print()\">打印</a> 分享到：<span "
      "class=\"share\"></span></div>\n"
      "<div id=\"zoom\" class=\"content\">\n";
}

void AppendPortalBottom(const Page& page, size_t list_bytes, std::string& out) {
  out +=
      "</div>\n<div class=\"editor\">责任编辑：信息员 &nbsp;审核：办公室</div>\n<div "
      "class=\"attachments\">相关附件：<a href=\"/files/report.doc\">年度报告.doc</a></div>\n"
      "<div class=\"related\"><h3>相关信息</h3>\n<ul>\n";
  const size_t end = out.size() + list_bytes;
  const std::string year = std::to_string(page.draft.year);
  for (uint64_t i = 0; out.size() < end; ++i) {
    std::string title = page.draft.agency.place + std::string(kRelated[i % std::size(kRelated)]);
    if (const size_t at = title.find("{Y}"); at != std::string::npos) title.replace(at, 3, year);
    out.append("<li><span>").append(page.prose.iso_date).append("</span><a href=\"/art/");
    out.append(year).append("/art_").append(std::to_string(48000 + i)).append(".html\" title=\"");
    out.append(title).append("\">").append(title).append("</a></li>\n");
  }
  out += "</ul></div>\n</div>\n<div class=\"footer\">主办：";
  out.append(page.draft.agency.place).append("人民政府办公室 &nbsp;网站标识码：0000000000<br>\n");
  out +=
      "ICP备案：某ICP备00000000号-1 &nbsp;<a href=\"/map\">网站地图</a> &nbsp;建议使用1024×768以上"
      "分辨率浏览&copy; 版权所有</div>\n</body>\n</html>\n";
}

}  // namespace gongkai::corpus
