#include "normalize/pages.h"

#include <string>
#include <utility>
#include <vector>

#include "common/limits.h"
#include "common/report_error.h"
#include "common/strings.h"
#include "normalize/html_layout.h"
#include "normalize/page.h"
#include "normalize/page_flow.h"
#include "normalize/page_split.h"
#include "normalize/recognition_map.h"
#include "normalize/source_pages.h"
#include "normalize/stage_name.h"

namespace gongkai {
namespace {

using Error = std::optional<v1::ReportError>;

// What the characters of all pages are.
struct Tally {
  std::size_t glyphs = 0;
  std::size_t undecoded = 0;  // U+FFFD, and what fonts put in the private area
  std::size_t latin = 0;      // letters with accents: the bytes of Chinese taken for others
  std::size_t han = 0;
  std::size_t images = 0;
  std::size_t hidden = 0;
};

Tally Count(const v1::Pages& pages) {
  Tally tally;
  for (const v1::PositionedPage& page : pages.pages()) {
    tally.images += static_cast<std::size_t>(page.image_left_size());
    tally.hidden += page.hidden_glyphs();
    for (int i = 0; i < page.glyph_code_size(); ++i) {
      const uint32_t code = page.glyph_code(i);
      if (code <= 0x20 || code == 0x3000) continue;
      ++tally.glyphs;
      // What an image shows says nothing of fonts.
      if (i < page.glyph_recognition_size() && page.glyph_recognition(i) > 0) continue;
      tally.undecoded += code == 0xFFFD || (code >= 0xE000 && code <= 0xF8FF) ? 1 : 0;
      tally.latin += code >= 0xA1 && code <= 0x24F ? 1 : 0;
      tally.han += code >= 0x2E80 && code <= 0x9FFF ? 1 : 0;
    }
  }
  return tally;
}

// Pages that give no text, for whatever reason.
Error Unreadable(const Tally& tally, bool recognised) {
  constexpr std::size_t kSome = 10;  // one character in so many
  if (tally.glyphs == 0 && tally.hidden > 0) {
    return MakeReportError(v1::ReportError::SCANNED, kNormalize,
                           "图像下隐藏的识别文字没有可信度，不予采用",
                           "the text that recognition has put under the images is not trusted");
  }
  if (tally.glyphs == 0) {
    if (tally.images > 0 && recognised) {
      return MakeReportError(v1::ReportError::SCANNED, kNormalize, "图像中没有识别出文字",
                             "no text was recognised in the images");
    }
    if (tally.images > 0) {
      return MakeReportError(v1::ReportError::SCANNED, kNormalize,
                             "加上 --ocr 可尝试识别，须装有软件包 tesseract-ocr-chi-sim",
                             "--ocr tries to recognise it, with the package tesseract-ocr-chi-sim");
    }
    return MakeReportError(v1::ReportError::EMPTY, kNormalize, "各页都没有文字",
                           "no page has text");
  }
  const bool mojibake = tally.latin > tally.han && tally.latin * 3 > tally.glyphs;
  if (tally.undecoded * kSome > tally.glyphs || mojibake) {
    return MakeReportError(v1::ReportError::FONTS_UNREADABLE, kNormalize);
  }
  return std::nullopt;
}

void AddNotes(const v1::Pages& pages, const Tally& tally, v1::Document* document) {
  if (pages.repaired()) document->add_notes()->set_code(v1::Note::REPAIRED);
  if (tally.undecoded == 0) return;
  v1::Note* note = document->add_notes();
  note->set_code(v1::Note::UNDECODABLE_BYTES);
  note->set_detail(Concat(tally.undecoded));
}

}  // namespace

void WritePages(const v1::Pages& pages, PageAssembler* assembler, HtmlLayout* layout,
                PageWriter::Placing placing, std::vector<uint32_t>* recognition) {
  std::vector<PageContent> contents;
  for (int i = 0; i < pages.pages_size(); ++i) {
    for (PageStretch& stretch : SplitColumns(MakeUpright(pages.pages(i)))) {
      PageContent& content = contents.emplace_back();
      content.page = std::move(stretch.page);
      content.number = static_cast<uint32_t>(i);
      content.side = stretch.side;
      content.moved = stretch.moved;
      content.frames = FindFrames(content.page.rulings);
      content.lines = BuildLines(FillFrames(content.page.glyphs, &content.frames));
    }
  }
  PageWriter(contents, assembler, layout, std::move(placing), recognition)
      .Write(MakeFlow(contents));
}

std::optional<v1::ReportError> NormalizePages(const v1::Pages& pages, v1::Document* document) {
  const Tally tally = Count(pages);
  if (Error error = Unreadable(tally, !pages.recognised_by().empty())) return error;
  Page page;
  PageAssembler assembler(&page);
  SourcePagesBuilder places(document->mutable_source_map()->mutable_pages());
  HtmlLayout layout(page, false, document);
  std::vector<uint32_t> recognition;
  layout.Start(TagKind::kVerbatim, {}, 0);
  WritePages(
      pages, &assembler, &layout,
      [&](uint32_t number, const PageBox& box) {
        places.StartStretch(assembler.characters(), layout.text_size(), number, box);
      },
      &recognition);
  if (layout.bound() == nullptr) layout.Finish(assembler.size());
  if (layout.bound() != nullptr) {
    return MakeReportError(v1::ReportError::OVER_LIMIT, kNormalize, layout.bound()->zh,
                           layout.bound()->en);
  }
  document->set_format(v1::Document::PDF);
  document->set_charset("UTF-8");
  AddNotes(pages, tally, document);
  if (!pages.recognised_by().empty()) {
    AddRecognition(recognition, pages.recognised_by(), document);
  }
  if (document->text().find_first_not_of(" \t\n") != std::string::npos) return std::nullopt;
  return MakeReportError(v1::ReportError::EMPTY, kNormalize, "各页都没有文字", "no page has text");
}

}  // namespace gongkai
