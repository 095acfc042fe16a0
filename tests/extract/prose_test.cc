// Figures of sentences that neither the generator nor the words of facts.tsv were made from.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "tests/extract/facts_of.h"

namespace gongkai {
namespace {

std::vector<std::string> Expected(std::string text) {
  constexpr std::string_view kBetween = " | ";
  std::vector<std::string> facts;
  if (text == "-") return facts;
  for (std::size_t at = text.find(kBetween); at != text.npos; at = text.find(kBetween)) {
    facts.push_back(text.substr(0, at));
    text.erase(0, at + kBetween.size());
  }
  facts.push_back(std::move(text));
  return facts;
}

// Of the figures given a meaning none is wrong; most of those there are found.
TEST(ProseTest, ReadsSentencesOfAnotherHand) {
  std::ifstream file(GONGKAI_SOURCE_DIR "/tests/testdata/prose.tsv");
  ASSERT_TRUE(file.is_open());
  std::size_t there = 0;
  std::size_t found = 0;
  for (std::string line; std::getline(file, line);) {
    const std::size_t tab = line.find('\t');
    if (line.starts_with('#') || tab == line.npos) continue;
    std::vector<std::string> expected = Expected(line.substr(tab + 1));
    there += expected.size();
    for (const std::string& fact : FactsOf(line.substr(0, tab))) {
      if (fact.starts_with('?')) continue;
      const auto known = std::ranges::find(expected, fact);
      EXPECT_NE(known, expected.end()) << fact << " of " << line;
      if (known == expected.end()) continue;
      expected.erase(known);
      ++found;
    }
    for (const std::string& miss : expected)
      std::cout << "missed: " << miss << " of " << line << "\n";
  }
  std::cout << "found " << found << " of " << there << "\n";
  EXPECT_GE(there, 34u);
  EXPECT_GE(found * 100, there * 75);
}

}  // namespace
}  // namespace gongkai
