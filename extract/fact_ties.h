// Ties wholes to their parts as a text gives them: 共 … 其中 … 其余 …
#pragma once

#include <cstdint>
#include <vector>

#include "extract/fact_lexicon.h"
#include "gongkai/v1/extraction.pb.h"

namespace gongkai {

// A figure as far as ties go.
struct TieFigure {
  uint32_t index = 0;  // in Extraction.facts
  uint32_t end = 0;    // byte behind it
  const FactMeaning* meaning = nullptr;
  const FactUnit* unit = nullptr;
  v1::Fact::Year year = v1::Fact::YEAR_UNSPECIFIED;
  bool quantity = false;  // COUNT or AMOUNT
  bool rest = false;      // 其余, 其他 stands before it
  bool whole = false;     // 共计, 合计 stands before it
  bool excluded = false;  // 不含 stands before it
  bool part = false;      // set when it is tied
};

// Fed with what a text holds, in its order.
class FactTies {
 public:
  // `follows`: the sentence before was fed as well and is of the same paragraph.
  void BeginSentence(bool follows);

  // 其中: the next figure is a part.
  void PartOf() { announced_ = true; }

  void Open(uint32_t begin);
  void Close();

  // The whole that the figure is a part of; nullptr if it is none. Valid until the next call.
  const TieFigure* Add(const TieFigure& figure);

  // Appends the groups found so far.
  void Finish(v1::Extraction* extraction);

 private:
  struct Group {
    TieFigure whole;
    std::vector<uint32_t> wholes;
    std::vector<uint32_t> parts;
    bool channels = false;  // of the parts
    bool others = false;    // parts that are no channel
    bool complete = false;
    int depth = 0;
    v1::FactGroup::Evidence evidence = v1::FactGroup::EVIDENCE_UNSPECIFIED;
  };

  bool Begin(const TieFigure& part, std::vector<TieFigure>& figures, bool nearest,
             v1::FactGroup::Evidence evidence);
  static bool Accepts(const Group& group, const TieFigure& figure);
  static bool ChannelsFit(const Group& group, const TieFigure& figure);
  const TieFigure* Join(const TieFigure& figure);
  const TieFigure* JoinList(const TieFigure& figure);
  static void Take(const TieFigure& figure, Group* group);
  void CloseTo(std::size_t size);
  void ClearList() {  // most sentences have none
    if (!list_.wholes.empty()) list_ = {};
  }

  std::vector<Group> open_;  // innermost last
  std::vector<Group> done_;
  std::vector<TieFigure> sentence_;  // figures of this one so far
  std::vector<TieFigure> before_;    // figures of the one before that are no parts
  TieFigure joined_;                 // the whole that Add() gave
  Group list_;                       // items without an announcement; empty wholes: none
  bool announced_ = false;
  bool bracket_ = false;  // one was opened right behind a figure
  int depth_ = 0;
};

}  // namespace gongkai
