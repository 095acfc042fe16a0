#include "normalize/html.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>

#include <algorithm>
#include <cctype>
#include <cstring>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "common/limits.h"
#include "common/report_error.h"
#include "common/strings.h"
#include "model/han.h"
#include "normalize/file_kind.h"
#include "normalize/html_attributes.h"
#include "normalize/html_layout.h"
#include "normalize/html_reference.h"
#include "normalize/html_tags.h"
#include "normalize/page_fields.h"
#include "normalize/stage_name.h"
#include "normalize/xml_view.h"

namespace gongkai {
namespace {

constexpr std::size_t kMaxReferenceBytes = 64;
constexpr std::size_t kFullBuffer = 1000;  // bytes libxml2 gathers before it hands them over

// Where the last character of `text` begins.
std::size_t LastCharacter(std::string_view text) {
  std::size_t at = text.size() - 1;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return at;
}

constexpr std::string_view kAttributes[] = {
    "class", "id",  "role",  "style",   "type",    "alt",   "value", "hidden",
    "href",  "src", "width", "rowspan", "colspan", "title", "name",  "content"};

// What libxml2 calls back. The characters it hands over are copies; where they stand in the
// page follows from how far it has read, and is verified against the page.
class Reader {
 public:
  // What the readers of a page and of its frames share.
  struct Shared {
    std::string_view page;
    HtmlLayout* layout;
    HtmlFrames* frames;
    v1::Document* document;
    std::vector<ByteRange> open;  // pages that are being read, outermost first
    std::size_t frames_read = 0;
  };

  Reader(Shared* shared, ByteRange range)
      : shared_(*shared),
        base_(range.begin),
        page_(shared->page.substr(range.begin, range.end - range.begin)),
        layout_(*shared->layout),
        document_(*shared->document) {}

  void Run();

 private:
  struct FreeParser {
    void operator()(htmlParserCtxtPtr parser) const { htmlFreeParserCtxt(parser); }
  };

  static Reader* Self(void* reader) { return static_cast<Reader*>(reader); }
  static void OnStart(void* self, const xmlChar* name, const xmlChar** attributes) {
    Self(self)->Start(View(name), attributes);
  }
  static void OnEnd(void* self, const xmlChar* name) { Self(self)->End(View(name)); }
  static void OnCharacters(void* self, const xmlChar* text, int length) {
    Self(self)->Characters({reinterpret_cast<const char*>(text), static_cast<size_t>(length)});
  }
  static void OnNoText(void*, const xmlChar*, int) {}

  void Configure();
  void LimitNames();
  // How far the parser has read.
  std::size_t Position() const {
    const xmlParserInput* input = parser_->input;
    return std::min(page_.size(), static_cast<std::size_t>(input->consumed) +
                                      static_cast<std::size_t>(input->cur - input->base));
  }

  void Start(std::string_view name, const xmlChar** attributes);
  void Frame(const xmlChar** attributes, std::size_t position);
  void Meta(const xmlChar** attributes);
  void End(std::string_view name);
  void Characters(std::string_view text);
  bool Literal(std::string_view text, std::size_t position);
  void FromReference(std::string_view text, std::size_t position);
  void StopAtBound();
  void NoteTruncation();

  Shared& shared_;
  const std::size_t base_;  // where page_ stands in the whole page
  std::string_view page_;
  HtmlLayout& layout_;
  v1::Document& document_;
  std::unique_ptr<xmlParserCtxt, FreeParser> parser_;
  std::vector<std::string_view> open_;  // names of the open elements, owned by the parser
  std::size_t read_ = 0;                // end of the text that was taken last
  bool truncated_ = false;
  bool in_title_ = false;
  std::string title_;
};

void Reader::Run() {
  parser_.reset(htmlCreateMemoryParserCtxt(page_.data(), static_cast<int>(page_.size())));
  if (parser_ == nullptr) return;
  Configure();
  htmlParseDocument(parser_.get());
  if (layout_.bound() != nullptr) return;
  for (; !open_.empty(); open_.pop_back()) layout_.End(base_ + page_.size());
  NoteTruncation();
}

void Reader::Configure() {
  htmlSAXHandler* sax = parser_->sax;
  std::memset(sax, 0, sizeof(*sax));
  sax->startElement = OnStart;
  sax->endElement = OnEnd;
  sax->characters = OnCharacters;
  sax->ignorableWhitespace = OnCharacters;
  sax->cdataBlock = OnNoText;
  parser_->userData = this;
  htmlCtxtUseOptions(parser_.get(), HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                                        HTML_PARSE_NOIMPLIED | HTML_PARSE_IGNORE_ENC);
  parser_->options |= XML_PARSE_HUGE;
  // The page is UTF-8 whatever it says of itself.
  parser_->charset = XML_CHAR_ENCODING_UTF8;
  if (parser_->input->encoding == nullptr) parser_->input->encoding = xmlStrdup(BAD_CAST "UTF-8");
  LimitNames();
}

// libxml2 compares each attribute of a tag with all before it, so their number must be bounded.
// Names come from its dictionary: once that is full, new names are passed over, and those that
// matter here are in it already.
void Reader::LimitNames() {
  for (const std::string& tag : KnownTags()) {
    xmlDictLookup(parser_->dict, BAD_CAST tag.data(), static_cast<int>(tag.size()));
  }
  for (const std::string_view name : kAttributes) {
    xmlDictLookup(parser_->dict, BAD_CAST name.data(), static_cast<int>(name.size()));
  }
  xmlDictSetLimit(parser_->dict, kMaxHtmlNameBytes);
}

void Reader::StopAtBound() {
  if (layout_.bound() != nullptr) xmlStopParser(parser_.get());
}

void Reader::Start(std::string_view name, const xmlChar** attributes) {
  if (layout_.bound() != nullptr) return;
  const TagKind kind = KindOfTag(name);
  const std::size_t position = Position();
  HtmlAttributes meaning = InterpretAttributes(attributes);
  if (kind == TagKind::kImage)
    meaning.text = FindAttributeValue(page_, name, "alt", read_, position);
  if (kind == TagKind::kInput)
    meaning.text = FindAttributeValue(page_, name, "value", read_, position);
  meaning.text.begin += base_;
  meaning.text.end += base_;
  if (shared_.frames != nullptr && (name == "iframe" || name == "frame")) {
    Frame(attributes, base_ + position);
  }
  if (name == "meta") Meta(attributes);
  if (name == "title" && kind == TagKind::kNoText) in_title_ = title_.empty();
  open_.push_back(name);
  layout_.Start(kind, meaning, base_ + position);
  StopAtBound();
}

void Reader::Meta(const xmlChar** attributes) {
  std::string_view name;
  std::string_view content;
  for (; attributes != nullptr && *attributes != nullptr; attributes += 2) {
    if (View(attributes[0]) == "name") name = PageFieldName(View(attributes[1]));
    if (View(attributes[0]) == "content") content = View(attributes[1]);
  }
  if (!name.empty()) AddPageField(name, content, &document_);
}

// The page of a frame stands before the frame's own element, as a block.
void Reader::Frame(const xmlChar** attributes, std::size_t position) {
  std::string_view address;
  for (; attributes != nullptr && *attributes != nullptr; attributes += 2) {
    if (View(attributes[0]) == "src") address = View(attributes[1]);
  }
  if (address.empty()) return;
  const std::optional<ByteRange> range = shared_.frames->Find(address, shared_.open.back());
  if (!range || shared_.open.size() >= static_cast<std::size_t>(kMaxFrameDepth) ||
      ++shared_.frames_read > kMaxFrames) {
    return;
  }
  for (const ByteRange& open : shared_.open) {
    if (open.begin == range->begin) return;
  }
  shared_.open.push_back(*range);
  layout_.Start(TagKind::kBlock, {}, position);
  Reader(&shared_, *range).Run();
  layout_.End(position);
  shared_.open.pop_back();
}

void Reader::End(std::string_view name) {
  if (layout_.bound() != nullptr) return;
  const std::size_t position = Position();
  const auto found = std::find(open_.rbegin(), open_.rend(), name);
  if (found == open_.rend()) return;
  if (name == "table" && position >= page_.size() &&
      page_.substr(read_).find("</table") == std::string_view::npos &&
      page_.substr(read_).find("</TABLE") == std::string_view::npos) {
    truncated_ = true;
  }
  if (in_title_ && name == "title") {
    in_title_ = false;
    AddPageField("title", title_, &document_);
  }
  for (auto count = found - open_.rbegin() + 1; count > 0; --count) {
    open_.pop_back();
    layout_.End(base_ + position);
  }
  StopAtBound();
}

void Reader::Characters(std::string_view text) {
  if (layout_.bound() != nullptr || text.empty()) return;
  if (in_title_ && title_.size() < kMaxPageFieldBytes) title_ += text;
  if (!layout_.takes_text()) return;
  const std::size_t position = Position();
  if (!Literal(text, position)) FromReference(text, position);
  StopAtBound();
}

// The page up to `position` without the control characters that libxml2 leaves out is `text`.
bool Reader::Literal(std::string_view text, std::size_t position) {
  // A full buffer, and a "<" that begins no tag, come before the parser steps over the last
  // character.
  if (text.size() >= kFullBuffer || text == "<") {
    const std::size_t last = LastCharacter(text);
    if (page_.substr(position, text.size() - last) == text.substr(last)) {
      position += text.size() - last;
    }
  }
  std::size_t begin = position;
  if (begin >= text.size() && page_.substr(begin - text.size(), text.size()) == text) {
    begin -= text.size();
    // ";" may be the end of a reference to it.
    if (text == ";" && begin > read_ &&
        page_.substr(read_, begin - read_).find("&#") != std::string_view::npos) {
      return false;
    }
  } else {
    for (std::size_t left = text.size(); left > 0;) {
      if (begin == read_) return false;
      --begin;
      if (page_[begin] == text[left - 1]) {
        --left;
      } else if (static_cast<unsigned char>(page_[begin]) >= 0x20 && page_[begin] != 0x7F) {
        return false;
      }
    }
  }
  begin = std::max(begin, read_);
  if (begin < position) layout_.Text(base_ + begin, base_ + position);
  read_ = position;
  return true;
}

void Reader::FromReference(std::string_view text, std::size_t position) {
  // To libxml2 all letters and digits behind "&" are a name, Chinese ones too: it may be long.
  const std::size_t unread = position > read_ ? position - read_ : 0;
  const std::size_t found = page_.substr(read_, unread).rfind('&');
  const bool stands_there = found != std::string_view::npos;
  const std::size_t begin = stands_there ? read_ + found : std::min(read_, position);
  std::size_t at = 0;
  const char32_t c = NextChar(text, &at);
  const bool whole = position > begin && page_[position - 1] == ';';
  if (c != '&' || !stands_there || whole || page_.substr(begin, 2) == "&#") {
    layout_.Reference(CharOfNumber(c), base_ + begin, base_ + position);
    read_ = position;
    return;
  }
  // A name libxml2 does not know, or without its semicolon: the name itself follows as text.
  const HtmlReference reference = ReferenceAt(page_.substr(begin, kMaxReferenceBytes));
  if (reference.length > 0) {
    layout_.Reference(reference.c, base_ + begin, base_ + begin + reference.length);
    read_ = begin + reference.length;
  } else {
    layout_.Text(base_ + begin, base_ + begin + 1);
    read_ = begin + 1;
  }
}

// The page ends within a table, or within a tag.
void Reader::NoteTruncation() {
  const std::size_t open = page_.rfind('<');
  const bool in_tag =
      open != std::string_view::npos && open + 1 < page_.size() &&
      page_.find('>', open) == std::string_view::npos &&
      (std::isalpha(static_cast<unsigned char>(page_[open + 1])) != 0 || page_[open + 1] == '/');
  if (truncated_ || in_tag) document_.add_notes()->set_code(v1::Note::TRUNCATED);
}

const HtmlLayout::Bound* Lay(const Page& page, ByteRange root, HtmlFrames* frames,
                             std::optional<ByteRange> shown, v1::Document* document) {
  static std::once_flag once;
  std::call_once(once, [] { xmlInitParser(); });
  document->set_format(v1::Document::HTML);
  const std::string_view text = page.text().substr(root.begin, root.end - root.begin);
  HtmlLayout layout(page, !BeginsLikeHtmlPage(text), document);
  Reader::Shared shared{page.text(), &layout, frames, document, {root}};
  Reader(&shared, root).Run();
  if (shown) {
    layout.Start(TagKind::kBlock, {}, shown->begin);
    Reader(&shared, *shown).Run();
    layout.End(shown->end);
  }
  if (layout.bound() == nullptr) layout.Finish(page.text().size());
  return layout.bound();
}

}  // namespace

void LeftOutFrames::Add(std::string_view address) {
  if (first_.empty() && !address.starts_with("about:") && !address.starts_with("javascript:")) {
    first_ = CutPageField(address);
  }
}

void LeftOutFrames::Note(v1::Document* document) const {
  if (first_.empty()) return;
  v1::Note* note = document->add_notes();
  note->set_code(v1::Note::FRAME_LEFT_OUT);
  note->set_detail(first_);
}

v1::ReportError LeftOutFrames::NoText(std::string_view zh, std::string_view en) const {
  if (first_.empty()) return MakeReportError(v1::ReportError::EMPTY, kNormalize, zh, en);
  return MakeReportError(
      v1::ReportError::EMPTY, kNormalize,
      Concat("网页里没有文字，正文在框架“", first_, "”中；请将该文件放在网页旁边，或报送该文件"),
      Concat("the page has no text of its own, it shows ", first_,
             " in a frame; put that file next to the page, or send it"));
}

const HtmlLayout::Bound* NormalizeHtml(const Page& page, v1::Document* document) {
  return Lay(page, {0, page.text().size()}, nullptr, std::nullopt, document);
}

const HtmlLayout::Bound* NormalizeHtml(const Page& page, ByteRange root, HtmlFrames* frames,
                                       v1::Document* document) {
  return Lay(page, root, frames, std::nullopt, document);
}

const HtmlLayout::Bound* NormalizeHtml(const Page& page, ByteRange root, ByteRange shown,
                                       v1::Document* document) {
  return Lay(page, root, nullptr, shown, document);
}

}  // namespace gongkai
