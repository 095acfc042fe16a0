#include "tests/corpus/render_docx.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "tests/corpus/docx_writer.h"
#include "tests/corpus/encode.h"
#include "tests/corpus/grid.h"
#include "tests/corpus/names.h"
#include "tests/corpus/render_text.h"

namespace gongkai::corpus {
namespace {

constexpr std::string_view kFont =
    "<w:rFonts w:hint=\"eastAsia\" w:ascii=\"仿宋_GB2312\" w:hAnsi=\"宋体\" "
    "w:eastAsia=\"仿宋_GB2312\" w:cs=\"宋体\"/><w:kern w:val=\"0\"/><w:sz w:val=\"21\"/>"
    "<w:szCs w:val=\"21\"/><w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/>";
constexpr std::string_view kChange =
    " w:id=\"9\" w:author=\"校对\" w:date=\"2024-01-08T09:00:00Z\"";
constexpr std::string_view kCounted = "一二三四五六七八九";

// The three ways ordinals are printed; the list of each is its index plus one.
enum Ordinal { kPlain, kBracketed, kDecimal, kOrdinals };

struct Split {
  int kind = kOrdinals;  // kOrdinals if there is no ordinal
  int number = 0;
  std::string_view rest;
};

// "一、", "（一）" or "1." before a text.
Split SplitOrdinal(std::string_view text) {
  const auto counted = [](std::string_view character) {
    const size_t at = character.size() == 3 ? kCounted.find(character) : std::string_view::npos;
    return at == std::string_view::npos ? 0 : static_cast<int>(at / 3) + 1;
  };
  if (text.size() > 6 && text.substr(3, 3) == "、" && counted(text.substr(0, 3)) > 0) {
    return {kPlain, counted(text.substr(0, 3)), text.substr(6)};
  }
  if (text.size() > 9 && text.starts_with("（") && text.substr(6, 3) == "）" &&
      counted(text.substr(3, 3)) > 0) {
    return {kBracketed, counted(text.substr(3, 3)), text.substr(9)};
  }
  if (text.size() > 2 && text[0] >= '1' && text[0] <= '9' && text[1] == '.' &&
      static_cast<unsigned char>(text[2]) >= 0x80) {
    return {kDecimal, text[0] - '0', text.substr(2)};
  }
  return {kOrdinals, 0, text};
}

bool IsFigure(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(),
                                      [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

class DocxRenderer {
 public:
  DocxRenderer(const Page& page, Layout layout, const DocxManner& manner)
      : page_(page), layout_(layout), manner_(manner) {}

  WordParts Render() {
    if (IsHtml(layout_)) {
      for (const Paragraph& paragraph : page_.prose.paragraphs) AddParagraph(paragraph);
      CloseJoined();
    } else {
      AddLines(RenderText(page_, layout_));
    }
    WordParts parts;
    if (manner_.header) {
      parts.header = WordParagraph(WordRun(page_.prose.paragraphs.front().text));
      body_ += "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rIdHeader\"/></w:sectPr>";
    }
    parts.body = std::move(body_);
    if (manner_.automatic_lists) parts.numbering = Numbering();
    return parts;
  }

 private:
  // Every figure or word, in the runs that editing leaves behind.
  std::string Runs(std::string_view text) {
    const std::string_view font = manner_.wordy ? kFont : "";
    if (!manner_.split_runs || text.size() < 2) return WordRun(text, font);
    size_t cut = text.size() / 2;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
    if (cut == 0) return WordRun(text, font);
    return WordRun(text.substr(0, cut), font) +
           "<w:proofErr w:type=\"spellStart\"/><w:bookmarkStart w:id=\"1\" w:name=\"b\"/>" +
           WordRun(text.substr(cut), font) + "<w:bookmarkEnd w:id=\"1\"/>";
  }

  static std::string Deleted(std::string_view text) {
    std::string out = "<w:del";
    out.append(kChange).append("><w:r><w:delText>").append(XmlText(text));
    return out + "</w:delText></w:r></w:del>";
  }
  static std::string Inserted(std::string_view text) {
    return std::string("<w:ins").append(kChange).append(">") + WordRun(text) + "</w:ins>";
  }

  // A figure that stood otherwise once: replaced as a whole, or in its last digit.
  std::string Changed(std::string_view figure) {
    if (figure.size() == 1) return Deleted("45") + Inserted(figure);
    const std::string_view kept = figure.substr(0, figure.size() - 1);
    return Runs(kept) + Deleted("8") + Inserted(figure.substr(figure.size() - 1));
  }

  // The properties of a paragraph that is number `number` of a list; a jump starts another
  // instance of the list.
  std::string InList(const Split& split) {
    const auto kind = static_cast<size_t>(split.kind);
    if (instance_[kind] == 0 || split.number != last_[kind] + 1) {
      instance_[kind] = ++instances_;
      nums_ += "<w:num w:numId=\"" + std::to_string(instances_) + "\"><w:abstractNumId w:val=\"" +
               std::to_string(kind) + "\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"" +
               std::to_string(split.number) + "\"/></w:lvlOverride></w:num>";
    }
    last_[kind] = split.number;
    return "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"" + std::to_string(instance_[kind]) +
           "\"/></w:numPr>";
  }

  std::string Numbering() const {
    std::string out;
    const std::array<std::pair<const char*, const char*>, kOrdinals> levels = {
        {{"chineseCountingThousand", "%1、"}, {"japaneseCounting", "（%1）"}, {"decimal", "%1."}}};
    for (size_t i = 0; i < levels.size(); ++i) {
      out += "<w:abstractNum w:abstractNumId=\"" + std::to_string(i) +
             "\"><w:multiLevelType w:val=\"hybridMultilevel\"/><w:lvl w:ilvl=\"0\">"
             "<w:start w:val=\"1\"/><w:numFmt w:val=\"" +
             levels[i].first + "\"/><w:suff w:val=\"nothing\"/><w:lvlText w:val=\"" +
             levels[i].second + "\"/></w:lvl></w:abstractNum>";
    }
    return out + nums_;
  }

  // A paragraph of text, with its ordinal typed or from a list.
  std::string Block(std::string_view text, std::string_view content = "") {
    const Split split = manner_.automatic_lists ? SplitOrdinal(text) : Split{kOrdinals, 0, text};
    const std::string properties = split.kind == kOrdinals ? "" : InList(split);
    return WordParagraph(content.empty() ? Runs(split.rest) : content, properties);
  }

  void AddParagraph(const Paragraph& paragraph) {
    if (layout_ == Layout::kHtmlJoined && AddJoined(paragraph)) return;
    if (paragraph.role == Role::kTable) return AddTables(paragraph.table);
    if (manner_.tracked_changes && paragraph.role == Role::kText && ++texts_ % 3 == 0) {
      // A paragraph that was taken out whole, and goes on in this one.
      body_ += WordParagraph(Deleted("删去的一段，共受理99件。"),
                             std::string("<w:rPr><w:del").append(kChange) + "/></w:rPr>");
    }
    body_ += Block(paragraph.text);
  }

  // As on the pages: from the first statutory table to section five all is one table.
  bool AddJoined(const Paragraph& paragraph) {
    if (paragraph.role == Role::kTable) {
      if (!in_table_) body_ += "<w:tbl>";
      in_table_ = true;
      for (const Grid& grid : BuildGrids(page_.draft, paragraph.table, false)) AddRows(grid);
      return true;
    }
    if (!in_table_) return false;
    const std::string_view text = paragraph.text;
    if (text.starts_with("五、") || text.starts_with("六、") ||
        paragraph.role == Role::kSignature) {
      CloseJoined();
      return false;
    }
    body_ += "<w:tr>" + CellOf(15, "", Block(text)) + "</w:tr>";
    return true;
  }

  void CloseJoined() {
    if (in_table_) body_ += "</w:tbl>";
    in_table_ = false;
  }

  void AddTables(Table table) {
    const bool nested = layout_ == Layout::kHtmlNested;
    for (const Grid& grid : BuildGrids(page_.draft, table, layout_ == Layout::kHtmlSplit)) {
      if (nested) body_ += "<w:tbl><w:tr><w:tc><w:tcPr/>";
      body_ += "<w:tbl><w:tblPr><w:tblStyle w:val=\"a3\"/></w:tblPr><w:tblGrid>";
      for (int column = 0; column < grid.width(); ++column) body_ += "<w:gridCol w:w=\"600\"/>";
      body_ += "</w:tblGrid>";
      AddRows(grid);
      body_ += "</w:tbl>";
      // Word wants a paragraph behind a table that ends a cell.
      body_ += nested ? "<w:p/></w:tc></w:tr></w:tbl><w:p/>" : "<w:p/>";
    }
  }

  static std::string CellOf(int span, std::string_view merge, std::string_view content) {
    std::string out = "<w:tc><w:tcPr><w:tcW w:w=\"600\" w:type=\"dxa\"/>";
    if (span > 1) out += "<w:gridSpan w:val=\"" + std::to_string(span) + "\"/>";
    return out.append(merge).append("</w:tcPr>").append(content).append("</w:tc>");
  }

  // Word writes a cell in every row, also where one from above goes on.
  void AddRows(const Grid& grid) {
    struct Above {
      int rows = 0, columns = 1;
    };
    std::vector<Above> above(static_cast<size_t>(grid.width()));
    for (size_t row = 0; row < grid.rows(); ++row) {
      if (manner_.tracked_changes && row % 7 == 3) AddDeletedRow(grid.width());
      body_ += row == 0 ? "<w:tr><w:trPr><w:tblHeader/></w:trPr>" : "<w:tr>";
      size_t column = 0;
      const auto continued = [&] {
        while (column < above.size() && above[column].rows > 0) {
          Above& cell = above[column];
          --cell.rows;
          body_ += CellOf(cell.columns, "<w:vMerge/>", "<w:p/>");
          column += static_cast<size_t>(cell.columns);
        }
      };
      for (const GridCell& cell : grid.row(row)) {
        continued();
        if (cell.rows > 1) above[column] = {cell.rows - 1, cell.columns};
        body_ += CellOf(cell.columns, cell.rows > 1 ? "<w:vMerge w:val=\"restart\"/>" : "",
                        CellText(cell));
        column += static_cast<size_t>(cell.columns);
      }
      continued();
      body_ += "</w:tr>";
    }
  }

  void AddDeletedRow(int width) {
    body_ += std::string("<w:tr><w:trPr><w:del").append(kChange).append("/></w:trPr>");
    for (int column = 0; column < width; ++column) {
      body_ += CellOf(1, "", WordParagraph(Deleted("77")));
    }
    body_ += "</w:tr>";
  }

  std::string CellText(const GridCell& cell) {
    const std::string_view text = cell.text;
    if (text.empty()) return "<w:p/>";
    if (IsFigure(text)) {
      const bool change = manner_.tracked_changes && ++figures_ % 5 == 0;
      return WordParagraph(change ? Changed(text) : Runs(text), "<w:jc w:val=\"center\"/>");
    }
    if (const size_t end = text.find('\n'); end != text.npos) {
      return Block(text.substr(0, end)) + Block(text.substr(end + 1));
    }
    const bool breaks = layout_ == Layout::kHtmlBreaks;
    if (cell.narrow && (breaks || page_.narrow_heads)) {
      return WordParagraph(Runs(text.substr(0, 6)) + "<w:r><w:br/></w:r>" + Runs(text.substr(6)));
    }
    if (breaks && text.size() > 48) {
      const size_t at = 24 + (static_cast<unsigned char>(text[0]) < 0x80 ? 2 : 0);
      return Block(text.substr(0, at)) + WordParagraph(Runs(text.substr(at)));
    }
    return Block(text);
  }

  // Lines of text as paragraphs.
  void AddLines(std::string_view text) {
    while (!text.empty()) {
      const size_t end = std::min(text.find('\n'), text.size());
      std::string content;
      std::string_view line = text.substr(0, end);
      while (!line.empty()) {
        const size_t tab = std::min(line.find('\t'), line.size());
        if (tab > 0) content += Runs(line.substr(0, tab));
        if (tab < line.size()) content += "<w:r><w:tab/></w:r>";
        line.remove_prefix(std::min(tab + 1, line.size()));
      }
      body_ += WordParagraph(content);
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }

  const Page& page_;
  const Layout layout_;
  const DocxManner manner_;
  std::string body_, nums_;
  std::array<int, kOrdinals> last_{}, instance_{};
  int instances_ = 0, texts_ = 0, figures_ = 0;
  bool in_table_ = false;
};

}  // namespace

DocxManner MannerOf(Random& random) {
  DocxManner manner;
  manner.split_runs = random.OneIn(2);
  manner.automatic_lists = random.OneIn(2);
  manner.tracked_changes = random.OneIn(3);
  manner.wordy = random.OneIn(2);
  manner.header = random.OneIn(3);
  return manner;
}

std::string RenderDocx(const Page& page, Layout layout, const DocxManner& manner,
                       bool traditional) {
  WordParts parts = DocxRenderer(page, layout, manner).Render();
  if (traditional) {
    parts.body = ToTraditional(parts.body);
    parts.header = ToTraditional(parts.header);
  }
  return WordDocument(parts);
}

}  // namespace gongkai::corpus
