#include "normalize/stext.h"

#include <cmath>
#include <cstdlib>
#include <pugixml.hpp>
#include <string_view>
#include <vector>

#include "common/limits.h"
#include "model/han.h"

namespace gongkai {
namespace {

int32_t Hundredths(double points) {
  return std::abs(points) < 1e5 ? static_cast<int32_t>(std::lround(points * 100)) : 0;
}

// Quarter turns clockwise of a direction such as "1 0"; -1 if it is not along an axis.
int TurnOf(const char* direction) {
  char* end = nullptr;
  const double x = std::strtod(direction, &end);
  const double y = std::strtod(end, nullptr);
  constexpr double kSlant = 0.1;
  if (std::abs(y) < kSlant) return x > 0 ? 0 : 2;
  if (std::abs(x) < kSlant) return y > 0 ? 1 : 3;
  return -1;
}

// How far a character reaches: the upper edge of its "x y x y ..." corners.
double AdvanceOf(const char* quad) {
  char* end = nullptr;
  const double x0 = std::strtod(quad, &end), y0 = std::strtod(end, &end);
  const double x1 = std::strtod(end, &end), y1 = std::strtod(end, &end);
  return std::hypot(x1 - x0, y1 - y0);
}

void AddChar(pugi::xml_node node, double size, int turn, v1::PositionedPage* page) {
  const std::string_view text = node.attribute("c").value();
  if (text.empty()) return;
  std::size_t at = 0;
  page->add_glyph_code(NextChar(text, &at));
  page->add_glyph_x(Hundredths(node.attribute("x").as_double()));
  page->add_glyph_y(Hundredths(node.attribute("y").as_double()));
  page->add_glyph_advance(Hundredths(AdvanceOf(node.attribute("quad").value())));
  page->add_glyph_size(Hundredths(size));
  page->add_glyph_turn(static_cast<uint32_t>(turn));
}

void AddLine(pugi::xml_node line, v1::PositionedPage* page) {
  const int turn = TurnOf(line.attribute("dir").value());
  if (turn < 0) return;
  for (const pugi::xml_node font : line.children("font")) {
    const double size = font.attribute("size").as_double();
    for (const pugi::xml_node one : font.children("char")) AddChar(one, size, turn, page);
  }
}

}  // namespace

bool ReplaceGlyphs(std::string xml, v1::Pages* pages) {
  pugi::xml_document document;
  if (!document.load_buffer_inplace(xml.data(), xml.size(), pugi::parse_default,
                                    pugi::encoding_utf8)) {
    return false;
  }
  std::vector<v1::PositionedPage> read;
  std::size_t glyphs = 0;
  for (const pugi::xml_node page : document.child("document").children("page")) {
    v1::PositionedPage& one = read.emplace_back();
    for (const pugi::xml_node block : page.children("block")) {
      for (const pugi::xml_node line : block.children("line")) AddLine(line, &one);
    }
    glyphs += static_cast<std::size_t>(one.glyph_code_size());
  }
  if (read.size() != static_cast<std::size_t>(pages->pages_size()) || glyphs > kMaxPdfGlyphs) {
    return false;
  }
  for (int i = 0; i < pages->pages_size(); ++i) {
    v1::PositionedPage* page = pages->mutable_pages(i);
    v1::PositionedPage& from = read[static_cast<std::size_t>(i)];
    page->mutable_glyph_code()->Swap(from.mutable_glyph_code());
    page->mutable_glyph_x()->Swap(from.mutable_glyph_x());
    page->mutable_glyph_y()->Swap(from.mutable_glyph_y());
    page->mutable_glyph_advance()->Swap(from.mutable_glyph_advance());
    page->mutable_glyph_size()->Swap(from.mutable_glyph_size());
    page->mutable_glyph_turn()->Swap(from.mutable_glyph_turn());
  }
  return true;
}

}  // namespace gongkai
