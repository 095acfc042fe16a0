#include "tests/corpus/corpus.h"

#include <utility>

#include "tests/corpus/docx_writer.h"
#include "tests/corpus/draft.h"
#include "tests/corpus/encode.h"
#include "tests/corpus/faults.h"
#include "tests/corpus/figures.h"
#include "tests/corpus/mhtml_writer.h"
#include "tests/corpus/names.h"
#include "tests/corpus/page.h"
#include "tests/corpus/prose.h"
#include "tests/corpus/random.h"
#include "tests/corpus/render_docx.h"
#include "tests/corpus/render_html.h"
#include "tests/corpus/render_pdf.h"
#include "tests/corpus/render_text.h"
#include "tests/corpus/render_xlsx.h"

namespace gongkai::corpus {
namespace {

// How a document is written does not change what it says.
constexpr uint64_t kMannerSeed = 7'000'000;

constexpr std::string_view kStateNames[] = {"VALUE", "BLANK", "NOT_APPLICABLE"};

// The 2021 form holds for the reports of 2021 and later, the 2019 form for 2019 and 2020.
int YearOf(Form form, Fault fault, Random& random) {
  const bool other = fault == Fault::kStr02;
  if (IsOld(form)) return static_cast<int>(random.Between(2014, 2018));
  if ((form == Form::k2021) == other) return static_cast<int>(random.Between(2019, 2020));
  // Litigation without reconsideration would be a fault of its own from 2024 on.
  return static_cast<int>(random.Between(2021, fault == Fault::kT402 ? 2023 : 2025));
}

Draft MakeDraft(const Options& options, Random& random) {
  const bool can_show = CanShow(options.fault, options.form, options.layout);
  const Fault fault = can_show ? options.fault : Fault::kNone;
  Draft draft;
  draft.form = options.form;
  draft.year = YearOf(options.form, fault, random);
  draft.edit = options.edit;
  draft.agency = InventAgency(random);
  FillFigures(random, IsArithmetic(fault), draft);
  PrintFigures(random, draft);
  PutFault(fault, random, draft);
  return draft;
}

std::string RenderUtf8(const Page& page, const Options& options, bool narrow) {
  if (!IsHtml(options.layout)) {
    std::string text = RenderText(page, options.layout);
    // What is drawn with characters of one width would no longer fit.
    const bool drawn = options.layout == Layout::kGridTable ||
                       options.layout == Layout::kMultiline || options.layout == Layout::kPageDump;
    if (narrow && !drawn) NarrowPunctuation(text);
    return text;
  }
  return RenderHtml(page, options.layout, DeclaredCharset(options.encoding, options.charset),
                    options.target_bytes);
}

// As browsers save a page: encoded, its frame and its pictures behind it.
std::string InWebArchive(std::string bytes, const Options& options) {
  Random random(options.seed + kMannerSeed);
  ArchivePart part;
  part.location = "http://www.example.com/zwgk/report.html";
  part.charset = DeclaredCharset(options.encoding, options.charset);
  part.transfer = random.OneIn(3) ? Transfer::kBase64 : Transfer::kQuotedPrintable;
  part.bytes = std::move(bytes);
  ArchivePart picture;
  picture.type = "image/png";
  picture.location = "http://www.example.com/zwgk/logo.png";
  picture.bytes = "\x89PNG\r\n\x1a\n99";
  picture.transfer = Transfer::kBase64;
  if (!IsHtml(options.layout)) {
    part.type = "text/plain";
    return WebArchive({part, picture});
  }
  if (!random.OneIn(3)) return WebArchive({part, picture});
  part.id = "frame-1@example";
  ArchivePart frame;
  frame.location = "http://www.example.com/zwgk/index.html";
  frame.charset = "utf-8";
  frame.bytes =
      "<html><body><div class=\"nav\"><a href=\"/\">首页</a></div>"
      "<iframe src=\"cid:frame-1@example\" width=\"100%\"></iframe></body></html>\n";
  return WebArchive({frame, picture, part});
}

std::string Bytes(const Page& page, const Options& options, bool narrow, bool traditional) {
  if (options.container == Container::kDocx) {
    Random random(options.seed + kMannerSeed);
    return RenderDocx(page, options.layout, MannerOf(random), traditional);
  }
  if (options.container == Container::kPdf) {
    Random random(options.seed + kMannerSeed);
    return RenderPdf(page, options.layout, PdfMannerOf(random), traditional);
  }
  if (options.container == Container::kXlsx) {
    Random random(options.seed + kMannerSeed);
    return RenderXlsx(page, options.layout, XlsxMannerOf(random), traditional);
  }
  std::string utf8 = RenderUtf8(page, options, narrow);
  if (traditional) utf8 = ToTraditional(utf8);
  std::string bytes = Encode(std::move(utf8), options.encoding);
  return options.container == Container::kMhtml ? InWebArchive(std::move(bytes), options)
                                                : std::move(bytes);
}

std::vector<Cell> TruthOf(const Draft& draft) {
  const FormTable& table = TableOf(draft.form);
  std::vector<Cell> truth;
  truth.reserve(table.cells.size());
  for (size_t cell = 0; cell < table.cells.size(); ++cell) {
    if (!IsThere(draft, cell)) continue;
    const Printed& printed = draft.cells[cell];
    truth.push_back({table.cells[cell].id,
                     std::string(kStateNames[static_cast<size_t>(printed.state)]), printed.value});
  }
  return truth;
}

std::string FileName(const Options& options, const Draft& draft) {
  std::string name = "r" + std::to_string(options.seed) + "-" + std::to_string(draft.year);
  name.append("-").append(NameOf(Layouts(), options.layout));
  name.append("-").append(NameOf(Encodings(), options.encoding));
  if (!draft.rule.empty()) name.append("-").append(NameOf(Faults(), options.fault));
  if (options.container == Container::kDocx) return name.append(".docx");
  if (options.container == Container::kPdf) return name.append(".pdf");
  if (options.container == Container::kXlsx) return name.append(".xlsx");
  if (options.container == Container::kMhtml) return name.append(".mht");
  return name.append(IsHtml(options.layout) ? ".html" : ".txt");
}

void AppendLine(std::string& csv, std::string_view kind, std::string_view key,
                std::string_view value) {
  csv.append(kind).append(",").append(key).append(",").append(value).append("\n");
}

}  // namespace

bool CanShow(Fault fault, Form form, Layout layout) {
  switch (fault) {
    case Fault::kNone:
      return true;
    // Rules of the 2021 form only.
    case Fault::kStr03:
    case Fault::kStr05:
    case Fault::kCel03:
      return form == Form::k2021;
    case Fault::kCel02:
      return form == Form::k2021 && layout != Layout::kCellParagraphs &&
             layout != Layout::kSpaces && layout != Layout::kOneLine && layout != Layout::kPageDump;
    case Fault::kG201:
      return form == Form::k2014;
    default:
      return !IsOld(form);
  }
}

Rendered Render(const Options& options) {
  Random random(options.seed);
  const Draft draft = MakeDraft(options, random);
  const size_t prose_bytes = options.layout == Layout::kHtmlPortal ? 0 : options.target_bytes;
  const Prose prose = Compose(draft, random, prose_bytes);
  const bool metadata = random.OneIn(4);
  const bool narrow_heads = random.OneIn(2);
  const bool narrow_punctuation = random.OneIn(3);
  const Page page{draft, prose, metadata, narrow_heads};
  const bool traditional = options.traditional || options.encoding == Encoding::kBig5;

  Rendered rendered;
  rendered.bytes = Bytes(page, options, narrow_punctuation, traditional);
  rendered.file_name = FileName(options, draft);
  if (options.container == Container::kZip) {
    rendered.bytes = Zip({{"年报/" + rendered.file_name, std::move(rendered.bytes)}});
    rendered.file_name += ".zip";
  }
  rendered.form = draft.form;
  rendered.agency = traditional ? ToTraditional(draft.agency.name) : draft.agency.name;
  rendered.year = draft.year;
  rendered.sections = prose.sections;
  rendered.truth = TruthOf(draft);
  rendered.figures = prose.figures;
  rendered.expected_rule = draft.rule;
  return rendered;
}

std::string TruthCsv(const Rendered& rendered) {
  std::string csv;
  const Form form = IsOld(rendered.form) ? Form::k2008 : rendered.form;
  AppendLine(csv, "meta", "form", "FORM_" + std::string(NameOf(Forms(), form)));
  AppendLine(csv, "meta", "agency", rendered.agency);
  AppendLine(csv, "meta", "year", std::to_string(rendered.year));
  AppendLine(csv, "meta", "sections", std::to_string(rendered.sections));
  if (!rendered.expected_rule.empty()) csv += "finding," + rendered.expected_rule + "\n";
  for (const Cell& cell : rendered.truth) {
    AppendLine(csv, "cell", cell.id, cell.state + "," + cell.value);
  }
  return csv;
}

}  // namespace gongkai::corpus
