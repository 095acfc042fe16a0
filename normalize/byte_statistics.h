// How much bytes look like Chinese in this or that character set.
#pragma once

#include <string_view>

#include "normalize/decode.h"

namespace gongkai {

// Shares, 0 to 1, of what is not ASCII.
struct DoubleByteScores {
  // Pairs that are among the 3 755 frequent characters or the punctuation of GB 2312.
  double gb = 0;
  // Pairs that are among the 5 401 frequent characters or the punctuation of Big5.
  double big5 = 0;
};

// Looks at the first kilobytes that are not ASCII. Text in either character set scores above
// 0.9 in its own; noise below 0.3 in both.
DoubleByteScores ScoreDoubleByte(std::string_view bytes);

// The byte order that reads as UTF-16 text, if zero bytes hint at it and hardly a character is
// out of place; kUnknown otherwise.
Charset GuessUtf16(std::string_view bytes);

// Share of 16-bit units that a Chinese text may have.
double ScoreUtf16(std::string_view bytes, bool little);

// The character set uchardet takes the bytes for; kUnknown if it is none of ours.
Charset DetectCharset(std::string_view bytes);

// True if valid UTF-8 is surely meant: more characters of three bytes than of two. Text in
// GB18030 that is valid UTF-8 by accident has hardly any of three.
bool IsSurelyUtf8(std::string_view valid_utf8);

}  // namespace gongkai
