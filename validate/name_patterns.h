// Patterns over the names of agencies, all looked for in one pass.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "re2/re2.h"
#include "re2/set.h"

namespace gongkai {

// Add all, then Compile(); after that immutable and safe to share between threads.
class NamePatterns {
 public:
  NamePatterns();

  // `number` is the caller's name for it; a second time does nothing. `pattern` must live on.
  void Add(int number, const re2::RE2& pattern);
  void Compile();

  // The numbers of those that match somewhere in the name, in no order.
  std::vector<int> Find(std::string_view name) const;

 private:
  re2::RE2::Set set_;
  std::vector<std::pair<int, const re2::RE2*>> patterns_;  // by number in the set
  bool compiled_ = false;
};

}  // namespace gongkai
