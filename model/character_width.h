// How wide characters are where each is as wide as one Latin letter or as two: on a terminal, and
// in tables that were drawn with characters (Unicode Standard Annex #11).
#pragma once

namespace gongkai {

// Lines of boxes, curly quotation marks and others are wide among Chinese type and narrow
// elsewhere.
enum class AmbiguousWidth { kNarrow, kWide };

// 0 for a mark that stands above or below another character, else 1 or 2.
int CharacterWidth(char32_t c, AmbiguousWidth ambiguous = AmbiguousWidth::kNarrow);

}  // namespace gongkai
