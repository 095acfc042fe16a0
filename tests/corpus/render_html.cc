#include "tests/corpus/render_html.h"

#include <utility>

#include "tests/corpus/chrome.h"
#include "tests/corpus/grid.h"

namespace gongkai::corpus {
namespace {

constexpr size_t kPortalBytes = 70 * 1024;
constexpr size_t kFooterBytes = 400;

class HtmlRenderer {
 public:
  HtmlRenderer(const Page& page, Layout layout) : page_(page), layout_(layout) {
    out_.reserve(layout == Layout::kHtmlPortal ? 96 * 1024 : 48 * 1024);
  }

  std::string Render(std::string_view charset, size_t target_bytes) {
    const bool portal = layout_ == Layout::kHtmlPortal;
    AddHead(charset);
    if (portal) {
      AppendPortalTop(page_, Title(), out_);
    } else {
      out_ += "<body>\n";
    }
    if (layout_ == Layout::kHtmlNested) OpenNest();
    for (const Paragraph& paragraph : page_.prose.paragraphs) AddParagraph(paragraph);
    if (layout_ == Layout::kHtmlNested) out_ += "</td></tr></table></td></tr></table>\n";
    if (portal) {
      const size_t wanted = target_bytes > 0 ? target_bytes : kPortalBytes;
      const size_t used = out_.size() + kFooterBytes;
      AppendPortalBottom(page_, wanted > used ? wanted - used : 0, out_);
    } else {
      out_ += "</body>\n</html>\n";
    }
    return std::move(out_);
  }

 private:
  std::string_view Title() const { return page_.prose.paragraphs.front().text; }

  void AddHead(std::string_view charset) {
    out_ += "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n";
    if (!charset.empty()) {
      out_ += "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=";
      out_.append(charset).append("\">\n");
    }
    out_.append("<title>").append(Title()).append("</title>\n");
    if (layout_ == Layout::kHtmlPortal) out_ += PortalHead();
    out_ += "</head>\n";
  }

  void OpenNest() {
    out_ +=
        "<table width=\"1000\" align=\"center\"><tr><td width=\"180\" valign=\"top\">"
        "<table><tr><td><a href=\"/\">首页</a></td></tr><tr><td><a href=\"/zwgk\">政务公开"
        "</a></td></tr></table></td><td>\n<table width=\"100%\"><tr><td>\n";
  }

  void AddParagraph(const Paragraph& paragraph) {
    if (layout_ == Layout::kHtmlJoined && AddJoined(paragraph)) return;
    switch (paragraph.role) {
      case Role::kTitle:
        // The portal has it in its own place already.
        if (layout_ != Layout::kHtmlPortal) Wrap("h1", "", paragraph.text);
        break;
      case Role::kHeading:
        Wrap("p", " class=\"h\"", paragraph.text, "strong");
        break;
      case Role::kSubheading:
        Wrap("p", "", paragraph.text, "b");
        break;
      case Role::kText:
        Wrap("p", " style=\"text-indent:2em\"", paragraph.text, "span");
        break;
      case Role::kSignature:
        Wrap("p", " align=\"right\"", paragraph.text);
        break;
      case Role::kTable:
        AddTables(paragraph.table);
        break;
    }
  }

  void Wrap(std::string_view tag, std::string_view attributes, std::string_view text,
            std::string_view inner = "") {
    out_.append("<").append(tag).append(attributes).append(">");
    if (!inner.empty()) out_.append("<").append(inner).append(">");
    if (layout_ == Layout::kHtmlBreaks && tag == "p") out_ += "&nbsp;&nbsp;";
    out_ += text;
    if (!inner.empty()) out_.append("</").append(inner).append(">");
    out_.append("</").append(tag).append(">\n");
  }

  // From the first statutory table to the heading of section five all is one table, the headings
  // and notes between are rows of it.
  bool AddJoined(const Paragraph& paragraph) {
    if (paragraph.role == Role::kTable) {
      if (!in_table_) OpenTable();
      in_table_ = true;
      for (const Grid& grid : BuildGrids(page_.draft, paragraph.table, false)) AddRows(grid);
      return true;
    }
    if (!in_table_) return false;
    const std::string_view text = paragraph.text;
    if (text.starts_with("五、") || text.starts_with("六、") ||
        paragraph.role == Role::kSignature) {
      in_table_ = false;
      out_ += "</table>\n";
      return false;
    }
    out_.append("<tr><td colspan=\"15\">").append(text).append("</td></tr>\n");
    return true;
  }

  void OpenTable() { out_ += "<table border=\"1\" cellspacing=\"0\" cellpadding=\"0\">\n"; }

  void AddTables(Table table) {
    const bool nested = layout_ == Layout::kHtmlNested;
    for (const Grid& grid : BuildGrids(page_.draft, table, layout_ == Layout::kHtmlSplit)) {
      if (nested) out_ += "<table width=\"100%\"><tr><td align=\"center\">\n";
      OpenTable();
      AddRows(grid);
      out_ += "</table>\n";
      if (nested) out_ += "</td></tr></table>\n";
    }
  }

  void AddRows(const Grid& grid) {
    for (size_t row = 0; row < grid.rows(); ++row) {
      out_ += "<tr>";
      for (const GridCell& cell : grid.row(row)) AddCell(cell);
      out_ += "</tr>\n";
    }
  }

  void AddCell(const GridCell& cell) {
    out_ += "<td";
    if (cell.rows > 1) AddSpan("rowspan", cell.rows);
    if (cell.columns > 1) AddSpan("colspan", cell.columns);
    if (layout_ == Layout::kHtmlPortal) out_ += " style=\"border:1px solid #000;width:64px\"";
    out_ += '>';
    const bool breaks = layout_ == Layout::kHtmlBreaks;
    if (breaks) out_ += cell.text.empty() ? "&nbsp;" : "<p align=\"center\">&nbsp;";
    AddText(cell);
    if (breaks && !cell.text.empty()) out_ += "</p>";
    out_ += "</td>";
  }

  void AddText(const GridCell& cell) {
    const bool breaks = layout_ == Layout::kHtmlBreaks;
    if (cell.narrow && (breaks || page_.narrow_heads)) {
      out_.append(cell.text.substr(0, 6)).append("<br>").append(cell.text.substr(6));
    } else if (breaks && cell.text.size() > 48 && cell.text.find('\n') == cell.text.npos) {
      // Long labels, at a boundary of characters: all before are of three bytes but an ordinal.
      const size_t at = 24 + (static_cast<unsigned char>(cell.text[0]) < 0x80 ? 2 : 0);
      out_.append(cell.text.substr(0, at)).append("<br/>\n").append(cell.text.substr(at));
    } else {
      out_ += WithBreaks(cell.text, "<br>");
    }
  }

  void AddSpan(std::string_view name, int span) {
    out_.append(" ").append(name).append("=\"").append(std::to_string(span)).append("\"");
  }

  const Page& page_;
  const Layout layout_;
  std::string out_;
  bool in_table_ = false;
};

}  // namespace

std::string RenderHtml(const Page& page, Layout layout, std::string_view charset,
                       size_t target_bytes) {
  return HtmlRenderer(page, layout).Render(charset, target_bytes);
}

}  // namespace gongkai::corpus
