// Tables as programs write them into plain text: spreadsheets, typesetting, notes, wikis.

#ifndef GONGKAI_TESTS_CORPUS_RENDER_MARKUP_H_
#define GONGKAI_TESTS_CORPUS_RENDER_MARKUP_H_

#include <string>
#include <string_view>

#include "tests/corpus/corpus.h"
#include "tests/corpus/grid.h"
#include "tests/corpus/prose.h"

namespace gongkai::corpus {

// Appends the grid. With `breaks`, narrow labels are broken where the layout has a way to.
void AddCsv(const Grid& grid, bool breaks, std::string& out);
void AddTsv(const Grid& grid, bool breaks, std::string& out);
void AddJsonRows(const Grid& grid, std::string& out);
void AddAsciidoc(const Grid& grid, bool breaks, std::string& out);
void AddLatex(const Grid& grid, bool breaks, std::string& out);
void AddOrg(const Grid& grid, std::string& out);
void AddWiki(const Grid& grid, bool breaks, std::string& out);

// Every figure on a line of its own behind the way to it: `group—row—column：figure`.
void AddCellPaths(const Draft& draft, Table table, std::string& out);

// A paragraph outside the tables, without its line end.
std::string MarkedParagraph(const Paragraph& paragraph, Layout layout);

}  // namespace gongkai::corpus

#endif  // GONGKAI_TESTS_CORPUS_RENDER_MARKUP_H_
