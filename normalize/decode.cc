#include "normalize/decode.h"

#include <algorithm>
#include <cstring>

#include "model/han.h"
#include "normalize/double_byte.h"

namespace gongkai {

std::string_view CharsetName(Charset charset) {
  switch (charset) {
    case Charset::kUtf8:
      return "UTF-8";
    case Charset::kGb18030:
      return "GB18030";
    case Charset::kBig5:
      return "Big5";
    case Charset::kUtf16Le:
      return "UTF-16LE";
    case Charset::kUtf16Be:
      return "UTF-16BE";
    case Charset::kUnknown:
      break;
  }
  return "";
}

// Appends characters; neighbours of the same shape become one run.
class PageBuilder {
 public:
  PageBuilder(Page* page, std::string_view bytes, std::size_t offset, std::size_t max_undecodable)
      : page_(*page), bytes_(bytes), at_(offset), max_undecodable_(max_undecodable) {
    page_.offset_ = static_cast<uint32_t>(offset);
    page_.owned_ = true;
    // Two bytes of Big5 become four beyond U+FFFF; what cannot be decoded is bounded.
    page_.storage_.resize((bytes.size() - offset) * 2 + 3 * max_undecodable + 16);
    out_ = page_.storage_.data();
  }

  std::size_t at() const { return at_; }
  std::size_t left() const { return bytes_.size() - at_; }
  unsigned char byte(std::size_t ahead = 0) const {
    return static_cast<unsigned char>(bytes_[at_ + ahead]);
  }

  // Copies the ASCII characters from here on, if there are any.
  void CopyAscii() {
    const std::size_t begin = at_;
    while (at_ < bytes_.size() && byte() - 1u < 0x7F) ++at_;
    if (at_ == begin) return;
    NoteRun(begin, 1, 1, false);
    std::memcpy(out_, bytes_.data() + begin, at_ - begin);
    out_ += at_ - begin;
  }

  void Put(char32_t c, std::size_t source_step) {
    if (c == 0) c = 1;  // NUL would end the page for libxml2; either is dropped later
    char* const begin = out_;
    Write(c);
    NoteRunAt(begin, at_, static_cast<uint8_t>(out_ - begin), source_step, false);
    at_ += source_step;
  }

  // `count` bytes that are no character. False if there are too many by now.
  bool PutUndecodable(std::size_t count) {
    PutReplacement(count);
    page_.undecodable_bytes_ += count;
    return page_.undecodable_bytes_ <= max_undecodable_;
  }

  // The rest of the source, the beginning of a character.
  void PutTruncated() {
    PutReplacement(left());
    page_.truncated_ = true;
  }

  void Finish() { page_.storage_.resize(static_cast<std::size_t>(out_ - page_.storage_.data())); }

  // The page is the source itself.
  static void Identity(Page* page, std::string_view bytes, std::size_t offset) {
    page->source_ = bytes.substr(offset);
    page->offset_ = static_cast<uint32_t>(offset);
    if (page->source_.find('\0') == std::string_view::npos) return;
    page->storage_ = page->source_;
    std::replace(page->storage_.begin(), page->storage_.end(), '\0', '\1');
    page->owned_ = true;
  }

 private:
  void PutReplacement(std::size_t count) {
    char* const begin = out_;
    Write(0xFFFD);
    NoteRunAt(begin, at_, 3, count, true);
    at_ += count;
  }

  void Write(char32_t c) {
    if (c < 0x80) {
      *out_++ = static_cast<char>(c);
    } else if (c < 0x800) {
      *out_++ = static_cast<char>(0xC0 | c >> 6);
      *out_++ = static_cast<char>(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
      *out_++ = static_cast<char>(0xE0 | c >> 12);
      *out_++ = static_cast<char>(0x80 | (c >> 6 & 0x3F));
      *out_++ = static_cast<char>(0x80 | (c & 0x3F));
    } else {
      *out_++ = static_cast<char>(0xF0 | c >> 18);
      *out_++ = static_cast<char>(0x80 | (c >> 12 & 0x3F));
      *out_++ = static_cast<char>(0x80 | (c >> 6 & 0x3F));
      *out_++ = static_cast<char>(0x80 | (c & 0x3F));
    }
  }

  void NoteRun(std::size_t source, std::size_t page_step, std::size_t source_step, bool bad) {
    NoteRunAt(out_, source, page_step, source_step, bad);
  }

  void NoteRunAt(const char* page, std::size_t source, std::size_t page_step,
                 std::size_t source_step, bool undecodable) {
    if (!page_.runs_.empty()) {
      const Page::Run& last = page_.runs_.back();
      if (last.page_step == page_step && last.source_step == source_step && !last.undecodable &&
          !undecodable) {
        return;  // Nothing of the source is left out, so the run goes on.
      }
    }
    Page::Run run;
    run.page_begin = static_cast<uint32_t>(page - page_.storage_.data());
    run.source_begin = static_cast<uint32_t>(source);
    run.page_step = static_cast<uint8_t>(page_step);
    run.source_step = static_cast<uint8_t>(source_step);
    run.undecodable = undecodable;
    page_.runs_.push_back(run);
  }

  Page& page_;
  std::string_view bytes_;
  std::size_t at_;
  std::size_t max_undecodable_;
  char* out_ = nullptr;
};

namespace {

// Length of the longest beginning of a UTF-8 character at `text`, and whether it is a whole one.
struct Utf8Unit {
  std::size_t length = 1;
  bool whole = false;
};

Utf8Unit Utf8At(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {1, true};
  std::size_t length = 0;
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
  } else {
    return {1, false};
  }
  for (std::size_t i = 1; i < length; ++i) {
    if (i == text.size() || byte(i) < low || byte(i) > high) return {i, false};
    low = 0x80;
    high = 0xBF;
  }
  return {length, true};
}

bool DecodeUtf8(std::string_view bytes, PageBuilder* page) {
  while (page->left() > 0) {
    page->CopyAscii();
    if (page->left() == 0) break;
    const std::string_view rest = bytes.substr(page->at());
    const Utf8Unit unit = Utf8At(rest);
    if (unit.whole) {
      std::size_t end = 0;
      page->Put(NextChar(rest, &end), unit.length);
    } else if (unit.length == rest.size() && CompleteUtf8(rest) == 0) {
      page->PutTruncated();
    } else if (!page->PutUndecodable(unit.length)) {
      return false;
    }
  }
  return true;
}

bool DecodeDoubleByte(const DoubleByteTable& table, bool four_bytes, PageBuilder* page) {
  while (page->left() > 0) {
    page->CopyAscii();
    while (page->left() >= 2) {
      const char32_t c = table.At(page->byte(0), page->byte(1));
      if (c == 0) break;
      page->Put(c, 2);
    }
    if (page->left() == 0 || page->byte() - 1u < 0x7F) continue;
    const unsigned char lead = page->byte();
    const bool may_lead = lead >= 0x81 && lead <= 0xFE;
    if (lead == 0) {
      page->Put(0, 1);
    } else if (may_lead && page->left() == 1) {
      page->PutTruncated();
    } else if (four_bytes && may_lead && page->byte(1) >= 0x30 && page->byte(1) <= 0x39) {
      if (page->left() < 4) {
        page->PutTruncated();
        continue;
      }
      const char32_t c = table.FourByteAt(lead, page->byte(1), page->byte(2), page->byte(3));
      if (c != 0) {
        page->Put(c, 4);
      } else if (!page->PutUndecodable(1)) {
        return false;
      }
    } else {
      // A trail byte that is ASCII may be a character of its own (the markup behind a lost
      // byte); any other goes with its lead.
      const bool pair = may_lead && page->left() > 1 && page->byte(1) >= 0x80;
      if (!page->PutUndecodable(pair ? 2 : 1)) return false;
    }
  }
  return true;
}

bool DecodeUtf16(bool little, PageBuilder* page) {
  const auto unit = [&](std::size_t ahead) {
    const unsigned first = page->byte(ahead);
    const unsigned second = page->byte(ahead + 1);
    return static_cast<char32_t>(little ? second << 8 | first : first << 8 | second);
  };
  while (page->left() > 0) {
    if (page->left() == 1) {
      page->PutTruncated();
      break;
    }
    const char32_t c = unit(0);
    if (c < 0xD800 || c > 0xDFFF) {
      page->Put(c, 2);
    } else if (c < 0xDC00 && page->left() < 4) {
      page->PutTruncated();
    } else if (c < 0xDC00 && unit(2) >= 0xDC00 && unit(2) <= 0xDFFF) {
      page->Put(0x10000 + ((c - 0xD800) << 10) + (unit(2) - 0xDC00), 4);
    } else if (!page->PutUndecodable(2)) {
      return false;
    }
  }
  return true;
}

bool Decode(std::string_view bytes, Charset charset, PageBuilder* page) {
  switch (charset) {
    case Charset::kUtf8:
      return DecodeUtf8(bytes, page);
    case Charset::kGb18030:
      return DecodeDoubleByte(DoubleByteTable::Gb18030(), true, page);
    case Charset::kBig5:
      return DecodeDoubleByte(DoubleByteTable::Big5(), false, page);
    case Charset::kUtf16Le:
      return DecodeUtf16(true, page);
    case Charset::kUtf16Be:
      return DecodeUtf16(false, page);
    case Charset::kUnknown:
      break;
  }
  return false;
}

}  // namespace

std::size_t CompleteUtf8(std::string_view bytes) {
  const std::size_t first = bytes.size() < 3 ? 0 : bytes.size() - 3;
  for (std::size_t i = bytes.size(); i-- > first;) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    if (byte < 0x80) break;
    if (byte < 0xC0) continue;
    const std::size_t length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
    const Utf8Unit unit = Utf8At(bytes.substr(i));
    const bool beginning = !unit.whole && i + unit.length == bytes.size();
    return beginning && unit.length < length && byte >= 0xC2 && byte <= 0xF4 ? i : bytes.size();
  }
  return bytes.size();
}

bool DecodePage(std::string_view bytes, std::size_t offset, Charset charset,
                std::size_t max_undecodable, Page* page) {
  *page = Page();
  PageBuilder builder(page, bytes, offset, max_undecodable);
  if (!Decode(bytes, charset, &builder)) return false;
  builder.Finish();
  return true;
}

void IdentityPage(std::string_view bytes, std::size_t offset, Page* page) {
  *page = Page();
  PageBuilder::Identity(page, bytes, offset);
}

}  // namespace gongkai
