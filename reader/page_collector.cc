#include "reader/page_collector.h"

#include <GfxFont.h>
#include <GfxState.h>
#include <GlobalParams.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "common/limits.h"

namespace gongkai {
namespace {

constexpr Unicode kUndecoded = 0xFFFD;
constexpr double kThin = 3.0;     // points; a wider rectangle is an area, not a line
constexpr double kAligned = 0.6;  // how far a stroke may lean
constexpr double kShortest = 1.0;
// Of a character set vertically, how far its base line lies below its origin.
constexpr double kVerticalBase = 0.88;
constexpr int kInvisible = 3;  // text rendering mode

int32_t Hundredths(double points) {
  if (!(std::abs(points) < 1e6)) return points > 0 ? 100'000'000 : -100'000'000;
  return static_cast<int32_t>(std::lround(points * 100));
}

bool IsWhite(const GfxRGB& color) {
  constexpr double kWhite = 0.95;
  return colToDbl(color.r) > kWhite && colToDbl(color.g) > kWhite && colToDbl(color.b) > kWhite;
}

// Quarter turns clockwise of a direction, y downwards; -1 if it is not along an axis.
int TurnOf(double x, double y) {
  constexpr double kSlant = 0.1;
  if (std::abs(y) <= kSlant * std::abs(x)) return x > 0 ? 0 : 2;
  if (std::abs(x) <= kSlant * std::abs(y)) return y > 0 ? 1 : 3;
  return -1;
}

// True if the font itself says which character the code is. Where it does not, poppler guesses:
// the number of a glyph for that of a character, and a digit would be taken for another sign.
bool SaysCharacter(GfxFont* font, CharCode code) {
  if (font == nullptr || font->hasToUnicodeCMap()) return font != nullptr;
  if (font->isCIDFont()) {
    const GooString* collection = static_cast<GfxCIDFont*>(font)->getCollection();
    if (collection == nullptr) return false;
    const std::string_view name = collection->c_str();
    return name != "Adobe-Identity" && name != "Adobe-UCS";
  }
  auto* simple = static_cast<Gfx8BitFont*>(font);
  if (font->getType() == fontTrueType && font->isSymbolic() && !simple->getHasEncoding()) {
    return false;
  }
  const char* name = code < 256 ? simple->getEncoding()[code] : nullptr;
  return name != nullptr && globalParams->mapNameToUnicodeText(name) > 0;
}

}  // namespace

void PageCollector::StartPage(v1::PositionedPage* page) {
  page_ = page;
  used_.clear();
  groups_.clear();
  masks_ = 0;
  turned_ = false;
  overflowed_ = false;
}

void PageCollector::updateFont(GfxState* state) {
  if (state->getFont() != nullptr) Use(*state->getFont()->getID());
}

void PageCollector::drawChar(GfxState* state, double x, double y, double dx, double dy, double,
                             double, CharCode code, int bytes, const Unicode* u, int length) {
  if (masks_ > 0 || overflowed_) return;
  double m11, m12, m21, m22;
  state->getFontTransMat(&m11, &m12, &m21, &m22);
  const double size = std::hypot(m21, m22);
  if (!(size > 0.1) || !(size < 10'000)) return;
  if ((state->getRender() & 3) == kInvisible) {
    page_->set_hidden_glyphs(page_->hidden_glyphs() + 1);
    return;
  }
  const int turn = TurnOf(m11, m12);
  if (turn < 0) {
    page_->set_slanted_glyphs(page_->slanted_glyphs() + 1);
    return;
  }
  // The advance without what is put between characters.
  double space = state->getCharSpace();
  if (bytes == 1 && code == 0x20) space += state->getWordSpace();
  const bool vertical = state->getFont() != nullptr && state->getFont()->getWMode() != 0;
  double space_x, space_y;
  state->textTransformDelta(vertical ? 0 : space * state->getHorizScaling(), vertical ? space : 0,
                            &space_x, &space_y);
  double px, py, ax, ay;
  state->transform(x, y, &px, &py);
  state->transformDelta(dx - space_x, dy - space_y, &ax, &ay);
  double advance = std::hypot(ax, ay);
  if (vertical && turn == 0) {  // the origin is above the middle of the character
    px -= size / 2;
    py += size * kVerticalBase;
    advance = size;
  }
  if (length <= 0 || u == nullptr || !SaysCharacter(state->getFont().get(), code)) {
    AddGlyph(kUndecoded, px, py, advance, size, static_cast<uint32_t>(turn));
    return;
  }
  // A ligature: its characters share its width.
  const double step_x = turn == 0 ? advance / length : turn == 2 ? -advance / length : 0;
  const double step_y = turn == 1 ? advance / length : turn == 3 ? -advance / length : 0;
  for (int i = 0; i < length; ++i) {
    AddGlyph(u[i], px + i * step_x, py + i * step_y, advance / length, size,
             static_cast<uint32_t>(turn));
  }
}

void PageCollector::AddGlyph(Unicode code, double x, double y, double advance, double size,
                             uint32_t turn) {
  if (static_cast<std::size_t>(page_->glyph_code_size()) >= kMaxPageGlyphs) {
    overflowed_ = true;
    return;
  }
  // What lies beside the page is not seen.
  const int32_t left = Hundredths(x), base = Hundredths(y);
  constexpr int32_t kMargin = 200;
  if (left < -kMargin || left > page_->width() + kMargin || base < -kMargin ||
      base > page_->height() + kMargin) {
    return;
  }
  // A control character has no shape: what is drawn is something else.
  const bool space = code == U'\t' || code == U'\n' || code == U'\r';
  if (space) code = U' ';
  const bool scalar = code >= 0x20 && code < 0x110000 && (code < 0xD800 || code > 0xDFFF);
  if (turn != 0 && !turned_) {
    turned_ = true;
    for (int i = 0; i < page_->glyph_code_size(); ++i) page_->add_glyph_turn(0);
  }
  page_->add_glyph_code(scalar ? code : kUndecoded);
  page_->add_glyph_x(left);
  page_->add_glyph_y(base);
  page_->add_glyph_advance(Hundredths(advance));
  page_->add_glyph_size(Hundredths(size));
  if (turned_) page_->add_glyph_turn(turn);
}

void PageCollector::AddRuling(const Box& box) {
  if (page_->rulings_dropped()) return;
  if (static_cast<std::size_t>(page_->ruling_left_size()) >= kMaxPageRulings) {
    page_->clear_ruling_left();
    page_->clear_ruling_top();
    page_->clear_ruling_right();
    page_->clear_ruling_bottom();
    page_->set_rulings_dropped(true);
    return;
  }
  page_->add_ruling_left(Hundredths(box.left));
  page_->add_ruling_top(Hundredths(box.top));
  page_->add_ruling_right(Hundredths(box.right));
  page_->add_ruling_bottom(Hundredths(box.bottom));
}

void PageCollector::AddSegment(GfxState* state, double x0, double y0, double x1, double y1,
                               double width) {
  double ax, ay, bx, by;
  state->transform(x0, y0, &ax, &ay);
  state->transform(x1, y1, &bx, &by);
  const Box box{std::min(ax, bx), std::min(ay, by), std::max(ax, bx), std::max(ay, by)};
  const double w = box.right - box.left, h = box.bottom - box.top;
  if (std::min(w, h) > kAligned || std::max(w, h) < kShortest || width > kThin) return;
  const double half = width / 2;
  if (w >= h) {
    AddRuling({box.left, box.top - half, box.right, box.bottom + half});
  } else {
    AddRuling({box.left - half, box.top, box.right + half, box.bottom});
  }
}

void PageCollector::stroke(GfxState* state) {
  if (masks_ > 0) return;
  GfxRGB color;
  state->getStrokeRGB(&color);
  if (IsWhite(color)) return;
  const double width = state->getTransformedLineWidth();
  const GfxPath* path = state->getPath();
  for (int i = 0; i < path->getNumSubpaths(); ++i) {
    const GfxSubpath* sub = path->getSubpath(i);
    for (int k = 1; k < sub->getNumPoints(); ++k) {
      if (sub->getCurve(k) || sub->getCurve(k - 1)) continue;
      AddSegment(state, sub->getX(k - 1), sub->getY(k - 1), sub->getX(k), sub->getY(k), width);
    }
  }
}

void PageCollector::fill(GfxState* state) {
  if (masks_ > 0) return;
  GfxRGB color;
  state->getFillRGB(&color);
  if (IsWhite(color)) return;
  const GfxPath* path = state->getPath();
  for (int i = 0; i < path->getNumSubpaths(); ++i) {
    const GfxSubpath* sub = path->getSubpath(i);
    const int points = sub->getNumPoints();
    if (points < 4 || points > 5) continue;
    Box box{1e9, 1e9, -1e9, -1e9};
    bool curved = false;
    for (int k = 0; k < points; ++k) {
      curved |= sub->getCurve(k);
      double x, y;
      state->transform(sub->getX(k), sub->getY(k), &x, &y);
      box = {std::min(box.left, x), std::min(box.top, y), std::max(box.right, x),
             std::max(box.bottom, y)};
    }
    const double w = box.right - box.left, h = box.bottom - box.top;
    if (!curved && std::min(w, h) <= kThin && std::max(w, h) >= kShortest) AddRuling(box);
  }
}

// An image fills the unit square of its coordinates. A thin one is a line.
void PageCollector::AddImage(GfxState* state) {
  if (masks_ > 0) return;
  Box box{1e9, 1e9, -1e9, -1e9};
  for (const auto& [u, v] : {std::pair{0, 0}, {0, 1}, {1, 0}, {1, 1}}) {
    double x, y;
    state->transform(u, v, &x, &y);
    box = {std::min(box.left, x), std::min(box.top, y), std::max(box.right, x),
           std::max(box.bottom, y)};
  }
  if (std::min(box.right - box.left, box.bottom - box.top) <= kThin) return AddRuling(box);
  if (static_cast<std::size_t>(page_->image_left_size()) >= kMaxPageImages) return;
  page_->add_image_left(Hundredths(box.left));
  page_->add_image_top(Hundredths(box.top));
  page_->add_image_right(Hundredths(box.right));
  page_->add_image_bottom(Hundredths(box.bottom));
}

// The base class reads past the bytes of images within the content.
void PageCollector::drawImageMask(GfxState* state, Object* ref, Stream* stream, int width,
                                  int height, bool invert, bool interpolate, bool in_line) {
  AddImage(state);
  OutputDev::drawImageMask(state, ref, stream, width, height, invert, interpolate, in_line);
}

void PageCollector::drawImage(GfxState* state, Object* ref, Stream* stream, int width, int height,
                              GfxImageColorMap* colors, bool interpolate, const int* mask_colors,
                              bool in_line) {
  AddImage(state);
  OutputDev::drawImage(state, ref, stream, width, height, colors, interpolate, mask_colors,
                       in_line);
}

void PageCollector::drawMaskedImage(GfxState* state, Object*, Stream*, int, int, GfxImageColorMap*,
                                    bool, Stream*, int, int, bool, bool) {
  AddImage(state);
}

void PageCollector::drawSoftMaskedImage(GfxState* state, Object*, Stream*, int, int,
                                        GfxImageColorMap*, bool, Stream*, int, int,
                                        GfxImageColorMap*, bool) {
  AddImage(state);
}

}  // namespace gongkai
