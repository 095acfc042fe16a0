#include "tests/corpus/names.h"

namespace gongkai::corpus {
namespace {

constexpr Named<Form> kForms[] = {
    {"2021", Form::k2021}, {"2019", Form::k2019}, {"2008", Form::k2008}, {"2014", Form::k2014}};

constexpr Named<Layout> kLayouts[] = {
    {"pipes", Layout::kPipes},
    {"pipes-framed", Layout::kPipesFramed},
    {"markdown", Layout::kMarkdown},
    {"cell-lines", Layout::kCellLines},
    {"cell-paragraphs", Layout::kCellParagraphs},
    {"tabs", Layout::kTabs},
    {"spaces", Layout::kSpaces},
    {"one-line", Layout::kOneLine},
    {"html", Layout::kHtml},
    {"html-portal", Layout::kHtmlPortal},
    {"html-split", Layout::kHtmlSplit},
    {"html-joined", Layout::kHtmlJoined},
    {"html-nested", Layout::kHtmlNested},
    {"html-breaks", Layout::kHtmlBreaks},
    {"grid-table", Layout::kGridTable},
    {"multiline", Layout::kMultiline},
    {"csv", Layout::kCsv},
    {"latex", Layout::kLatex},
    {"cell-paths", Layout::kCellPaths},
    {"org", Layout::kOrg},
    {"wiki", Layout::kWiki},
    {"tsv", Layout::kTsv},
    {"json-rows", Layout::kJsonRows},
    {"asciidoc", Layout::kAsciidoc},
    {"page-dump", Layout::kPageDump},
};

constexpr Named<Encoding> kEncodings[] = {
    {"utf8", Encoding::kUtf8},       {"utf8-bom", Encoding::kUtf8Bom},
    {"gb18030", Encoding::kGb18030}, {"gbk", Encoding::kGbk},
    {"big5", Encoding::kBig5},       {"utf16le", Encoding::kUtf16Le},
    {"utf16be", Encoding::kUtf16Be},
};

constexpr Named<Charset> kCharsets[] = {
    {"right", Charset::kRight}, {"wrong", Charset::kWrong}, {"missing", Charset::kMissing}};

constexpr Named<Fault> kFaults[] = {
    {"none", Fault::kNone},
    {"T3-01", Fault::kT301},
    {"T3-02", Fault::kT302},
    {"T3-03", Fault::kT303},
    {"T4-01", Fault::kT401},
    {"T4-02", Fault::kT402},
    {"T4-03", Fault::kT403},
    {"STR-01", Fault::kStr01},
    {"STR-02", Fault::kStr02},
    {"STR-03", Fault::kStr03},
    {"STR-05", Fault::kStr05},
    {"CEL-01", Fault::kCel01},
    {"CEL-02", Fault::kCel02},
    {"CEL-03", Fault::kCel03},
    {"CEL-04-unit", Fault::kCel04Unit},
    {"CEL-04-full-width", Fault::kCel04FullWidth},
    {"G2-01", Fault::kG201},
};

constexpr Named<Container> kContainers[] = {
    {"plain", Container::kPlain}, {"docx", Container::kDocx},   {"pdf", Container::kPdf},
    {"xlsx", Container::kXlsx},   {"mhtml", Container::kMhtml}, {"zip", Container::kZip}};

}  // namespace

std::span<const Named<Form>> Forms() { return kForms; }
std::span<const Named<Layout>> Layouts() { return kLayouts; }
std::span<const Named<Encoding>> Encodings() { return kEncodings; }
std::span<const Named<Charset>> Charsets() { return kCharsets; }
std::span<const Named<Fault>> Faults() { return kFaults; }
std::span<const Named<Container>> Containers() { return kContainers; }

}  // namespace gongkai::corpus
