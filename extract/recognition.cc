#include "extract/recognition.h"

#include <algorithm>
#include <vector>

#include "common/limits.h"

namespace gongkai {
namespace {

// The least certainty within [begin, end); 0 if nothing there was recognised.
uint32_t LeastWithin(const v1::Recognition& recognition, uint32_t begin, uint32_t end) {
  const auto& ends = recognition.end();
  uint32_t least = 0;
  for (int i = static_cast<int>(std::upper_bound(ends.begin(), ends.end(), begin) - ends.begin());
       i < recognition.begin_size() && recognition.begin(i) < end; ++i) {
    const uint32_t here = recognition.confidence(i);
    least = least == 0 ? here : std::min(least, here);
  }
  return least;
}

void HoldCell(v1::Cell* cell) {
  const bool says_something = cell->state() == v1::VALUE || cell->state() == v1::TEXT ||
                              cell->state() == v1::NOT_APPLICABLE;
  // Words where the form has a figure are one that was misread, however certain each character is.
  const bool misread = cell->state() == v1::TEXT;
  if (!says_something || (!misread && cell->recognition() >= kMinRecognition)) return;
  v1::Candidate* candidate = cell->add_candidates();
  candidate->set_state(cell->state());
  candidate->set_value(cell->value());
  candidate->set_begin(cell->begin());
  candidate->set_end(cell->end());
  if (cell->raw().empty()) cell->set_raw(cell->value());
  cell->set_state(v1::AMBIGUOUS);
  cell->clear_value();
  cell->set_confidence(kUncertain);
  cell->add_evidence(v1::RECOGNITION_UNCERTAIN);
}

}  // namespace

void HoldFactsToRecognition(const v1::Document& document, v1::Extraction* extraction) {
  if (!document.has_recognition()) return;
  const v1::Recognition& recognition = document.recognition();
  std::vector<int> places;  // in the new list; -1 for one that is left out
  google::protobuf::RepeatedPtrField<v1::Fact> kept;
  for (v1::Fact& fact : *extraction->mutable_facts()) {
    fact.set_recognition(LeastWithin(recognition, fact.span().begin(), fact.span().end()));
    const bool keep = fact.recognition() == 0 || fact.recognition() >= kMinRecognition;
    places.push_back(keep ? kept.size() : -1);
    if (keep) kept.Add(std::move(fact));
  }
  google::protobuf::RepeatedPtrField<v1::FactGroup> groups;
  for (v1::FactGroup& group : *extraction->mutable_fact_groups()) {
    bool whole = true;
    const auto renumber = [&](google::protobuf::RepeatedField<uint32_t>* facts) {
      for (uint32_t& fact : *facts) {
        const int place = fact < places.size() ? places[fact] : -1;
        whole &= place >= 0;
        fact = static_cast<uint32_t>(std::max(place, 0));
      }
    };
    renumber(group.mutable_wholes());
    renumber(group.mutable_parts());
    if (whole) groups.Add(std::move(group));
  }
  extraction->mutable_facts()->Swap(&kept);
  extraction->mutable_fact_groups()->Swap(&groups);
}

void HoldCellsToRecognition(const v1::Document& document, v1::Extraction* extraction) {
  if (!document.has_recognition()) return;
  const v1::Recognition& recognition = document.recognition();
  for (v1::Cell& cell : *extraction->mutable_cells()) {
    const uint32_t least = LeastWithin(recognition, cell.begin(), cell.end());
    cell.set_recognition(least);
    if (least > 0) HoldCell(&cell);
  }
}

}  // namespace gongkai
