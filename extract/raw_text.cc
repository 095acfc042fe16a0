#include "extract/raw_text.h"

#include <algorithm>

#include "model/han.h"

namespace gongkai {

RawText::RawText(const v1::Document& document) : document_(document) {
  const auto& kinds = document.source_map().kind();
  folded_ = std::find(kinds.begin(), kinds.end(), v1::SourceMap::WIDTH_FOLDED) != kinds.end();
}

void RawText::Append(uint32_t begin, uint32_t end, std::string* raw) const {
  const std::string& text = document_.text();
  if (!folded_) {
    raw->append(text, begin, end - begin);
    return;
  }
  constexpr char32_t kFullWidth = 0xFEE0;
  const v1::SourceMap& map = document_.source_map();
  const auto& begins = map.text_begin();
  auto run =
      static_cast<int>(std::upper_bound(begins.begin(), begins.end(), begin) - begins.begin()) - 1;
  for (std::size_t at = begin; at < end;) {
    while (run + 1 < begins.size() && begins.Get(run + 1) <= at) ++run;
    const char32_t c = NextChar(text, &at);
    const bool folded = run >= 0 && map.kind(run) == v1::SourceMap::WIDTH_FOLDED;
    AppendUtf8(folded ? c + kFullWidth : c, raw);
  }
}

}  // namespace gongkai
