// Writes a flow of pages by the layout that HTML and Word documents go through.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "normalize/html_layout.h"
#include "normalize/page.h"
#include "normalize/page_flow.h"

namespace gongkai {

class PageWriter {
 public:
  // Told before characters are put: that they stand in this box of that page, as it is shown; a
  // box of a cell without characters too.
  using Placing = std::function<void(uint32_t page, const PageBox& box)>;

  // `recognition` gets the certainty of each character of the source, 0 for what was not
  // recognised. All must outlive the writer.
  PageWriter(const std::vector<PageContent>& pages, PageAssembler* assembler, HtmlLayout* layout,
             Placing placing, std::vector<uint32_t>* recognition)
      : pages_(pages),
        assembler_(*assembler),
        layout_(*layout),
        placing_(std::move(placing)),
        recognition_(*recognition) {}

  // Margins as what no reader sees. Stops where the layout has passed a bound.
  void Write(const PageFlow& flow);

 private:
  std::size_t position() const { return assembler_.size(); }
  void Paragraph(const std::vector<PagedLine>& lines);
  void Margin(const PagedPart& part);
  void Table(const PagedTable& table);
  void Cell(const PagedCell& cell);
  void Part(const PagedPart& line);
  void Stretch(uint32_t page, const PageBox& box);
  void Put(std::string_view text);

  const std::vector<PageContent>& pages_;
  PageAssembler& assembler_;
  HtmlLayout& layout_;
  const Placing placing_;
  std::vector<uint32_t>& recognition_;
};

}  // namespace gongkai
