#include "model/source_map.h"

#include <algorithm>

namespace gongkai {
namespace {

bool MayMerge(v1::SourceMap::RunKind kind) {
  return kind != v1::SourceMap::REFERENCE && kind != v1::SourceMap::UNDECODABLE &&
         kind != v1::SourceMap::SQUEEZED;
}

// The cells around a paragraph. Each cell stands behind the one it lies in, so this ends even
// where the numbers are wrong.
std::vector<PartPlace::Cell> CellsAround(const v1::SourceParts& parts, uint32_t innermost) {
  std::vector<PartPlace::Cell> cells;
  for (uint32_t cell = innermost; cell > 0;) {
    const auto at = static_cast<int>(cell - 1);
    if (at >= parts.cell_parent_size()) break;
    cells.push_back({parts.cell_table(at), parts.cell_row(at), parts.cell_column(at)});
    const uint32_t around = parts.cell_parent(at);
    cell = around < cell ? around : 0;
  }
  std::reverse(cells.begin(), cells.end());
  return cells;
}

PagePlace BoxOf(const v1::SourcePages& pages, int stretch) {
  return {pages.page(stretch), pages.left(stretch), pages.top(stretch), pages.right(stretch),
          pages.bottom(stretch)};
}

PagePlace Around(const PagePlace& a, const PagePlace& b) {
  return {a.page, std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right),
          std::max(a.bottom, b.bottom)};
}

// Behind the last character that gave text; runs follow the source.
uint64_t EndOfSource(const v1::SourceMap& map) {
  const int runs = map.kind_size();
  if (runs == 0) return 0;
  return map.source_begin(runs - 1) + uint64_t{map.count(runs - 1)} * map.source_step(runs - 1);
}

}  // namespace

void SourceMapBuilder::AddRun(v1::SourceMap::RunKind kind, uint32_t count, uint32_t text_step,
                              uint32_t source_begin, uint32_t source_step) {
  if (count == 0) return;
  const int last = map_.count_size() - 1;
  if (last >= 0 && MayMerge(kind) && map_.kind(last) == kind && map_.text_step(last) == text_step &&
      map_.source_step(last) == source_step &&
      map_.source_begin(last) + map_.count(last) * source_step == source_begin) {
    map_.set_count(last, map_.count(last) + count);
  } else {
    map_.add_text_begin(text_size_);
    map_.add_source_begin(source_begin);
    map_.add_count(count);
    map_.add_text_step(text_step);
    map_.add_source_step(source_step);
    map_.add_kind(kind);
  }
  text_size_ += count * text_step;
}

SourceRange ToSource(const v1::SourceMap& map, uint32_t begin, uint32_t end) {
  const auto& starts = map.text_begin();
  const int runs = starts.size();
  // First run that ends behind `begin`.
  int run =
      static_cast<int>(std::upper_bound(starts.begin(), starts.end(), begin) - starts.begin()) - 1;
  run = std::max(run, 0);
  SourceRange range;
  bool found = false;
  for (; run < runs && (map.text_begin(run) < end || !found); ++run) {
    if (map.kind(run) == v1::SourceMap::INSERTED) continue;
    const uint64_t text_begin = map.text_begin(run);
    const uint64_t text_end = text_begin + uint64_t{map.count(run)} * map.text_step(run);
    if (text_end <= begin && begin < end) continue;
    const uint64_t source = map.source_begin(run);
    const auto at = [&](uint64_t text, bool up) {
      const uint64_t offset = std::clamp(text, text_begin, text_end) - text_begin;
      const uint64_t step = map.text_step(run);
      return source + (offset + (up ? step - 1 : 0)) / step * map.source_step(run);
    };
    if (text_begin >= end || begin == end) {  // Nothing of the source in the span.
      if (!found) range.begin = range.end = at(begin, false);
      return range;
    }
    if (!found) range.begin = at(begin, false);
    range.end = at(end, true);
    found = true;
  }
  if (!found && runs > 0) {
    int last = runs - 1;
    while (last > 0 && map.kind(last) == v1::SourceMap::INSERTED) --last;
    range.begin = range.end =
        map.source_begin(last) + uint64_t{map.count(last)} * map.source_step(last);
  }
  return range;
}

std::optional<PartPlace> ToPartPlace(const v1::SourceMap& map, uint32_t begin, uint32_t end) {
  const v1::SourceParts& parts = map.parts();
  const auto& starts = parts.text_begin();
  const auto behind = std::upper_bound(starts.begin(), starts.end(), begin);
  if (behind == starts.begin()) return std::nullopt;
  const int at = static_cast<int>(behind - starts.begin()) - 1;
  PartPlace place;
  place.part = parts.part_names(static_cast<int>(parts.part(at)));
  const auto part = static_cast<int>(parts.part(at));
  if (part < parts.part_titles_size()) place.sheet = parts.part_titles(part);
  place.paragraph = parts.paragraph(at);
  place.cells = CellsAround(parts, parts.cell(at));
  if (parts.list_number(at)) return place;
  const uint64_t first = parts.begin(at);
  const uint64_t last = at + 1 < parts.begin_size() ? parts.begin(at + 1) : uint64_t{UINT32_MAX};
  const uint64_t source = std::clamp(ToSource(map, begin, end).begin, first, last);
  place.character = static_cast<uint32_t>(source - first) + 1;
  return place;
}

std::optional<FilePlace> ToFilePlace(const v1::SourceMap& map, SourceRange range) {
  const v1::SourceFiles& files = map.files();
  const auto behind = std::upper_bound(files.begin().begin(), files.begin().end(), range.begin);
  if (behind == files.begin().begin()) return std::nullopt;
  const int at = static_cast<int>(behind - files.begin().begin()) - 1;
  const uint64_t begin = files.begin(at);
  const uint64_t size = files.end(at) - begin;
  // A span over the end of a frame ends, for a reader of one file, with that file.
  return FilePlace{files.names(at),
                   begin,
                   {std::min(range.begin - begin, size), std::min(range.end - begin, size)}};
}

std::optional<PagePlace> ToPagePlace(const v1::SourceMap& map, uint32_t begin, uint32_t end) {
  const v1::SourcePages& pages = map.pages();
  const auto& starts = pages.text_begin();
  const auto behind = std::upper_bound(starts.begin(), starts.end(), begin);
  if (behind == starts.begin()) return std::nullopt;
  const int first = static_cast<int>(behind - starts.begin()) - 1;
  const SourceRange source = ToSource(map, begin, end);
  PagePlace place = BoxOf(pages, first);
  bool found = false;
  for (int at = first; at < pages.begin_size() && pages.page(at) == place.page; ++at) {
    const PagePlace box = BoxOf(pages, at);
    const uint64_t from = pages.begin(at);
    const uint64_t to = at + 1 < pages.begin_size() ? pages.begin(at + 1) : EndOfSource(map);
    if (from >= source.end) break;
    if (to <= source.begin || to == from) continue;
    // The part of the stretch that the span covers.
    const auto edge = [&](uint64_t position) {
      const uint64_t offset = std::clamp(position, from, to) - from;
      return box.left + static_cast<int32_t>((box.right - box.left) * static_cast<int64_t>(offset) /
                                             static_cast<int64_t>(to - from));
    };
    const PagePlace part{box.page, edge(source.begin), box.top, edge(source.end), box.bottom};
    place = found ? Around(place, part) : part;
    found = true;
  }
  return place;
}

}  // namespace gongkai
