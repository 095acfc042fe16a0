// Bodies of other places named in the text: what is left of a report that was copied.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "common/strings.h"
#include "validate/checks.h"
#include "validate/report_text.h"

namespace gongkai {
namespace {

// Three characters: 乡政府 stands anywhere.
constexpr std::size_t kMinBodyBytes = 9;

std::size_t CharacterBefore(std::string_view text, std::size_t end) {
  std::size_t begin = end - 1;
  while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
  return begin;
}

// Bytes at the end that both have, whole characters only.
std::size_t SharedEnd(std::string_view one, std::string_view other) {
  std::size_t size = 0;
  while (size < one.size() && size < other.size()) {
    const std::size_t next = CharacterBefore(one, one.size() - size);
    const std::size_t longer = one.size() - next;
    if (!other.ends_with(one.substr(next))) break;
    size = longer;
  }
  return size;
}

class StrangerCheck {
 public:
  StrangerCheck(const CheckContext& context, const StrangerPlan& plan)
      : context_(context), plan_(plan) {}

  void Run() {
    const v1::Outline& outline = context_.report.outline();
    if (outline.other_agencies().empty() || outline.agency().name().empty()) return;
    std::vector<Stretch> found;
    std::vector<std::string> words;
    for (const v1::AgencyMention& mention : outline.other_agencies()) {
      if (!IsStranger(outline.agency().name(), mention.name()) ||
          Matches(plan_.not_names, mention.name()) || IsExcepted(mention)) {
        continue;
      }
      found.push_back({mention.span().begin(), mention.span().end()});
      words.push_back(mention.name());
    }
    ReportStretches(context_, v1::Case::FOUND, found, words);
  }

 private:
  // Both are the same thing of two places of one level. Names may have more before the place,
  // and the text more before a name: where but the last characters of the places are the same,
  // nothing is said.
  bool IsStranger(std::string_view own, std::string_view other) const {
    const std::size_t shared = SharedEnd(own, other);
    const std::string_view end = own.substr(own.size() - shared);
    return std::ranges::any_of(plan_.check->levels(), [&](const std::string& level) {
      return end.starts_with(level) && end.size() >= level.size() + kMinBodyBytes &&
             end.size() < own.size() && end.size() < other.size();
    });
  }

  bool Matches(const std::vector<int>& patterns, std::string_view words) const {
    return std::ranges::any_of(patterns, [&](int number) {
      const auto position = static_cast<std::size_t>(number);
      return re2::RE2::PartialMatch(re2::StringPiece(words.data(), words.size()),
                                    *context_.report.pack().others[position]);
    });
  }

  bool IsExcepted(const v1::AgencyMention& mention) const {
    const ReportText& text = *context_.report.text();
    const Stretch place{mention.span().begin(), mention.span().end()};
    const auto piece = std::ranges::find_if(text.all(), [&](const Stretch& one) {
      return one.begin <= place.begin && place.end <= one.end;
    });
    if (piece == text.all().end()) return true;  // of a table or of the page
    return Matches(plan_.except, text.SentenceAround(*piece, place));
  }

  const CheckContext& context_;
  const StrangerPlan& plan_;
};

}  // namespace

void CheckStrangers(const CheckContext& context, const StrangerPlan& plan) {
  StrangerCheck(context, plan).Run();
}

}  // namespace gongkai
