#include "pipeline/text_view.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "common/strings.h"
#include "model/forms.h"
#include "pipeline/checked_report.h"
#include "pipeline/note_words.h"
#include "pipeline/table_view.h"
#include "pipeline/words.h"

namespace gongkai {
namespace {

constexpr std::size_t kMaxQuoteBytes = 120;

// Up to so many operands are listed whatever they hold.
constexpr int kAllOperands = 7;

std::string Colored(std::string_view text, std::string_view code, const TextStyle& style) {
  return style.color ? Concat("\x1b[", code, "m", text, "\x1b[0m") : std::string(text);
}

std::string_view VerdictColor(const v1::Report& report, v1::Verdict verdict) {
  if (report.has_error()) return "1;35";
  switch (verdict) {
    case v1::REJECTED:
      return "1;31";
    case v1::ACCEPTED_WITH_WARNINGS:
      return "1;33";
    default:
      return "1;32";
  }
}

std::size_t ValueCount(const v1::Extraction& extraction) {
  return static_cast<std::size_t>(std::ranges::count_if(
      extraction.cells(), [](const v1::Cell& cell) { return cell.state() == v1::VALUE; }));
}

std::string RecognisedLine(const v1::Report& report, const TextStyle& style) {
  const v1::Outline& outline = report.outline();
  const bool english = style.language == v1::EN;
  std::string line(outline.agency().name().empty()
                       ? Say(style.language, "机关不明", "agency unknown")
                       : std::string_view(outline.agency().name()));
  line += outline.year().value() == 0
              ? Concat(" · ", Say(style.language, "年度不明", "year unknown"))
              : Concat(" · ", outline.year().value(), english ? "" : " 年");
  line += Concat(" · ", FormWord(outline.form().form(), style.language), " · ",
                 ValueCount(report.extraction()), Say(style.language, " 个数", " figures"));
  return line;
}

// The first place a finding points at; nullptr if it points nowhere.
v1::Span FirstSpan(const v1::Finding& finding) {
  for (const v1::Operand& operand : finding.operands()) {
    if (operand.span().end() > 0) return operand.span();
  }
  return finding.spans().empty() ? v1::Span() : finding.spans(0);
}

// "表 2 第 3 行第 4 格", "Sheet1!C5" or "第 12 段": a place in an Office file.
std::string WordsOfPart(const v1::Place& place, v1::Language language) {
  if (!place.address().empty()) return place.address();
  const bool english = language == v1::EN;
  std::string words;
  for (const v1::Place::TableCell& cell : place.cells()) {
    if (!words.empty()) words += english ? ", in it " : "，其中";
    words += english
                 ? Concat("table ", cell.table(), " row ", cell.row(), " cell ", cell.cell())
                 : Concat("表 ", cell.table(), " 第 ", cell.row(), " 行第 ", cell.cell(), " 格");
  }
  if (!words.empty()) return words;
  return english ? Concat("paragraph ", place.paragraph())
                 : Concat("第 ", place.paragraph(), " 段");
}

// "第 3 行，字节 40-46".
std::string WordsOfBytes(const v1::Place& place, v1::Language language) {
  return language == v1::EN
             ? Concat("line ", place.line(), ", bytes ", place.begin(), "-", place.end())
             : Concat("第 ", place.line(), " 行，字节 ", place.begin(), "-", place.end());
}

// Hundredths of a point as centimetres with one decimal.
std::string Centimetres(int32_t hundredths) {
  const int64_t tenths = (int64_t{hundredths} * 254 + 36'000) / 72'000;
  return Concat(tenths / 10, ".", std::abs(tenths % 10));
}

// "第 3 页，距左 4.2 厘米，距上 11.0 厘米".
std::string WordsOfBox(const v1::Place& place, v1::Language language) {
  const std::string left = Centimetres(place.box().left());
  const std::string top = Centimetres(place.box().top());
  return language == v1::EN
             ? Concat("page ", place.page(), ", ", left, " cm from the left, ", top,
                      " cm from the top")
             : Concat("第 ", place.page(), " 页，距左 ", left, " 厘米，距上 ", top, " 厘米");
}

std::string FindingLine(const v1::Finding& finding, const WaivedFindings::One& waiver,
                        PlaceFinder& places, const TextStyle& style) {
  const bool failed = finding.outcome() == v1::FAILED;
  std::string word(failed ? SeverityWord(finding.severity(), style.language)
                          : Say(style.language, "无法判断", "not assessable"));
  if (waiver.waived()) word += Say(style.language, "，已豁免", ", waived");
  const std::string_view color = waiver.waived()                     ? "2"
                                 : !failed                           ? "36"
                                 : finding.severity() == v1::ERROR   ? "31"
                                 : finding.severity() == v1::WARNING ? "33"
                                                                     : "36";
  std::string line =
      Concat(Colored(Concat("[", word, "]"), color, style), " ", finding.rule(), "  ",
             style.language == v1::EN ? finding.message_en() : finding.message_zh());
  const v1::Span span = FirstSpan(finding);
  if (span.end() == 0) return line;
  const std::string words = WordsOfPlace(places.Of(span.begin(), span.end()), style.language);
  if (words.empty()) return line;
  return line + (style.language == v1::EN ? Concat(" (", words, ")") : Concat("（", words, "）"));
}

// Who decided what about a finding, on a line of its own; empty if nobody did.
std::string WaiverLine(const WaivedFindings::One& one, std::string_view indent,
                       v1::Language language) {
  if (one.waiver == nullptr) return "";
  const v1::Waiver& waiver = *one.waiver;
  const bool english = language == v1::EN;
  std::string why;
  for (const v1::WaiverReview review : one.review) {
    why += Concat(why.empty() ? "" : english ? ", " : "、", ReviewWord(review, language));
  }
  std::string line(indent);
  line += one.waived() ? std::string(Say(language, "豁免：", "waiver: "))
                       : Concat(Say(language, "豁免待复核（", "waiver due for review ("), why,
                                Say(language, "），暂不生效：", "), does not count: "));
  line += Concat(waiver.author(), waiver.given_on().empty() ? "" : " ", waiver.given_on(),
                 english ? "; " : "；", waiver.reason());
  if (!waiver.basis().empty()) {
    line += Concat(english ? "; basis: " : "；依据：", waiver.basis());
  }
  if (!waiver.until().empty()) {
    line += Concat(english ? "; until " : "；有效期至 ", waiver.until());
  }
  return line + "\n";
}

std::string Heading(const v1::Report& report, const TextStyle& style,
                    const WaivedFindings* waived) {
  const v1::Verdict verdict = waived != nullptr ? waived->verdict : report.assessment().verdict();
  const std::string_view word = report.has_error()
                                    ? Say(style.language, "未能处理", "not processed")
                                    : VerdictWord(verdict, style.language);
  const uint32_t count = waived != nullptr ? waived->errors + waived->others : 0;
  const std::string beside = count == 0                 ? std::string()
                             : style.language == v1::EN ? Concat("  (", count, " findings waived)")
                                                        : Concat("（豁免 ", count, " 项）");
  return Concat(Colored(PadRight(word, 8), VerdictColor(report, verdict), style), "  ",
                report.source().uri(), beside, "\n");
}

std::string NoteLine(const v1::Note& note, v1::Language language) {
  return Concat(Say(language, "[说明] ", "[note] "), NoteWords(note, language));
}

bool IsFound(v1::TableKind kind, const v1::Extraction& extraction) {
  return std::ranges::any_of(extraction.tables(), [kind](const v1::Table& table) {
    return table.kind() == kind && table.found();
  });
}

CellView ViewOf(const v1::Report& report) {
  CellView view;
  for (const v1::Cell& cell : report.extraction().cells()) view.cells[cell.number()] = &cell;
  for (const v1::Finding& finding : report.assessment().findings()) {
    if (finding.outcome() != v1::FAILED) continue;
    for (const v1::Operand& operand : finding.operands()) view.failing.insert(operand.cell());
  }
  return view;
}

// What stands at the place, on one line.
std::string Quote(const v1::Report& report, const v1::Span& span) {
  std::string quote = report.document().text().substr(span.begin(), span.end() - span.begin());
  if (quote.size() > kMaxQuoteBytes) {
    std::size_t end = kMaxQuoteBytes;
    while (end > 0 && (static_cast<unsigned char>(quote[end]) & 0xC0) == 0x80) --end;
    quote = quote.substr(0, end) + "…";
  }
  std::ranges::replace_if(
      quote, [](char c) { return c == '\n' || c == '\t'; }, ' ');
  return quote;
}

std::string PlaceLine(const v1::Report& report, const v1::Span& span, std::string_view name,
                      PlaceFinder& places, const TextStyle& style) {
  const v1::Place place = places.Of(span.begin(), span.end());
  const std::string where = place.paragraph() > 0 ? WordsOfPart(place, style.language)
                            : place.page() > 0    ? WordsOfBox(place, style.language)
                                                  : WordsOfBytes(place, style.language);
  const std::string file =
      place.part().empty() ? "" : Concat(place.part(), Say(style.language, " ", ", "));
  return Concat("      ", file, where, name.empty() ? "" : "  ", name, "  “", Quote(report, span),
                "”\n");
}

const WaivedFindings::One& WaiverOf(const WaivedFindings* waived, int finding) {
  static const WaivedFindings kNone;
  return (waived == nullptr ? kNone : *waived).Of(finding);
}

std::string FindingsWithPlaces(const v1::Report& report, const TextStyle& style,
                               const WaivedFindings* waived) {
  PlaceFinder places(report);
  std::string out;
  for (int i = 0; i < report.assessment().findings_size(); ++i) {
    const v1::Finding& finding = report.assessment().findings(i);
    const WaivedFindings::One& waiver = WaiverOf(waived, i);
    out += FindingLine(finding, waiver, places, style) + "\n";
    out += WaiverLine(waiver, "      ", style.language);
    // Of a sum only the figures that make it up: twenty zeros would hide the two that matter.
    std::size_t zeros = 0;
    for (const v1::Operand& operand : finding.operands()) {
      if (operand.span().end() == 0) continue;
      if (finding.operands_size() > kAllOperands && operand.value() == "0") {
        ++zeros;
        continue;
      }
      out += PlaceLine(report, operand.span(), FormCatalog::Builtin().CellId(operand.cell()),
                       places, style);
    }
    if (zeros > 0) {
      out += style.language == v1::EN ? Concat("      and ", zeros, " cells that hold 0\n")
                                      : Concat("      另有 ", zeros, " 个单元格为 0\n");
    }
    for (const v1::Span& span : finding.spans()) out += PlaceLine(report, span, "", places, style);
    if (!finding.basis().empty()) {
      out += Concat("      ", Say(style.language, "依据：", "basis: "), finding.basis(), "\n");
    }
  }
  return out;
}

}  // namespace

std::string WordsOfPlace(const v1::Place& place, v1::Language language) {
  const bool english = language == v1::EN;
  if (place.paragraph() > 0) return WordsOfPart(place, language);
  if (place.page() > 0) {
    return english ? Concat("page ", place.page()) : Concat("第 ", place.page(), " 页");
  }
  if (place.line() == 0) return "";
  const std::string line =
      english ? Concat("line ", place.line()) : Concat("第 ", place.line(), " 行");
  return place.part().empty() ? line : Concat(place.part(), english ? ", " : " ", line);
}

std::string CheckText(const v1::Report& report, const TextStyle& style,
                      const WaivedFindings* waived) {
  std::string out = Heading(report, style, waived);
  if (report.has_error()) {
    return Concat(out, "          ",
                  Say(style.language, report.error().message_zh(), report.error().message_en()),
                  "\n");
  }
  out += Concat("          ", RecognisedLine(report, style), "\n");
  PlaceFinder places(report);
  for (int i = 0; i < report.assessment().findings_size(); ++i) {
    const WaivedFindings::One& waiver = WaiverOf(waived, i);
    out += Concat("          ", FindingLine(report.assessment().findings(i), waiver, places, style),
                  "\n", WaiverLine(waiver, "            ", style.language));
  }
  for (const v1::Note& note : report.document().notes()) {
    out += Concat("          ", NoteLine(note, style.language), "\n");
  }
  return out;
}

std::string ShowText(const v1::Report& report, const TextStyle& style,
                     const WaivedFindings* waived) {
  if (report.has_error()) return CheckText(report, style);
  std::string out = Heading(report, style, waived);
  out += Concat(RecognisedLine(report, style), "\n");
  if (!report.outline().title().value().empty()) {
    out += Concat(report.outline().title().value(), "\n");
  }
  for (const v1::Section& section : report.outline().sections()) {
    out += Concat("  ", section.number(), "  ", section.heading(), "\n");
  }
  const v1::FormDefinition* form = FormCatalog::Builtin().Find(report.extraction().form());
  if (form != nullptr && form->tables_size() > 0) {
    const CellView view = ViewOf(report);
    for (const v1::TableDefinition& table : form->tables()) {
      if (table.optional() && !IsFound(table.kind(), report.extraction())) continue;
      out += "\n" + DrawTable(table, view, style);
    }
    out += Concat("\n",
                  Say(style.language, "□ 空白  · 未找到  ? 位置不确定  ‹ › 文字  * 与所列问题有关",
                      "□ blank  · absent  ? place not certain  ‹ › words  * named by a finding"),
                  "\n");
  }
  out += Concat("\n", FindingsWithPlaces(report, style, waived));
  for (const v1::Note& note : report.document().notes()) {
    out += NoteLine(note, style.language) + "\n";
  }
  return out;
}

}  // namespace gongkai
