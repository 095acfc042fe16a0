#include "pipeline/words.h"

#include "common/strings.h"
#include "model/character_width.h"
#include "model/han.h"

namespace gongkai {
namespace {

std::size_t WidthOf(char32_t c) { return static_cast<std::size_t>(CharacterWidth(c)); }

struct CheckName {
  std::string_view check;
  std::string_view zh;
  std::string_view en;
};

constexpr CheckName kChecks[] = {
    {"balance", "等式", "sums"},
    {"cells", "单元格", "cells"},
    {"sections", "各部分", "parts"},
    {"tables", "表格", "tables"},
    {"rows", "行和列", "rows and columns"},
    {"form", "格式", "form"},
    {"comparison", "数的大小", "comparison"},
    {"displaced", "数字错位", "displaced figures"},
    {"pattern", "文字", "words"},
    {"length", "篇幅", "length"},
    {"repetition", "重复段落", "repetition"},
    {"outline", "要素", "facts"},
    {"agreement", "机关名称", "agency names"},
    {"period", "统计期限", "period"},
    {"dates", "日期", "dates"},
    {"script", "字体", "script"},
    {"pairs", "成对符号", "paired signs"},
    {"statements", "正文与表格", "text and tables"},
    {"wholes", "正文数字之和", "sums of the text"},
    {"across_years", "与上年衔接", "across years"},
    {"year_on_year", "与上年比较", "year on year"},
    {"likeness", "雷同", "likeness"},
    {"roll_up", "汇总", "roll-up"},
    {"list", "单位名录", "list of agencies"},
};

}  // namespace

std::string_view SeverityWord(v1::Severity severity, v1::Language language) {
  switch (severity) {
    case v1::ERROR:
      return Say(language, "错误", "error");
    case v1::WARNING:
      return Say(language, "警告", "warning");
    default:
      return Say(language, "提示", "info");
  }
}

std::string_view ReviewWord(v1::WaiverReview review, v1::Language language) {
  switch (review) {
    case v1::EXPIRED:
      return Say(language, "已过有效期", "past its last day");
    case v1::RULE_CHANGED:
      return Say(language, "规则已变", "the rule has changed");
    case v1::FIGURES_CHANGED:
      return Say(language, "数据已变", "the figures have changed");
    default:
      return "";
  }
}

std::string_view VerdictWord(v1::Verdict verdict, v1::Language language) {
  switch (verdict) {
    case v1::REJECTED:
      return Say(language, "有错误", "errors");
    case v1::ACCEPTED_WITH_WARNINGS:
      return Say(language, "有警告", "warnings");
    default:
      return Say(language, "通过", "passed");
  }
}

std::string_view FormWord(v1::Form form, v1::Language language) {
  switch (form) {
    case v1::FORM_2021:
      return Say(language, "2021 年格式", "2021 form");
    case v1::FORM_2019:
      return Say(language, "2019 年格式", "2019 form");
    case v1::FORM_2008:
      return Say(language, "2008 年条例", "2008 regulation");
    default:
      return Say(language, "格式不明", "form unknown");
  }
}

std::string_view AgencyKindWord(v1::AgencyKind kind, v1::Language language) {
  switch (kind) {
    case v1::PROVINCE:
      return Say(language, "省级政府", "provinces");
    case v1::CITY:
      return Say(language, "市级政府", "cities");
    case v1::COUNTY:
      return Say(language, "县级政府", "counties");
    case v1::TOWNSHIP:
      return Say(language, "乡镇、街道", "townships");
    case v1::ZONE:
      return Say(language, "开发区", "development zones");
    case v1::DEPARTMENT:
      return Say(language, "政府部门", "departments");
    default:
      return Say(language, "机关类型不明", "kind unknown");
  }
}

std::string_view CheckWord(std::string_view check, v1::Language language) {
  for (const CheckName& one : kChecks) {
    if (one.check == check) return Say(language, one.zh, one.en);
  }
  return check;
}

std::string SummaryLine(const RunCounts& counts, v1::Language language) {
  std::string line;
  if (language == v1::EN) {
    line = Concat(counts.done, " reports: ", counts.accepted, " passed, ", counts.warnings,
                  " with warnings, ", counts.rejected, " with errors, ", counts.unprocessed,
                  " not processed");
    if (counts.reused > 0) line += Concat(" (", counts.reused, " taken from the store)");
    if (counts.waived > 0) line += Concat("; ", counts.waived, " findings waived");
  } else {
    line = Concat("共 ", counts.done, " 份：通过 ", counts.accepted, "，有警告 ", counts.warnings,
                  "，有错误 ", counts.rejected, "，未能处理 ", counts.unprocessed);
    if (counts.reused > 0) line += Concat("（其中 ", counts.reused, " 份沿用已存结果）");
    if (counts.waived > 0) line += Concat("；豁免问题 ", counts.waived, " 项");
  }
  return line;
}

std::size_t DisplayWidth(std::string_view utf8) {
  std::size_t width = 0;
  for (std::size_t offset = 0; offset < utf8.size();) width += WidthOf(NextChar(utf8, &offset));
  return width;
}

std::string PadRight(std::string_view utf8, std::size_t width) {
  const std::size_t have = DisplayWidth(utf8);
  return std::string(utf8) + std::string(have < width ? width - have : 0, ' ');
}

std::string PadLeft(std::string_view utf8, std::size_t width) {
  const std::size_t have = DisplayWidth(utf8);
  return std::string(have < width ? width - have : 0, ' ') + std::string(utf8);
}

std::vector<std::string> Wrap(std::string_view utf8, std::size_t width) {
  std::vector<std::string> lines(1);
  std::size_t used = 0;
  for (std::size_t offset = 0; offset < utf8.size();) {
    const std::size_t begin = offset;
    const std::size_t columns = WidthOf(NextChar(utf8, &offset));
    if (used + columns > width && used > 0) {
      lines.emplace_back();
      used = 0;
    }
    lines.back() += utf8.substr(begin, offset - begin);
    used += columns;
  }
  return lines;
}

}  // namespace gongkai
