#include "extract/fact_ties.h"

#include <algorithm>
#include <utility>

namespace gongkai {
namespace {

constexpr std::size_t kMinListParts = 2;

}  // namespace

void FactTies::BeginSentence(bool follows) {
  CloseTo(0);
  if (list_.parts.size() >= kMinListParts) done_.push_back(list_);
  ClearList();
  if (!follows) {
    before_.clear();
  } else if (!std::ranges::all_of(sentence_, &TieFigure::part)) {
    // A sentence of parts alone leaves the wholes to the next one: 其中 … 。其中 …
    before_.clear();
    std::ranges::copy_if(sentence_, std::back_inserter(before_),
                         [](const TieFigure& figure) { return !figure.part; });
  }
  sentence_.clear();
  announced_ = bracket_ = false;
  depth_ = 0;
}

void FactTies::Open(uint32_t begin) {
  ++depth_;
  bracket_ = !sentence_.empty() && sentence_.back().end == begin;
}

void FactTies::Close() {
  bracket_ = false;
  if (depth_ > 0) --depth_;
  while (!open_.empty() && open_.back().depth > depth_) CloseTo(open_.size() - 1);
}

const TieFigure* FactTies::Add(const TieFigure& figure) {
  const bool announced = std::exchange(announced_, false);
  const bool bracket = std::exchange(bracket_, false);
  if (!figure.quantity || figure.unit == nullptr) return nullptr;
  if (announced) {
    Begin(figure, sentence_, true, v1::FactGroup::WORDS) ||
        Begin(figure, before_, false, v1::FactGroup::WORDS);
  } else if (bracket) {
    Begin(figure, sentence_, true, v1::FactGroup::BRACKETS);
  }
  const TieFigure* whole = Join(figure);
  if (whole == nullptr) whole = JoinList(figure);
  sentence_.push_back(figure);
  sentence_.back().part = whole != nullptr;
  return whole;
}

// Opens a group for the whole that `part` is a part of: the nearest figure with its unit, or
// elsewhere the only one.
bool FactTies::Begin(const TieFigure& part, std::vector<TieFigure>& figures, bool nearest,
                     v1::FactGroup::Evidence evidence) {
  const auto fits = [&](const TieFigure& figure) { return figure.unit == part.unit; };
  const auto last = std::ranges::find_if(figures.rbegin(), figures.rend(), fits);
  if (last == figures.rend()) return false;
  if (evidence == v1::FactGroup::BRACKETS && last != figures.rbegin()) return false;
  const auto second = std::find_if(std::next(last), figures.rend(), fits);
  const bool both = last->meaning != nullptr && last->meaning->adds && second != figures.rend() &&
                    second->meaning != nullptr && second->meaning->total &&
                    second->meaning->domain == last->meaning->domain;
  const bool alone = both ? std::find_if(std::next(second), figures.rend(), fits) == figures.rend()
                          : second == figures.rend();
  if (!nearest && !alone) return false;
  Group group;
  group.whole = *last;
  if (both) group.wholes.push_back(second->index);
  group.wholes.push_back(last->index);
  group.depth = depth_;
  group.evidence = evidence;
  if (!Accepts(group, part)) return false;
  open_.push_back(std::move(group));
  return true;
}

bool FactTies::Accepts(const Group& group, const TieFigure& figure) {
  if (figure.unit != group.whole.unit || figure.excluded || figure.whole) return false;
  if (figure.year != v1::Fact::YEAR_UNSPECIFIED && figure.year != group.whole.year) return false;
  if (figure.rest) return true;
  if (figure.meaning == nullptr) return true;
  // 其中市直部门收到20件: of the same, but not all of it.
  if (figure.meaning->total) return figure.meaning == group.whole.meaning;
  if (group.whole.meaning == nullptr) return true;
  return figure.meaning->domain == group.whole.meaning->domain && ChannelsFit(group, figure);
}

// What went out on another channel is no part; and parts are counted by channel or by kind.
bool FactTies::ChannelsFit(const Group& group, const TieFigure& figure) {
  if (!figure.meaning->channel) return !group.channels;
  const FactMeaning& whole = *group.whole.meaning;
  if (whole.channel && figure.meaning != &whole && figure.meaning->under != whole.id) return false;
  if (figure.meaning == &whole && group.evidence != v1::FactGroup::BRACKETS) return false;
  return !group.others;
}

void FactTies::Take(const TieFigure& figure, Group* group) {
  group->parts.push_back(figure.index);
  group->complete = figure.rest;
  if (figure.rest || figure.meaning == nullptr) return;
  (figure.meaning->channel ? group->channels : group->others) = true;
}

// The innermost group that accepts it; those that do not are over.
const TieFigure* FactTies::Join(const TieFigure& figure) {
  while (!open_.empty()) {
    Group& group = open_.back();
    if (Accepts(group, figure)) {
      Take(figure, &group);
      joined_ = group.whole;
      if (figure.rest) CloseTo(open_.size() - 1);
      ClearList();
      return &joined_;
    }
    if (figure.unit != group.whole.unit) return nullptr;
    CloseTo(open_.size() - 1);
  }
  return nullptr;
}

const TieFigure* FactTies::JoinList(const TieFigure& figure) {
  if (!list_.wholes.empty() && Accepts(list_, figure) && figure.meaning != nullptr &&
      (figure.meaning->item || figure.rest)) {
    Take(figure, &list_);
    return &list_.whole;
  }
  if (list_.parts.size() >= kMinListParts) done_.push_back(list_);
  ClearList();
  if (figure.meaning != nullptr && figure.meaning->list && open_.empty()) {
    list_.whole = figure;
    list_.wholes.push_back(figure.index);
    list_.evidence = v1::FactGroup::LIST;
  }
  return nullptr;
}

void FactTies::CloseTo(std::size_t size) {
  for (; open_.size() > size; open_.pop_back()) {
    if (!open_.back().parts.empty()) done_.push_back(std::move(open_.back()));
  }
}

void FactTies::Finish(v1::Extraction* extraction) {
  BeginSentence(false);
  std::ranges::stable_sort(done_, {}, [](const Group& group) { return group.parts.front(); });
  for (const Group& group : done_) {
    v1::FactGroup& out = *extraction->add_fact_groups();
    out.mutable_wholes()->Add(group.wholes.begin(), group.wholes.end());
    out.mutable_parts()->Add(group.parts.begin(), group.parts.end());
    out.set_complete(group.complete);
    out.set_evidence(group.evidence);
  }
  done_.clear();
}

}  // namespace gongkai
