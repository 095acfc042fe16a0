#include "normalize/text_writer.h"

#include <array>

#include "model/han.h"

namespace gongkai {
namespace {

bool IsHtmlSpace(unsigned char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

// ASCII that stands as it is: visible, or for verbatim text also space, tab and newline.
template <bool kSqueeze>
constexpr std::array<bool, 256> PlainAscii() {
  std::array<bool, 256> plain{};
  for (int c = 0x21; c < 0x7F; ++c) plain[c] = true;
  if (!kSqueeze) plain[' '] = plain['\t'] = plain['\n'] = true;
  return plain;
}

// Characters of three bytes that stand as they are and that both scripts have, which is nearly all
// of a text. Looked up as in a HanSet.
class PlainCharacters {
 public:
  static const PlainCharacters& Get() {
    static const auto* const characters = new PlainCharacters();
    return *characters;
  }

  // Whether they begin with such a byte; it is none of them if four bytes do.
  static bool MayLead(char byte) { return static_cast<unsigned char>(byte) >= kFirstLead; }
  bool Holds(const char* c) const { return (others_[WordOf(c)] >> (c[2] & 63) & 1) == 0; }

 private:
  static constexpr unsigned char kFirstLead = 0xE0;

  PlainCharacters() {
    others_.fill(~uint64_t{0});
    const CharFolds& folds = CharFolds::Get();
    const HanSet& traditional = OnlyTraditional();
    for (char32_t c = 0x800; c < 0x10000; ++c) {
      std::string bytes;
      AppendUtf8(c, &bytes);
      const char* const at = bytes.data();
      if (folds.ClassOf(c) != FoldClass::kKeep) continue;
      if (LeadsHan(*at) && traditional.Holds(at) != 0) continue;
      others_[WordOf(at)] &= ~(uint64_t{1} << (at[2] & 63));
    }
  }

  static std::size_t WordOf(const char* c) {
    return (static_cast<std::size_t>(static_cast<unsigned char>(c[0])) << 6 ^
            static_cast<unsigned char>(c[1])) -
           (std::size_t{kFirstLead} << 6);
  }

  std::array<uint64_t, 0x800> others_;  // leads up to FF
};

}  // namespace

void TextWriter::Append(std::size_t begin, std::size_t end) {
  AppendPiece<Mode::kLines>(begin, end);
}

void TextWriter::AppendInLine(std::size_t begin, std::size_t end) {
  AppendPiece<Mode::kInLine>(begin, end);
}

void TextWriter::AppendSqueezed(std::size_t begin, std::size_t end) {
  AppendPiece<Mode::kSqueeze>(begin, end);
}

template <TextWriter::Mode kMode>
std::size_t TextWriter::PassPlain(std::size_t begin, std::size_t end) {
  constexpr bool kSqueeze = kMode == Mode::kSqueeze;
  static constexpr std::array<bool, 256> kPlain = PlainAscii<kSqueeze>();
  const auto is_plain = [](char c) { return kPlain[static_cast<unsigned char>(c)]; };
  static const PlainCharacters& plain_characters = PlainCharacters::Get();
  const char* const page = page_.text().data();
  const char* const stop = page + end;
  const char* at = page + begin;
  while (at < stop) {
    if (PlainCharacters::MayLead(*at)) {
      if (!plain_characters.Holds(at) && !StandsAsTraditional(at)) break;
      at += 3;
    } else if (is_plain(*at)) {
      do ++at;
      while (at < stop && is_plain(*at));
    } else if (kSqueeze && *at == ' ' && at > page + begin && at + 1 < stop && is_plain(at[1])) {
      ++at;  // a single space between visible characters
    } else {
      break;
    }
  }
  return static_cast<std::size_t>(at - page);
}

// Apart, so that its reckoning does not slow the loop it is called from.
[[gnu::noinline]] bool TextWriter::StandsAsTraditional(const char* c) {
  if (!LeadsHan(*c) || only_traditional_.Holds(c) == 0) return false;
  std::size_t length = 0;
  if (folds_.ClassOf(NextChar({c, 3}, &length)) != FoldClass::kKeep) return false;
  ++traditional_;
  return true;
}

template <TextWriter::Mode kMode>
void TextWriter::AppendPiece(std::size_t begin, std::size_t end) {
  constexpr bool kSqueeze = kMode == Mode::kSqueeze;
  const std::string_view page = page_.text();
  const auto byte = [page](std::size_t at) { return static_cast<unsigned char>(page[at]); };
  std::size_t at = begin;
  while (at < end) {
    const std::size_t start = at;
    at = PassPlain<kMode>(at, end);
    if (at > start) {
      if (kSqueeze) ReleaseSpace();
      Copy(start, at);
    } else if (kSqueeze && IsHtmlSpace(byte(at))) {
      while (at < end && IsHtmlSpace(byte(at))) ++at;
      HoldSpace(start, at);
    } else {
      at = AppendOne(kMode, start, end);
    }
  }
}

void TextWriter::Copy(std::size_t begin, std::size_t end) {
  text_.append(page_.text().substr(begin, end - begin));
  if (page_.runs().empty()) {
    builder_.AddRun(v1::SourceMap::BYTES, static_cast<uint32_t>(end - begin), 1,
                    static_cast<uint32_t>(begin + page_.offset()), 1);
    return;
  }
  while (begin < end) {
    const Page::Run& run = cursor_.RunAt(begin);
    const std::size_t stop = std::min(end, cursor_.run_end());
    const std::size_t source =
        run.source_begin + (begin - run.page_begin) / run.page_step * run.source_step;
    builder_.AddRun(v1::SourceMap::CHARACTERS,
                    static_cast<uint32_t>((stop - begin) / run.page_step), run.page_step,
                    static_cast<uint32_t>(source), run.source_step);
    begin = stop;
  }
}

std::size_t TextWriter::AppendOne(Mode mode, std::size_t begin, std::size_t end) {
  std::size_t next = begin;
  const char32_t c = NextChar(page_.text(), &next);
  switch (folds_.ClassOf(c)) {
    case FoldClass::kDrop:
      return next;
    case FoldClass::kKeep:
      ReleaseSpace();
      Copy(begin, next);
      return next;
    case FoldClass::kReplace: {
      ReleaseSpace();
      const bool bad = !page_.runs().empty() && cursor_.RunAt(begin).undecodable;
      AppendFolded(c, bad ? v1::SourceMap::UNDECODABLE : v1::SourceMap::CHARACTERS, begin, next);
      return next;
    }
    case FoldClass::kWidth:
      ReleaseSpace();
      AppendFolded(folds_.TargetOf(c), v1::SourceMap::WIDTH_FOLDED, begin, next);
      return next;
    case FoldClass::kForm:
      break;
  }
  if (c == '\r' && next < end && page_.text()[next] == '\n') ++next;
  ReleaseSpace();
  char32_t target = folds_.TargetOf(c);
  if (mode != Mode::kLines && (target == '\n' || target == '\t')) target = ' ';
  AppendFolded(target, v1::SourceMap::FORM_FOLDED, begin, next);
  return next;
}

void TextWriter::AppendFolded(char32_t c, v1::SourceMap::RunKind kind, std::size_t begin,
                              std::size_t end) {
  const ByteRange source = cursor_.SourceOf(begin, end);
  const std::size_t before = text_.size();
  AppendUtf8(c, &text_);
  if (LeadsHan(text_[before])) traditional_ += only_traditional_.Holds(text_.data() + before);
  builder_.Add(kind, static_cast<uint32_t>(text_.size() - before),
               static_cast<uint32_t>(source.begin),
               static_cast<uint32_t>(source.end - source.begin));
}

void TextWriter::AppendReference(char32_t c, std::size_t begin, std::size_t end) {
  switch (folds_.ClassOf(c)) {
    case FoldClass::kDrop:
      return;
    case FoldClass::kKeep:
      if (c == '\t' || c == '\n') c = ' ';
      break;
    case FoldClass::kReplace:
      break;
    case FoldClass::kWidth:
    case FoldClass::kForm:
      c = folds_.TargetOf(c);
      if (c == '\t' || c == '\n') c = ' ';
      break;
  }
  ReleaseSpace();
  AppendFolded(c, v1::SourceMap::REFERENCE, begin, end);
}

void TextWriter::Insert(char c, std::size_t position) {
  EndLine();
  const ByteRange source = cursor_.SourceOf(position, position);
  text_ += c;
  builder_.Add(v1::SourceMap::INSERTED, 1, static_cast<uint32_t>(source.begin), 0);
  line_begin_ = text_.size();
}

void TextWriter::HoldSpace(std::size_t begin, std::size_t end) {
  if (space_.end == space_.begin && line_begun()) space_ = {begin, end};
}

void TextWriter::ReleaseSpace() {
  if (space_.end == space_.begin) return;
  const ByteRange space = space_;
  space_ = {};
  if (space.end - space.begin > 1) {
    AppendFolded(' ', v1::SourceMap::SQUEEZED, space.begin, space.end);
  } else if (page_.text()[space.begin] == ' ') {
    Copy(space.begin, space.end);
  } else {
    AppendFolded(' ', v1::SourceMap::FORM_FOLDED, space.begin, space.end);
  }
}

}  // namespace gongkai
