#include "extract/fact_list.h"

#include <algorithm>
#include <array>

namespace gongkai {
namespace {

constexpr std::size_t kMinFigures = 2;
constexpr std::array<std::string_view, 5> kSeparators = {"、", "以及", "和", "与", "及"};

// How many separators the text holds.
std::size_t Separators(std::string_view text) {
  std::size_t count = 0;
  while (!text.empty()) {
    const auto* separator = std::ranges::find_if(
        kSeparators, [&](std::string_view candidate) { return text.starts_with(candidate); });
    count += separator != kSeparators.end() ? 1 : 0;
    text.remove_prefix(separator != kSeparators.end() ? separator->size() : 1);
  }
  return count;
}

// Nothing but a separator or comma.
bool OnlySeparates(std::string_view text) {
  if (text == "，" || text == ",") return true;
  return std::ranges::find(kSeparators, text) != kSeparators.end();
}

class List {
 public:
  List(const FactLexicon& lexicon, std::string_view text, const FactSentence& sentence)
      : lexicon_(lexicon), text_(text), items_(sentence.items), begin_(sentence.begin) {}

  std::vector<ListedFigure> Read(std::size_t begin, std::size_t listed) {
    std::vector<ListedFigure> figures;
    if (!ReadSubjects(begin, listed) || !ReadFigures(listed)) return figures;
    if (subjects_.size() != figures_.size() || subjects_.size() < kMinFigures) return figures;
    ConceptSet topics, signs;
    for (const ConceptSet& subject : subjects_) topics |= subject & lexicon_.topics();
    for (std::size_t i = begin; i < listed; ++i) signs |= Signs(items_[i].concepts);
    for (std::size_t i = 0; i < figures_.size(); ++i) {
      figures.push_back(
          {figures_[i], subjects_[i] | shared_ | signs, Context(subjects_[i]), topics});
    }
    return figures;
  }

 private:
  ConceptSet Signs(const ConceptSet& concepts) const {
    return concepts & ~lexicon_.deciding() & ~lexicon_.topics();
  }

  std::string_view Between(std::size_t begin, std::size_t end) const {
    return text_.substr(begin, end - begin);
  }

  // Every one of what is listed must be known: else it cannot be told which figure is whose.
  bool ReadSubjects(std::size_t begin, std::size_t listed) {
    std::size_t end = begin == 0 ? begin_ : items_[begin - 1].end;
    for (std::size_t i = begin; i <= listed; ++i) {
      const std::size_t separators = Separators(Between(end, items_[i].begin));
      if (separators > 1 || (separators == 1 && (subjects_.empty() || i == listed))) return false;
      if (i == listed) break;
      if (subjects_.empty() || separators == 1) subjects_.emplace_back();
      subjects_.back() |= items_[i].concepts;
      end = items_[i].end;
    }
    return std::ranges::all_of(subjects_, [&](const ConceptSet& subject) {
      return (subject & (lexicon_.deciding() | lexicon_.topics())).any();
    });
  }

  bool ReadFigures(std::size_t listed) {
    std::size_t i = listed + 1;
    for (; i < items_.size() && items_[i].kind == FactItem::Kind::kWord; ++i) {
      shared_ |= items_[i].concepts;
    }
    while (i < items_.size() && items_[i].kind == FactItem::Kind::kQuantity) {
      figures_.push_back(i);
      const std::size_t end = items_[i].end;
      if (++i < items_.size() && items_[i].kind == FactItem::Kind::kBorder) ++i;
      if (i < items_.size() && !OnlySeparates(Between(end, items_[i].begin))) break;
    }
    return !figures_.empty();
  }

  // 行政复议维持、纠正分别为: the topic of the first holds for the others; 自然人、企业申请分别为:
  // that of the last one.
  ConceptSet Context(const ConceptSet& subject) const {
    const ConceptSet strong = lexicon_.topics() & lexicon_.deciding();
    if ((subject & strong).any()) return {};
    const ConceptSet first = subjects_.front() & strong;
    return first.any() ? first : subjects_.back() & strong;
  }

  const FactLexicon& lexicon_;
  const std::string_view text_;
  const std::vector<FactItem>& items_;
  const std::size_t begin_;
  std::vector<ConceptSet> subjects_;
  std::vector<std::size_t> figures_;
  ConceptSet shared_;
};

}  // namespace

std::vector<ListedFigure> ReadListed(const FactLexicon& lexicon, std::string_view text,
                                     const FactSentence& sentence, std::size_t begin,
                                     std::size_t listed) {
  return List(lexicon, text, sentence).Read(begin, listed);
}

bool IsListedWithNext(std::string_view text, const FactSentence& sentence, std::size_t item) {
  const std::vector<FactItem>& items = sentence.items;
  std::size_t next = item + 1;
  if (next < items.size() && items[next].kind == FactItem::Kind::kBorder) ++next;
  if (next >= items.size() || items[next].kind != FactItem::Kind::kQuantity) return false;
  const std::string_view gap = text.substr(items[item].end, items[next].begin - items[item].end);
  return gap != "，" && gap != "," && OnlySeparates(gap);
}

bool FollowsConjunction(std::string_view text, const FactSentence& sentence, std::size_t item) {
  if (item == 0 || sentence.items[item - 1].kind != FactItem::Kind::kWord) return false;
  const std::size_t end = sentence.items[item - 1].end;
  return OnlySeparates(text.substr(end, sentence.items[item].begin - end));
}

}  // namespace gongkai
