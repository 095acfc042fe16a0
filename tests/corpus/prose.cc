#include "tests/corpus/prose.h"

#include <algorithm>
#include <utility>

#include "tests/corpus/figures.h"
#include "tests/corpus/fragments.h"
#include "tests/corpus/slots.h"
#include "tests/corpus/statistics.h"

namespace gongkai::corpus {
namespace {

constexpr std::string_view kNumerals[] = {"一", "二", "三", "四", "五", "六", "七", "八"};
constexpr std::string_view kHeadings[] = {
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
};
constexpr std::string_view kHeadings2008[] = {
    "概述",           "主动公开政府信息情况",   "依申请公开政府信息情况",   "收费及减免情况",
    "咨询和投诉情况", "行政复议和行政诉讼情况", "存在的主要问题和改进措施",
};

class Composer {
 public:
  Composer(const Draft& draft, Random& random)
      : draft_(draft), random_(random), slots_(draft, random) {
    prose_.paragraphs.reserve(48);
  }

  Prose Compose(size_t target_bytes) {
    Date();
    Title();
    Preamble();
    target_bytes_ = target_bytes;
    IsOld(draft_.form) ? Sections2008() : Sections();
    Add(Role::kSignature, draft_.agency.name);
    Add(Role::kSignature, prose_.date);
    if (draft_.form == Form::k2014) Statistics();
    return std::move(prose_);
  }

 private:
  void Add(Role role, std::string text, Table table = Table::kNone) {
    bytes_ += text.size();
    prose_.paragraphs.push_back({role, std::move(text), table});
  }

  void Append(std::string_view fragment, std::string& text) {
    slots_.Fill(fragment, random_, text, prose_.figures);
  }

  // `count` different fragments of a topic, in their order, appended to `text`.
  void Append(Topic topic, size_t count, std::string& text) {
    const auto fragments = Fragments(topic);
    size_t left = fragments.size();
    for (const std::string_view fragment : fragments) {
      if (random_.Below(static_cast<int64_t>(left--)) >= static_cast<int64_t>(count)) continue;
      Append(fragment, text);
      --count;
    }
  }

  std::string Some(Topic topic, size_t count) {
    std::string text;
    text.reserve(count * 240);
    Append(topic, count, text);
    return text;
  }

  // Departments and townships publish by 31 January, governments from the county up by 31 March
  // (条例 art. 49); until the 2018 report everybody by 31 March.
  void Date() {
    const bool january = draft_.agency.level != Level::kCounty && !IsOld(draft_.form);
    const int64_t month = january ? 1 : random_.Between(1, 3);
    const int64_t day = random_.Between(5, 28);
    const std::string year = std::to_string(draft_.year + 1);
    prose_.date = year + "年" + std::to_string(month) + "月" + std::to_string(day) + "日";
    prose_.iso_date =
        year + "-0" + std::to_string(month) + (day < 10 ? "-0" : "-") + std::to_string(day);
  }

  void Title() {
    constexpr std::string_view kTitles[] = {
        "{A}{Y}年政府信息公开工作年度报告", "{A}{Y}年政府信息公开工作年度报告",
        "{Y}年{A}政府信息公开工作年度报告", "{A}{Y}年度政府信息公开工作年度报告"};
    std::string title;
    Append(random_.Pick(kTitles), title);
    Add(Role::kTitle, std::move(title));
  }

  void Preamble() {
    std::string text;
    // Only the statutory form has six parts, which two of the fragments speak of.
    if (IsOld(draft_.form)) {
      Append(Fragments(Topic::kBasis)[2], text);
    } else {
      Append(Topic::kBasis, 1, text);
    }
    Append(Topic::kPeriod, 1, text);
    Append(Topic::kContact, 1, text);
    Add(Role::kText, std::move(text));
  }

  void Heading(std::string_view heading) {
    std::string text(kNumerals[static_cast<size_t>(prose_.sections++)]);
    Add(Role::kHeading, text.append("、").append(heading));
  }

  void Subheading(int number, std::string_view heading) {
    std::string text("（");
    text.append(kNumerals[static_cast<size_t>(number)]).append("）").append(heading);
    Add(Role::kSubheading, std::move(text));
  }

  void Sections() {
    for (int section = 1; section <= 6; ++section) {
      if (section == draft_.missing_section) {
        // The later ones keep their numbers, as they do where a section was lost.
        continue;
      }
      const size_t index = static_cast<size_t>(section - 1);
      std::string heading(kNumerals[index]);
      Add(Role::kHeading, heading.append("、").append(kHeadings[index]));
      ++prose_.sections;
      switch (section) {
        case 1:
          Overview();
          break;
        case 2:
          Statutory(Table::kProactive);
          break;
        case 3:
          Statutory(Table::kApplications);
          break;
        case 4:
          Statutory(Table::kDisputes);
          break;
        case 5:
          Problems();
          break;
        case 6:
          OtherMatters();
          break;
      }
    }
  }

  void Overview() {
    Add(Role::kText, Some(Topic::kOpening, 1));
    Subheading(0, "主动公开情况");
    std::string text = Some(Topic::kPublished, 1);
    Append(Topic::kProactive, static_cast<size_t>(random_.Between(6, 8)), text);
    Add(Role::kText, std::move(text));
    Subheading(1, "依申请公开情况");
    Applications();
    Subheading(2, "政府信息管理情况");
    Add(Role::kText, Some(Topic::kManagement, 5));
    Subheading(3, "政府信息公开平台建设情况");
    Add(Role::kText, Some(Topic::kPlatform, 5));
    Subheading(4, "监督保障情况");
    Add(Role::kText, Some(Topic::kSupervision, 5));
    if (draft_.agency.level != Level::kBureau) Add(Role::kText, Some(Topic::kGovernmentDuties, 1));
    Pad();
  }

  // Long reports go on with what was done month by month.
  void Pad() {
    for (int64_t month = 0; bytes_ + 4500 < target_bytes_; ++month) {
      std::string text = std::to_string(month % 12 + 1) + "月份，";
      Append(Topic::kManagement, 1, text);
      Append(Topic::kPlatform, 1, text);
      Append(Topic::kProactive, 2, text);
      Add(Role::kText, std::move(text));
    }
  }

  void Applications() {
    const bool none = TotalOf(draft_, "received") + TotalOf(draft_, "carried_over") == 0;
    std::string text = Some(none ? Topic::kNoApplications : Topic::kSomeApplications, 1);
    Append(Topic::kApplicationsWork, 3, text);
    Add(Role::kText, std::move(text));
  }

  void Statutory(Table table) {
    if (draft_.missing_table == table) return;
    Add(Role::kTable, {}, table);
    if (table == Table::kProactive && random_.OneIn(8)) {
      Add(Role::kText, Some(Topic::kNoteUnderTable, 1));
    }
  }

  // Each problem is answered by the improvement of the same number.
  void Problems() {
    constexpr std::string_view kOrdinals[] = {"一是", "二是", "三是", "四是"};
    const auto problems = Fragments(Topic::kProblems);
    const auto improvements = Fragments(Topic::kImprovements);
    const size_t count = static_cast<size_t>(random_.Between(2, 4));
    const size_t first = static_cast<size_t>(random_.Below(8));
    std::string problem, improvement;
    for (size_t i = 0; i < count; ++i) {
      const size_t index = (first + i * 3) % problems.size();
      Append(problems[index], problem.append(kOrdinals[i]));
      Append(improvements[index], improvement.append(kOrdinals[i]));
    }
    Subheading(0, "存在的主要问题");
    Add(Role::kText, std::move(problem));
    Subheading(1, "改进情况");
    Add(Role::kText, std::move(improvement));
  }

  void OtherMatters() {
    // 信息处理费 is charged since 2021 (国办函〔2020〕109号).
    if (draft_.year >= 2021) Add(Role::kText, Some(Topic::kNoFee, 1));
    Add(Role::kText, Some(Topic::kOtherMatters, 3));
  }

  void Sections2008() {
    // Some had no part about enquiries of its own.
    const bool enquiries = !random_.OneIn(3);
    for (size_t section = 0; section < std::size(kHeadings2008); ++section) {
      if (section == 4 && !enquiries) continue;
      Heading(kHeadings2008[section]);
      Section2008(section);
    }
  }

  void Section2008(size_t section) {
    switch (section) {
      case 0:
        Add(Role::kText, Some(Topic::kOverview2008, 3));
        break;
      case 1: {
        std::string text = Some(With(Topic::kPublished2014, Topic::kPublished), 1);
        Append(Topic::kProactive, 4, text);
        Add(Role::kText, std::move(text));
        Pad();
        break;
      }
      case 2:
        Add(Role::kText, Some(Applied() ? Topic::kApplications2014 : Topic::kNoApplications, 1));
        break;
      case 3:
        Add(Role::kText, Some(Topic::kFees2008, 1));
        break;
      case 4:
        Add(Role::kText, Some(Topic::kEnquiries2008, 1));
        break;
      case 5:
        Add(Role::kText, Some(Disputed() ? Topic::kDisputes2014 : Topic::kDisputes2008, 1));
        break;
      case 6:
        Problems();
        break;
    }
  }

  // Reports with statistics give their figures.
  Topic With(Topic statistics, Topic other) const {
    return draft_.form == Form::k2014 ? statistics : other;
  }
  bool Applied() const {
    return draft_.form == Form::k2014 && StatisticOf(draft_, "received.total") > 0;
  }
  bool Disputed() const {
    return draft_.form == Form::k2014 && StatisticOf(draft_, "reconsideration.total") > 0;
  }

  void Statistics() {
    Add(Role::kText, Some(Topic::kStatisticsTitle, 1));
    Add(Role::kTable, {}, Table::kStatistics);
    Add(Role::kText, Some(Topic::kStatisticsFoot, 1));
  }

  const Draft& draft_;
  Random& random_;
  const Slots slots_;
  Prose prose_;
  size_t bytes_ = 0;
  size_t target_bytes_ = 0;
};

}  // namespace

Prose Compose(const Draft& draft, Random& random, size_t target_bytes) {
  return Composer(draft, random).Compose(target_bytes);
}

}  // namespace gongkai::corpus
