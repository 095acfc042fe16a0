#include "normalize/normalizer.h"

#include <cmath>
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
#include "normalize/image_page.h"
#include "normalize/mhtml.h"
#include "normalize/mime.h"
#include "normalize/number_format.h"
#include "normalize/other_type.h"
#include "normalize/pages.h"
#include "normalize/plain_text.h"
#include "normalize/script.h"
#include "normalize/script_text.h"
#include "normalize/stage_name.h"
#include "normalize/xlsx.h"

namespace gongkai {
namespace {

// To be raised with every change of code that can change a document.
constexpr char kCodeRevision[] = "8";
// The same for code that makes documents of pages (page_*.cc, pages.cc).
constexpr char kPagesRevision[] = "pages-6";
constexpr double kImagePixel = 24;  // hundredths of a point
constexpr char kOcrZh[] = "加上 --ocr 可尝试识别，须装有软件包 tesseract-ocr-chi-sim";
constexpr char kOcrEn[] = "--ocr tries to recognise it, with the package tesseract-ocr-chi-sim";
constexpr std::size_t kMegabyte = 1u << 20;

v1::ReportError Unsupported(const ForeignKind& kind) {
  return MakeReportError(v1::ReportError::UNSUPPORTED_FORMAT, kNormalize, kind.zh, kind.en);
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

// Whether a media type speaks of that format.
bool Speaks(std::string_view type, v1::Document::Format format) {
  const auto has = [type](std::string_view word) { return type.find(word) != std::string::npos; };
  const bool html = type == "text/html" || type == "application/xhtml+xml";
  const bool zip = type == "application/zip";
  switch (format) {
    case v1::Document::HTML:
      return html;
    case v1::Document::DOCX:
      return zip || has("word");
    case v1::Document::XLSX:
      return zip || has("sheet") || has("excel");
    case v1::Document::MHTML:
      return type == "multipart/related" || type == "message/rfc822" || has("mhtml");
    case v1::Document::IMAGE:
      return type.starts_with("image/");
    case v1::Document::PDF:
      return type == "application/pdf" || type == "application/x-pdf";
    default:
      return !html && type.starts_with("text/");
  }
}

// What the sender declared otherwise than it is, and what else the bytes could be taken for.
void NoteTypes(const v1::Content& content, v1::Document* document) {
  const std::string type = MediaType(content.media_type());
  if (!type.empty() && type != "application/octet-stream" && !Speaks(type, document->format())) {
    v1::Note* note = document->add_notes();
    note->set_code(v1::Note::DECLARED_TYPE_WRONG);
    note->set_detail(type);
  }
  const std::string_view other = OtherTypeOf(content.data(), document->format());
  if (other.empty()) return;
  v1::Note* note = document->add_notes();
  note->set_code(v1::Note::OTHER_TYPE_TOO);
  note->set_detail(std::string(other));
}

// An archive: a Word document, a workbook, or a kind that is not read.
std::optional<v1::ReportError> FromArchive(const v1::Content& content, PageReader* reader,
                                           v1::Document* document) {
  const std::string& data = content.data();
  std::unique_ptr<Archive> archive;
  std::string part;
  std::optional<v1::ReportError> error = Archive::Open(data, &archive);
  if (!error) error = FindDocxText(archive.get(), &part);
  if (!error && !part.empty()) {
    error = NormalizeDocx(archive.get(), part, reader, document);
  } else {
    if (!error) error = FindWorkbook(archive.get(), &part);
    if (error && HoldsOfficeDocument(data)) return error;
    if (error || part.empty()) return Unsupported(RecogniseForeign(data));
    error = NormalizeXlsx(archive.get(), part, document);
  }
  if (error) return error;
  NoteTypes(content, document);
  return std::nullopt;
}

// What a converter makes of the file is read in its place. Media types are of no use here: what the
// sender declared is what the file was.
std::optional<v1::ReportError> FromConverted(const v1::Content& content, const Convertible& format,
                                             PageReader* reader, OfficeConverter* converter,
                                             v1::Document* document) {
  v1::Content converted;
  std::optional<v1::ReportError> error =
      converter->Convert(content.data(), format, converted.mutable_data());
  if (error) return error;
  if (!LooksLikeArchive(converted.data())) {
    return MakeReportError(v1::ReportError::DAMAGED, kNormalize);
  }
  if ((error = FromArchive(converted, reader, document))) return error;
  v1::Note* note = document->add_notes();
  note->set_code(v1::Note::CONVERTED);
  note->set_detail(std::string(format.name));
  return std::nullopt;
}

std::optional<v1::ReportError> FromPdf(const v1::Content& content, PageReader* reader,
                                       v1::Document* document) {
  if (reader == nullptr) return MakeReportError(v1::ReportError::READER_MISSING, kNormalize);
  v1::Pages pages;
  if (std::optional<v1::ReportError> error = reader->ReadPages(content, &pages)) return error;
  if (std::optional<v1::ReportError> error = reader->RecogniseImages(content, &pages)) return error;
  std::optional<v1::ReportError> error = NormalizePages(pages, document);
  if (error && error->code() == v1::ReportError::FONTS_UNREADABLE) {
    if (!reader->RereadGlyphs(content, &pages)) {
      return MakeReportError(v1::ReportError::FONTS_UNREADABLE, kNormalize,
                             "装有软件包 mupdf-tools 时会换一种方法再读一遍",
                             "with the package mupdf-tools it is read another way");
    }
    document->Clear();
    error = NormalizePages(pages, document);
  }
  if (error) return error;
  NoteTypes(content, document);
  return std::nullopt;
}

// Boxes of a drawn page as boxes of the image, whose pixels are 1/300 inch wide.
void UsePixels(double pixel_size, v1::SourcePages* pages) {
  const double times = kImagePixel / pixel_size;
  for (auto* sides : {pages->mutable_left(), pages->mutable_top(), pages->mutable_right(),
                      pages->mutable_bottom()}) {
    for (int32_t& side : *sides) side = static_cast<int32_t>(std::lround(side * times));
  }
}

// An image of a report: what is recognised in it.
std::optional<v1::ReportError> FromImage(const v1::Content& content, PageReader* reader,
                                         v1::Document* document) {
  if (reader == nullptr || !reader->recognises()) {
    const ForeignKind kind = RecogniseForeign(content.data());
    const std::string zh = Concat(kind.zh, "；", kOcrZh), en = Concat(kind.en, "; ", kOcrEn);
    return Unsupported({zh, en});
  }
  v1::Pages pages;
  if (std::optional<v1::ReportError> error = reader->ReadImage(content.data(), &pages))
    return error;
  if (std::optional<v1::ReportError> error = NormalizePages(pages, document)) return error;
  document->set_format(v1::Document::IMAGE);
  UsePixels(pages.pixel_size(), document->mutable_source_map()->mutable_pages());
  NoteTypes(content, document);
  return std::nullopt;
}

// The frames of a page that came alone.
class NoFrames : public HtmlFrames {
 public:
  std::optional<ByteRange> Find(std::string_view address, ByteRange) override {
    left_out.Add(address);
    return std::nullopt;
  }

  LeftOutFrames left_out;
};

// Lays the page out again with the text that a script of it shows, if there is one.
// Of its notes the first `notes` hold for either.
const HtmlLayout::Bound* FromScript(const Page& page, int notes, v1::Document* document) {
  ScriptText script(page);
  if (!script.Find(*document)) return nullptr;
  document->mutable_notes()->DeleteSubrange(notes, document->notes_size() - notes);
  v1::Document again;
  again.set_charset(document->charset());
  again.set_charset_evidence(document->charset_evidence());
  again.mutable_notes()->Swap(document->mutable_notes());
  again.add_notes()->set_code(v1::Note::TEXT_FROM_SCRIPT);
  *document = std::move(again);
  return NormalizeHtml(script.combined(), script.root(), script.shown(), document);
}

std::optional<v1::ReportError> FromReading(const v1::Content& content, Reading reading,
                                           v1::Document* document) {
  const std::string_view page = reading.page.text();
  if (LooksLikeNoise(page)) return Unsupported({"二进制数据", "binary data"});
  document->set_charset(std::string(CharsetName(reading.charset)));
  document->set_charset_evidence(reading.evidence);
  for (v1::Note& note : reading.notes) *document->add_notes() = std::move(note);
  if (LooksLikeHtml(page)) {
    const int notes = document->notes_size();
    NoFrames frames;
    const HtmlLayout::Bound* bound =
        NormalizeHtml(reading.page, {0, page.size()}, &frames, document);
    if (bound == nullptr && HasLittleText(*document)) {
      bound = FromScript(reading.page, notes, document);
      frames.left_out.Note(document);
    }
    if (bound != nullptr) {
      return MakeReportError(v1::ReportError::OVER_LIMIT, kNormalize, bound->zh, bound->en);
    }
    if (IsBlank(document->text()) && document->blocks().empty()) {
      return frames.left_out.NoText("网页里没有文字，可能由脚本载入",
                                    "the page has no text; scripts may load it");
    }
  } else {
    document->set_format(v1::Document::TEXT);
    if (!NormalizeText(reading.page, document)) {
      return MakeReportError(v1::ReportError::OVER_LIMIT, kNormalize, "行数过多", "too many lines");
    }
    if (IsBlank(document->text())) return MakeReportError(v1::ReportError::EMPTY, kNormalize);
  }
  NoteTypes(content, document);
  return std::nullopt;
}

}  // namespace

std::optional<v1::ReportError> Normalize(const v1::Content& content, v1::Document* document,
                                         PageReader* reader, OfficeConverter* converter) {
  const std::string& data = content.data();
  if (data.size() > kMaxSourceBytes) {
    const std::string size = Concat(data.size() / kMegabyte);
    const std::string limit = Concat(kMaxSourceBytes / kMegabyte);
    return MakeReportError(v1::ReportError::OVER_LIMIT, kNormalize,
                           Concat(size, " MB，上限 ", limit, " MB"),
                           Concat(size, " MB, at most ", limit, " MB"));
  }
  if (IsBlank(data)) return MakeReportError(v1::ReportError::EMPTY, kNormalize);
  if (IsEncryptedOffice(data)) return MakeReportError(v1::ReportError::ENCRYPTED, kNormalize);
  if (converter != nullptr) {
    const Convertible format = ConvertibleOf(data);
    if (format) return FromConverted(content, format, reader, converter, document);
  }
  if (LooksLikeArchive(data)) return FromArchive(content, reader, document);
  if (LooksLikePdf(data)) return FromPdf(content, reader, document);
  if (IsReadableImage(data)) return FromImage(content, reader, document);
  if (const ForeignKind kind = RecogniseForeign(data)) return Unsupported(kind);
  if (LooksLikeMime(data)) {
    std::optional<v1::ReportError> error = NormalizeMhtml(content, document);
    if (!error) NoteTypes(content, document);
    return error;
  }
  std::optional<Reading> reading = ReadCharacters(content);
  if (!reading) return MakeReportError(v1::ReportError::UNKNOWN_ENCODING, kNormalize);
  return FromReading(content, *std::move(reading), document);
}

const std::string& NormalizerRevision() {
  static const std::string* const revision = [] {
    const std::string digest =
        ToHex(Digest(Concat(CharsetTablesDigest(), FoldTablesDigest(), ScriptTablesDigest(),
                            ChromeWordsDigest(), TagTableDigest(), DocxTablesDigest(),
                            NumberFormatsDigest(), kPagesRevision, kReaderRevision)));
    return new std::string(Concat(kCodeRevision, "-", ShortHex(digest)));
  }();
  return *revision;
}

}  // namespace gongkai
