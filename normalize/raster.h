// An image of a page as grey pixels: where its lines and its ink are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gongkai {

// Half-open ranges of pixels.
struct PixelBox {
  int left = 0;
  int top = 0;
  int right = 0;
  int bottom = 0;

  int width() const { return right - left; }
  int height() const { return bottom - top; }
  bool empty() const { return left >= right || top >= bottom; }
};

class Raster {
 public:
  Raster() = default;
  // All white. At most kMaxRasterPixels.
  Raster(int width, int height);

  // A "P5" file of 8 bits. Nothing if it is none, is cut off, or is over kMaxRasterPixels.
  static std::optional<Raster> Parse(std::string_view file);
  std::string File() const;

  int width() const { return width_; }
  int height() const { return height_; }

  // True where something is drawn.
  bool Ink(int x, int y) const { return static_cast<unsigned char>(pixels_[Index(x, y)]) < kInk; }

  // The smallest box around the ink within `box`, which may reach beyond the image; empty if there
  // is none.
  PixelBox InkIn(PixelBox box) const;

  // The columns of `box` that hold ink, as stretches that no ink joins: the characters of a figure.
  std::vector<PixelBox> Blobs(PixelBox box) const;

  // Straight lines along the axes that are at least `shortest` long, a little askew too.
  std::vector<PixelBox> Lines(int shortest) const;

  // Takes away dust: ink of one pixel, or of two.
  void Despeckle();

  void Whiten(PixelBox box);
  // Copies `box` of another image so that its corner comes to (x, y); what lies outside is left
  // out.
  void Paste(const Raster& other, PixelBox box, int x, int y);

 private:
  static constexpr unsigned char kInk = 160;
  static constexpr int kMaxGap = 3;     // pixels that may be missing in a line
  static constexpr int kMaxThick = 14;  // of a line, with what it leans

  std::size_t Index(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) +
           static_cast<std::size_t>(x);
  }
  PixelBox Within(PixelBox box) const;
  void AddLines(int shortest, bool upright, std::vector<PixelBox>* lines) const;

  int width_ = 0;
  int height_ = 0;
  std::string pixels_;
};

}  // namespace gongkai
