#include "validate/message.h"

#include <algorithm>
#include <optional>

#include "common/limits.h"
#include "common/strings.h"

namespace gongkai {
namespace {

constexpr std::string_view kFieldNames[kFieldCount] = {
    "table", "item", "left", "right", "difference", "count", "list", "year", "form", "expected"};

std::optional<Field> FieldNamed(std::string_view name) {
  const auto* found = std::ranges::find(kFieldNames, name);
  if (found == std::end(kFieldNames)) return std::nullopt;
  return static_cast<Field>(found - std::begin(kFieldNames));
}

}  // namespace

void MessageFields::SetBoth(Field field, std::string_view text) {
  (*this)[field] = {std::string(text), std::string(text)};
}

absl::StatusOr<MessageTemplate> MessageTemplate::Parse(std::string_view text, FieldSet allowed) {
  if (text.empty()) return absl::InvalidArgumentError("no message");
  if (text.size() > kMaxMessageTemplateBytes) {
    return absl::InvalidArgumentError(
        Concat("message of more than ", kMaxMessageTemplateBytes, " bytes"));
  }
  MessageTemplate result;
  while (!text.empty()) {
    Piece piece;
    const std::size_t open = text.find_first_of("{}");
    piece.literal = text.substr(0, open);
    if (open != std::string_view::npos) {
      const std::size_t close = text.find('}', open);
      if (text[open] == '}' || close == std::string_view::npos) {
        return absl::InvalidArgumentError("message with half a pair of braces");
      }
      const std::string_view name = text.substr(open + 1, close - open - 1);
      const std::optional<Field> field = FieldNamed(name);
      if (!field || (allowed & SetOf(*field)) == 0) {
        return absl::InvalidArgumentError(Concat("message cannot name {", name, "} here"));
      }
      piece.field = *field;
      piece.has_field = true;
      text.remove_prefix(close + 1);
    } else {
      text = {};
    }
    result.pieces_.push_back(std::move(piece));
  }
  return result;
}

std::string MessageTemplate::Render(const MessageFields& fields,
                                    std::string Wording::*language) const {
  std::string text;
  for (const Piece& piece : pieces_) {
    text += piece.literal;
    if (piece.has_field) text += fields[piece.field].*language;
  }
  return text;
}

std::string Quote(std::string_view text) {
  std::string quoted(text.substr(0, kMaxQuotedBytes));
  if (text.size() > kMaxQuotedBytes) {
    std::size_t end = kMaxQuotedBytes;  // back to the start of the character that is cut
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    quoted.resize(end);
    quoted += "…";
  }
  std::ranges::replace_if(
      quoted, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return quoted;
}

void NameList::Add(std::string_view zh, std::string_view en) {
  if (++size_ > kMaxListed) return;
  if (size_ > 1) {
    words_.zh += "、";
    words_.en += "; ";
  }
  words_.zh += Concat("「", zh, "」");
  words_.en += en;
}

Wording NameList::Get() const {
  if (size_ == 0) return {"无", "none"};
  if (size_ <= kMaxListed) return words_;
  return {Concat(words_.zh, "等 ", size_, " 项"),
          Concat(words_.en, "; and ", size_ - kMaxListed, " more")};
}

}  // namespace gongkai
