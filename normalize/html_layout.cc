#include "normalize/html_layout.h"

#include <algorithm>
#include <utility>

#include "common/limits.h"
#include "normalize/html_reference.h"
#include "normalize/script.h"

namespace gongkai {
namespace {

constexpr HtmlLayout::Bound kDepth = {"网页元素嵌套过深", "HTML elements nested too deeply"};
constexpr HtmlLayout::Bound kRuns = {"文字过于零碎", "text in too many pieces"};

bool IsSpace(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

bool EndsLine(TagKind kind) {
  switch (kind) {
    case TagKind::kInline:
    case TagKind::kStructure:
    case TagKind::kLink:
    case TagKind::kImage:
    case TagKind::kInput:
    case TagKind::kRaised:
    case TagKind::kNoText:
    case TagKind::kRowGroup:
      return false;
    default:
      return true;
  }
}

// A style without spaces, in lower case, has `property`.
bool HasStyle(std::string_view style, std::string_view property) {
  std::size_t matched = 0;
  for (const char c : style) {
    if (c == ' ') continue;
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    matched = lower == property[matched] ? matched + 1 : lower == property[0] ? 1 : 0;
    if (matched == property.size()) return true;
  }
  return false;
}

// A digit, or the first byte of a full-width digit or of a reference.
bool DigitAt(std::string_view text, std::size_t at) {
  if (at >= text.size()) return false;
  return (text[at] >= '0' && text[at] <= '9') || text[at] == '&' ||
         (text.substr(at, 2) == "\xEF\xBC" && at + 2 < text.size() &&
          static_cast<unsigned char>(text[at + 2]) - 0x90u < 10);
}

bool IsTablePart(TagKind kind) {
  return kind == TagKind::kRow || kind == TagKind::kCell || kind == TagKind::kHeaderCell ||
         kind == TagKind::kRowGroup;
}

}  // namespace

const HtmlLayout::Bound HtmlLayout::kTooManyBlocks = {"段落过多", "too many paragraphs"};

HtmlLayout::HtmlLayout(const Page& page, bool keep_lines, v1::Document* document)
    : page_(page),
      keep_lines_(keep_lines),
      document_(*document),
      writer_(page, &text_, document->mutable_source_map()) {
  text_.reserve(page.text().size() / 2);
  elements_.reserve(64);
  drafts_.reserve(256);
}

HtmlLayout::~HtmlLayout() = default;

unsigned char HtmlLayout::OwnFlags(TagKind kind, const HtmlAttributes& attributes) const {
  unsigned char own = 0;
  if (kind == TagKind::kNoText) own |= kNoText;
  if (kind == TagKind::kVerbatim || HasStyle(attributes.style, "white-space:pre")) {
    own |= kVerbatim;
  }
  if (kind == TagKind::kLink) own |= kInLink;
  if (attributes.hidden || kind == TagKind::kUnseen || HasStyle(attributes.style, "display:none")) {
    // A block that is not shown is kept and marked. Within a line or a table there is no block
    // to mark, and figures that nobody sees must not come between those that are shown.
    const bool block = EndsLine(kind) && !IsTablePart(kind) && !InCell();
    own |= block ? kHidden : kNoText;
  }
  return own;
}

void HtmlLayout::OpenPart(TagKind kind, const HtmlAttributes& attributes, Element* element) {
  const std::string_view role = attributes.role;
  const bool certain = kind == TagKind::kPage || role == "navigation" || role == "banner" ||
                       role == "contentinfo" || role == "search";
  const unsigned char flag = certain ? kInCertainPart : kInPart;
  if ((element->flags & (kInCertainPart | flag)) != 0) return;
  if (!certain && kind != TagKind::kHeader && !NamesPagePart(attributes.class_words) &&
      !NamesPagePart(attributes.id)) {
    return;
  }
  element->flags |= flag;
  element->part = static_cast<int>(parts_.size());
  parts_.push_back({writer_.size(), writer_.size(), certain});
}

void HtmlLayout::Start(TagKind kind, const HtmlAttributes& attributes, std::size_t position) {
  if (elements_.size() >= static_cast<std::size_t>(kMaxHtmlDepth)) Fail(kDepth);
  if (bound_ != nullptr) return;
  Element element;
  element.kind = kind;
  element.flags = flags() | OwnFlags(kind, attributes);
  if (EndsLine(kind) && takes_text()) {
    const bool stray = tables_.size() > 0 && tables_.back().implied && !InCell();
    if (stray && !IsTablePart(kind)) EndTable(position);
    BreakLine(position);
  }
  if (takes_text() && !IsTablePart(kind)) OpenPart(kind, attributes, &element);
  if (element.flags & kNoText || kind == TagKind::kImage || kind == TagKind::kInput ||
      kind == TagKind::kRaised) {
    digits_end_ = true;
  }
  if (element.flags & kNoText) {
    element.skipped = true;
  } else {
    switch (kind) {
      case TagKind::kTable:
        StartTable(false, position);
        break;
      case TagKind::kCaption:
        if (!tables_.empty()) tables_.back().in_caption = true;
        break;
      case TagKind::kRow:
        StartRow(position);
        break;
      case TagKind::kCell:
      case TagKind::kHeaderCell:
        StartCell(attributes, kind == TagKind::kHeaderCell, position);
        break;
      case TagKind::kRowGroup:
        if (!tables_.empty()) EndRow(position);
        break;
      case TagKind::kImage:
        if (drafts_.size() + images_.size() >= kMaxBlocks) Fail(kTooManyBlocks);
        images_.push_back(attributes.text);
        if (!paragraph_open_) FlushImages(position);
        break;
      case TagKind::kInput:
        // A form that shows its figures in fields.
        if (InCell() && (attributes.input_type.empty() || attributes.input_type == "text" ||
                         attributes.input_type == "number")) {
          AppendRaw(attributes.text);
        }
        break;
      case TagKind::kLink:
        ++paragraph_.links;
        if (!tables_.empty()) ++tables_.back().links;
        break;
      default:
        break;
    }
  }
  element.tables = tables_.size();
  elements_.push_back(element);
}

void HtmlLayout::End(std::size_t position) {
  if (bound_ != nullptr || elements_.empty()) return;
  const Element element = elements_.back();
  elements_.pop_back();
  if (element.part != kNone) {
    EndParagraph(position);
    parts_[static_cast<std::size_t>(element.part)].end = writer_.size();
  }
  if (element.kind == TagKind::kRaised) digits_end_ = true;
  if (element.skipped) return;
  const bool same_table = element.tables == tables_.size() && !tables_.empty();
  switch (element.kind) {
    case TagKind::kTable:
      if (same_table) EndTable(position);
      break;
    case TagKind::kCaption:
      EndParagraph(position);
      if (same_table) tables_.back().in_caption = false;
      break;
    case TagKind::kRow:
      if (same_table) EndRow(position);
      break;
    case TagKind::kCell:
    case TagKind::kHeaderCell:
      if (same_table) EndCell(position);
      break;
    case TagKind::kRowGroup:
      if (same_table) {
        EndRow(position);
        tables_.back().grid.EndGroup();
      }
      break;
    default:
      if (EndsLine(element.kind) && element.kind != TagKind::kBreak) BreakLine(position);
      break;
  }
}

// Lines.

bool HtmlLayout::ReadyForText(std::size_t position) {
  if (bound_ != nullptr || !takes_text()) return false;
  if (writer_.runs() > kMaxSourceRuns) Fail(kRuns);
  if (!tables_.empty() && !InCell() && !tables_.back().in_caption) {
    // Text in a table outside of its cells: before the first row it belongs before the table,
    // later it becomes a cell, so that nothing is lost.
    if (tables_.back().draft != kNone) StartCell({}, false, position);
  }
  if (!paragraph_open_) {
    OpenParagraph(position);
  } else if (digits_end_ && DigitAt(page_.text(), position) && !text_.empty() &&
             DigitAt(text_, text_.size() - 1)) {
    writer_.Insert(' ', position);
  }
  digits_end_ = false;
  return bound_ == nullptr;
}

void HtmlLayout::OpenParagraph(std::size_t position) {
  if (break_due_) writer_.Insert('\n', position);
  break_due_ = false;
  paragraph_open_ = true;
  paragraph_begin_ = writer_.size();
  const uint32_t links = (flags() & kInLink) ? 1 : 0;
  paragraph_ = {0, links, (flags() & kHidden) != 0};
}

void HtmlLayout::BreakLine(std::size_t position) { EndParagraph(position); }

void HtmlLayout::EndParagraph(std::size_t position) {
  if (paragraph_open_) {
    paragraph_open_ = false;
    writer_.EndLine();
    uint32_t begin = paragraph_begin_;
    uint32_t end = writer_.size();
    if (end > begin) break_due_ = true;
    const auto space = [this](uint32_t at) { return text_[at] == ' ' || text_[at] == '\t'; };
    while (begin < end && space(begin)) ++begin;
    while (begin < end && space(end - 1)) --end;
    if (begin < end) AddDraft(v1::Block::PARAGRAPH, begin, end);
  }
  paragraph_ = {};
  if (!images_.empty()) FlushImages(position);
}

void HtmlLayout::BlankLine(std::size_t position) {
  EndParagraph(position);
  if (bound_ != nullptr || !tables_.empty()) return;
  if (break_due_) writer_.Insert('\n', position);
  break_due_ = false;
  writer_.Insert('\n', position);
}

void HtmlLayout::AddDraft(v1::Block::Kind kind, uint32_t begin, uint32_t end) {
  if (drafts_.size() >= kMaxBlocks) return Fail(kTooManyBlocks);
  Draft& draft = drafts_.emplace_back();
  draft.kind = kind;
  draft.begin = begin;
  draft.end = end;
  draft.table = InCell() ? tables_.back().draft : kNone;
  draft.evidence = paragraph_;
  draft.evidence.hidden |= (flags() & kHidden) != 0;
}

void HtmlLayout::FlushImages(std::size_t position) {
  const std::vector<ByteRange> images = std::exchange(images_, {});
  for (const ByteRange& image : images) {
    // In a cell the alternative text might be taken for a figure.
    if (InCell() || image.begin == image.end) {
      AddDraft(v1::Block::IMAGE, writer_.size(), writer_.size());
      continue;
    }
    OpenParagraph(position);
    const uint32_t begin = writer_.size();
    AppendRaw(image);
    writer_.EndLine();
    paragraph_open_ = false;
    break_due_ |= writer_.size() > begin;
    AddDraft(v1::Block::IMAGE, begin, writer_.size());
  }
  paragraph_ = {};
}

void HtmlLayout::Text(std::size_t begin, std::size_t end) {
  const std::string_view page = page_.text();
  const bool verbatim = (flags() & kVerbatim) != 0;
  if (!paragraph_open_ && !verbatim) {
    while (begin < end && IsSpace(page[begin])) ++begin;
  }
  if (begin == end || !ReadyForText(begin)) return;
  const uint32_t before = writer_.size();
  if (verbatim || (keep_lines_ && tables_.empty())) {
    AppendLines(begin, end);
  } else {
    writer_.AppendSqueezed(begin, end);
  }
  if (flags() & kInLink) {
    paragraph_.link_bytes += writer_.size() - before;
    if (!tables_.empty()) tables_.back().link_bytes += writer_.size() - before;
  }
}

void HtmlLayout::AppendLines(std::size_t begin, std::size_t end) {
  const std::string_view page = page_.text();
  while (begin < end && bound_ == nullptr) {
    const std::size_t newline = std::min(page.find('\n', begin), end);
    std::size_t stop = newline;
    if (stop > begin && stop < end && page[stop - 1] == '\r') --stop;
    if (begin < stop && ReadyForText(begin)) {
      if (flags() & kVerbatim) {
        writer_.AppendInLine(begin, stop);
      } else {
        writer_.AppendSqueezed(begin, stop);
      }
    }
    if (newline < end) EndParagraph(newline);
    begin = newline + 1;
  }
}

void HtmlLayout::Reference(char32_t c, std::size_t begin, std::size_t end) {
  if (!ReadyForText(begin)) return;
  const uint32_t before = writer_.size();
  writer_.AppendReference(c, begin, end);
  if (flags() & kInLink) paragraph_.link_bytes += writer_.size() - before;
}

void HtmlLayout::AppendRaw(ByteRange raw) {
  ForEachPiece(page_.text(), raw, [this](char32_t c, std::size_t begin, std::size_t end) {
    if (c != 0) {
      Reference(c, begin, end);
    } else if (ReadyForText(begin)) {
      writer_.AppendSqueezed(begin, end);
    }
  });
}

void HtmlLayout::Finish(std::size_t position) {
  while (!elements_.empty()) End(position);
  while (!tables_.empty()) EndTable(position);
  EndParagraph(position);
  if (break_due_) writer_.Insert('\n', position);
  if (writer_.runs() > kMaxSourceRuns) Fail(kRuns);
  if (bound_ != nullptr) return;
  document_.set_text(std::move(text_));
  SimplifyDocument(writer_.traditional(),
                   &document_);  // before the words of the page are looked for
  std::vector<BlockEvidence> evidence;
  evidence.reserve(drafts_.size());
  document_.mutable_blocks()->Reserve(static_cast<int>(drafts_.size()));
  for (Draft& draft : drafts_) {
    if (draft.dropped) continue;
    v1::Block* block = document_.add_blocks();
    block->set_kind(draft.kind);
    block->set_begin(draft.begin);
    block->set_end(draft.end);
    if (draft.grid) block->set_allocated_grid(draft.grid.release());
    evidence.push_back(draft.evidence);
  }
  for (PagePart& part : parts_) part.end = std::max(part.end, part.begin);
  MarkChrome(evidence, parts_, &document_);
}

}  // namespace gongkai
