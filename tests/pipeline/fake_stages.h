// Stages that stand for the real ones: each writes a part that names what it read.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "common/report_error.h"
#include "common/stage.h"

namespace gongkai {

class FakeStage : public Stage {
 public:
  FakeStage(std::string name, std::vector<v1::Part> reads, v1::Part writes,
            std::string revision = "1", int passes = 1) {
    info_.name = std::move(name);
    info_.revision = std::move(revision);
    info_.reads = std::move(reads);
    info_.writes = writes;
    info_.passes = passes;
  }

  const StageInfo& info() const override { return info_; }

  absl::Status Process(absl::Span<v1::Report* const> reports) override {
    for (v1::Report* report : reports) {
      if (report->has_error()) continue;
      ++processed;
      if (before) {
        if (absl::Status status = before(*report); !status.ok()) return status;
      }
      Write(report);
    }
    return absl::OkStatus();
  }

  std::atomic<int> processed = 0;

  // Called for each report; a status other than OK is what Process returns.
  std::function<absl::Status(const v1::Report&)> before;

 private:
  void Write(v1::Report* report) const {
    switch (info_.writes) {
      case v1::DOCUMENT:
        if (report->content().data() == "poison") {
          *report->mutable_error() = MakeReportError(v1::ReportError::EMPTY, info_.name);
          return;
        }
        report->mutable_document()->set_text(report->content().data() + info_.revision);
        return;
      case v1::OUTLINE:
        report->mutable_outline()->mutable_title()->set_value(report->document().text());
        return;
      case v1::EXTRACTION:
        report->mutable_extraction()->set_form(v1::FORM_2021);
        return;
      case v1::ASSESSMENT:
        report->mutable_assessment()->set_verdict(
            report->outline().title().value().starts_with("bad") ? v1::REJECTED : v1::ACCEPTED);
        return;
      default:
        return;
    }
  }

  StageInfo info_;
};

// The four processing stages in order.
struct FakeStages {
  FakeStage normalize{"normalize", {v1::CONTENT}, v1::DOCUMENT};
  FakeStage segment{"segment", {v1::DOCUMENT}, v1::OUTLINE};
  FakeStage extract{"extract", {v1::DOCUMENT, v1::OUTLINE}, v1::EXTRACTION};
  FakeStage validate{"validate", {v1::OUTLINE, v1::EXTRACTION}, v1::ASSESSMENT};

  std::vector<Stage*> all() { return {&normalize, &segment, &extract, &validate}; }
};

}  // namespace gongkai
