#include "tests/corpus/statistics.h"

#include <algorithm>
#include <cstdlib>
#include <initializer_list>
#include <string>

namespace gongkai::corpus {
namespace {

struct StatisticsRow {
  std::string_view id;  // empty for a row that heads others and has no figure
  std::string_view label, unit;
};

constexpr StatisticsRow kRows[] = {
    {"", "一、主动公开情况", ""},
    {"published.total", "（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）", "条"},
    {"published.normative_documents", "其中：主动公开规范性文件数", "条"},
    {"normative_documents.issued", "制发规范性文件总数", "件"},
    {"", "（二）通过不同渠道和方式公开政府信息的情况", ""},
    {"published_by.gazette", "1.政府公报公开政府信息数", "条"},
    {"published_by.website", "2.政府网站公开政府信息数", "条"},
    {"published_by.microblog", "3.政务微博公开政府信息数", "条"},
    {"published_by.wechat", "4.政务微信公开政府信息数", "条"},
    {"published_by.other", "5.其他方式公开政府信息数", "条"},
    {"", "二、回应解读情况", ""},
    {"responses.total", "（一）回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）",
     "次"},
    {"", "（二）通过不同渠道和方式回应解读的情况", ""},
    {"press_conferences.total", "1.参加或举办新闻发布会总次数", "次"},
    {"press_conferences.by_leaders", "其中：主要负责同志参加新闻发布会次数", "次"},
    {"interviews.total", "2.政府网站在线访谈次数", "次"},
    {"interviews.by_leaders", "其中：主要负责同志参加政府网站在线访谈次数", "次"},
    {"interpretations.total", "3.政策解读稿件发布数", "篇"},
    {"responses.social_media", "4.微博微信回应事件数", "次"},
    {"responses.other", "5.其他方式回应事件数", "次"},
    {"", "三、依申请公开情况", ""},
    {"received.total", "（一）收到申请数", "件"},
    {"received.in_person", "1.当面申请数", "件"},
    {"received.fax", "2.传真申请数", "件"},
    {"received.network", "3.网络申请数", "件"},
    {"received.letter", "4.信函申请数", "件"},
    {"processed.total", "（二）申请办结数", "件"},
    {"processed.on_time", "1.按时办结数", "件"},
    {"processed.extended", "2.延期办结数", "件"},
    {"answered.total", "（三）申请答复数", "件"},
    {"answered.already_public", "1.属于已主动公开范围数", "件"},
    {"answered.granted", "2.同意公开答复数", "件"},
    {"answered.partially_granted", "3.同意部分公开答复数", "件"},
    {"answered.refused.total", "4.不同意公开答复数", "件"},
    {"answered.refused.state_secret", "其中：涉及国家秘密", "件"},
    {"answered.refused.commercial_secret", "涉及商业秘密", "件"},
    {"answered.refused.privacy", "涉及个人隐私", "件"},
    {"answered.refused.security_and_stability", "危及国家安全、公共安全、经济安全和社会稳定", "件"},
    {"answered.refused.not_government_information", "不是《条例》所指政府信息", "件"},
    {"answered.refused.other", "法律法规规定的其他情形", "件"},
    {"answered.other_agency", "5.不属于本行政机关公开数", "件"},
    {"answered.nonexistent", "6.申请信息不存在数", "件"},
    {"answered.needs_correction", "7.告知作出更改补充数", "件"},
    {"answered.other_channel", "8.告知通过其他途径办理数", "件"},
    {"reconsideration.total", "四、行政复议数量", "件"},
    {"reconsideration.upheld", "（一）维持具体行政行为数", "件"},
    {"reconsideration.corrected", "（二）被依法纠错数", "件"},
    {"reconsideration.other", "（三）其他情形数", "件"},
    {"litigation.total", "五、行政诉讼数量", "件"},
    {"litigation.upheld", "（一）维持具体行政行为或者驳回原告诉讼请求数", "件"},
    {"litigation.corrected", "（二）被依法纠错数", "件"},
    {"litigation.other", "（三）其他情形数", "件"},
    {"complaints.total", "六、举报投诉数量", "件"},
    {"fees.amount", "七、依申请公开信息收取的费用", "万元"},
    {"", "八、机构建设和保障经费情况", ""},
    {"offices.total", "（一）政府信息公开工作专门机构数", "个"},
    {"reading_points.total", "（二）设置政府信息公开查阅点数", "个"},
    {"staff.total", "（三）从事政府信息公开工作人员数", "人"},
    {"staff.full_time", "1.专职人员数（不包括政府公报及政府网站工作人员数）", "人"},
    {"staff.part_time", "2.兼职人员数", "人"},
    {"budget.amount",
     "（四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）",
     "万元"},
    {"", "九、政府信息公开会议和培训情况", ""},
    {"meetings.total", "（一）召开政府信息公开工作会议或专题会议数", "次"},
    {"training.sessions", "（二）举办各类培训班数", "次"},
    {"training.participants", "（三）接受培训人员数", "人次"},
};

class Filler {
 public:
  Filler(Random& random, Draft& draft) : random_(random), draft_(draft) {
    draft_.values.assign(TableOf(draft.form).cells.size(), 0);
  }

  void Fill() {
    FillPublished();
    FillResponses();
    FillApplications();
    if (random_.OneIn(2)) {
      FillWhole("reconsideration.total", 9,
                {"reconsideration.upheld", "reconsideration.corrected", "reconsideration.other"});
      FillWhole("litigation.total", 6,
                {"litigation.upheld", "litigation.corrected", "litigation.other"});
    }
    FillMeans();
  }

 private:
  int64_t& At(std::string_view row) {
    return draft_.values[CellAt(TableOf(draft_.form), std::string("statistics.").append(row))];
  }

  // A zero more often than chance would give.
  int64_t UpTo(int64_t most) { return random_.OneIn(4) ? 0 : random_.Between(0, most); }

  void FillPublished() {
    const int64_t published =
        random_.Between(40, draft_.agency.level == Level::kCounty ? 19000 : 1600);
    At("published.total") = published;
    At("published.normative_documents") = UpTo(std::min<int64_t>(published, 30));
    At("normative_documents.issued") = At("published.normative_documents") + UpTo(8);
    // One channel has everything, so that no other has more than there is.
    At("published_by.website") = published;
    for (const auto row : {"gazette", "microblog", "wechat", "other"}) {
      At(std::string("published_by.").append(row)) = UpTo(published / 2);
    }
  }

  void FillResponses() {
    At("responses.total") = UpTo(40);
    At("press_conferences.total") = UpTo(9);
    At("press_conferences.by_leaders") = UpTo(At("press_conferences.total"));
    At("interviews.total") = UpTo(12);
    At("interviews.by_leaders") = UpTo(At("interviews.total"));
    At("interpretations.total") = UpTo(120);
    At("responses.social_media") = UpTo(60);
    At("responses.other") = UpTo(15);
  }

  // Every application of the year is answered in it.
  void FillApplications() {
    FillWhole("received.total", random_.OneIn(3) ? 0 : draft_.agency.scale.applications,
              {"received.in_person", "received.fax", "received.network", "received.letter"});
    const int64_t received = At("received.total");
    Divide("processed.total", received, {"processed.on_time", "processed.extended"});
    Divide("answered.total", received,
           {"answered.already_public", "answered.granted", "answered.partially_granted",
            "answered.refused.total", "answered.other_agency", "answered.nonexistent",
            "answered.needs_correction", "answered.other_channel"});
    Divide("answered.refused.total", At("answered.refused.total"),
           {"answered.refused.state_secret", "answered.refused.commercial_secret",
            "answered.refused.privacy", "answered.refused.security_and_stability",
            "answered.refused.not_government_information", "answered.refused.other"});
  }

  void FillMeans() {
    At("offices.total") = random_.Between(1, 30);
    At("reading_points.total") = random_.Between(1, 24);
    Divide("staff.total", random_.Between(1, 90), {"staff.full_time", "staff.part_time"});
    At("budget.amount") = UpTo(6000);  // hundredths
    At("meetings.total") = random_.Between(1, 12);
    At("training.sessions") = UpTo(8);
    At("training.participants") = At("training.sessions") * random_.Between(20, 70);
  }

  void FillWhole(std::string_view whole, int64_t most,
                 std::initializer_list<std::string_view> parts) {
    Divide(whole, most > 0 ? random_.Between(1, most) : 0, parts);
  }

  void Divide(std::string_view whole, int64_t value,
              std::initializer_list<std::string_view> parts) {
    At(whole) = value;
    for (int64_t i = 0; i < value; ++i) ++At(*(parts.begin() + random_.Below(std::ssize(parts))));
  }

  Random& random_;
  Draft& draft_;
};

}  // namespace

FormTable StatisticsTable() {
  FormTable table{};
  for (const StatisticsRow& row : kRows) {
    if (row.id.empty()) continue;
    table.cells.push_back({std::string("statistics.").append(row.id),
                           row.unit == "万元" ? Kind::kDecimal : Kind::kCount});
  }
  table.applications_begin = table.disputes_begin = table.cells.size();
  return table;
}

void FillStatistics(Random& random, Draft& draft) {
  Filler(random, draft).Fill();
  draft.unit_column = !random.OneIn(4);
  draft.dash_in_groups = random.OneIn(2);
}

int64_t StatisticOf(const Draft& draft, std::string_view row) {
  return draft.values[CellAt(TableOf(draft.form), std::string("statistics.").append(row))];
}

Grid StatisticsGrid(const Draft& draft) {
  Grid grid(draft.unit_column ? 3 : 2);
  const auto add = [&](std::string_view label, std::string_view unit, const GridCell& figure) {
    grid.NewRow();
    grid.Add({label});
    if (draft.unit_column) grid.Add({unit});
    grid.Add(figure);
  };
  add("统计指标", "单位", {"统计数"});
  const std::string_view nothing = draft.dash_in_groups ? "——" : "";
  size_t cell = 0;
  for (const StatisticsRow& row : kRows) {
    if (row.id.empty()) {
      add(row.label, nothing, {nothing});
      continue;
    }
    add(row.label, row.unit, {draft.cells[cell].text, 1, 1, false, static_cast<int>(cell)});
    ++cell;
  }
  return grid;
}

}  // namespace gongkai::corpus
