#include "segment/segmenter.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "common/digest.h"
#include "common/strings.h"
#include "segment/agency.h"
#include "segment/agency_kind.h"
#include "segment/contact.h"
#include "segment/dates.h"
#include "segment/form_generation.h"
#include "segment/headings.h"
#include "segment/metadata.h"
#include "segment/sections.h"
#include "segment/several_reports.h"
#include "segment/sign_off.h"
#include "segment/text_scan.h"
#include "segment/title.h"
#include "segment/year.h"

namespace gongkai {
namespace {

constexpr char kCodeRevision[] = "7";
constexpr uint32_t kMinLabels = 3;     // row labels that make a statutory table
constexpr uint32_t kListOfTitles = 3;  // titles without parts make a list of reports
constexpr std::size_t kMinHeadings = 2;
constexpr uint32_t kMinTopics = 2;  // mentions of disclosure beside a single heading

// The first place that is surely a heading; titles and metadata stand before it.
uint32_t FirstHeading(std::span<const HeadingCandidate> headings) {
  return headings.empty() ? UINT32_MAX : headings.front().begin;
}

bool IsCertain(const HeadingCandidate& heading) {
  return heading.words == HeadingWords::kCanonical && heading.style == OrdinalStyle::kPlain &&
         heading.ordinal == NumberOf(heading.kind) && !heading.in_list;
}

bool IsReport(const TitleSearch& titles, const Occurrences& found,
              std::span<const HeadingCandidate> headings, const v1::Outline& outline) {
  if (found.distinct_labels >= kMinLabels || outline.form().markers_size() > 1) return true;
  if (headings.size() >= kMinHeadings && (found.topics > 0 || titles.title)) return true;
  // A report cut off within its first part.
  if (found.topics >= kMinTopics && std::ranges::any_of(headings, IsCertain)) return true;
  return titles.title && (!headings.empty() || titles.lines < kListOfTitles);
}

// Where the report ends: before the sign-off, else before what the page prints below it, else
// with the last line that is not the page's.
uint32_t ContentEnd(const TextScan& scan, const Occurrences& found, uint32_t last_heading,
                    uint32_t sign_off) {
  if (sign_off != UINT32_MAX && sign_off > last_heading) return sign_off;
  uint32_t end = last_heading;
  for (const Unit& unit : scan.units()) {
    if (!unit.chrome) end = std::max(end, unit.end);
  }
  for (const Occurrence& footer : found.footers) {
    const uint32_t begin = scan.ByteBegin(footer.begin);
    if (begin <= last_heading || scan.units()[scan.UnitAt(begin)].begin != begin) continue;
    return std::min(end, begin);
  }
  return end;
}

uint32_t AttachmentBegin(const TextScan& scan, const Occurrences& found) {
  for (const Occurrence& word : found.attachments) {
    const uint32_t begin = scan.ByteBegin(word.begin);
    const Unit& unit = scan.units()[scan.UnitAt(begin)];
    if (scan.Of(unit).find("。") == std::string_view::npos) return begin;
  }
  return UINT32_MAX;
}

void SetTitle(const TextScan& scan, const Title& title, v1::Outline* outline) {
  outline->mutable_title()->set_value(WithoutSpace(scan.Of(title.begin, title.end)));
  outline->mutable_title()->mutable_span()->set_begin(title.begin);
  outline->mutable_title()->mutable_span()->set_end(title.end);
}

}  // namespace

Segmenter::Segmenter(const FormCatalog& forms, const Words& words) : vocabulary_(forms, words) {}

std::string Segmenter::revision() const {
  return Concat(kCodeRevision, "+forms:", ShortHex(vocabulary_.forms().digest()),
                "+words:", ShortHex(vocabulary_.words().digest()));
}

bool Segmenter::Segment(const v1::Document& document, v1::Outline* outline,
                        Refusal* refusal) const {
  if (refusal != nullptr) *refusal = {};
  const TextScan scan(document);
  if (scan.units().empty()) return false;
  const Occurrences found = vocabulary_.Find(scan);
  const std::vector<HeadingCandidate> candidates = FindHeadingCandidates(scan, vocabulary_, found);
  std::vector<HeadingCandidate> headings = ChooseStatutoryHeadings(scan, candidates);
  const std::vector<DateInText> dates = FindDates(scan);
  const TitleSearch titles = FindTitle(scan, vocabulary_, found, FirstHeading(headings));

  Front front{.first_heading = FirstHeading(headings)};
  if (titles.title) {
    front.title_begin = titles.title->begin;
    front.title_end = titles.title->end;
    SetTitle(scan, *titles.title, outline);
  }
  ReadMetadata(scan, vocabulary_, found, front, outline);
  ReadFrontDates(scan, dates, front, outline);
  ReadPeriod(scan, found, dates, outline);
  ReadContact(scan, vocabulary_, found, outline);
  const uint32_t text_begin = !headings.empty() ? front.first_heading
                              : titles.title    ? front.title_end
                                                : 0;
  const uint32_t sign_off = ReadSignOff(scan, vocabulary_.words(), dates, text_begin, outline);
  DecideAgency(scan, vocabulary_.words(), found, titles.title, outline);
  DecideAgencyKind(scan, vocabulary_.words(), found, outline);
  WriteOtherAgencies(scan, vocabulary_.words(), found, outline);
  DecideYear(scan, titles.title, dates, document.has_recognition(), outline);
  DecideForm(scan, vocabulary_, found, outline);
  const v1::Form form = outline->form().form();
  if (form == v1::FORM_2008) {
    headings = ChooseFreeHeadings(scan, candidates, AttachmentBegin(scan, found));
  }
  if (!IsReport(titles, found, headings, *outline)) {
    const bool list = refusal != nullptr && titles.lines >= kListOfTitles;
    if (list) refusal->list_of_titles = titles.lines;
    return false;
  }
  std::vector<std::string> reports = ReportsIn(scan, titles.all, candidates);
  if (reports.size() > 1) {
    if (refusal != nullptr) refusal->reports = std::move(reports);
    return false;
  }
  AddPageFields(document, outline);
  const uint32_t last_heading = headings.empty() ? 0 : headings.back().end;
  WriteSections(scan, document, headings, form, ContentEnd(scan, found, last_heading, sign_off),
                outline);
  return true;
}

}  // namespace gongkai
