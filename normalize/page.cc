#include "normalize/page.h"

#include <algorithm>

namespace gongkai {
namespace {

uint8_t LengthOf(unsigned char lead) {
  return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

}  // namespace

ByteRange PageAssembler::Append(std::string_view piece) {
  const std::size_t begin = page_.storage_.size();
  page_.storage_.append(piece);
  for (std::size_t at = begin; at < page_.storage_.size(); at += step_) {
    const uint8_t length = LengthOf(static_cast<unsigned char>(page_.storage_[at]));
    if (length != step_) {
      step_ = length;
      page_.runs_.push_back({static_cast<uint32_t>(at), characters_, 1, step_, false});
    }
    ++characters_;
  }
  return {begin, page_.storage_.size()};
}

void PageComposer::Append(std::string_view character, ByteRange source, bool undecodable) {
  constexpr std::size_t kLongest = 0xFFFF;
  const auto page_step = static_cast<uint8_t>(character.size());
  const auto source_step = static_cast<uint16_t>(std::min(source.end - source.begin, kLongest));
  const bool goes_on = !page_.runs_.empty() && source.begin == source_end_ &&
                       page_.runs_.back().page_step == page_step &&
                       page_.runs_.back().source_step == source_step &&
                       page_.runs_.back().undecodable == undecodable;
  if (!goes_on) {
    page_.runs_.push_back({static_cast<uint32_t>(page_.storage_.size()),
                           static_cast<uint32_t>(source.begin), source_step, page_step,
                           undecodable});
  }
  page_.storage_.append(character);
  source_end_ = source.begin + source_step;
}

const Page::Run& PageCursor::RunAt(std::size_t position) {
  const std::vector<Page::Run>& runs = page_.runs();
  if (position < runs[index_].page_begin) {
    const auto behind =
        std::upper_bound(runs.begin(), runs.end(), position,
                         [](std::size_t at, const Page::Run& run) { return at < run.page_begin; });
    index_ = static_cast<std::size_t>(behind - runs.begin()) - 1;
  }
  while (position >= run_end() && index_ + 1 < runs.size()) ++index_;
  return runs[index_];
}

std::size_t PageCursor::run_end() const {
  const std::vector<Page::Run>& runs = page_.runs();
  return index_ + 1 < runs.size() ? runs[index_ + 1].page_begin : page_.text().size();
}

ByteRange PageCursor::SourceOf(std::size_t begin, std::size_t end) {
  if (page_.runs().empty()) return {begin + page_.offset(), end + page_.offset()};
  const auto source_of = [this](std::size_t position) -> std::size_t {
    const Page::Run& run = RunAt(position);
    return run.source_begin + (position - run.page_begin) / run.page_step * run.source_step;
  };
  ByteRange range;
  range.begin = source_of(begin);
  if (end <= begin) {
    range.end = range.begin;
    return range;
  }
  const Page::Run& last = RunAt(end - 1);
  range.end =
      last.source_begin + ((end - 1 - last.page_begin) / last.page_step + 1) * last.source_step;
  return range;
}

}  // namespace gongkai
