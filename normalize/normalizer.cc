#include "normalize/normalizer.h"

#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "common/digest.h"
#include "common/limits.h"
#include "common/reader_protocol.h"
#include "common/report_error.h"
#include "common/strings.h"
#include "normalize/archive.h"
#include "normalize/charset.h"
#include "normalize/chrome.h"
#include "normalize/docx.h"
#include "normalize/docx_elements.h"
#include "normalize/file_kind.h"
#include "normalize/fold.h"
#include "normalize/html.h"
#include "normalize/html_tags.h"
#include "normalize/pages.h"
#include "normalize/plain_text.h"
#include "normalize/script.h"

namespace gongkai {
namespace {

// To be raised with every change of code that can change a document.
constexpr char kCodeRevision[] = "2";
// The same for code that makes documents of pages (page_*.cc, pages.cc).
constexpr char kPagesRevision[] = "pages-2";
constexpr char kStage[] = "normalize";
constexpr std::size_t kMegabyte = 1u << 20;

v1::ReportError Unsupported(const ForeignKind& kind) {
  return MakeReportError(v1::ReportError::UNSUPPORTED_FORMAT, kStage, kind.zh, kind.en);
}

bool IsBlank(std::string_view text) {
  return text.find_first_not_of(" \t\n") == std::string_view::npos;
}

// The declared media type without parameters, in lower case.
std::string MediaType(std::string_view declared) {
  std::string type(declared.substr(0, declared.find_first_of("; \t")));
  for (char& c : type) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return type;
}

void NoteWrongType(const v1::Content& content, v1::Document* document) {
  const std::string type = MediaType(content.media_type());
  if (type.empty() || type == "application/octet-stream") return;
  const bool html = type == "text/html" || type == "application/xhtml+xml";
  const bool text = !html && type.rfind("text/", 0) == 0;
  const bool pdf = type == "application/pdf" || type == "application/x-pdf";
  const bool word = type.find("word") != std::string::npos || type == "application/zip";
  switch (document->format()) {
    case v1::Document::HTML:
      if (html) return;
      break;
    case v1::Document::DOCX:
      if (word) return;
      break;
    case v1::Document::PDF:
      if (pdf) return;
      break;
    default:
      if (text) return;
      break;
  }
  v1::Note* note = document->add_notes();
  note->set_code(v1::Note::DECLARED_TYPE_WRONG);
  note->set_detail(type);
}

// An archive: a Word document, or a kind that is not read.
std::optional<v1::ReportError> FromArchive(const v1::Content& content, v1::Document* document) {
  const std::string& data = content.data();
  std::unique_ptr<Archive> archive;
  std::string part;
  std::optional<v1::ReportError> error = Archive::Open(data, &archive);
  if (!error) error = FindDocxText(archive.get(), &part);
  if (error && HoldsWordDocument(data)) return error;
  if (error || part.empty()) return Unsupported(RecogniseForeign(data));
  if ((error = NormalizeDocx(archive.get(), part, document))) return error;
  NoteWrongType(content, document);
  return std::nullopt;
}

std::optional<v1::ReportError> FromPdf(const v1::Content& content, PageReader* reader,
                                       v1::Document* document) {
  if (reader == nullptr) return MakeReportError(v1::ReportError::READER_MISSING, kStage);
  v1::Pages pages;
  if (std::optional<v1::ReportError> error = reader->ReadPages(content, &pages)) return error;
  if (std::optional<v1::ReportError> error = NormalizePages(pages, document)) return error;
  NoteWrongType(content, document);
  return std::nullopt;
}

std::optional<v1::ReportError> FromReading(const v1::Content& content, Reading reading,
                                           v1::Document* document) {
  const std::string_view page = reading.page.text();
  if (LooksLikeNoise(page)) return Unsupported({"二进制数据", "binary data"});
  document->set_charset(std::string(CharsetName(reading.charset)));
  document->set_charset_evidence(reading.evidence);
  for (v1::Note& note : reading.notes) *document->add_notes() = std::move(note);
  if (LooksLikeHtml(page)) {
    if (const HtmlLayout::Bound* bound = NormalizeHtml(reading.page, document)) {
      return MakeReportError(v1::ReportError::OVER_LIMIT, kStage, bound->zh, bound->en);
    }
    if (IsBlank(document->text()) && document->blocks().empty()) {
      return MakeReportError(v1::ReportError::EMPTY, kStage, "网页里没有文字，可能由脚本载入",
                             "the page has no text; scripts may load it");
    }
  } else {
    document->set_format(v1::Document::TEXT);
    if (!NormalizeText(reading.page, document)) {
      return MakeReportError(v1::ReportError::OVER_LIMIT, kStage, "行数过多", "too many lines");
    }
    if (IsBlank(document->text())) return MakeReportError(v1::ReportError::EMPTY, kStage);
  }
  NoteWrongType(content, document);
  return std::nullopt;
}

}  // namespace

std::optional<v1::ReportError> Normalize(const v1::Content& content, v1::Document* document,
                                         PageReader* reader) {
  const std::string& data = content.data();
  if (data.size() > kMaxSourceBytes) {
    const std::string size = Concat(data.size() / kMegabyte);
    const std::string limit = Concat(kMaxSourceBytes / kMegabyte);
    return MakeReportError(v1::ReportError::OVER_LIMIT, kStage,
                           Concat(size, " MB，上限 ", limit, " MB"),
                           Concat(size, " MB, at most ", limit, " MB"));
  }
  if (IsBlank(data)) return MakeReportError(v1::ReportError::EMPTY, kStage);
  if (LooksLikeArchive(data)) return FromArchive(content, document);
  if (IsEncryptedOffice(data)) return MakeReportError(v1::ReportError::ENCRYPTED, kStage);
  if (LooksLikePdf(data)) return FromPdf(content, reader, document);
  if (const ForeignKind kind = RecogniseForeign(data)) return Unsupported(kind);
  std::optional<Reading> reading = ReadCharacters(content);
  if (!reading) return MakeReportError(v1::ReportError::UNKNOWN_ENCODING, kStage);
  return FromReading(content, *std::move(reading), document);
}

const std::string& NormalizerRevision() {
  static const std::string* const revision = [] {
    const std::string digest = ToHex(Digest(
        Concat(CharsetTablesDigest(), FoldTablesDigest(), ScriptTablesDigest(), ChromeWordsDigest(),
               TagTableDigest(), DocxTablesDigest(), kPagesRevision, kReaderRevision)));
    return new std::string(Concat(kCodeRevision, "-", digest.substr(0, 16)));
  }();
  return *revision;
}

}  // namespace gongkai
