#include "extract/recognition.h"

#include <gtest/gtest.h>

namespace gongkai {
namespace {

// "29 3 7", of which "29" and "3" were recognised: 990, 980, 940 for the characters.
v1::Document Scanned() {
  v1::Document document;
  document.set_text("29 3 7");
  v1::Recognition* recognition = document.mutable_recognition();
  for (const auto& [begin, confidence] : {std::pair(0u, 990u), {1u, 980u}, {3u, 940u}}) {
    recognition->add_begin(begin);
    recognition->add_end(begin + 1);
    recognition->add_confidence(confidence);
  }
  return document;
}

v1::Cell ValueAt(uint32_t begin, uint32_t end, const std::string& value) {
  v1::Cell cell;
  cell.set_state(v1::VALUE);
  cell.set_value(value);
  cell.set_begin(begin);
  cell.set_end(end);
  cell.set_confidence(1000);
  return cell;
}

TEST(HoldToRecognition, KeepsACertainFigureAndSaysHowCertain) {
  v1::Extraction extraction;
  *extraction.add_cells() = ValueAt(0, 2, "29");
  HoldCellsToRecognition(Scanned(), &extraction);
  EXPECT_EQ(extraction.cells(0).state(), v1::VALUE);
  EXPECT_EQ(extraction.cells(0).recognition(), 980u);
}

TEST(HoldToRecognition, MakesAnUncertainFigureACandidate) {
  v1::Extraction extraction;
  *extraction.add_cells() = ValueAt(3, 4, "3");
  HoldCellsToRecognition(Scanned(), &extraction);
  const v1::Cell& cell = extraction.cells(0);
  EXPECT_EQ(cell.state(), v1::AMBIGUOUS);
  EXPECT_EQ(cell.value(), "");
  EXPECT_EQ(cell.raw(), "3") << "what stands there is shown all the same";
  EXPECT_LT(cell.confidence(), 1000u);
  ASSERT_EQ(cell.candidates_size(), 1);
  EXPECT_EQ(cell.candidates(0).value(), "3");
  EXPECT_EQ(cell.evidence(0), v1::RECOGNITION_UNCERTAIN);
}

TEST(HoldToRecognition, MakesAnUncertainWordACandidateToo) {
  v1::Extraction extraction;
  v1::Cell* word = extraction.add_cells();
  *word = ValueAt(3, 4, "");
  word->set_state(v1::TEXT);
  HoldCellsToRecognition(Scanned(), &extraction);
  EXPECT_EQ(word->state(), v1::AMBIGUOUS);
  ASSERT_EQ(word->candidates_size(), 1);
  EXPECT_EQ(word->candidates(0).state(), v1::TEXT);
}

// A worn 0 was read as words by the model of Chinese, which was certain of them.
TEST(HoldToRecognition, TakesWordsThatWereRecognisedForAMisreadFigure) {
  v1::Extraction extraction;
  v1::Cell* word = extraction.add_cells();
  *word = ValueAt(0, 2, "");
  word->set_state(v1::TEXT);
  word->set_raw("口");
  HoldCellsToRecognition(Scanned(), &extraction);
  EXPECT_EQ(word->recognition(), 980u);
  EXPECT_EQ(word->state(), v1::AMBIGUOUS);
  EXPECT_EQ(word->raw(), "口");
}

TEST(HoldToRecognition, LeavesWhatTheFileItselfSays) {
  v1::Extraction extraction;
  *extraction.add_cells() = ValueAt(5, 6, "7");
  HoldCellsToRecognition(Scanned(), &extraction);
  EXPECT_EQ(extraction.cells(0).state(), v1::VALUE);
  EXPECT_EQ(extraction.cells(0).recognition(), 0u);
}

TEST(HoldToRecognition, LeavesOutUncertainFiguresOfTheTextAndTheirGroups) {
  v1::Extraction extraction;
  for (const auto& [begin, end] : {std::pair(3u, 4u), {0u, 2u}, {5u, 6u}}) {
    v1::Fact* fact = extraction.add_facts();
    fact->mutable_span()->set_begin(begin);
    fact->mutable_span()->set_end(end);
  }
  v1::FactGroup* lost = extraction.add_fact_groups();
  lost->add_wholes(0);
  lost->add_parts(1);
  v1::FactGroup* kept = extraction.add_fact_groups();
  kept->add_wholes(1);
  kept->add_parts(2);
  HoldFactsToRecognition(Scanned(), &extraction);
  ASSERT_EQ(extraction.facts_size(), 2);
  EXPECT_EQ(extraction.facts(0).span().begin(), 0u);
  EXPECT_EQ(extraction.facts(0).recognition(), 980u);
  ASSERT_EQ(extraction.fact_groups_size(), 1);
  EXPECT_EQ(extraction.fact_groups(0).wholes(0), 0u);
  EXPECT_EQ(extraction.fact_groups(0).parts(0), 1u);
}

}  // namespace
}  // namespace gongkai
