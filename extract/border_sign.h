// The sign between the cells of lines where that is no pipe: text saved by a program for tables, or
// with semicolons in place of lines.
#pragma once

#include <string_view>

#include "extract/figures.h"

namespace gongkai {

// Between cells in quotation marks; those of the first and of the last cell stand alone.
inline constexpr std::string_view kQuotedComma = "\",\"";

// Between the cells of a wiki, whose first one stands behind a single one.
inline constexpr std::string_view kTwoPipes = "||";

// kTwoPipes where many lines have figures between two; "|" where the text has more than stray ones,
// else one of kQuotedComma, "；", ";", "，" and ","; empty if no lines are held apart by one. Prose
// has such signs too: many lines must be a figure with a sign behind it, or have nothing but a
// figure between two signs, twice.
std::string_view FindBorderSign(std::string_view text, const FigureReader& figures);

// False for a sentence, whatever signs it has.
bool MayHoldCells(std::string_view line);

// "1,234" in a text of which "," is the border: two cells, or one figure.
bool MayBeThousands(std::string_view border, std::string_view before, std::string_view behind);

}  // namespace gongkai
