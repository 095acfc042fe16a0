#include "tests/segment/documents.h"

namespace gongkai::testing {

v1::Document DocumentOf(std::string_view text) {
  v1::Document document;
  std::string& out = *document.mutable_text();
  while (!text.empty()) {
    const std::size_t newline = text.find('\n');
    std::string_view line = text.substr(0, newline);
    text.remove_prefix(newline == std::string_view::npos ? text.size() : newline + 1);
    const bool chrome = line.starts_with("#");
    if (chrome) line.remove_prefix(1);
    const uint32_t begin = static_cast<uint32_t>(out.size());
    out.append(line);
    if (!line.empty()) {
      v1::Block* block = document.add_blocks();
      block->set_kind(line == "[image]" ? v1::Block::IMAGE : v1::Block::PARAGRAPH);
      block->set_begin(begin);
      block->set_end(static_cast<uint32_t>(out.size()));
      block->set_chrome(chrome);
    }
    out += '\n';
  }
  return document;
}

std::string TextAt(const v1::Document& document, const v1::Span& span) {
  return document.text().substr(span.begin(), span.end() - span.begin());
}

}  // namespace gongkai::testing
