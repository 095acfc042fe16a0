// Stages that make reports for the real validate of a few figures.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "common/digest.h"
#include "common/stage.h"
#include "common/strings.h"
#include "gongkai/v1/rule_example.pb.h"
#include "validate/example_report.h"

namespace gongkai {

// Takes the content for an ExampleReport in binary form; gives its part of the report made of it.
class ExampleStage : public Stage {
 public:
  ExampleStage(std::string name, std::vector<v1::Part> reads, v1::Part writes) {
    info_.name = std::move(name);
    info_.revision = "1";
    info_.reads = std::move(reads);
    info_.writes = writes;
  }

  const StageInfo& info() const override { return info_; }

  absl::Status Process(absl::Span<v1::Report* const> reports) override {
    for (v1::Report* report : reports) {
      v1::ExampleReport example;
      example.ParseFromString(report->content().data());
      const v1::Report made = *BuildExample(example);
      if (info_.writes == v1::DOCUMENT) {
        *report->mutable_document() = made.document();
        // Figures stand in no text of an example.
        report->mutable_document()->mutable_text()->append(ToHex(Digest(report->content().data())));
      }
      if (info_.writes == v1::OUTLINE) *report->mutable_outline() = made.outline();
      if (info_.writes == v1::EXTRACTION) *report->mutable_extraction() = made.extraction();
    }
    return absl::OkStatus();
  }

 private:
  StageInfo info_;
};

struct Figures {
  uint32_t year = 2022;
  std::string carried_over = "0";
  std::string carried_forward = "0";
  std::string text = "";
  std::string agency = "白石县档案局";
};

inline void AddCell(const std::string& id, const std::string& raw, v1::ExampleReport* example) {
  v1::ExampleCell& cell = *example->add_cells();
  cell.set_id(id);
  cell.set_raw(raw);
}

inline v1::Report ExampleInput(const std::string& uri, const Figures& figures) {
  v1::ExampleReport example;
  example.set_year(figures.year);
  example.set_form(figures.year < 2021 ? v1::FORM_2019 : v1::FORM_2021);
  example.set_agency(figures.agency);
  AddCell("applications.carried_over.total", figures.carried_over, &example);
  AddCell("applications.carried_forward.total", figures.carried_forward, &example);
  if (!figures.text.empty()) {
    v1::ExampleSection& section = *example.add_sections();
    section.set_kind(v1::OVERVIEW);
    section.set_text(figures.text);
  }
  v1::Report report;
  report.mutable_source()->set_uri(uri);
  report.mutable_content()->set_data(example.SerializeAsString());
  return report;
}

}  // namespace gongkai
