// What the bench prints.
#pragma once

#include <vector>

#include "tests/benchmarks/flat.h"
#include "tests/benchmarks/pdf.h"
#include "tests/benchmarks/speed.h"
#include "tests/benchmarks/targets.h"

namespace gongkai {

// All to standard output.
void PrintSpeed(const Speed& speed);
void PrintBreakdown(const Speed& speed);
void PrintPdf(const PdfSpeed& speed, int cores);
void PrintFlat(const std::vector<FlatRow>& rows);
void PrintFlatFiles(const std::vector<FlatFileRow>& rows);
void PrintTargets(const std::vector<Target>& targets);

}  // namespace gongkai
