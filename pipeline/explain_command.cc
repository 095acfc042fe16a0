#include <cstdio>

#include "common/strings.h"
#include "extract/extractor.h"
#include "model/forms.h"
#include "pipeline/commands.h"
#include "pipeline/explain_view.h"
#include "pipeline/inputs.h"
#include "pipeline/stages.h"
#include "pipeline/words.h"

namespace gongkai {
namespace {

struct ExplainFlags : CommonFlags {
  std::string file;
  std::string cell;
};

// The cells asked for: one by its id, or all of the report's form.
absl::StatusOr<std::vector<uint32_t>> CellsOf(const ExplainFlags& flags, v1::Form form) {
  const FormCatalog& forms = FormCatalog::Builtin();
  if (flags.cell != "all") {
    const uint32_t number = forms.CellNumber(flags.cell);
    if (number != 0) return std::vector<uint32_t>{number};
    return absl::InvalidArgumentError(
        Concat("没有这个单元格 / no such cell: ", flags.cell,
               "；编号见 check --format json / see check --format json for ids"));
  }
  std::vector<uint32_t> cells;
  const v1::FormDefinition* definition = forms.Find(form);
  if (definition == nullptr) return cells;
  for (const v1::TableDefinition& table : definition->tables()) {
    for (const v1::BlockDefinition& block : table.blocks()) {
      for (const v1::RowDefinition& row : block.rows()) {
        for (const uint32_t cell : row.cells()) {
          if (cell != 0) cells.push_back(cell);
        }
      }
    }
  }
  return cells;
}

int Explain(const ExplainFlags& flags) {
  const absl::StatusOr<Stages> stages = Stages::Make({.ocr = flags.ocr, .jobs = 1});
  if (!stages.ok()) return Complain(stages.status());
  v1::Report report;
  report.mutable_source()->set_uri(UriOfPath(flags.file));
  LoadFile(flags.file, &report);
  v1::Report* const one = &report;
  if (absl::Status status = stages->CheckChain().Process({&one, 1}); !status.ok()) {
    return Complain(status);
  }
  if (report.has_error()) {
    std::fputs(CheckText(report, {.language = flags.language()}).c_str(), stdout);
    return kStatusUnprocessed;
  }
  const auto cells = CellsOf(flags, report.extraction().form());
  if (!cells.ok()) return Complain(cells.status());
  const Extractor extractor;
  for (const uint32_t cell : *cells) {
    const absl::StatusOr<Explanation> explanation =
        extractor.Explain(report.document(), report.outline(), cell);
    if (!explanation.ok()) return Complain(explanation.status());
    std::fputs(ExplainText(report, *explanation, flags.language()).c_str(), stdout);
  }
  return kStatusPassed;
}

}  // namespace

void AddExplainCommand(CLI::App& app, Command* chosen) {
  auto flags = std::make_shared<ExplainFlags>();
  CLI::App* command = app.add_subcommand(
      "explain", "说明一个单元格的数从哪里来、为什么 / why a cell has the figure it has");
  AddLanguageFlag(*command, flags.get());
  AddOcrFlag(*command, flags.get());
  command->add_option("FILE", flags->file, "报告文件 / file of a report")->required();
  command
      ->add_option("CELL", flags->cell,
                   "单元格编号，如 applications.received.total，或 all / id of a cell, or all")
      ->required();
  command->callback([flags, chosen] { *chosen = [flags] { return Explain(*flags); }; });
}

}  // namespace gongkai
