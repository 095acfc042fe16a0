#include "normalize/page_margins.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>

#include "model/page_number.h"

namespace gongkai {
namespace {

constexpr std::size_t kDepth = 2;     // lines looked at from each edge
constexpr int32_t kEdgeShare = 15;    // of the height, in hundredths
constexpr int32_t kSamePlace = 400;   // hundredths of a point
constexpr std::size_t kFewPages = 3;  // below that nothing repeats often enough

// A line that may number its page.
struct Number {
  PageNumber said;
  std::size_t page = 0;
  std::size_t line = 0;
};

class MarginFinder {
 public:
  explicit MarginFinder(const std::vector<PageEdges>& pages) : pages_(pages) {
    for (const PageEdges& page : pages) marks_.emplace_back(page.lines->size(), false);
  }

  std::vector<std::vector<bool>> Find() {
    // What lies behind a number at the edge is looked at after it is gone, and the other way round.
    for (std::size_t round = 0; round < kDepth; ++round) {
      MarkNumbers();
      MarkRepeated();
    }
    return std::move(marks_);
  }

 private:
  // The outermost lines of a page not yet marked: the first and the last, if they are at an edge.
  std::vector<std::size_t> Outermost(std::size_t page) const {
    const PageEdges& edges = pages_[page];
    const std::vector<PageLine>& lines = *edges.lines;
    const std::vector<bool>& marks = marks_[page];
    const int32_t depth = edges.height * kEdgeShare / 100;
    std::vector<std::size_t> found;
    std::size_t first = 0, last = lines.size();
    while (first < last && marks[first]) ++first;
    while (last > first && marks[last - 1]) --last;
    if (first == last) return found;
    const bool has_tables = edges.tables_bottom > edges.tables_top;
    const PageLine& top = lines[first];
    const PageLine& bottom = lines[last - 1];
    if (top.base < depth && (!has_tables || top.base <= edges.tables_top)) found.push_back(first);
    if (bottom.base > edges.height - depth &&
        (!has_tables || bottom.box.top >= edges.tables_bottom) &&
        (found.empty() || last - 1 != first)) {
      found.push_back(last - 1);
    }
    return found;
  }

  void MarkNumbers() {
    std::vector<Number> numbers;
    std::map<int, std::size_t> offsets;  // of the number from the page's own
    for (std::size_t page = 0; page < pages_.size(); ++page) {
      for (const std::size_t line : Outermost(page)) {
        const std::optional<PageNumber> said = ReadPageNumber((*pages_[page].lines)[line].Text());
        if (!said) continue;
        ++offsets[said->value - static_cast<int>(pages_[page].number)];
        numbers.push_back({*said, page, line});
      }
    }
    for (const Number& number : numbers) {
      const int offset = number.said.value - static_cast<int>(pages_[number.page].number);
      // Counted from one at the first page, or in step with another page.
      if (number.said.dressed || offset == 1 || offsets[offset] > 1) {
        marks_[number.page][number.line] = true;
      }
    }
  }

  void MarkRepeated() {
    const std::size_t count = pages_.empty() ? 0 : pages_.back().number + 1;
    if (count < kFewPages) return;
    struct Place {
      std::size_t page, line;
    };
    std::map<std::pair<std::string, int32_t>, std::vector<Place>> places;
    for (std::size_t page = 0; page < pages_.size(); ++page) {
      for (const std::size_t line : Outermost(page)) {
        const PageLine& one = (*pages_[page].lines)[line];
        if (!HoldsWords(one)) continue;
        const int32_t from_edge =
            one.base < pages_[page].height / 2 ? one.base : one.base - pages_[page].height;
        places[{one.Text(), from_edge / kSamePlace}].push_back({page, line});
      }
    }
    for (const auto& [key, found] : places) {
      if (found.size() < kFewPages || found.size() * 3 < count) continue;
      for (const Place& place : found) marks_[place.page][place.line] = true;
    }
  }

  // Figures are never dropped for being the same as on other pages.
  static bool HoldsWords(const PageLine& line) {
    constexpr std::size_t kFewCharacters = 2;
    std::size_t words = 0, figures = 0;
    for (const PageLine::Segment& segment : line.Segments()) {
      const std::string text = line.Text(segment.begin, segment.end);
      figures += IsFigureLike(text) ? 1 : 0;
      words += segment.end - segment.begin;
    }
    return figures == 0 && words >= kFewCharacters;
  }

  const std::vector<PageEdges>& pages_;
  std::vector<std::vector<bool>> marks_;
};

}  // namespace

std::vector<std::vector<bool>> FindMargins(const std::vector<PageEdges>& pages) {
  return MarginFinder(pages).Find();
}

}  // namespace gongkai
