// Generated reports as inputs of a run. The same number gives the same report on every machine.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/inputs.h"

namespace gongkai {

enum class ReportKind {
  kText,  // about 9 KB, every text layout in turn
  kHtml,  // a portal's page of about 70 KB
  kPdf,   // about four pages, tables with lines and without
  kDocx,  // a Word document with tables, about 9 KB packed
  kXlsx,  // the same as a workbook
};

// "text", "HTML", "PDF", "DOCX", "XLSX".
std::string_view KindName(ReportKind kind);

// Report `number` of a kind. One in ten has a sum that does not add up.
std::string MakePage(ReportKind kind, uint64_t number);
std::vector<std::string> MakePages(ReportKind kind, uint64_t count);

// The uri of report `number`.
std::string PageUri(ReportKind kind, uint64_t number);

// Fills a report as the runner's own sources do: content and size.
void FillReport(std::string uri, std::string page, v1::Report* report);

// Can be run through once.
class BenchInputs : public InputSource {
 public:
  // CPU time that went into making pages so far.
  virtual double making_seconds() const = 0;
};

// Pages kept in memory, which must outlive the source.
std::unique_ptr<BenchInputs> InputsInMemory(ReportKind kind, const std::vector<std::string>* pages);

// Pages made when they are asked for, so that no number of them takes memory.
std::unique_ptr<BenchInputs> InputsMadeOnTheWay(ReportKind kind, uint64_t count);

}  // namespace gongkai
