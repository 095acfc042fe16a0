#include "tests/corpus/encode.h"

#include <iconv.h>

#include <cstdlib>
#include <utility>

namespace gongkai::corpus {
namespace {

// One conversion, kept open: opening costs more than converting a report.
class Converter {
 public:
  explicit Converter(const char* to) : handle_(iconv_open(to, "UTF-8")) {
    if (handle_ == kInvalid) std::abort();
  }
  ~Converter() { iconv_close(handle_); }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  void Convert(std::string& utf8, std::string& out) {
    char* from = utf8.data();
    size_t left = utf8.size();
    const size_t begin = out.size();
    out.resize(begin + 2 * left + 16);  // no target takes more than two bytes for one of UTF-8
    char* to = out.data() + begin;
    size_t room = out.size() - begin;
    while (left > 0 && iconv(handle_, &from, &left, &to, &room) == static_cast<size_t>(-1)) {
      SkipCharacter(from, left);
      char mark[] = "?";
      char* mark_from = mark;
      size_t mark_left = 1;
      iconv(handle_, &mark_from, &mark_left, &to, &room);
    }
    out.resize(out.size() - room);
  }

 private:
  static void SkipCharacter(char*& from, size_t& left) {
    do {
      ++from;
      --left;
    } while (left > 0 && (static_cast<unsigned char>(*from) & 0xC0) == 0x80);
  }

  static inline const iconv_t kInvalid = reinterpret_cast<iconv_t>(-1);
  iconv_t handle_;
};

std::string With(Converter& converter, std::string_view mark, std::string utf8) {
  std::string out(mark);
  converter.Convert(utf8, out);
  return out;
}

}  // namespace

std::string Encode(std::string utf8, Encoding encoding) {
  thread_local Converter gb18030("GB18030");
  thread_local Converter gbk("GBK");
  thread_local Converter big5("BIG5");
  thread_local Converter utf16le("UTF-16LE");
  thread_local Converter utf16be("UTF-16BE");
  switch (encoding) {
    case Encoding::kUtf8:
      return utf8;
    case Encoding::kUtf8Bom:
      return utf8.insert(0, "\xEF\xBB\xBF");
    case Encoding::kGb18030:
      return With(gb18030, "", std::move(utf8));
    case Encoding::kGbk:
      return With(gbk, "", std::move(utf8));
    case Encoding::kBig5:
      return With(big5, "", std::move(utf8));
    case Encoding::kUtf16Le:
      return With(utf16le, "\xFF\xFE", std::move(utf8));
    case Encoding::kUtf16Be:
      return With(utf16be, "\xFE\xFF", std::move(utf8));
  }
  return utf8;
}

std::string_view DeclaredCharset(Encoding encoding, Charset charset) {
  if (charset == Charset::kMissing) return "";
  const bool utf8 = encoding == Encoding::kUtf8 || encoding == Encoding::kUtf8Bom;
  if (charset == Charset::kWrong) return utf8 ? "gb2312" : "utf-8";
  switch (encoding) {
    case Encoding::kGb18030:
      return "gb18030";
    case Encoding::kGbk:
      return "gb2312";  // what pages in GBK say
    case Encoding::kBig5:
      return "big5";
    case Encoding::kUtf16Le:
    case Encoding::kUtf16Be:
      return "utf-16";
    default:
      return "utf-8";
  }
}

}  // namespace gongkai::corpus
