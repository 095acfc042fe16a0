#include "extract/fact_cover.h"

#include <algorithm>

namespace gongkai {

namespace {

bool MeansSomething(const FactLexicon& lexicon, const FactItem& word) {
  return (word.concepts & (lexicon.deciding() | lexicon.topics())).any();
}

}  // namespace

bool IsCovered(const FactLexicon& lexicon, std::string_view text, const FactSentence& sentence,
               std::size_t begin, std::size_t item, bool all) {
  while (begin < item && !MeansSomething(lexicon, sentence.items[begin])) ++begin;
  std::size_t low = sentence.items[item].begin;
  for (std::size_t i = item; i-- > begin;) {
    const FactItem& word = sentence.items[i];
    if (!lexicon.OnlyFills(text.substr(word.end, low - word.end))) return false;
    if (!all && MeansSomething(lexicon, word)) return true;
    low = word.begin;
  }
  return true;
}

bool IsCoveredBehind(const FactLexicon& lexicon, std::string_view text,
                     const FactSentence& sentence, std::size_t item, std::size_t end) {
  std::size_t low = sentence.items[item].end;
  for (std::size_t i = item + 1; i < end; ++i) {
    const FactItem& word = sentence.items[i];
    if (!lexicon.OnlyFills(text.substr(low, word.begin - low))) return false;
    if (MeansSomething(lexicon, word)) return true;
    low = word.end;
  }
  return true;
}

bool IsSpecific(const FactLexicon& lexicon, std::string_view text, const FactSentence& sentence,
                std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i) {
    const FactItem& word = sentence.items[i];
    if ((word.concepts & lexicon.signs().common).none()) continue;
    const std::size_t low = i == 0 ? sentence.begin : sentence.items[i - 1].end;
    if (!lexicon.OnlyFills(text.substr(low, word.begin - low))) return false;
  }
  return true;
}

}  // namespace gongkai
