#include "tests/corpus/figures.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "tests/corpus/statistics.h"

namespace gongkai::corpus {
namespace {

constexpr int kApplicantWeights[] = {80, 11, 1, 2, 4, 1};

// By row from （一）予以公开 on; the row 其他 is rare by the form's own note. The 2019 form has
// one row in place of the last three.
constexpr int kResultWeights2021[] = {38, 8, 0, 1, 0, 4, 3, 4, 3, 3, 30,
                                      6,  4, 5, 3, 1, 0, 1, 4, 0, 0};
constexpr int kResultWeights2019[] = {38, 8, 0, 1, 0, 4, 3, 4, 3, 3, 30, 6, 4, 5, 3, 1, 0, 1, 5};

class Filler {
 public:
  Filler(Random& random, Draft& draft)
      : random_(random), draft_(draft), table_(TableOf(draft.form)) {
    draft_.values.assign(table_.cells.size(), 0);
  }

  void FillProactive2021() {
    const Scale& scale = draft_.agency.scale;
    const int64_t issued = UpTo(scale.documents / 4 + 1);
    size_t cell = 3;  // 规章 stays 0: none of the invented agencies may make them
    draft_.values[cell++] = issued;
    draft_.values[cell++] = UpTo(scale.documents / 6 + 1);
    draft_.values[cell++] = issued + UpTo(scale.documents * 2);
    draft_.values[cell++] = UpTo(scale.licences);
    draft_.values[cell++] = UpTo(scale.penalties);
    draft_.values[cell++] = UpTo(scale.measures);
    draft_.values[cell++] = UpTo(scale.fees * 100);
  }

  void FillProactive2019() {
    const Scale& scale = draft_.agency.scale;
    const int64_t created = UpTo(scale.documents / 4 + 1);
    size_t cell = 3;
    draft_.values[cell++] = created;
    draft_.values[cell++] = created;
    draft_.values[cell++] = created + UpTo(scale.documents * 2);
    cell = FillService(cell, scale.licences);
    cell = FillService(cell, scale.licences / 3);
    cell = FillService(cell, scale.penalties);
    cell = FillService(cell, scale.measures);
    const int64_t fees = scale.fees > 0 ? random_.Between(1, 18) : 0;
    draft_.values[cell++] = fees;
    draft_.values[cell++] = fees > 3 ? random_.Between(-2, 2) : 0;
    const int64_t purchases = random_.OneIn(3) ? 0 : random_.Between(1, 60);
    draft_.values[cell++] = purchases;
    draft_.values[cell++] = purchases * random_.Between(150, 90000);
  }

  void FillApplications(bool busy) {
    const int64_t most = draft_.agency.scale.applications;
    const int64_t received = busy ? random_.Between(14, std::max<int64_t>(40, most)) : UpTo(most);
    for (int64_t i = 0; i < received; ++i) ++At(kReceived, random_.Weighted(kApplicantWeights));
    for (int64_t i = random_.Below(received / 12 + 2); i > 0 && received > 3; --i) {
      ++At(kCarriedOver, random_.Weighted(kApplicantWeights));
    }
    const size_t last = table_.applications.size() - 1;
    for (size_t column = 0; column < kTotalColumn; ++column) {
      const int64_t forward = random_.Below(At(kReceived, column) / 10 + 1);
      At(last, column) = forward;
      Decide(column, At(kReceived, column) + At(kCarriedOver, column) - forward);
    }
    for (size_t row = 0; row <= last; ++row) {
      for (size_t column = 0; column < kTotalColumn; ++column) {
        At(row, kTotalColumn) += At(row, column);
      }
    }
  }

  void FillDisputes(bool busy) {
    const int64_t received = At(kReceived, kTotalColumn);
    if (!busy && (received < 10 || random_.OneIn(2))) return;
    FillDispute(0, busy ? random_.Between(2, 12) : random_.Between(1, received / 8 + 1));
    // From 2024 on a refusal goes to reconsideration first (行政复议法, revised 2023).
    if (draft_.year < 2024) FillDispute(5, busy ? random_.Between(1, 6) : random_.Below(4));
    FillDispute(10, busy ? random_.Between(1, 4) : random_.Below(3));
  }

 private:
  // Small agencies report a zero more often than chance would give.
  int64_t UpTo(int64_t most) {
    if (most <= 0 || random_.OneIn(5)) return 0;
    return random_.Between(most / 5, most);
  }

  size_t FillService(size_t cell, int64_t decisions) {
    const int64_t items = decisions > 0 ? random_.Between(5, 160) : 0;
    draft_.values[cell] = items;
    draft_.values[cell + 1] = items > 0 ? random_.Between(-4, 12) : 0;
    draft_.values[cell + 2] = UpTo(decisions);
    return cell + 3;
  }

  int64_t& At(size_t row, size_t column) {
    return draft_.values[table_.ApplicationsCell(row, column)];
  }

  void Decide(size_t column, int64_t decided) {
    const std::span<const int> weights = draft_.form == Form::k2021
                                             ? std::span<const int>(kResultWeights2021)
                                             : std::span<const int>(kResultWeights2019);
    for (int64_t i = 0; i < decided; ++i) ++At(kGranted + random_.Weighted(weights), column);
    At(table_.applications.size() - 2, column) = decided;
  }

  void FillDispute(size_t offset, int64_t cases) {
    constexpr int kWeights[] = {62, 6, 22, 10};
    int64_t* row = &draft_.values[table_.disputes_begin + offset];
    for (int64_t i = 0; i < cases; ++i) ++row[random_.Weighted(kWeights)];
    row[4] = cases;
  }

  Random& random_;
  Draft& draft_;
  const FormTable& table_;
};

void AppendDecimal(int64_t hundredths, std::string& out) {
  out += std::to_string(hundredths / 100);
  const int64_t rest = hundredths % 100;
  if (rest == 0) return;
  out += '.';
  out += static_cast<char>('0' + rest / 10);
  if (rest % 10 != 0) out += static_cast<char>('0' + rest % 10);
}

}  // namespace

void FillFigures(Random& random, bool busy, Draft& draft) {
  Filler filler(random, draft);
  if (draft.form == Form::k2008) return;
  if (draft.form == Form::k2014) return FillStatistics(random, draft);
  draft.form == Form::k2021 ? filler.FillProactive2021() : filler.FillProactive2019();
  filler.FillApplications(busy);
  filler.FillDisputes(busy);
}

void PrintCell(size_t cell, Draft& draft) {
  Printed& printed = draft.cells[cell];
  printed = Printed();
  if (TableOf(draft.form).cells[cell].kind == Kind::kDecimal) {
    AppendDecimal(draft.values[cell], printed.value);
  } else {
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.begin(), digits.end(), draft.values[cell]).ptr;
    printed.value.assign(digits.begin(), end);
  }
  printed.text = printed.value;
}

void PrintFigures(Random& random, Draft& draft) {
  const bool plus = random.OneIn(2);
  const FormTable& table = TableOf(draft.form);
  draft.cells.resize(table.cells.size());
  for (size_t cell = 0; cell < table.cells.size(); ++cell) {
    PrintCell(cell, draft);
    if (plus && table.cells[cell].kind == Kind::kSigned && draft.values[cell] > 0) {
      draft.cells[cell].text.insert(0, "+");
    }
  }
}

int64_t TotalOf(const Draft& draft, std::string_view prefix) {
  const FormTable& table = TableOf(draft.form);
  int64_t total = 0;
  for (size_t row = 0; row < table.applications.size(); ++row) {
    if (table.applications[row].id.starts_with(prefix)) {
      total += draft.values[table.ApplicationsCell(row, kTotalColumn)];
    }
  }
  return total;
}

}  // namespace gongkai::corpus
