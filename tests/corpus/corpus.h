// Makes complete 政府信息公开工作年度报告 with known truth, for tests, fuzzing and benchmarks.
//
// A report is a pure function of its Options: the same options give the same bytes on every
// machine. Nothing here is shared with the code under test; the cell ids come from a table of
// its own. Agencies, people, numbers and addresses are invented.
//
// All functions are thread-safe.

#ifndef GONGKAI_TESTS_CORPUS_CORPUS_H_
#define GONGKAI_TESTS_CORPUS_CORPUS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace gongkai::corpus {

// The generation of the form. k2008 stands for the free reports of the 2008 regulation: six to
// eight sections without a statutory table; k2014 for those of 2014 to 2018 with the table of
// statistics behind them.
enum class Form { k2021, k2019, k2008, k2014 };

// Of the 2008 regulation.
inline bool IsOld(Form form) { return form == Form::k2008 || form == Form::k2014; }

enum class Layout {
  kPipes,           // one table row a line, `a | b |`, filler of spans collected at the row's end
  kPipesFramed,     // `| a | b |`, filler of column spans as `||`
  kMarkdown,        // full grid with a separator row, spans as empty cells
  kCellLines,       // one cell a line, each with a trailing ` |`
  kCellParagraphs,  // one cell a line, blank lines between
  kTabs,            // one cell a line behind a tab, as a word processor saves it
  kSpaces,          // columns apart by spaces only
  kOneLine,         // the whole report on one line
  kHtml,            // a page with the article alone
  kHtmlPortal,      // the same inside about 60 KB of navigation, scripts, styles and lists
  kHtmlSplit,       // several <table> for one statutory table
  kHtmlJoined,      // the three statutory tables in one <table>
  kHtmlNested,      // inside layout tables
  kHtmlBreaks,      // <br> and &nbsp; in labels and cells
  kGridTable,       // boxes of `+---+` as pandoc draws them, cells wrapped to the width of a column
  kMultiline,       // columns under rules of `---`, as pandoc draws them, cells wrapped
  kCsv,             // every cell quoted, commas between, line breaks within the quotes
  kLatex,           // `a & b \\`, \multicolumn and \multirow
  kCellPaths,       // a line for each figure: row, column, figure
  kOrg,             // `| a | b |`, `|---+---|`
  kWiki,            // `| a || b`, spans as attributes
  kTsv,             // tabs between cells, as pasted from a spreadsheet; spans empty
  kJsonRows,        // a list of strings for each row
  kAsciidoc,        // `|a |b`, `2.3+|` before what covers two columns and three rows
  kPageDump,        // cells where a page of a PDF has them, wrapped, apart by spaces only
};

enum class Encoding { kUtf8, kUtf8Bom, kGb18030, kGbk, kBig5, kUtf16Le, kUtf16Be };

// What an HTML page says about its encoding.
enum class Charset { kRight, kWrong, kMissing };

enum class Table { kNone, kProactive, kApplications, kDisputes, kStatistics };

class Grid;

// What is done to the grids of a statutory table before they are laid out.
using GridEdit = std::function<void(Table table, std::vector<Grid>* grids)>;

// One fault, named after the rule that finds it.
enum class Fault {
  kNone,
  kT301,            // first and second item do not equal third and fourth
  kT302,            // the results do not add up to their total
  kT303,            // the applicants do not add up to the row's total
  kT401,            // reconsideration: results do not add up
  kT402,            // litigation without reconsideration: the same
  kT403,            // litigation after reconsideration: the same
  kStr01,           // a section is missing
  kStr02,           // a form of another generation than the year asks for
  kStr03,           // a statutory table is missing
  kStr05,           // a row of the applications table is missing
  kCel01,           // a negative count
  kCel02,           // a blank cell
  kCel03,           // a mark in place of zero
  kCel04Unit,       // a unit in the cell
  kCel04FullWidth,  // full-width digits
  kG201             // statistics: the channels of applications do not add up
};

// What holds the report.
enum class Container {
  kPlain,  // a text file or an HTML page, as the layout says
  kDocx,   // a Word document: layouts of HTML give tables, those of text give paragraphs
  kPdf,    // a PDF: layouts of HTML give tables with lines, those of text tables without
  kXlsx,   // a workbook: likewise, a paragraph a cell
  kMhtml,  // a web archive: the page or the text as a part, whole or in a frame
  kZip     // a folder packed as ZIP, with the text file or page in it
};

struct Options {
  uint64_t seed = 0;
  Form form = Form::k2021;
  Layout layout = Layout::kPipes;
  Encoding encoding = Encoding::kUtf8;
  Charset charset = Charset::kRight;
  Fault fault = Fault::kNone;
  bool traditional = false;  // Traditional characters; always so in Big5
  size_t target_bytes = 0;   // at least so long, counted in UTF-8; 0 for a usual length
  Container container = Container::kPlain;  // the encoding matters to text and pages alone
  GridEdit edit = {};                       // the truth stays that of the tables before it
};

// `state` is VALUE, BLANK or NOT_APPLICABLE; `value` an exact decimal in state VALUE, else empty.
struct Cell {
  std::string id, state, value;
};

// A figure of the running text, or a zero it gives in words, that counts something: `meaning` in
// the words of the product's vocabulary, as "applications.received.total"; `unit` as printed, empty
// for a zero in words.
struct ProseFigure {
  std::string meaning, value, unit;
};

struct Rendered {
  std::string bytes;
  std::string file_name;  // says what it is; has no folder
  Form form = Form::k2021;
  std::string agency;  // as the report prints it, so Traditional in a Traditional report
  int year = 0;
  int sections = 0;                  // numbered sections there are
  std::vector<Cell> truth;           // cells not listed are absent
  std::vector<ProseFigure> figures;  // of the running text, in its order
  std::string expected_rule;         // empty for a clean report
};

// A fault that the form or the layout cannot show is left out, and `expected_rule` is empty.
Rendered Render(const Options& options);

// Whether a report of this form and layout can show the fault: a blank cell, for one, leaves no
// trace where columns are held apart by spaces.
bool CanShow(Fault fault, Form form, Layout layout);

// The truth as lines `cell,ID,STATE,VALUE`, `meta,KEY,VALUE` and `finding,RULE`.
std::string TruthCsv(const Rendered& rendered);

}  // namespace gongkai::corpus

#endif  // GONGKAI_TESTS_CORPUS_CORPUS_H_
