#include "tests/segment/outlines.h"

#include <gtest/gtest.h>

#include "common/strings.h"
#include "segment/segmenter.h"
#include "tests/segment/documents.h"

namespace gongkai::testing {

v1::Outline OutlineOf(const v1::Document& document) {
  static const Segmenter* const kSegmenter = new Segmenter();
  v1::Outline outline;
  EXPECT_TRUE(kSegmenter->Segment(document, &outline)) << "not taken for a report";
  return outline;
}

v1::Outline OutlineOf(std::string_view text) { return OutlineOf(DocumentOf(text)); }

std::vector<std::string> Headings(const v1::Outline& outline) {
  std::vector<std::string> headings;
  for (const v1::Section& section : outline.sections()) {
    headings.push_back(Concat(section.number(), " ", section.heading()));
  }
  return headings;
}

std::string Ymd(const v1::Date& date) {
  return Concat(date.year(), "-", date.month(), "-", date.day());
}

std::string SmallReport(std::string_view title) {
  return Concat(title, "\n",
                "为方便公众查阅，现将本年度有关工作报告如下。\n"
                "一、总体情况\n"
                "年初制定了计划，年底进行了总结。\n"
                "二、主动公开政府信息情况\n"
                "规章 0 0 0\n"
                "三、收到和处理政府信息公开申请情况\n"
                "一、本年新收政府信息公开申请数量 0 0 0 0 0 0 0\n"
                "四、政府信息公开行政复议、行政诉讼情况\n"
                "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n"
                "五、存在的主要问题及改进情况\n"
                "更新不够及时，将定期检查。\n"
                "六、其他需要报告的事项\n"
                "没有。\n");
}

}  // namespace gongkai::testing
