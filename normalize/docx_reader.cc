#include "normalize/docx_reader.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "common/limits.h"
#include "normalize/xml_part.h"

namespace gongkai {
namespace {

constexpr HtmlLayout::Bound kSideParts = {"页眉页脚过多", "too many headers and footers"};

// Paragraphs in `node`, itself among them.
uint32_t CountParagraphs(pugi::xml_node node) {
  uint32_t count = 0;
  pugi::xml_node at = node;
  for (;;) {
    if (DocxElementOf(at.name()) == DocxElement::kParagraph) ++count;
    if (at.first_child()) {
      at = at.first_child();
      continue;
    }
    while (at != node && !at.next_sibling()) at = at.parent();
    if (at == node) return count;
    at = at.next_sibling();
  }
}

// The relationship of a picture; empty for a chart and the like.
std::string_view ImageOf(pugi::xml_node node) {
  if (std::string_view(node.name()) == "v:imagedata") return node.attribute("r:id").value();
  const pugi::xml_node picture =
      node.find_node([](pugi::xml_node at) { return std::string_view(at.name()) == "a:blip"; });
  return picture.attribute("r:embed").value();
}

// The next w:p, past elements that hold nothing (bookmarks, marks of ranges).
pugi::xml_node NextParagraph(pugi::xml_node node) {
  for (node = node.next_sibling(); node; node = node.next_sibling()) {
    if (DocxElementOf(node.name()) == DocxElement::kParagraph) return node;
    if (node.first_child()) return {};
  }
  return {};
}

}  // namespace

const HtmlLayout::Bound DocxReader::kTooDeep = {"文档元素嵌套过深", "elements nested too deeply"};

DocxReader::DocxReader(const DocxStyles& styles, DocxNumbering* numbering, PageAssembler* page,
                       SourcePartsBuilder* parts, HtmlLayout* layout)
    : styles_(styles), numbering_(*numbering), page_(*page), parts_(*parts), layout_(*layout) {}

void DocxReader::Read(pugi::xml_node container) {
  Blocks(container);
  fields_.clear();
  instructions_ = 0;
}

void DocxReader::Blocks(pugi::xml_node container) {
  const Deeper deeper(this);
  if (Stopped()) return;
  for (pugi::xml_node node = container.first_child(); node && !Stopped();
       node = node.next_sibling()) {
    const DocxElement element = DocxElementOf(node.name());
    if (element == DocxElement::kParagraph) {
      node = Paragraphs(node);
    } else {
      Block(node, element);
    }
  }
}

void DocxReader::Block(pugi::xml_node node, DocxElement element) {
  switch (element) {
    case DocxElement::kTable:
      return Table(node);
    case DocxElement::kSection:
      return Section(node);
    case DocxElement::kAlternate: {
      const pugi::xml_node choice = DocxChoiceOf(node);
      for (const pugi::xml_node one : node.children()) {
        if (one == choice) {
          Blocks(one);
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
      return Blocks(node);
  }
}

// A paragraph and those that it goes on in; gives back the last one.
pugi::xml_node DocxReader::Paragraphs(pugi::xml_node first) {
  std::vector<std::pair<pugi::xml_node, ParagraphProperties>> line;
  for (pugi::xml_node node = first; node;) {
    line.emplace_back(node, PropertiesOf(node));
    node = line.back().second.joined ? NextParagraph(node) : pugi::xml_node();
  }
  const ParagraphProperties last = line.back().second;
  const std::size_t before = position();
  layout_.Start(TagKind::kBlock, {}, position());
  bool numbered = false;
  for (const auto& [node, properties] : line) {
    const uint32_t number = parts_.NextParagraph();
    if (!numbered && !last.hidden) ListNumber(last, number);
    numbered = true;
    parts_.StartStretch(page_.characters(), layout_.text_size(), number, false);
    Paragraph(node, properties);
  }
  layout_.End(position());
  if (position() == before && cells_ == 0 && deferred_.empty()) layout_.BlankLine(position());
  ReadDeferred();
  return line.back().first;
}

void DocxReader::Paragraph(pugi::xml_node node, const ParagraphProperties& properties) {
  in_paragraph_ = true;
  paragraph_hidden_ = properties.hidden;
  Inline(node);
  in_paragraph_ = false;
  // An instruction seldom goes on in another paragraph; one without an end must not swallow
  // the rest of the report.
  if (instructions_ > 0) {
    fields_.clear();
    instructions_ = 0;
  }
}

DocxReader::ParagraphProperties DocxReader::PropertiesOf(pugi::xml_node paragraph) {
  ParagraphProperties properties;
  for (const pugi::xml_node node : paragraph.child("w:pPr").children()) {
    const std::string_view name = node.name();
    if (name == "w:pStyle") {
      properties.style = node.attribute("w:val").value();
    } else if (name == "w:numPr") {
      properties.list = node;
    } else if (name == "w:sectPr") {
      Section(node);
    } else if (name == "w:rPr") {
      for (const pugi::xml_node mark : node.children()) {
        const std::string_view what = mark.name();
        if (what == "w:del" || what == "w:moveFrom") properties.joined = true;
        if (what == "w:vanish" || what == "w:specVanish") {
          properties.joined |= IsOn(mark, "w:val");
        }
      }
    }
  }
  properties.hidden = styles_.Hides(properties.style);
  return properties;
}

void DocxReader::ListNumber(const ParagraphProperties& last, uint32_t paragraph) {
  DocxListPlace place = ReadListPlace(last.list);
  if (place.list.empty()) {
    const int level = place.level;
    place = styles_.ListOf(last.style);
    if (level >= 0) {
      place.level = level;
      place.style = {};
    }
  }
  if (place.list.empty() || place.list == "0") return;
  const std::string number = numbering_.Next(place);
  if (number.empty()) return;
  parts_.StartStretch(page_.characters(), layout_.text_size(), paragraph, true);
  Text(number);
}

void DocxReader::ReadDeferred() {
  // What is read may defer more, which comes before the rest.
  std::deque<Deferred> deferred = std::exchange(deferred_, {});
  const std::vector<FieldState> fields = std::exchange(fields_, {});
  for (const Deferred& one : deferred) {
    if (Stopped()) return;
    if (one.paragraph > 0) {
      images_->Read(ImageOf(one.node), one.paragraph);
    } else if (one.read) {
      Blocks(one.node);
    } else {
      parts_.SkipParagraphs(CountParagraphs(one.node));
    }
  }
  fields_ = fields;
}

void DocxReader::Section(pugi::xml_node node) {
  for (const pugi::xml_node child : node.children()) {
    const std::string_view name = child.name();
    if (name != "w:headerReference" && name != "w:footerReference") continue;
    const std::string_view id = child.attribute("r:id").value();
    if (std::find(side_parts_.begin(), side_parts_.end(), id) != side_parts_.end()) continue;
    if (side_parts_.size() >= kMaxDocxSideParts) return Fail(kSideParts);
    side_parts_.emplace_back(id);
  }
}

void DocxReader::Table(pugi::xml_node node) {
  const Deeper deeper(this);
  if (Stopped()) return;
  const uint32_t table = parts_.NextTable();
  const std::optional<std::vector<DocxRow>> rows = PlanDocxTable(node);
  if (!rows) return Fail(kTooDeep);
  layout_.Start(TagKind::kTable, {}, position());
  for (const DocxRow& row : *rows) {
    if (Stopped()) break;
    Row(row, table);
  }
  layout_.End(position());
}

void DocxReader::Row(const DocxRow& row, uint32_t table) {
  if (!row.shown) return Skip(row.node);
  layout_.Start(TagKind::kRow, {}, position());
  for (const DocxCell& cell : row.cells) {
    if (Stopped()) break;
    if (cell.shown) {
      Cell(cell, row, table);
    } else {
      Skip(cell.node);
    }
  }
  layout_.End(position());
}

void DocxReader::Cell(const DocxCell& cell, const DocxRow& row, uint32_t table) {
  HtmlAttributes attributes;
  attributes.column_span = cell.column_span;
  attributes.row_span = cell.row_span;
  attributes.skipped_columns = cell.skipped;
  layout_.Start(row.header ? TagKind::kHeaderCell : TagKind::kCell, attributes, position());
  ++cells_;
  const SourcePartsBuilder::Around around = parts_.StartCell(table, row.number, cell.number);
  Blocks(cell.node);
  parts_.EndCell(around);
  --cells_;
  layout_.End(position());
}

// Counts the paragraphs of what is not read, behind the paragraph it stands in.
void DocxReader::Skip(pugi::xml_node node) {
  if (!node.first_child()) return;
  if (in_paragraph_) {
    deferred_.push_back({node, false});
  } else {
    parts_.SkipParagraphs(CountParagraphs(node));
  }
}

}  // namespace gongkai
