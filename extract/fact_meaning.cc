#include "extract/fact_meaning.h"

namespace gongkai {
namespace {

// Keeps the better of two; one as good as the best takes its place away.
class Best {
 public:
  void Offer(const FactMeaning& meaning, std::size_t weight) {
    if (weight < weight_) return;
    meaning_ = weight == weight_ ? nullptr : &meaning;
    weight_ = weight;
  }
  const FactMeaning* meaning() const { return meaning_; }

 private:
  const FactMeaning* meaning_ = nullptr;
  std::size_t weight_ = 0;
};

}  // namespace

const FactMeaning* ChooseMeaning(const FactLexicon& lexicon, const FactUnit& unit,
                                 const ConceptSet& local, const ConceptSet& carried) {
  const ConceptSet decided = local & lexicon.deciding();
  // 行政复议3件，行政诉讼2件: a topic of its own takes the place of those before.
  const ConceptSet strong = lexicon.deciding() & lexicon.topics();
  const bool own_topic = (decided & strong).any();
  const ConceptSet there = local | (own_topic ? carried & ~lexicon.deciding() : carried);
  Best best;
  for (const auto& [telling, candidate] : lexicon.MeaningsOf(unit)) {
    if (!there[telling]) continue;
    const FactMeaning& meaning = *candidate;
    if ((meaning.needed & local).none()) continue;
    if ((meaning.needed & ~there).any() || (decided & ~meaning.allowed).any()) continue;
    if ((meaning.barred & local).any()) continue;
    // 行政复议3件，上年结转1件: what goes with a topic does not go with another one.
    const bool has_topic = (meaning.allowed & strong).any();
    if (!own_topic && has_topic && (carried & strong & ~meaning.allowed).any()) continue;
    best.Offer(meaning, meaning.weight);
  }
  return best.meaning();
}

const FactMeaning* ChooseZeroMeaning(const FactLexicon& lexicon, const ConceptSet& local) {
  const ConceptSet decided = local & lexicon.deciding();
  Best best;
  for (const FactMeaning& meaning : lexicon.zeros()) {
    if ((meaning.needed & ~local).any() || (decided & ~meaning.allowed).any()) continue;
    best.Offer(meaning, meaning.weight);
  }
  return best.meaning();
}

}  // namespace gongkai
