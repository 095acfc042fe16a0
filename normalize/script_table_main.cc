// Writes the source of ScriptTable() (normalize/script_table.h) from OpenCC's t2s and s2t, at
// build time: the converter itself takes a millisecond a report and need not be there at run
// time.
#include <unicode/ucnv.h>

#include <fstream>
#include <iostream>
#include <string>

#include <opencc/SimpleConverter.hpp>

#include "model/han.h"

namespace {

// Whether a character set of one script has the character: what GB 2312 has is used in
// simplified text, what Big5 has in traditional text.
class Repertoire {
 public:
  explicit Repertoire(const char* name) {
    UErrorCode status = U_ZERO_ERROR;
    converter_ = ucnv_open(name, &status);
    if (U_FAILURE(status)) converter_ = nullptr;
  }
  ~Repertoire() { ucnv_close(converter_); }
  bool ok() const { return converter_ != nullptr; }

  bool Has(char16_t c) {
    UErrorCode status = U_ZERO_ERROR;
    ucnv_setFromUCallBack(converter_, UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                          &status);
    char bytes[8];
    ucnv_fromUChars(converter_, bytes, sizeof(bytes), &c, 1, &status);
    return U_SUCCESS(status);
  }

 private:
  UConverter* converter_ = nullptr;
};

// The single character of three bytes that `text` is; 0 if it is anything else.
char16_t Single(const std::string& text) {
  if (text.size() != 3) return 0;
  std::size_t offset = 0;
  const char32_t c = gongkai::NextChar(text, &offset);
  return offset == 3 ? static_cast<char16_t>(c) : u'\0';
}

}  // namespace

int main(int argc, char** argv) {
  Repertoire gb2312("ibm-1383_P110-1999");
  Repertoire big5("windows-950-2000");
  if (argc != 2 || !gb2312.ok() || !big5.ok()) {
    std::cerr << "usage: " << argv[0] << " TABLE\n";
    return 2;
  }
  const opencc::SimpleConverter to_simplified("t2s.json");
  const opencc::SimpleConverter to_traditional("s2t.json");
  std::ofstream out(argv[1]);
  out << "// Generated.\n#include \"normalize/script_table.h\"\n\n"
      << "std::string_view gongkai::ScriptTable() {\n  return\n";
  for (char16_t c = 0x3400; c < 0xA000; ++c) {
    std::string text;
    gongkai::AppendUtf8(c, &text);
    const std::string simplified = to_simplified.Convert(text);
    const char16_t target = Single(simplified);
    if (target != 0 && target != c) {
      out << "      \"" << text << simplified << (gb2312.Has(c) ? 'e' : 't') << "\"\n";
    } else if (to_traditional.Convert(text) != text && gb2312.Has(c) && !big5.Has(c)) {
      out << "      \"" << text << text << "s\"\n";
    }
  }
  out << "      \"\";\n}\n";
  return out.flush() ? 0 : 1;
}
