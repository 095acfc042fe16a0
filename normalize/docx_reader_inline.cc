// What stands within a paragraph: runs, fields, drawings.
#include <algorithm>

#include "common/limits.h"
#include "model/han.h"
#include "normalize/docx_reader.h"
#include "normalize/xml_part.h"

namespace gongkai {
namespace {

constexpr HtmlLayout::Bound kText = {"文字过多", "too much text"};

bool IsXmlSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace

void DocxReader::Inline(pugi::xml_node container) {
  const Deeper deeper(this);
  if (Stopped()) return;
  for (const pugi::xml_node node : container.children()) {
    if (Stopped()) return;
    InlineElement(node, DocxElementOf(node.name()));
  }
}

void DocxReader::InlineElement(pugi::xml_node node, DocxElement element) {
  switch (element) {
    case DocxElement::kRun:
      return Run(node);
    case DocxElement::kText:
      return TextOf(node);
    case DocxElement::kTab:
      // Within a cell a tab is no end of a cell.
      return Text(cells_ > 0 ? " " : "\t");
    case DocxElement::kBreak:
      layout_.Start(TagKind::kBreak, {}, position());
      return layout_.End(position());
    case DocxElement::kHyphen:
      return Text("-");
    case DocxElement::kSymbol:
      return Symbol(node);
    case DocxElement::kField:
      return Field(node);
    case DocxElement::kMark:
      return Raise();
    case DocxElement::kDrawing:
    case DocxElement::kImage:
    case DocxElement::kTextBox:
      return Drawing(node);
    case DocxElement::kAlternate: {
      const pugi::xml_node choice = DocxChoiceOf(node);
      for (const pugi::xml_node one : node.children()) {
        if (one == choice) {
          Inline(one);
        } else {
          Skip(one);
        }
      }
      return;
    }
    case DocxElement::kForeign:
      has_foreign_content_ = true;
      return;
    case DocxElement::kRemoved:
      return Skip(node);
    case DocxElement::kNone:
      return;
    default:
      return Inline(node);
  }
}

void DocxReader::Run(pugi::xml_node node) {
  bool hidden = paragraph_hidden_;
  bool raised = false;
  for (const pugi::xml_node property : node.child("w:rPr").children()) {
    const std::string_view name = property.name();
    if (name == "w:rStyle") {
      hidden |= styles_.Hides(property.attribute("w:val").value());
    } else if (name == "w:vanish") {
      hidden = IsOn(property, "w:val");
    } else if (name == "w:vertAlign") {
      raised = std::string_view(property.attribute("w:val").value()) != "baseline";
    }
  }
  if (hidden) return Skip(node);
  if (raised) layout_.Start(TagKind::kRaised, {}, position());
  Inline(node);
  if (raised) layout_.End(position());
}

// Digits on either side of a raised mark are not of one figure.
void DocxReader::Raise() {
  layout_.Start(TagKind::kRaised, {}, position());
  layout_.End(position());
}

void DocxReader::Drawing(pugi::xml_node node) {
  bool holds_image = false;
  bool holds_text = false;
  DrawingContent(node, &holds_image, &holds_text);
  if (!holds_image || holds_text) return;
  // Word makes up the alternative text: it says nothing.
  layout_.Start(TagKind::kImage, {}, position());
  layout_.End(position());
}

void DocxReader::DrawingContent(pugi::xml_node node, bool* holds_image, bool* holds_text) {
  const Deeper deeper(this);
  if (Stopped()) return;
  switch (DocxElementOf(node.name())) {
    case DocxElement::kTextBox:
      deferred_.push_back({node, true});
      *holds_text = true;
      return;
    case DocxElement::kImage:
      *holds_image = true;
      if (images_ != nullptr) deferred_.push_back({node, true, parts_.paragraph()});
      return;
    case DocxElement::kAlternate: {
      const pugi::xml_node choice = DocxChoiceOf(node);
      for (const pugi::xml_node one : node.children()) {
        if (one == choice) {
          DrawingContent(one, holds_image, holds_text);
        } else {
          Skip(one);
        }
      }
      return;
    }
    default:
      for (const pugi::xml_node child : node.children()) {
        DrawingContent(child, holds_image, holds_text);
      }
  }
}

void DocxReader::Field(pugi::xml_node node) {
  const std::string_view type = node.attribute("w:fldCharType").value();
  if (type == "begin") {
    fields_.push_back(FieldState::kInstruction);
    ++instructions_;
  } else if (fields_.empty()) {
    return;
  } else if (type == "separate") {
    if (fields_.back() == FieldState::kInstruction) --instructions_;
    fields_.back() = FieldState::kResult;
  } else if (type == "end") {
    if (fields_.back() == FieldState::kInstruction) --instructions_;
    fields_.pop_back();
  }
}

void DocxReader::TextOf(pugi::xml_node node) {
  std::string_view text = node.child_value();
  pugi::xml_node more = node.first_child();
  if (more && text.data() == more.value()) more = more.next_sibling();
  if (more) {
    buffer_ = text;
    for (; more; more = more.next_sibling()) buffer_ += more.value();
    text = buffer_;
  }
  if (text.empty()) return;
  if (IsXmlSpace(text.front()) || IsXmlSpace(text.back())) {
    if (std::string_view(node.attribute("xml:space").value()) != "preserve") {
      while (!text.empty() && IsXmlSpace(text.front())) text.remove_prefix(1);
      while (!text.empty() && IsXmlSpace(text.back())) text.remove_suffix(1);
    }
  }
  if (text.find_first_of("\t\n\r") != std::string_view::npos) {
    std::string spaced(text);
    std::replace_if(spaced.begin(), spaced.end(), IsXmlSpace, ' ');
    return Text(spaced);
  }
  Text(text);
}

void DocxReader::Symbol(pugi::xml_node node) {
  std::string symbol;
  AppendUtf8(DocxSymbol(node.attribute("w:font").value(), node.attribute("w:char").value()),
             &symbol);
  Text(symbol);
}

void DocxReader::Text(std::string_view text) {
  if (text.empty() || instructions_ > 0) return;
  if (page_.size() + text.size() > kMaxDocxPageBytes) return Fail(kText);
  const ByteRange range = page_.Append(text);
  layout_.Text(range.begin, range.end);
}

}  // namespace gongkai
