// Reports in every container: without damage, with every fault, and with their cells damaged
// before they are laid out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/accuracy/cell_damage.h"
#include "tests/accuracy/score.h"
#include "tests/accuracy/stage_chain.h"

namespace gongkai {

class ContainerMeasure {
 public:
  // `only`: the container to be looked into, all if empty. `look_at`: the damage, or "undamaged",
  // whose first miss there ends the program, told in full.
  // `only_wrong`: whose first figure that is wrong.
  ContainerMeasure(StageChain* chain, std::string only, std::string look_at,
                   bool only_wrong = false);

  void Run(uint64_t round);
  void Print() const;

  Score undamaged() const { return Sum(undamaged_); }
  Score damaged() const { return Sum(damaged_) += reshaped_; }
  // Of containers in which borders or places say where a cell is.
  Score clean() const { return clean_; }
  Score harmless() const { return harmless_; }
  Score decidable() const { return decidable_; }
  const std::vector<std::string>& errors() const { return errors_; }

 private:
  struct Kind {
    Score sum;
    Score open;  // in containers without borders
  };

  static Score Sum(const std::vector<Score>& scores);
  void RunHolder(std::size_t holder, uint64_t round);
  void RunDamaged(std::size_t holder, const corpus::Options& options, CellBlow blow);
  Score Scored(const corpus::Rendered& truth, const Remains& remains, std::string_view what);

  StageChain& chain_;
  const std::string only_;
  const std::string look_at_;
  const bool only_wrong_;
  std::vector<Score> undamaged_;  // by container
  std::vector<Score> damaged_;    // by container, but for tables of another shape
  std::vector<Kind> kinds_;       // by damage
  Score clean_, harmless_, decidable_, reshaped_;
  std::vector<std::string> errors_;
};

// Names of what ContainerMeasure looks into.
std::vector<std::string> ContainerNames();

}  // namespace gongkai
