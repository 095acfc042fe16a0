// A part of the report that repeats another, clause by clause.
#include <cstring>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/strings.h"
#include "model/han.h"
#include "validate/checks.h"
#include "validate/report_text.h"

namespace gongkai {
namespace {

// Shorter clauses stand anywhere: 同时, 一是.
constexpr std::size_t kMinClauseBytes = 15;

// Length of the sign that ends a clause here; 0 if none does.
std::size_t SignAt(std::string_view text, std::size_t at) {
  // Chinese characters begin with other bytes than Chinese signs (E3 80, EF BC) and ASCII.
  const auto first = static_cast<unsigned char>(text[at]);
  if (first >= 0x80 && first != 0xE3 && first != 0xEF) return 0;
  constexpr std::string_view kSigns[] = {"，", "。", "；", "：", "、", ",", ";", ":"};
  for (const std::string_view sign : kSigns) {
    if (text.substr(at).starts_with(sign)) return sign.size();
  }
  return 0;
}

std::size_t BytesOf(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

class OverlapCheck {
 public:
  OverlapCheck(const CheckContext& context, const v1::RepetitionCheck& check)
      : context_(context), check_(check), text_(*context.report.text()) {}

  void Run() {
    for (int kind : check_.sections()) {
      for (const Stretch piece : text_.Section(static_cast<v1::SectionKind>(kind))) {
        ForEachParagraph(piece);
      }
    }
    ReportStretches(context_, v1::Case::REPEATED, found_, words_);
  }

 private:
  void ForEachParagraph(Stretch piece) {
    const std::string_view words = text_.Of(piece);
    for (std::size_t begin = 0; begin < words.size();) {
      const std::size_t end = std::min(words.find('\n', begin), words.size());
      const std::string_view line = words.substr(begin, end - begin);
      if (line.size() >= check_.at_least() &&
          CountCharacters(line, check_.at_least()) >= check_.at_least() && IsRepeated(line)) {
        found_.push_back(
            {piece.begin + static_cast<uint32_t>(begin), piece.begin + static_cast<uint32_t>(end)});
        words_.push_back(Quote(line));
      }
      begin = end + 1;
    }
  }

  // Most paragraphs are their own: that is known after the longest clauses, looked for first.
  bool IsRepeated(std::string_view line) {
    clauses_.clear();
    std::size_t all = 0;
    for (std::size_t begin = 0, at = 0; at <= line.size();) {
      while (at < line.size() && LeadsCommonHan(line[at])) at += kCommonHanBytes;
      const std::size_t sign = at == line.size() ? 1 : SignAt(line, at);
      if (sign == 0) {
        at = std::min(at + BytesOf(line[at]), line.size());
        continue;
      }
      const std::string_view clause = line.substr(begin, at - begin);
      if (clause.size() >= kMinClauseBytes) {
        clauses_.push_back(clause);
        all += clause.size();
      }
      begin = at += sign;
    }
    std::ranges::sort(clauses_, std::ranges::greater(), &std::string_view::size);
    std::size_t missed = 0;
    for (const std::string_view clause : clauses_) {
      if (!Stands(clause)) missed += clause.size();
      if (missed * 100 > all * (100 - check_.percent())) return false;
    }
    return all > 0;
  }

  bool Stands(std::string_view clause) {
    if (!of_) of_ = text_.Section(check_.of());
    return std::ranges::any_of(*of_, [&](Stretch piece) {
      // Chinese text has few first bytes: searching by them is slow.
      const std::string_view words = text_.Of(piece);
      return memmem(words.data(), words.size(), clause.data(), clause.size()) != nullptr;
    });
  }

  const CheckContext& context_;
  const v1::RepetitionCheck& check_;
  const ReportText& text_;
  std::optional<std::vector<Stretch>> of_;
  std::vector<std::string_view> clauses_;  // of the paragraph
  std::vector<Stretch> found_;
  std::vector<std::string> words_;
};

}  // namespace

void CheckOverlap(const CheckContext& context, const v1::RepetitionCheck& check) {
  OverlapCheck(context, check).Run();
}

}  // namespace gongkai
