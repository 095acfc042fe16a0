#include "reader/pdf_reader.h"

#include <Error.h>
#include <ErrorCodes.h>
#include <GlobalParams.h>
#include <PDFDoc.h>
#include <Page.h>
#include <time.h>

#include <memory>
#include <set>
#include <string_view>

#include "common/limits.h"
#include "reader/checksum.h"
#include "reader/page_collector.h"

namespace gongkai {
namespace {

constexpr double kPointsPerInch = 72;
constexpr std::size_t kTailBytes = 1024;  // where the end mark of a whole file stands

// What poppler complains of while it draws: set by its callback, which has no other way out.
struct Complaints {
  bool lost = false;     // part of a page's content
  bool missing = false;  // something the content refers to
  bool maps = false;     // character maps that are not installed
};
Complaints complaints;

void Note(ErrorCategory, Goffset, const char* message) {
  const std::string_view text(message);
  const auto says = [text](std::string_view words) {
    return text.find(words) != std::string_view::npos;
  };
  // Words that stand where content was cut, garbled or refers to a font that is not there.
  for (const std::string_view words :
       {"flate stream", "LZW", "Unknown operator", "token too long", "Unterminated",
        "Unknown font tag", "No font in show", "Weird page contents"}) {
    complaints.lost |= says(words);
  }
  complaints.maps |= says("language pack") || says("CMap file");
  complaints.missing |= says("XObject") || says("font resource");
}

double CpuSeconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

class PdfReading {
 public:
  PdfReading(const v1::ReadRequest& request, v1::ReadResponse* response)
      : data_(request.data()), response_(*response), deadline_(CpuSeconds() + request.seconds()) {}

  void Read();

 private:
  using Outcome = v1::ReadResponse::Outcome;

  void End(Outcome outcome, uint64_t number = 0) {
    response_.clear_pages();
    response_.set_outcome(outcome);
    response_.set_number(number);
  }
  bool ReadPage(PDFDoc* doc, int number);
  bool ContentIsThere(PDFDoc* doc, int number) const;
  bool ContentIsWhole(PDFDoc* doc, int number);
  static bool PastDeadline(void* self) {
    const auto* reading = static_cast<const PdfReading*>(self);
    return CpuSeconds() > reading->deadline_ || reading->collector_.overflowed();
  }

  const std::string& data_;
  v1::ReadResponse& response_;
  const double deadline_;
  PageCollector collector_;
  std::size_t glyphs_ = 0;
  std::set<Ref> whole_;  // forms and fonts that were looked at
};

void PdfReading::Read() {
  bool repaired = false;
  // Bytes before the header would shift every offset.
  const std::size_t start = std::min(data_.find("%PDF-"), data_.size());
  PDFDoc doc(new MemStream(data_.data() + start, 0, static_cast<Goffset>(data_.size() - start),
                           Object(objNull)),
             {}, {}, nullptr, [&repaired] { repaired = true; });
  if (!doc.isOk()) {
    return End(doc.getErrorCode() == errEncrypted ? v1::ReadResponse::NEEDS_PASSWORD
                                                  : v1::ReadResponse::BROKEN);
  }
  const int pages = doc.getNumPages();
  if (pages <= 0) return End(v1::ReadResponse::BROKEN);
  if (static_cast<std::size_t>(pages) > kMaxPdfPages) {
    return End(v1::ReadResponse::TOO_MANY_PAGES, static_cast<uint64_t>(pages));
  }
  for (int number = 1; number <= pages; ++number) {
    if (!ReadPage(&doc, number)) return;
    if (repaired && !ContentIsThere(&doc, number)) {
      return End(v1::ReadResponse::PAGE_LOST, static_cast<uint64_t>(number));
    }
  }
  // An index that had to be made anew and no end: nobody can say what stood in the rest.
  const std::size_t tail = data_.size() - std::min(data_.size(), kTailBytes);
  if (repaired && data_.find("%%EOF", tail) == std::string::npos) {
    return End(v1::ReadResponse::BROKEN);
  }
  response_.mutable_pages()->set_repaired(repaired);
  response_.set_outcome(v1::ReadResponse::READ);
}

// False if the page has content that was lost with part of the file.
bool PdfReading::ContentIsThere(PDFDoc* doc, int number) const {
  if (complaints.missing) return false;
  const Object contents = doc->getPage(number)->getContents();
  if (contents.isNull()) return false;
  if (!contents.isArray()) return contents.isStream();
  for (int i = 0; i < contents.arrayGetLength(); ++i) {
    if (!contents.arrayGet(i).isStream()) return false;
  }
  return true;
}

// The page's content is what was written, and so are the forms it drew and what the fonts it drew
// with say of their characters. Ends early, past the deadline.
bool PdfReading::ContentIsWhole(PDFDoc* doc, int number) {
  const Object contents = doc->getPage(number)->getContents();
  if (!ChecksumHolds(contents)) return false;
  for (int i = 0; contents.isArray() && i < contents.arrayGetLength(); ++i) {
    if (PastDeadline(this)) return true;
    if (!ChecksumHolds(contents.arrayGet(i))) return false;
  }
  for (const Ref& ref : collector_.used()) {
    if (PastDeadline(this)) return true;
    if (!whole_.insert(ref).second) continue;
    const Object object = doc->getXRef()->fetch(ref);
    if (!ChecksumHolds(object)) return false;
    if (object.isDict() && (!ChecksumHolds(object.dictLookup("ToUnicode")) ||
                            !ChecksumHolds(object.dictLookup("Encoding")))) {
      return false;
    }
  }
  return true;
}

bool PdfReading::ReadPage(PDFDoc* doc, int number) {
  Page* source = doc->getPage(number);
  if (source == nullptr || !source->isOk()) {
    End(v1::ReadResponse::PAGE_LOST, static_cast<uint64_t>(number));
    return false;
  }
  v1::PositionedPage* page = response_.mutable_pages()->add_pages();
  const bool turned = source->getRotate() % 180 != 0;
  const double width = source->getCropWidth(), height = source->getCropHeight();
  page->set_width(static_cast<int32_t>((turned ? height : width) * 100));
  page->set_height(static_cast<int32_t>((turned ? width : height) * 100));
  collector_.StartPage(page);
  complaints = {};
  doc->displayPage(&collector_, number, kPointsPerInch, kPointsPerInch, 0, false, true, false,
                   &PastDeadline, this);
  const bool whole = ContentIsWhole(doc, number);
  glyphs_ += static_cast<std::size_t>(page->glyph_code_size());
  if (collector_.overflowed() || glyphs_ > kMaxPdfGlyphs) {
    End(v1::ReadResponse::TOO_MANY_GLYPHS, static_cast<uint64_t>(number));
    return false;
  }
  if (CpuSeconds() > deadline_) {
    End(v1::ReadResponse::TOO_SLOW, static_cast<uint64_t>(number));
    return false;
  }
  if (complaints.maps) {
    End(v1::ReadResponse::MAPS_MISSING, static_cast<uint64_t>(number));
    return false;
  }
  if (complaints.lost || !whole) {
    End(v1::ReadResponse::PAGE_LOST, static_cast<uint64_t>(number));
    return false;
  }
  return true;
}

}  // namespace

void ReadPdf(const v1::ReadRequest& request, v1::ReadResponse* response) {
  if (globalParams == nullptr) {
    globalParams = std::make_unique<GlobalParams>();
    setErrorCallback(&Note);
  }
  PdfReading(request, response).Read();
}

}  // namespace gongkai
