// Tables drawn with characters of one width, as pandoc and docutils do: cells are as wide as their
// column and go on in the next line.

#ifndef GONGKAI_TESTS_CORPUS_RENDER_DRAWN_H_
#define GONGKAI_TESTS_CORPUS_RENDER_DRAWN_H_

#include <string>

#include "tests/corpus/grid.h"

namespace gongkai::corpus {

// Boxes of `+---+` and `|`. A cell over several rows or columns has no line through it.
void AddGridTable(const Grid& grid, std::string& out);

// The same without the lines, each text in the middle of its cell, as programs dump the page of a
// PDF.
void AddPageDump(const Grid& grid, std::string& out);

// Columns under rules of `---`, apart by a space, a blank line between rows. What a span covers is
// empty.
void AddMultiline(const Grid& grid, std::string& out);

}  // namespace gongkai::corpus

#endif  // GONGKAI_TESTS_CORPUS_RENDER_DRAWN_H_
