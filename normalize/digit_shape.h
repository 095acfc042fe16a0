// What a digit looks like, apart from what a recogniser says it is.
#pragma once

#include <vector>

#include "normalize/raster.h"

namespace gongkai {

// Parts of `box` without ink that ink encloses, those of a few pixels left out: the holes of 0, 6,
// 8 and 9. In order of their first pixel, from the top.
std::vector<PixelBox> HolesIn(const Raster& image, PixelBox box);

// False if the ink has other holes than the digit, or has them elsewhere: a speck of dust makes 9
// of 0 for a recogniser, which is certain of it. True for what is no digit.
bool MayShow(const Raster& image, PixelBox ink, char32_t digit);

}  // namespace gongkai
