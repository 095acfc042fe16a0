#include "extract/row_numbers.h"

#include <algorithm>
#include <charconv>
#include <vector>

namespace gongkai {
namespace {

constexpr std::size_t kSeveral = 3;

class RowNumbers {
 public:
  RowNumbers(std::string_view text, TokenList* list) : text_(text), tokens_(list->tokens) {}

  // Rows come in text order; those that begin with no figure (heads, notes) may stand between.
  void Add(const TokenRow& row) {
    const Token& first = tokens_[row.begin];
    if (row.shape == RowShape::kLine || row.lines || first.kind != TokenKind::kFigure) return;
    uint32_t number = 0;
    const char* const end = text_.data() + first.end;
    const auto read = std::from_chars(text_.data() + first.begin, end, number);
    if (read.ec != std::errc() || read.ptr != end) number = 0;
    if (number != last_ + 1) Close();
    if (number != last_ + 1) return;
    last_ = number;
    if (HasLabel(row)) numbers_.push_back(row.begin);
  }

  void Close() {
    if (numbers_.size() >= kSeveral) {
      for (const uint32_t number : numbers_) tokens_[number].kind = TokenKind::kFill;
    }
    numbers_.clear();
    last_ = 0;
  }

 private:
  bool HasLabel(const TokenRow& row) const {
    return std::any_of(tokens_.begin() + row.begin + 1, tokens_.begin() + row.end,
                       [](const Token& token) { return token.kind == TokenKind::kWords; });
  }

  const std::string_view text_;
  std::vector<Token>& tokens_;
  std::vector<uint32_t> numbers_;  // tokens
  uint32_t last_ = 0;
};

}  // namespace

void DropRowNumbers(std::string_view text, TokenList* list) {
  RowNumbers numbers(text, list);
  for (const TokenRow& row : list->rows) numbers.Add(row);
  numbers.Close();
}

}  // namespace gongkai
