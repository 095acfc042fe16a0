// Whatever happens to a report, no figure is given as certain that is not the report's.
#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/corpus/corpus.h"
#include "tests/accuracy/mutations.h"
#include "tests/extract/real_chain.h"

namespace gongkai {
namespace {

using corpus::Layout;

constexpr int kLayouts = 14;

// An arithmetic fault makes a busy report, with more figures that are not zero; the others make
// cells that hold none.
constexpr corpus::Fault kFaults[] = {corpus::Fault::kT301, corpus::Fault::kNone,
                                     corpus::Fault::kCel02, corpus::Fault::kCel03};

int Rounds() {
  const char* const told = std::getenv("GONGKAI_MUTATION_ROUNDS");
  return told != nullptr ? std::atoi(told) : 6;
}

struct Outcome {
  int reports = 0;
  int values = 0;  // certain and right
  int cells = 0;   // of the truth
  int silent = 0;  // certain and wrong
};

// Certain cells that differ from the truth. The cell that was emptied may be read as anything
// but a figure; which one it was is known by its figure alone, so one cell with it may be.
void Compare(const corpus::Rendered& report, const CellViews& cells, std::string_view emptied,
             const std::string& what, Outcome* outcome) {
  ++outcome->reports;
  std::map<std::string, std::string> truth;
  for (const corpus::Cell& cell : report.truth) {
    truth[cell.id] = cell.state == "VALUE" ? cell.value : cell.state;
  }
  outcome->cells += static_cast<int>(truth.size());
  if (emptied.starts_with('+')) emptied.remove_prefix(1);
  int blanks = 0;
  for (const auto& [id, cell] : cells) {
    if (cell.state == v1::AMBIGUOUS) continue;
    const auto known = truth.find(id);
    const std::string expected = known == truth.end() ? "ABSENT" : known->second;
    if (cell.state == v1::BLANK && expected == emptied && ++blanks == 1) continue;
    if (Short(cells, id) == expected) {
      ++outcome->values;
      continue;
    }
    if (++outcome->silent <= 3) {
      ADD_FAILURE() << what << ": " << id << " is " << expected << ", read as " << Short(cells, id);
    }
  }
}

class MutationTest : public testing::TestWithParam<int> {};

TEST_P(MutationTest, NeverGivesAWrongFigureAsCertain) {
  const auto mutation = static_cast<Mutation>(GetParam());
  Outcome outcome;
  for (int round = 0; round < Rounds(); ++round) {
    for (int layout = 0; layout < kLayouts; ++layout) {
      const auto form = round % 3 == 2 ? corpus::Form::k2019 : corpus::Form::k2021;
      if (static_cast<Layout>(layout) == Layout::kHtmlPortal) continue;
      const auto seed = static_cast<uint64_t>(round * 100 + layout);
      const corpus::Options options{.seed = seed,
                                    .form = form,
                                    .layout = static_cast<Layout>(layout),
                                    .fault = kFaults[round % 4]};
      const corpus::Rendered report = corpus::Render(options);
      corpus::Options other = options;
      other.seed += 50;
      std::mt19937 random(static_cast<uint32_t>(seed * 31 + GetParam()));
      const Mutated mutated = Mutate(mutation, report.bytes, corpus::Render(other).bytes,
                                     layout >= static_cast<int>(Layout::kHtml), &random);
      if (!mutated.applied) continue;
      Compare(report, ViewsOf(ExtractionOf(mutated.bytes)), mutated.emptied,
              report.file_name + " seed " + std::to_string(seed), &outcome);
      if (outcome.silent > 0 && std::getenv("GONGKAI_MUTATION_DUMP") != nullptr) {
        FAIL() << mutated.bytes;
      }
    }
  }
  EXPECT_EQ(outcome.silent, 0);
  std::printf("%-12s %5d reports, certain %.1f %%\n", NameOf(mutation), outcome.reports,
              100.0 * outcome.values / std::max(1, outcome.cells));
}

INSTANTIATE_TEST_SUITE_P(All, MutationTest, testing::Range(0, kMutations), [](const auto& info) {
  return std::string(NameOf(static_cast<Mutation>(info.param)));
});

}  // namespace
}  // namespace gongkai
