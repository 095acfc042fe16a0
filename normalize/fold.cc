#include "normalize/fold.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "common/digest.h"
#include "embedded/normalize_radical_forms.h"
#include "model/han.h"
#include "normalize/tsv.h"

namespace gongkai {

const CharFolds& CharFolds::Get() {
  static const CharFolds* const folds = new CharFolds();
  return *folds;
}

CharFolds::CharFolds() {
  AddControls();
  AddIdeographs();
  AddSpaces();
  AddFigures();
  AddBoxes();
  classes_[0xFFFD] = FoldClass::kReplace;
}

void CharFolds::Set(char32_t c, FoldClass fold, char32_t target) {
  if (c < 0x10000) {
    classes_[c] = fold;
    targets_[c] = static_cast<char16_t>(target);
  } else {
    astral_[c] = target;
  }
}

void CharFolds::AddControls() {
  for (char32_t c = 0; c < 0x10000; ++c) {
    const auto type = u_charType(static_cast<UChar32>(c));
    if (type == U_CONTROL_CHAR || type == U_FORMAT_CHAR ||
        u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) {
      Set(c, FoldClass::kDrop, 0);
    }
  }
  classes_['\t'] = FoldClass::kKeep;
  classes_['\n'] = FoldClass::kKeep;
  // What word processors leave for line and page breaks and for the end of a cell: dropping
  // it would run two figures together.
  for (char32_t c : {0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029}) {
    Set(c, FoldClass::kForm, '\n');
  }
  Set(0x07, FoldClass::kForm, '\t');
  for (char32_t c = 0x1C; c <= 0x1F; ++c) Set(c, FoldClass::kForm, ' ');
}

void CharFolds::AddSpaces() {
  for (char32_t c = 0x80; c < 0x10000; ++c) {
    if (u_charType(static_cast<UChar32>(c)) == U_SPACE_SEPARATOR) {
      Set(c, FoldClass::kForm, ' ');
    }
  }
}

void CharFolds::AddFigures() {
  const auto width = [this](char32_t c) { Set(c, FoldClass::kWidth, c - 0xFEE0); };
  for (char32_t c = U'０'; c <= U'９'; ++c) width(c);
  for (char32_t c = U'Ａ'; c <= U'Ｚ'; ++c) width(c);
  for (char32_t c = U'ａ'; c <= U'ｚ'; ++c) width(c);
  for (char32_t c : {U'＋', U'－', U'．', U'／', U'％'}) width(c);
  // Other shapes of the same signs: a figure must not lose its minus to an unknown character.
  Set(0x2212, FoldClass::kForm, '-');  // minus sign
  Set(0xFE63, FoldClass::kForm, '-');  // small hyphen-minus
  Set(0xFE62, FoldClass::kForm, '+');  // small plus sign
  Set(0xFE6A, FoldClass::kForm, '%');  // small percent sign
}

// Tables drawn with lines: borders between cells as pipes, lines between rows as "+---+".
void CharFolds::AddBoxes() {
  for (char32_t c = 0x2500; c <= 0x256C; ++c) Set(c, FoldClass::kForm, '+');
  for (char32_t c : U"─━┄┅┈┉╌╍═") {
    if (c != 0) Set(c, FoldClass::kForm, '-');
  }
  for (char32_t c : U"│┃┆┇┊┋╎╏║") {
    if (c != 0) Set(c, FoldClass::kForm, '|');
  }
}

void CharFolds::AddIdeographs() {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) return;
  const auto fold = [&](UChar32 c) {
    const icu::UnicodeString composed = nfc->normalize(icu::UnicodeString(c), status);
    if (composed.countChar32() == 1 && composed.char32At(0) != c) {
      Set(c, FoldClass::kForm, composed.char32At(0));
    }
  };
  for (UChar32 c = 0x2000; c < 0x2100; ++c) fold(c);  // quads and other doubles of spaces
  for (UChar32 c : {0x2126, 0x212A, 0x212B, 0x2329, 0x232A}) fold(c);
  for (UChar32 c = 0xF900; c < 0xFB00; ++c) fold(c);
  for (UChar32 c = 0x2F800; c < 0x2FA20; ++c) fold(c);
  for (const TsvRow& row : ReadTsv(embedded::normalize_radical_forms()[0].data)) {
    std::size_t from = 0;
    std::size_t to = 0;
    Set(NextChar(row[0], &from), FoldClass::kForm, NextChar(row[1], &to));
  }
}

const std::string& FoldTablesDigest() {
  static const std::string* const digest =
      new std::string(ToHex(Digest(embedded::normalize_radical_forms()[0].data)));
  return *digest;
}

}  // namespace gongkai
