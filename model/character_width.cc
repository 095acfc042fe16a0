#include "model/character_width.h"

#include <unicode/uchar.h>

namespace gongkai {

int CharacterWidth(char32_t c, AmbiguousWidth ambiguous) {
  if (c >= 0x20 && c < 0x7F) return 1;
  if (c >= 0x4E00 && c <= 0x9FFF) return 2;
  const auto code = static_cast<UChar32>(c);
  if (u_charType(code) == U_NON_SPACING_MARK) return 0;
  switch (u_getIntPropertyValue(code, UCHAR_EAST_ASIAN_WIDTH)) {
    case U_EA_FULLWIDTH:
    case U_EA_WIDE:
      return 2;
    case U_EA_AMBIGUOUS:
      return ambiguous == AmbiguousWidth::kWide ? 2 : 1;
    default:
      return 1;
  }
}

}  // namespace gongkai
