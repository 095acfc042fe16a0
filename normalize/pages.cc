#include "normalize/pages.h"

#include <string>
#include <utility>
#include <vector>

#include "common/limits.h"
#include "common/report_error.h"
#include "common/strings.h"
#include "model/han.h"
#include "normalize/html_layout.h"
#include "normalize/page.h"
#include "normalize/page_flow.h"
#include "normalize/recognition_map.h"
#include "normalize/source_pages.h"

namespace gongkai {
namespace {

using Error = std::optional<v1::ReportError>;

constexpr char kStage[] = "normalize";

// Writes a flow by the layout that HTML and Word documents go through.
class FlowWriter {
 public:
  FlowWriter(const std::vector<PageContent>& pages, v1::Document* document)
      : pages_(pages),
        assembler_(&page_),
        places_(document->mutable_source_map()->mutable_pages()),
        layout_(page_, false, document) {}

  Error Write(const PageFlow& flow) {
    layout_.Start(TagKind::kVerbatim, {}, 0);
    for (const FlowBlock& block : flow.blocks) {
      switch (block.kind) {
        case FlowBlock::Kind::kParagraph:
          Paragraph(block.lines);
          break;
        case FlowBlock::Kind::kTable:
          Table(block.table);
          break;
        case FlowBlock::Kind::kImage:
          layout_.Start(TagKind::kImage, {}, position());
          layout_.End(position());
          break;
      }
      if (layout_.bound() != nullptr) break;
    }
    layout_.Start(TagKind::kUnseen, {}, position());
    for (const PagedPart& part : flow.margins) Margin(part);
    layout_.End(position());
    if (layout_.bound() == nullptr) layout_.Finish(position());
    if (layout_.bound() == nullptr) return std::nullopt;
    return MakeReportError(v1::ReportError::OVER_LIMIT, kStage, layout_.bound()->zh,
                           layout_.bound()->en);
  }

  const std::vector<uint32_t>& recognition() const { return recognition_; }

 private:
  std::size_t position() const { return assembler_.size(); }

  void Paragraph(const std::vector<PagedLine>& lines) {
    layout_.Start(TagKind::kBlock, {}, position());
    for (std::size_t i = 0; i < lines.size(); ++i) {
      // A word of Latin letters that ends a line is not that which begins the next.
      if (i > 0 && Letter(LastOf(WholeOf(lines[i - 1]))) && Letter(FirstOf(WholeOf(lines[i]))))
        Put(" ");
      Part(WholeOf(lines[i]));
    }
    layout_.End(position());
  }

  void Margin(const PagedPart& part) {
    layout_.Start(TagKind::kBlock, {}, position());
    Part(part);
    layout_.End(position());
  }

  void Table(const PagedTable& table) {
    layout_.Start(TagKind::kTable, {}, position());
    std::size_t i = 0;
    for (uint32_t row = 0; row < table.rows && layout_.bound() == nullptr; ++row) {
      layout_.Start(TagKind::kRow, {}, position());
      for (; i < table.cells.size() && table.cells[i].row == row; ++i) Cell(table.cells[i]);
      layout_.End(position());
    }
    layout_.End(position());
  }

  void Cell(const PagedCell& cell) {
    HtmlAttributes attributes;
    attributes.row_span = cell.row_span;
    attributes.column_span = cell.column_span;
    layout_.Start(TagKind::kCell, attributes, position());
    if (cell.empty()) Stretch(cell.page, cell.box);
    for (std::size_t i = 0; i < cell.parts.size(); ++i) {
      // Two figures under each other are two; a label goes on.
      if (i > 0 && IsAsciiWord(LastOf(cell.parts[i - 1])) && IsAsciiWord(FirstOf(cell.parts[i]))) {
        layout_.Start(TagKind::kBreak, {}, position());
        layout_.End(position());
      }
      Part(cell.parts[i]);
    }
    layout_.End(position());
  }

  static char32_t LastOf(const PagedPart& part) { return part.line->glyphs[part.end - 1].code; }
  static char32_t FirstOf(const PagedPart& part) { return part.line->glyphs[part.begin].code; }
  static bool Letter(char32_t c) { return IsAsciiWord(c) && !IsDigit(c); }

  // Part of a line as stretches of characters of one width: figures apart from words.
  void Part(const PagedPart& line) {
    const std::vector<PageGlyph>& glyphs = line.line->glyphs;
    std::string piece;
    PageBox box;
    std::vector<uint32_t> recognition;
    const auto flush = [&] {
      if (piece.empty()) return;
      Stretch(line.page, box);
      recognition_.resize(assembler_.characters());
      Put(std::exchange(piece, {}));
      recognition_.insert(recognition_.end(), recognition.begin(), recognition.end());
      recognition.clear();
    };
    bool narrow = false;
    for (std::size_t i = line.begin; i < line.end; ++i) {
      const PageGlyph& glyph = glyphs[i];
      if (glyph.space()) continue;
      const int spaces = i > line.begin ? line.line->SpacesBefore(i) : 0;
      const bool ascii = glyph.code < 0x80;
      if (ascii != narrow || spaces > 0) flush();
      if (spaces > 0) {
        Stretch(line.page, {box.right, box.top, glyph.left, box.bottom});
        Put(std::string(static_cast<std::size_t>(spaces), ' '));
      }
      const PageBox around{glyph.left, glyph.top(), glyph.right, glyph.bottom()};
      box = piece.empty() ? around : Around(box, around);
      AppendUtf8(glyph.code, &piece);
      recognition.push_back(glyph.recognition);
      narrow = ascii;
    }
    flush();
  }

  void Stretch(uint32_t page, const PageBox& box) {
    places_.StartStretch(assembler_.characters(), layout_.text_size(), page,
                         AsShown(pages_[page].page, box));
  }

  void Put(std::string_view text) {
    const ByteRange range = assembler_.Append(text);
    layout_.Text(range.begin, range.end);
  }

  const std::vector<PageContent>& pages_;
  Page page_;
  PageAssembler assembler_;
  SourcePagesBuilder places_;
  HtmlLayout layout_;
  std::vector<uint32_t> recognition_;  // by position in the source
};

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
    return MakeReportError(v1::ReportError::SCANNED, kStage,
                           "图像下隐藏的识别文字没有可信度，不予采用",
                           "the text that recognition has put under the images is not trusted");
  }
  if (tally.glyphs == 0) {
    if (tally.images > 0 && recognised) {
      return MakeReportError(v1::ReportError::SCANNED, kStage, "图像中没有识别出文字",
                             "no text was recognised in the images");
    }
    if (tally.images > 0) {
      return MakeReportError(v1::ReportError::SCANNED, kStage,
                             "加上 --ocr 可尝试识别，须装有软件包 tesseract-ocr-chi-sim",
                             "--ocr tries to recognise it, with the package tesseract-ocr-chi-sim");
    }
    return MakeReportError(v1::ReportError::EMPTY, kStage, "各页都没有文字", "no page has text");
  }
  const bool mojibake = tally.latin > tally.han && tally.latin * 3 > tally.glyphs;
  if (tally.undecoded * kSome > tally.glyphs || mojibake) {
    return MakeReportError(v1::ReportError::FONTS_UNREADABLE, kStage);
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

std::optional<v1::ReportError> NormalizePages(const v1::Pages& pages, v1::Document* document) {
  const Tally tally = Count(pages);
  if (Error error = Unreadable(tally, !pages.recognised_by().empty())) return error;
  std::vector<PageContent> contents(static_cast<std::size_t>(pages.pages_size()));
  for (std::size_t i = 0; i < contents.size(); ++i) {
    PageContent& content = contents[i];
    content.page = MakeUpright(pages.pages(static_cast<int>(i)));
    content.frames = FindFrames(content.page.rulings);
    content.lines = BuildLines(FillFrames(content.page.glyphs, &content.frames));
  }
  FlowWriter writer(contents, document);
  if (Error error = writer.Write(MakeFlow(contents))) return error;
  document->set_format(v1::Document::PDF);
  document->set_charset("UTF-8");
  AddNotes(pages, tally, document);
  if (!pages.recognised_by().empty()) {
    MapRecognition(writer.recognition(), document);
    v1::Note* note = document->add_notes();
    note->set_code(v1::Note::RECOGNISED);
    note->set_detail(pages.recognised_by());
  }
  if (document->text().find_first_not_of(" \t\n") != std::string::npos) return std::nullopt;
  return MakeReportError(v1::ReportError::EMPTY, kStage, "各页都没有文字", "no page has text");
}

}  // namespace gongkai
