// A stage that does what the text of a report tells it; reads DOCUMENT, writes OUTLINE.
#pragma once

#include <chrono>
#include <cstdlib>
#include <functional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "common/report_error.h"
#include "common/stage.h"

namespace gongkai {

// "die": the process ends at once. "sleep N": N milliseconds. "bad": the report gets
// NOT_A_REPORT. "silent": neither part nor error. Each other text T gives the title "read T".
class ObeyingStage : public Stage {
 public:
  using Hook = std::function<absl::Status(absl::Span<v1::Report* const>)>;

  explicit ObeyingStage(std::string revision = "1", Hook hook = nullptr)
      : info_{.name = "segment",
              .revision = std::move(revision),
              .reads = {v1::DOCUMENT},
              .writes = v1::OUTLINE},
        hook_(std::move(hook)) {}

  const StageInfo& info() const override { return info_; }

  absl::Status Process(absl::Span<v1::Report* const> reports) override {
    if (hook_) {
      absl::Status status = hook_(reports);
      if (!status.ok()) return status;
    }
    for (v1::Report* report : reports) Obey(report);
    return absl::OkStatus();
  }

 private:
  void Obey(v1::Report* report) {
    const std::string& text = report->document().text();
    if (text == "die") std::_Exit(9);
    if (text.starts_with("sleep ")) {
      std::this_thread::sleep_for(std::chrono::milliseconds(std::stoi(text.substr(6))));
    }
    if (text == "bad") {
      *report->mutable_error() = MakeReportError(v1::ReportError::NOT_A_REPORT, info_.name);
    } else if (text != "silent") {
      report->mutable_outline()->mutable_title()->set_value("read " + text);
    }
  }

  const StageInfo info_;
  const Hook hook_;
};

// Reports with a text each, and the pointers a stage wants.
class Reports {
 public:
  Reports() = default;
  explicit Reports(const std::vector<std::string>& texts) {
    for (const std::string& text : texts) Add(text);
  }

  v1::Report* Add(const std::string& text) {
    reports_.push_back(std::make_unique<v1::Report>());
    reports_.back()->mutable_source()->set_uri("uri of " + text);
    reports_.back()->mutable_document()->set_text(text);
    pointers_.push_back(reports_.back().get());
    return pointers_.back();
  }

  absl::Span<v1::Report* const> all() const { return pointers_; }
  size_t size() const { return pointers_.size(); }
  v1::Report& operator[](size_t i) const { return *pointers_[i]; }

  // What the stage wrote, or the name of the error.
  std::vector<std::string> Results() const {
    std::vector<std::string> results;
    for (const v1::Report* report : pointers_) {
      results.push_back(report->has_error() ? v1::ReportError::Code_Name(report->error().code())
                                            : report->outline().title().value());
    }
    return results;
  }

 private:
  std::vector<std::unique_ptr<v1::Report>> reports_;
  std::vector<v1::Report*> pointers_;
};

}  // namespace gongkai
