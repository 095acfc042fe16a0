// Takes down what poppler draws of a page: characters, straight strokes, images.
#pragma once

#include <OutputDev.h>

#include <cstddef>
#include <set>
#include <vector>

#include "gongkai/v1/pages.pb.h"

namespace gongkai {

// Draws nothing itself. One page after the other: StartPage(), then poppler's displayPage().
class PageCollector : public OutputDev {
 public:
  // `page` must be empty and outlive the drawing.
  void StartPage(v1::PositionedPage* page);

  // More characters than kMaxPageGlyphs: the page is not whole.
  bool overflowed() const { return overflowed_; }

  // Forms that the page drew and fonts that it drew with, as far as they are objects of the file.
  const std::set<Ref>& used() const { return used_; }

  bool upsideDown() override { return true; }
  bool useDrawChar() override { return true; }
  bool interpretType3Chars() override { return false; }

  void beginForm(Ref form) override { Use(form); }
  void updateFont(GfxState* state) override;
  void drawChar(GfxState* state, double x, double y, double dx, double dy, double origin_x,
                double origin_y, CharCode code, int bytes, const Unicode* u, int length) override;
  void stroke(GfxState* state) override;
  void fill(GfxState* state) override;
  void eoFill(GfxState* state) override { fill(state); }

  void drawImageMask(GfxState* state, Object* ref, Stream* stream, int width, int height,
                     bool invert, bool interpolate, bool in_line) override;
  void drawImage(GfxState* state, Object* ref, Stream* stream, int width, int height,
                 GfxImageColorMap* colors, bool interpolate, const int* mask_colors,
                 bool in_line) override;
  void drawMaskedImage(GfxState* state, Object* ref, Stream* stream, int width, int height,
                       GfxImageColorMap* colors, bool interpolate, Stream* mask, int mask_width,
                       int mask_height, bool mask_invert, bool mask_interpolate) override;
  void drawSoftMaskedImage(GfxState* state, Object* ref, Stream* stream, int width, int height,
                           GfxImageColorMap* colors, bool interpolate, Stream* mask, int mask_width,
                           int mask_height, GfxImageColorMap* mask_colors,
                           bool mask_interpolate) override;

  // Patterns and shadings are taken as done: poppler would cut them into thousands of fills.
  bool useTilingPatternFill() override { return true; }
  bool tilingPatternFill(GfxState*, Gfx*, Catalog*, GfxTilingPattern*, const double*, int, int, int,
                         int, double, double) override {
    return true;
  }
  bool useShadedFills(int) override { return true; }
  bool functionShadedFill(GfxState*, GfxFunctionShading*) override { return true; }
  bool axialShadedFill(GfxState*, GfxAxialShading*, double, double) override { return true; }
  bool radialShadedFill(GfxState*, GfxRadialShading*, double, double) override { return true; }
  bool gouraudTriangleShadedFill(GfxState*, GfxGouraudTriangleShading*) override { return true; }
  bool patchMeshShadedFill(GfxState*, GfxPatchMeshShading*) override { return true; }

  // What a soft mask draws is not seen.
  void beginTransparencyGroup(GfxState*, const double*, GfxColorSpace*, bool, bool,
                              bool for_soft_mask) override {
    groups_.push_back(for_soft_mask);
    masks_ += for_soft_mask ? 1 : 0;
  }
  void endTransparencyGroup(GfxState*) override {
    if (groups_.empty()) return;
    masks_ -= groups_.back() ? 1 : 0;
    groups_.pop_back();
  }

 private:
  void Use(Ref object) {
    if (object != Ref::INVALID()) used_.insert(object);
  }
  struct Box {
    double left, top, right, bottom;
  };
  void AddGlyph(Unicode code, double x, double y, double advance, double size, uint32_t turn);
  void AddRuling(const Box& box);
  void AddSegment(GfxState* state, double x0, double y0, double x1, double y1, double width);
  void AddImage(GfxState* state);

  v1::PositionedPage* page_ = nullptr;
  std::set<Ref> used_;
  std::vector<bool> groups_;
  int masks_ = 0;
  bool turned_ = false;
  bool overflowed_ = false;
};

}  // namespace gongkai
