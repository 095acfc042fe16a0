// How wide a text is where every character is as wide as one or two Latin ones.

#ifndef GONGKAI_TESTS_CORPUS_TEXT_WIDTH_H_
#define GONGKAI_TESTS_CORPUS_TEXT_WIDTH_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gongkai::corpus {

// Of UTF-8; Han, kana and full-width forms count two.
size_t TextColumns(std::string_view text);

// In lines no wider than `columns`, which must be at least two; broken anywhere.
std::vector<std::string> WrapColumns(std::string_view text, size_t columns);

// The bytes of each character.
std::vector<std::string_view> TextCharacters(std::string_view text);

}  // namespace gongkai::corpus

#endif  // GONGKAI_TESTS_CORPUS_TEXT_WIDTH_H_
