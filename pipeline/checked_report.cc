#include "pipeline/checked_report.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <utility>

#include "common/strings.h"
#include "google/protobuf/util/json_util.h"
#include "model/cell_text.h"
#include "model/forms.h"
#include "model/source_map.h"
#include "pipeline/note_words.h"

namespace gongkai {
namespace {

// Offsets behind the "\n" of the source, in its own code units.
std::vector<uint32_t> LineEnds(const v1::Report& report) {
  const std::string& bytes = report.content().data();
  const std::string& charset = report.document().charset();
  const std::size_t unit = charset.starts_with("UTF-16") ? 2 : 1;
  const std::size_t low = charset == "UTF-16BE" ? 1 : 0;
  std::vector<uint32_t> ends;
  for (std::size_t at = 0; (at = bytes.find('\n', at)) != std::string::npos; ++at) {
    if (unit == 2 && (at % 2 != low || bytes[at ^ 1] != 0)) continue;
    ends.push_back(static_cast<uint32_t>(at - low + unit));
  }
  return ends;
}

// "Sheet1!C5"; a name of anything but letters and digits stands in quotes, its own doubled.
std::string Address(std::string_view sheet, const PartPlace::Cell& cell) {
  const bool plain =
      std::ranges::none_of(
          sheet, [](unsigned char c) { return c < 0x80 && c != '_' && std::isalnum(c) == 0; }) &&
      std::isdigit(static_cast<unsigned char>(sheet[0])) == 0;
  std::string address(plain ? "" : "'");
  for (const char c : sheet) address.append(c == '\'' ? 2 : 1, c);
  address += plain ? "!" : "'!";
  std::string column;
  for (uint32_t rest = cell.cell; rest > 0; rest = (rest - 1) / 26) {
    column.insert(column.begin(), static_cast<char>('A' + (rest - 1) % 26));
  }
  return Concat(address, column, cell.row);
}

v1::Place InPart(const PartPlace& found) {
  v1::Place place;
  place.set_part(std::string(found.part));
  place.set_paragraph(found.paragraph);
  place.set_character(found.character);
  for (const PartPlace::Cell& cell : found.cells) {
    v1::Place::TableCell* out = place.add_cells();
    out->set_table(cell.table);
    out->set_row(cell.row);
    out->set_cell(cell.cell);
  }
  if (!found.sheet.empty() && !found.cells.empty()) {
    place.set_address(Address(found.sheet, found.cells[0]));
  }
  return place;
}

v1::Place OnPage(const PagePlace& found) {
  v1::Place place;
  place.set_page(found.page);
  place.mutable_box()->set_left(found.left);
  place.mutable_box()->set_top(found.top);
  place.mutable_box()->set_right(found.right);
  place.mutable_box()->set_bottom(found.bottom);
  return place;
}

std::string_view KindName(v1::SectionKind kind) {
  if (kind == v1::SECTION_KIND_UNSPECIFIED) return "UNSPECIFIED";
  return v1::SectionKind_Name(kind);
}

void AddCell(const v1::Cell& cell, PlaceFinder& places, v1::CheckedReport* checked) {
  v1::CheckedReport::Cell* out = checked->add_cells();
  out->set_id(std::string(FormCatalog::Builtin().CellId(cell.number())));
  out->set_state(cell.state());
  out->set_value(cell.value());
  out->set_raw(TextOfCell(cell));
  *out->mutable_place() = places.Of(cell.begin(), cell.end());
  *out->mutable_evidence() = cell.evidence();
  out->set_recognition(cell.recognition());
  for (const v1::Candidate& candidate : cell.candidates()) {
    out->add_candidates(candidate.state() == v1::VALUE ? candidate.value()
                                                       : v1::CellState_Name(candidate.state()));
  }
}

void AddFact(const v1::Fact& fact, const std::string& text, PlaceFinder& places,
             v1::CheckedReport* checked) {
  v1::CheckedReport::Fact* out = checked->add_facts();
  out->set_meaning(fact.meaning());
  out->set_value(fact.value());
  out->set_step(fact.step());
  out->set_upper(fact.upper());
  out->set_recognition(fact.recognition());
  out->set_unit(fact.unit());
  out->set_kind(fact.kind());
  out->set_bound(fact.bound());
  out->set_year(fact.year());
  const v1::Span& span = fact.span();
  if (span.end() <= text.size()) {
    out->set_raw(text.substr(span.begin(), span.end() - span.begin()));
  }
  *out->mutable_place() = places.Of(span.begin(), span.end());
}

void AddFinding(const v1::Finding& finding, v1::Language language, PlaceFinder& places,
                v1::CheckedReport* checked) {
  v1::CheckedReport::Finding* out = checked->add_findings();
  out->set_rule(finding.rule());
  out->set_severity(finding.severity());
  out->set_outcome(finding.outcome());
  out->set_message(language == v1::EN ? finding.message_en() : finding.message_zh());
  out->set_left(finding.left());
  out->set_right(finding.right());
  out->set_difference(finding.difference());
  out->set_basis(finding.basis());
  for (const v1::Operand& operand : finding.operands()) {
    out->add_cells(std::string(FormCatalog::Builtin().CellId(operand.cell())));
    if (operand.span().end() > 0) {
      *out->add_places() = places.Of(operand.span().begin(), operand.span().end());
    }
  }
  for (const v1::Span& span : finding.spans()) {
    *out->add_places() = places.Of(span.begin(), span.end());
  }
}

void AddWaivers(const WaivedFindings& waived, v1::CheckedReport* checked) {
  for (int i = 0; i < checked->findings_size(); ++i) {
    const WaivedFindings::One& one = waived.Of(i);
    if (one.waiver == nullptr) continue;
    v1::CheckedReport::Finding* out = checked->mutable_findings(i);
    *out->mutable_waiver() = *one.waiver;
    out->set_waived(one.waived());
    for (const v1::WaiverReview review : one.review) out->add_review(review);
  }
  checked->set_verdict(waived.verdict);
  checked->set_waived_errors(waived.errors);
  checked->set_waived_others(waived.others);
}

}  // namespace

v1::Place PlaceFinder::Of(uint32_t begin, uint32_t end) {
  v1::Place place;
  if (!report_.has_document()) return place;
  const v1::SourceMap& map = report_.document().source_map();
  if (const std::optional<PartPlace> found = ToPartPlace(map, begin, end)) return InPart(*found);
  if (const std::optional<PagePlace> found = ToPagePlace(map, begin, end)) return OnPage(*found);
  const SourceRange source = ToSource(map, begin, end);
  const FilePlace file = ToFilePlace(map, source).value_or(FilePlace{{}, 0, source});
  place.set_part(std::string(file.file));
  place.set_begin(static_cast<uint32_t>(file.range.begin));
  place.set_end(static_cast<uint32_t>(file.range.end));
  if (report_.has_content()) {
    if (!line_ends_) line_ends_ = LineEnds(report_);
    const auto line_of = [&](uint64_t at) {
      return std::upper_bound(line_ends_->begin(), line_ends_->end(), at) - line_ends_->begin();
    };
    place.set_line(static_cast<uint32_t>(line_of(source.begin) - line_of(file.begin)) + 1);
  }
  return place;
}

v1::CheckedReport ToCheckedReport(const v1::Report& report, v1::Language language,
                                  const WaivedFindings* waived) {
  v1::CheckedReport checked;
  checked.set_uri(report.source().uri());
  if (report.has_error()) {
    checked.mutable_error()->set_code(v1::ReportError::Code_Name(report.error().code()));
    checked.mutable_error()->set_message(language == v1::EN ? report.error().message_en()
                                                            : report.error().message_zh());
    return checked;
  }
  PlaceFinder places(report);
  const v1::Outline& outline = report.outline();
  checked.set_form(outline.form().form() != v1::FORM_UNSPECIFIED ? outline.form().form()
                                                                 : report.extraction().form());
  checked.set_agency(outline.agency().name());
  checked.set_year(outline.year().value());
  checked.set_title(outline.title().value());
  for (const v1::Section& section : outline.sections()) {
    v1::CheckedReport::Section* out = checked.add_sections();
    out->set_number(section.number());
    out->set_kind(std::string(KindName(section.kind())));
    out->set_heading(section.heading());
    *out->mutable_place() = places.Of(section.heading_span().begin(), section.heading_span().end());
  }
  for (const v1::Cell& cell : report.extraction().cells()) {
    if (cell.state() != v1::ABSENT) AddCell(cell, places, &checked);
  }
  for (const v1::Fact& fact : report.extraction().facts()) {
    AddFact(fact, report.document().text(), places, &checked);
  }
  *checked.mutable_fact_groups() = report.extraction().fact_groups();
  for (const v1::Finding& finding : report.assessment().findings()) {
    AddFinding(finding, language, places, &checked);
  }
  checked.set_verdict(report.assessment().verdict());
  if (waived != nullptr) AddWaivers(*waived, &checked);
  for (const v1::Note& note : report.document().notes()) {
    v1::CheckedReport::Note* out = checked.add_notes();
    out->set_code(v1::Note::Code_Name(note.code()));
    out->set_message(NoteWords(note, language));
    if (note.span().end() > 0) {
      *out->mutable_place() = places.Of(note.span().begin(), note.span().end());
    }
  }
  return checked;
}

std::string ToJson(const v1::CheckedReport& report) {
  std::string json;
  // Fails only for messages that cannot be mapped (Any, wrong timestamps); this has none.
  (void)google::protobuf::util::MessageToJsonString(report, &json);
  return json;
}

}  // namespace gongkai
