#include "pipeline/explain_view.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "common/strings.h"
#include "model/forms.h"
#include "pipeline/checked_report.h"
#include "pipeline/words.h"

namespace gongkai {
namespace {

std::string_view StateWord(v1::CellState state, v1::Language language) {
  switch (state) {
    case v1::VALUE:
      return Say(language, "有值", "value");
    case v1::BLANK:
      return Say(language, "空白", "blank");
    case v1::NOT_APPLICABLE:
      return Say(language, "不适用标记", "mark for \"does not apply\"");
    case v1::TEXT:
      return Say(language, "文字", "words");
    case v1::AMBIGUOUS:
      return Say(language, "位置不确定", "ambiguous");
    default:
      return Say(language, "未找到", "absent");
  }
}

std::string_view EvidenceWord(v1::CellEvidence evidence, v1::Language language) {
  switch (evidence) {
    case v1::ROW_COUNT:
      return Say(language, "行名之后的值与列一一对应，其后是表式规定的内容",
                 "the values behind the label are as many as the columns, and what follows is "
                 "what the form says");
    case v1::GRID_COLUMN:
      return Say(language, "表格中位于该列表头之下", "stands under the header of its column");
    case v1::SUMS:
      return Say(language, "只有一种排列满足合计", "only one alignment satisfies the sums");
    case v1::SEVERAL_READINGS:
      return Say(language, "有不止一种读法", "more than one reading survives");
    case v1::COUNT_MISMATCH:
      return Say(language, "值与列的个数不符", "more or fewer values than columns");
    case v1::NEIGHBOUR_MISSING:
      return Say(language, "相邻行缺失，其数字可能混入",
                 "the neighbouring row is missing, its figures may be here");
    case v1::SECOND_TABLE:
      return Say(language, "同一张表出现两次且数字不同", "the table stands twice and differs");
    case v1::TRUNCATED_END:
      return Say(language, "文本在此处中断", "the text ends here");
    case v1::HEADER_UNCERTAIN:
      return Say(language, "表头缺失或顺序不同", "the column headers are missing or in disorder");
    case v1::LINES_LOST:
      return Say(language, "重复的行被去掉了", "lines that repeat were lost");
    case v1::RECOGNITION_UNCERTAIN:
      return Say(language, "由图像识别，把握不足", "recognised in an image, not certainly enough");
    case v1::TABLES_TOO_LARGE:
      return Say(language, "行名、数字和单元格过多，没有识别",
                 "too many labels, figures and cells to be read");
    default:
      return "";
  }
}

class Explainer {
 public:
  Explainer(const v1::Report& report, v1::Language language)
      : report_(report), language_(language), places_(report) {}

  std::string Text(const Explanation& explanation) {
    AddHead(explanation);
    if (!explanation.place) {
      AddLine(Say(language_, "行名", "label"),
              Say(language_, "全文没有找到这一行", "found nowhere in the text"));
      return text_;
    }
    AddPlace(*explanation.place, explanation);
    for (const TextRange spare : explanation.spare) {
      AddLine(Say(language_, "另见", "also at"), Quoted(spare));
    }
    AddOtherwise(explanation);
    return text_;
  }

 private:
  void AddHead(const Explanation& explanation) {
    const auto cell = std::ranges::find_if(report_.extraction().cells(), [&](const v1::Cell& one) {
      return one.number() == explanation.cell;
    });
    const bool listed = cell != report_.extraction().cells().end();
    const v1::CellState state = listed ? cell->state() : v1::ABSENT;
    text_ +=
        Concat(FormCatalog::Builtin().CellId(explanation.cell), "  ", StateWord(state, language_),
               listed && !cell->value().empty() ? Concat(" ", cell->value()) : "", "\n");
    const v1::ColumnDefinition& column = explanation.block->columns(explanation.column);
    AddLine(Say(language_, "表式", "form"),
            Concat(explanation.row->label().empty() ? "" : Concat(explanation.row->label(), " · "),
                   column.label(), Say(language_, "（第 ", " (column "), explanation.column + 1,
                   Say(language_, " 列，共 ", " of "), explanation.block->columns_size(),
                   Say(language_, " 列）", ")")));
    if (!listed) return;
    std::string why;
    for (const int evidence : cell->evidence()) {
      why += Concat(why.empty() ? "" : Say(language_, "；", "; "),
                    EvidenceWord(static_cast<v1::CellEvidence>(evidence), language_));
    }
    AddLine(Say(language_, "依据", "because"), why);
    for (const v1::Candidate& candidate : cell->candidates()) {
      AddLine(Say(language_, "可能", "maybe"),
              Concat(candidate.value().empty() ? StateWord(candidate.state(), language_)
                                               : std::string_view(candidate.value()),
                     Where(candidate.begin(), candidate.end())));
    }
  }

  void AddPlace(const ExplainedPlace& place, const Explanation& explanation) {
    std::string label = Quoted(place.label);
    if (place.by_likeness) label += Say(language_, "，只是相近", ", alike only");
    if (place.out_of_order) label += Say(language_, "，顺序与表式不同", ", out of order");
    AddLine(Say(language_, "行名", "label"), label);
    AddLine(Say(language_, "其后", "then"), Sequence(place, explanation.column));
    AddLine(Say(language_, "止于", "up to"),
            place.closer.empty() ? std::string(Say(language_, "全文结束", "the end of the text"))
                                 : Quoted(place.closer));
  }

  // "5▸1  0▸2  [29▸7]": each value and the column that took it, the cell's own in brackets.
  std::string Sequence(const ExplainedPlace& place, int column) const {
    std::string text;
    for (const ExplainedValue& value : place.values) {
      const std::string what = value.place.empty() ? "□" : std::string(Of(value.place));
      const std::string one = Concat(what, value.column < 0 ? "▸?" : Concat("▸", value.column + 1));
      text +=
          Concat(text.empty() ? "" : "  ", value.column == column ? Concat("[", one, "]") : one);
    }
    return text.empty() ? std::string(Say(language_, "没有值", "no value")) : text;
  }

  void AddOtherwise(const Explanation& explanation) {
    const auto& other = explanation.otherwise;
    const std::string_view head = Say(language_, "否则", "otherwise");
    if (!other) {
      AddLine(head, Say(language_, "不用这处行名，就找不到这一行",
                        "without this label the row would be found nowhere"));
      return;
    }
    const TextRange here = explanation.place->label;
    if (other->label.begin < here.end && here.begin < other->label.end) {
      AddLine(head, Say(language_, "不认这处行名，凭相近的文字仍是同一处",
                        "without this label, likeness leads to the same place"));
      return;
    }
    AddLine(head, Concat(Quoted(other->label), Say(language_, "，其后 ", ", then "),
                         Sequence(*other, explanation.column)));
  }

  void AddLine(std::string_view head, std::string_view what) {
    constexpr std::size_t kHeadWidth = 10;
    text_ += Concat("    ", PadRight(head, kHeadWidth), what, "\n");
  }

  std::string_view Of(TextRange range) const {
    return std::string_view(report_.document().text()).substr(range.begin, range.end - range.begin);
  }

  // The text on one line with its place in the source.
  std::string Quoted(TextRange range) {
    std::string text(Of(range));
    std::ranges::replace(text, '\n', ' ');
    constexpr std::size_t kEnough = 60;
    if (DisplayWidth(text) > kEnough) text = Wrap(text, kEnough).front() + "…";
    return Concat(Say(language_, "「", "\""), text, Say(language_, "」", "\""),
                  Where(range.begin, range.end));
  }

  std::string Where(uint32_t begin, uint32_t end) {
    const std::string place = WordsOfPlace(places_.Of(begin, end), language_);
    return place.empty()         ? ""
           : language_ == v1::EN ? Concat(" (", place, ")")
                                 : Concat("（", place, "）");
  }

  const v1::Report& report_;
  const v1::Language language_;
  PlaceFinder places_;
  std::string text_;
};

}  // namespace

std::string ExplainText(const v1::Report& report, const Explanation& explanation,
                        v1::Language language) {
  return Explainer(report, language).Text(explanation);
}

}  // namespace gongkai
