// Images drawn by hand, for tests.
#pragma once

#include <string>
#include <vector>

#include "common/strings.h"
#include "normalize/raster.h"

namespace gongkai {

// White, with black boxes.
inline Raster Drawn(int width, int height, const std::vector<PixelBox>& boxes) {
  std::string pixels(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), '\xFF');
  for (const PixelBox& box : boxes) {
    for (int y = box.top; y < box.bottom; ++y) {
      for (int x = box.left; x < box.right; ++x) {
        pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
               static_cast<std::size_t>(x)] = '\0';
      }
    }
  }
  return *Raster::Parse(Concat("P5\n", width, " ", height, "\n255\n", pixels));
}

}  // namespace gongkai
