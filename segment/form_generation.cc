#include "segment/form_generation.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace gongkai {
namespace {

constexpr int kWithinSentence = 4;  // divides the weight of a marker within a sentence
constexpr int kMinWeight = 3;       // Han characters; less is a passing mention

bool IsEdge(std::string_view beside, bool before) {
  if (beside.empty()) return true;
  const char c = before ? beside.back() : beside.front();
  if (static_cast<unsigned char>(c) < 0x80 && c != ',' && c != ';') return true;
  for (const std::string_view sign : {"、", "（", "）", "．"}) {
    if (before ? beside.ends_with(sign) : beside.starts_with(sign) && sign != "、") return true;
  }
  return false;
}

// Standing as a label does: in a line or cell of its own, or with figures or spaces round it.
bool StandsAsLabel(const TextScan& scan, const Occurrence& marker) {
  const uint32_t begin = scan.ByteBegin(marker.begin);
  const uint32_t end = scan.ByteEnd(marker.begin, marker.end);
  const Unit& first = scan.units()[scan.UnitAt(begin)];
  const Unit& last = scan.units()[scan.UnitAt(end - 1)];
  return IsEdge(scan.Of(first.begin, begin), true) &&
         IsEdge(scan.Of(std::min(end, last.end), last.end), false);
}

struct Best {
  const Occurrence* occurrence = nullptr;
  int weight = 0;
};

}  // namespace

void DecideForm(const TextScan& scan, const Vocabulary& vocabulary, const Occurrences& found,
                v1::Outline* outline) {
  std::vector<Best> best(vocabulary.markers().size());
  for (const Occurrence& marker : found.markers) {
    Best& known = best[marker.index];
    const int length = static_cast<int>(marker.end - marker.begin);
    if (known.weight == length) continue;
    if (scan.units()[scan.UnitAt(scan.ByteBegin(marker.begin))].chrome) continue;
    const int weight = StandsAsLabel(scan, marker) ? length : length / kWithinSentence;
    if (weight > known.weight) known = {&marker, weight};
  }
  std::vector<int> weights(v1::Form_ARRAYSIZE, 0);
  for (std::size_t i = 0; i < best.size(); ++i) {
    weights[static_cast<std::size_t>(vocabulary.markers()[i].form)] += best[i].weight;
  }

  v1::FormGeneration* form = outline->mutable_form();
  form->set_expected(vocabulary.forms().ForYear(outline->year().value()));
  const auto strongest = std::ranges::max_element(weights);
  const auto weight_of = [&](v1::Form f) { return weights[static_cast<std::size_t>(f)]; };
  if (*strongest < kMinWeight || weight_of(form->expected()) == *strongest) {
    form->set_form(form->expected());
  } else {
    form->set_form(static_cast<v1::Form>(strongest - weights.begin()));
  }
  std::erase_if(best, [&](const Best& one) {
    return one.occurrence == nullptr ||
           weight_of(vocabulary.markers()[one.occurrence->index].form) < kMinWeight;
  });
  std::ranges::stable_sort(best, {}, [](const Best& one) { return one.occurrence->begin; });
  for (const Best& one : best) {
    const MarkerPhrase& phrase = vocabulary.markers()[one.occurrence->index];
    v1::FormMarker* marker = form->add_markers();
    marker->set_form(phrase.form);
    marker->set_marker(phrase.marker);
    marker->mutable_span()->set_begin(scan.ByteBegin(one.occurrence->begin));
    marker->mutable_span()->set_end(scan.ByteEnd(one.occurrence->begin, one.occurrence->end));
  }
}

}  // namespace gongkai
