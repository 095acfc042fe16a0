#include "normalize/raster.h"

#include <algorithm>
#include <charconv>

#include "common/limits.h"
#include "common/strings.h"

namespace gongkai {
namespace {

// The next number of a header; -1 if there is none.
int NextNumber(std::string_view* header) {
  const std::size_t begin = header->find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return -1;
  header->remove_prefix(begin);
  int number = -1;
  const auto [end, error] =
      std::from_chars(header->data(), header->data() + header->size(), number);
  if (error != std::errc()) return -1;
  header->remove_prefix(static_cast<std::size_t>(end - header->data()));
  return number;
}

// A line that is being followed, along its direction (from, to) and across it (first, last).
struct Trace {
  int from, to, first, last;
};

}  // namespace

Raster::Raster(int width, int height)
    : width_(width),
      height_(height),
      pixels_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), '\xFF') {}

std::optional<Raster> Raster::Parse(std::string_view file) {
  if (!file.starts_with("P5")) return std::nullopt;
  file.remove_prefix(2);
  const int width = NextNumber(&file), height = NextNumber(&file), depth = NextNumber(&file);
  if (width <= 0 || height <= 0 || depth != 255 || file.empty()) return std::nullopt;
  file.remove_prefix(1);
  const std::size_t size = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  if (size > kMaxRasterPixels || file.size() < size) return std::nullopt;
  Raster raster;
  raster.width_ = width;
  raster.height_ = height;
  raster.pixels_ = file.substr(0, size);
  return raster;
}

std::string Raster::File() const {
  return Concat("P5\n", width_, " ", height_, "\n255\n", pixels_);
}

PixelBox Raster::Within(PixelBox box) const {
  return {std::max(box.left, 0), std::max(box.top, 0), std::min(box.right, width_),
          std::min(box.bottom, height_)};
}

PixelBox Raster::InkIn(PixelBox box) const {
  box = Within(box);
  PixelBox ink{box.right, box.bottom, box.left, box.top};
  for (int y = box.top; y < box.bottom; ++y) {
    for (int x = box.left; x < box.right; ++x) {
      if (!Ink(x, y)) continue;
      ink = {std::min(ink.left, x), std::min(ink.top, y), std::max(ink.right, x + 1),
             std::max(ink.bottom, y + 1)};
    }
  }
  return ink.empty() ? PixelBox{} : ink;
}

std::vector<PixelBox> Raster::Blobs(PixelBox box) const {
  std::vector<PixelBox> blobs;
  box = Within(box);
  int begin = -1;
  for (int x = box.left; x <= box.right; ++x) {
    bool ink = false;
    for (int y = box.top; y < box.bottom && x < box.right && !ink; ++y) ink = Ink(x, y);
    if (ink && begin < 0) begin = x;
    if (ink || begin < 0) continue;
    blobs.push_back({begin, box.top, x, box.bottom});
    begin = -1;
  }
  return blobs;
}

void Raster::AddLines(int shortest, bool upright, std::vector<PixelBox>* lines) const {
  const int across = upright ? width_ : height_;
  const int along = upright ? height_ : width_;
  const auto end = [&](const Trace& trace) {
    if (trace.last - trace.first >= kMaxThick) return;  // an area, not a line
    const PixelBox box = upright ? PixelBox{trace.first, trace.from, trace.last + 1, trace.to}
                                 : PixelBox{trace.from, trace.first, trace.to, trace.last + 1};
    lines->push_back(box);
  };
  std::vector<Trace> open;
  for (int i = 0; i < across; ++i) {
    for (int k = 0, begin = -1, last = 0; k <= along + kMaxGap; ++k) {
      const bool ink = k < along && (upright ? Ink(i, k) : Ink(k, i));
      if (ink) {
        if (begin < 0) begin = k;
        last = k;
        continue;
      }
      if (begin < 0 || k - last <= kMaxGap) continue;
      const Trace run{begin, last + 1, i, i};
      begin = -1;
      if (run.to - run.from < shortest) continue;
      const auto same = std::ranges::find_if(open, [&](const Trace& trace) {
        return trace.last >= i - 1 && trace.from < run.to + shortest &&
               run.from < trace.to + shortest;
      });
      if (same == open.end()) {
        open.push_back(run);
      } else {
        *same = {std::min(same->from, run.from), std::max(same->to, run.to), same->first, i};
      }
    }
    std::erase_if(open, [&](const Trace& trace) {
      if (trace.last >= i) return false;
      end(trace);
      return true;
    });
  }
  for (const Trace& trace : open) end(trace);
}

std::vector<PixelBox> Raster::Lines(int shortest) const {
  std::vector<PixelBox> lines;
  AddLines(shortest, false, &lines);
  AddLines(shortest, true, &lines);
  return lines;
}

void Raster::Despeckle() {
  std::vector<std::size_t> dust;
  for (int y = 1; y + 1 < height_; ++y) {
    for (int x = 1; x + 1 < width_; ++x) {
      if (!Ink(x, y)) continue;
      int around = -1;
      for (int dy = -1; dy <= 1; ++dy) {
        for (int dx = -1; dx <= 1; ++dx) around += Ink(x + dx, y + dy) ? 1 : 0;
      }
      if (around <= 1) dust.push_back(Index(x, y));
    }
  }
  for (const std::size_t at : dust) pixels_[at] = '\xFF';
}

void Raster::Whiten(PixelBox box) {
  box = Within(box);
  for (int y = box.top; y < box.bottom && !box.empty(); ++y) {
    std::fill_n(pixels_.begin() + static_cast<std::ptrdiff_t>(Index(box.left, y)), box.width(),
                '\xFF');
  }
}

void Raster::Paste(const Raster& other, PixelBox box, int x, int y) {
  box = other.Within(box);
  for (int row = 0; row < box.height() && y + row < height_; ++row) {
    const int columns = std::min(box.width(), width_ - x);
    if (columns <= 0 || y + row < 0 || x < 0) continue;
    std::copy_n(
        other.pixels_.begin() + static_cast<std::ptrdiff_t>(other.Index(box.left, box.top + row)),
        columns, pixels_.begin() + static_cast<std::ptrdiff_t>(Index(x, y + row)));
  }
}

}  // namespace gongkai
