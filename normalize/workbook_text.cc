#include "normalize/workbook_text.h"

#include <algorithm>
#include <charconv>

#include "model/han.h"

namespace gongkai {
namespace {

constexpr std::size_t kEscapeBytes = 7;  // _xHHHH_

// The code of an escape that `text` begins with; -1 if none.
int EscapedCode(std::string_view text) {
  if (text.size() < kEscapeBytes || !text.starts_with("_x") || text[6] != '_') return -1;
  int code = 0;
  const auto [end, error] = std::from_chars(text.data() + 2, text.data() + 6, code, 16);
  return error == std::errc() && end == text.data() + 6 ? code : -1;
}

void AppendCode(int code, std::string* out) {
  if (code == '\n' || code == '\t') {
    *out += static_cast<char>(code);
  } else if (code >= 0x20) {
    const bool surrogate = code >= 0xD800 && code < 0xE000;
    AppendUtf8(surrogate ? 0xFFFD : static_cast<char32_t>(code), out);
  }
}

}  // namespace

void WorkbookText::Clear() {
  text_.clear();
  phonetic_ = 0;
  in_text_ = raised_ = false;
}

void WorkbookText::Start(std::string_view name, const XmlAttributes& attributes) {
  if (name == "rPh") {
    ++phonetic_;
  } else if (name == "t") {
    in_text_ = phonetic_ == 0;
  } else if (name == "vertAlign") {
    raised_ = attributes.Find("val") != "baseline";
    if (raised_) text_ += kRaisedMark;
  }
}

void WorkbookText::End(std::string_view name) {
  if (name == "rPh") {
    if (phonetic_ > 0) --phonetic_;
  } else if (name == "t") {
    in_text_ = false;
  } else if (name == "r" && raised_) {
    text_ += kRaisedMark;
    raised_ = false;
  }
}

void WorkbookText::Text(std::string_view text) {
  if (in_text_) text_ += text;
}

void WorkbookText::AppendTo(std::string* out) const { AppendWorkbookString(text_, out); }

void AppendWorkbookString(std::string_view text, std::string* out) {
  while (!text.empty()) {
    const std::size_t mark = std::min(text.find("_x"), text.size());
    out->append(text.substr(0, mark));
    text.remove_prefix(mark);
    if (text.empty()) return;
    const int code = EscapedCode(text);
    if (code < 0) {
      *out += '_';
      text.remove_prefix(1);
    } else {
      AppendCode(code, out);
      text.remove_prefix(kEscapeBytes);
    }
  }
}

}  // namespace gongkai
