// Walks through the parts of a Word document in reading order and gives them to the layout.
#pragma once

#include <cstdint>
#include <deque>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "common/limits.h"
#include "normalize/docx_elements.h"
#include "normalize/docx_numbering.h"
#include "normalize/docx_styles.h"
#include "normalize/docx_table.h"
#include "normalize/html_layout.h"
#include "normalize/page.h"
#include "normalize/source_parts.h"

namespace gongkai {

// What reads the text of images.
class DocxImages {
 public:
  virtual ~DocxImages() = default;
  // The image of that relationship, which a paragraph shows, goes to the layout.
  virtual void Read(std::string_view id, uint32_t paragraph) = 0;
};

// What is read is the text as it stands once all tracked changes are accepted. Left out: hidden
// text, instructions of fields, comments. A text box follows the paragraph it is anchored in.
class DocxReader {
 public:
  // All must outlive the reader.
  DocxReader(const DocxStyles& styles, DocxNumbering* numbering, PageAssembler* page,
             SourcePartsBuilder* parts, HtmlLayout* layout);

  // Images that paragraphs show are read from here on.
  void ReadImagesBy(DocxImages* images) { images_ = images; }

  // Paragraphs and tables of a part, in `container`: w:body, w:hdr, w:footnote and so on.
  void Read(pugi::xml_node container);

  // A bound was passed here (common/limits.h); the layout may have passed one as well.
  const HtmlLayout::Bound* bound() const { return bound_; }

  // Ids of the headers and footers met, in order.
  const std::vector<std::string>& side_parts() const { return side_parts_; }

  // Content of another format stands in the document, which is not read.
  bool has_foreign_content() const { return has_foreign_content_; }

 private:
  // What w:pPr says.
  struct ParagraphProperties {
    std::string_view style;
    pugi::xml_node list;
    bool joined = false;  // goes on in the next paragraph: its mark was removed or is hidden
    bool hidden = false;  // by its style
  };
  // Something within a paragraph that is read or counted behind it.
  struct Deferred {
    pugi::xml_node node;
    bool read = false;
    uint32_t paragraph = 0;  // that shows the image; 0 for what is no image
  };
  enum class FieldState : unsigned char { kInstruction, kResult };

  // Counts how deep the walk is while it lives.
  class Deeper {
   public:
    explicit Deeper(DocxReader* reader) : reader_(*reader) {
      if (++reader_.depth_ > kMaxXmlDepth) reader_.Fail(kTooDeep);
    }
    ~Deeper() { --reader_.depth_; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;

   private:
    DocxReader& reader_;
  };
  static const HtmlLayout::Bound kTooDeep;

  bool Stopped() const { return bound_ != nullptr || layout_.bound() != nullptr; }
  void Fail(const HtmlLayout::Bound& bound) {
    if (bound_ == nullptr) bound_ = &bound;
  }
  std::size_t position() const { return page_.size(); }

  // Blocks.
  void Blocks(pugi::xml_node container);
  void Block(pugi::xml_node node, DocxElement element);
  pugi::xml_node Paragraphs(pugi::xml_node first);
  void Paragraph(pugi::xml_node node, const ParagraphProperties& properties);
  ParagraphProperties PropertiesOf(pugi::xml_node paragraph);
  void ListNumber(const ParagraphProperties& last, uint32_t paragraph);
  void ReadDeferred();
  void Section(pugi::xml_node node);
  void Table(pugi::xml_node node);
  void Row(const DocxRow& row, uint32_t table);
  void Cell(const DocxCell& cell, const DocxRow& row, uint32_t table);
  void Skip(pugi::xml_node node);

  // Within a paragraph.
  void Inline(pugi::xml_node container);
  void InlineElement(pugi::xml_node node, DocxElement element);
  void Run(pugi::xml_node node);
  void Drawing(pugi::xml_node node);
  void DrawingContent(pugi::xml_node node, bool* holds_image, bool* holds_text);
  void Field(pugi::xml_node node);
  void TextOf(pugi::xml_node node);
  void Symbol(pugi::xml_node node);
  void Text(std::string_view text);
  void Raise();

  const DocxStyles& styles_;
  DocxNumbering& numbering_;
  PageAssembler& page_;
  SourcePartsBuilder& parts_;
  HtmlLayout& layout_;

  const HtmlLayout::Bound* bound_ = nullptr;
  int depth_ = 0;
  int cells_ = 0;  // open cells
  bool in_paragraph_ = false;
  bool paragraph_hidden_ = false;
  std::deque<Deferred> deferred_;
  DocxImages* images_ = nullptr;
  std::vector<FieldState> fields_;
  std::size_t instructions_ = 0;  // open fields whose result has not begun
  std::string buffer_;
  std::vector<std::string> side_parts_;
  bool has_foreign_content_ = false;
};

}  // namespace gongkai
