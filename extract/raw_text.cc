#include "extract/raw_text.h"

#include <algorithm>

#include "model/han.h"

namespace gongkai {

RawText::RawText(const v1::Document& document) : document_(document) {
  const auto& kinds = document.source_map().kind();
  folded_ = std::find(kinds.begin(), kinds.end(), v1::SourceMap::WIDTH_FOLDED) != kinds.end();
}

std::string RawText::Of(uint32_t begin, uint32_t end) const {
  const std::string& text = document_.text();
  if (!folded_) return text.substr(begin, end - begin);
  constexpr char32_t kFullWidth = 0xFEE0;
  const v1::SourceMap& map = document_.source_map();
  const auto& begins = map.text_begin();
  auto run =
      static_cast<int>(std::upper_bound(begins.begin(), begins.end(), begin) - begins.begin()) - 1;
  std::string raw;
  for (std::size_t at = begin; at < end;) {
    while (run + 1 < begins.size() && begins.Get(run + 1) <= at) ++run;
    const char32_t c = NextChar(text, &at);
    const bool folded = run >= 0 && map.kind(run) == v1::SourceMap::WIDTH_FOLDED;
    AppendUtf8(folded ? c + kFullWidth : c, &raw);
  }
  return raw;
}

}  // namespace gongkai
