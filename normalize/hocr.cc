#include <simdjson.h>
#include <algorithm>
#include <charconv>
#include <cstdlib>

#include "common/limits.h"
#include "model/han.h"
#include "normalize/text_recogniser.h"

namespace gongkai {
namespace {

constexpr int kMaxPixel = 1 << 20;

// Four numbers behind the word, within the tag.
bool ReadBox(std::string_view tag, std::string_view word, PixelBox* box) {
  const std::size_t at = tag.find(word);
  if (at == std::string_view::npos) return false;
  std::string_view rest = tag.substr(at + word.size());
  int* const sides[] = {&box->left, &box->top, &box->right, &box->bottom};
  for (int* side : sides) {
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), *side);
    if (error != std::errc() || *side < 0 || *side > kMaxPixel) return false;
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
  }
  return !box->empty();
}

uint32_t ReadConfidence(std::string_view tag) {
  constexpr std::string_view kWord = "x_conf ";
  const std::size_t at = tag.find(kWord);
  if (at == std::string_view::npos) return 1;
  const double percent =
      std::strtod(std::string(tag.substr(at + kWord.size(), 12)).c_str(), nullptr);
  if (!(percent > 0.1)) return 1;
  return static_cast<uint32_t>(std::min(percent, 100.0) * 10);
}

std::string_view Unescaped(std::string_view text) {
  if (text == "&amp;") return "&";
  if (text == "&lt;") return "<";
  if (text == "&gt;") return ">";
  if (text == "&quot;") return "\"";
  if (text == "&#39;") return "'";
  return text;
}

}  // namespace

std::vector<RecognisedLine> ParseHocr(std::string_view file) {
  std::vector<RecognisedLine> lines;
  if (!simdjson::validate_utf8(file.data(), file.size())) return lines;
  std::size_t chars = 0;
  for (std::size_t at = file.find('<'); at != std::string_view::npos; at = file.find('<', at)) {
    const std::size_t end = file.find('>', at);
    if (end == std::string_view::npos) break;
    const std::string_view tag = file.substr(at, end - at);
    at = end + 1;
    PixelBox box;
    // Headings, captions and the like are lines under other names.
    const bool line = tag.starts_with("<span class='ocr_");
    if (line && ReadBox(tag, "bbox ", &box)) lines.push_back({box, {}});
    if (!tag.starts_with("<span class='ocrx_cinfo'") || lines.empty()) continue;
    if (!ReadBox(tag, "x_bboxes ", &box)) continue;
    const std::string_view text = Unescaped(file.substr(at, file.find('<', at) - at));
    for (std::size_t i = 0; i < text.size() && chars < kMaxPageGlyphs; ++chars) {
      lines.back().chars.push_back({NextChar(text, &i), box, ReadConfidence(tag)});
    }
  }
  std::erase_if(lines, [](const RecognisedLine& l) { return l.chars.empty(); });
  return lines;
}

}  // namespace gongkai
