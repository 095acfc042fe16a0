// What became of a damaged report, cell by cell, against the truth.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/v1/report.pb.h"
#include "tests/accuracy/mutations.h"
#include "tests/corpus/corpus.h"

namespace gongkai {

// Sums over reports.
struct Score {
  uint64_t reports = 0;
  uint64_t cells = 0;         // of the truth
  uint64_t right = 0;         // certain, and as the truth has them
  uint64_t decidable = 0;     // of the truth, in rows that the damage left alone
  uint64_t decided = 0;       // of these, right
  uint64_t silent = 0;        // certain, and not what the report says
  uint64_t tables = 0;        // statutory tables of the truth
  uint64_t exact_tables = 0;  // with every cell right
  uint64_t forms = 0;         // reports with the right form
  uint64_t sections = 0;      // reports with the right number of sections
  uint64_t false_alarms = 0;  // findings of severity ERROR or WARNING in reports without a fault
  uint64_t faults = 0;        // reports with a fault
  uint64_t found = 0;         // of these, with a finding of the rule that it breaks

  Score& operator+=(const Score& other);
};

// What damage leaves of a report to be known.
struct Remains {
  std::vector<std::string> decidable;  // cells that somebody who knows tables can still tell
  std::string emptied;                 // a figure that was taken out of its cell
};

// A report that passed all stages; the cells of its rows by the bytes of the source they stand in.
class Undamaged {
 public:
  Undamaged(const corpus::Rendered& truth, const v1::Report& report);

  // Decidable are the cells of rows that the damage does not touch. `damage` may be nullptr.
  Remains After(const Mutated* damage) const;

 private:
  std::vector<std::string> Untouched(const std::vector<Piece>& pieces) const;

  struct Row {
    Piece place;
    std::vector<std::string> cells;
  };
  std::vector<Row> rows_;
};

Score ScoreOf(const corpus::Rendered& truth, const Remains& remains, const v1::Report& report);

// For a look: "id is 3, read as 30".
std::vector<std::string> SilentErrors(const corpus::Rendered& truth, const Remains& remains,
                                      const v1::Report& report);

// Cells of the truth that are not right, and findings nobody should see.
std::vector<std::string> Misses(const corpus::Rendered& truth, const Remains& remains,
                                const v1::Report& report);

}  // namespace gongkai
