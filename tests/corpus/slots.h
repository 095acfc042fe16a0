// Fills the names in braces of a fragment.

#ifndef GONGKAI_TESTS_CORPUS_SLOTS_H_
#define GONGKAI_TESTS_CORPUS_SLOTS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/corpus/draft.h"
#include "tests/corpus/random.h"

namespace gongkai::corpus {

class Slots {
 public:
  // Names of the agency and the year, figures of the tables, and figures of its own for what was
  // published; those that belong together add up.
  Slots(const Draft& draft, Random& random);

  // Appends `fragment` to `out` with everything in braces filled in. An unknown name stays as it
  // is, which a test would see.
  // What a figure counts is added to `figures`.
  void Fill(std::string_view fragment, Random& random, std::string& out,
            std::vector<ProseFigure>& figures) const;

 private:
  const std::string* Find(std::string_view name) const;
  void Set(std::string_view name, std::string value) {
    values_.emplace_back(name, std::move(value));
  }
  void Set(std::string_view name, int64_t value) { Set(name, std::to_string(value)); }

  // Parts that add up to `whole`.
  void SetSum(std::string_view whole, std::initializer_list<std::string_view> parts, int64_t most,
              Random& random);

  std::vector<std::pair<std::string_view, std::string>> values_;
};

}  // namespace gongkai::corpus

#endif  // GONGKAI_TESTS_CORPUS_SLOTS_H_
