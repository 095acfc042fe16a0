// One view type in this tree: std::string_view. The packaged Abseil has a string_view of its
// own that converts neither way; this is the only bridge.
#pragma once

#include <cstddef>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace gongkai {

inline absl::string_view ToAbsl(std::string_view text) { return {text.data(), text.size()}; }
inline std::string_view FromAbsl(absl::string_view text) { return {text.data(), text.size()}; }

namespace internal {
inline absl::string_view Piece(std::string_view text) { return ToAbsl(text); }
inline absl::string_view Piece(const std::string& text) { return text; }
inline absl::string_view Piece(const char* text) { return text; }
inline absl::AlphaNum Piece(int value) { return value; }
inline absl::AlphaNum Piece(unsigned value) { return value; }
inline absl::AlphaNum Piece(long value) { return value; }
inline absl::AlphaNum Piece(unsigned long value) { return value; }
inline absl::AlphaNum Piece(long long value) { return value; }
inline absl::AlphaNum Piece(unsigned long long value) { return value; }
inline absl::AlphaNum Piece(double value) { return value; }
}  // namespace internal

// absl::StrCat for our views.
template <typename... Pieces>
std::string Concat(const Pieces&... pieces) {
  return absl::StrCat(internal::Piece(pieces)...);
}

// text.starts_with(word) and text.ends_with(word), for lists of words most of which do not: a byte
// that words differ in, the last one or that of the first Chinese character, is looked at before
// memcmp is called. `word` must not be empty.
inline bool StartsWith(std::string_view text, std::string_view word) {
  return text.size() >= word.size() && text[word.size() - 1] == word.back() &&
         text.starts_with(word);
}
inline bool EndsWith(std::string_view text, std::string_view word) {
  const std::size_t telling = word.size() < 3 ? 0 : 2;
  return text.size() >= word.size() && text[text.size() - word.size() + telling] == word[telling] &&
         text.ends_with(word);
}

// Whether `b` stands right behind `a` somewhere. Reads sixteen bytes at a time; text.find would
// stop at each `a`, and tables are full of pipes.
inline bool HoldsPair(std::string_view text, char a, char b) {
  unsigned char found = 0;
  for (std::size_t i = 1; i < text.size(); ++i) {
    found |=
        static_cast<unsigned char>(text[i - 1] == a) & static_cast<unsigned char>(text[i] == b);
  }
  return found != 0;
}

}  // namespace gongkai
