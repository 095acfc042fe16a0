// Messages of findings: templates with fields in braces, from the rules, in two languages.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "validate/form_index.h"

namespace gongkai {

// What a template can name: "{table}" and so on. rule.proto says which fault has which.
enum class Field : uint8_t {
  kTable,
  kItem,
  kLeft,
  kRight,
  kDifference,
  kCount,
  kList,
  kYear,
  kForm,
  kExpected,
};
inline constexpr std::size_t kFieldCount = 10;

using FieldSet = uint32_t;
constexpr FieldSet SetOf(Field field) { return 1u << static_cast<unsigned>(field); }
template <typename... Fields>
constexpr FieldSet SetOf(Field first, Fields... rest) {
  return SetOf(first) | SetOf(rest...);
}

// Values of the fields of one finding.
class MessageFields {
 public:
  Wording& operator[](Field field) { return words_[static_cast<std::size_t>(field)]; }
  const Wording& operator[](Field field) const { return words_[static_cast<std::size_t>(field)]; }

  // The same in both languages.
  void SetBoth(Field field, std::string_view text);

 private:
  std::array<Wording, kFieldCount> words_;
};

class MessageTemplate {
 public:
  // INVALID_ARGUMENT with the reason: empty, over kMaxMessageTemplateBytes, a brace without its
  // other half, a field that is not in `allowed`.
  static absl::StatusOr<MessageTemplate> Parse(std::string_view text, FieldSet allowed);

  // `language` picks the value: &Wording::zh or &Wording::en.
  std::string Render(const MessageFields& fields, std::string Wording::*language) const;

 private:
  struct Piece {
    std::string literal;  // before the field
    Field field = Field::kTable;
    bool has_field = false;
  };
  std::vector<Piece> pieces_;
};

// A text of the report for a message: on one line, cut after kMaxQuotedBytes.
std::string Quote(std::string_view text);

// A list for people that stays readable: kMaxListed names, then how many more.
class NameList {
 public:
  void Add(std::string_view zh, std::string_view en);
  std::size_t size() const { return size_; }

  // "「甲」、「乙」等 20 项", "a; b; and 18 more"; "无", "none" for an empty one.
  Wording Get() const;

 private:
  Wording words_;
  std::size_t size_ = 0;
};

}  // namespace gongkai
