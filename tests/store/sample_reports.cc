#include "tests/store/sample_reports.h"

#include <random>

#include "common/digest.h"
#include "common/report_error.h"
#include "common/strings.h"
#include "google/protobuf/message_lite.h"

namespace gongkai {
namespace {

void AddRecord(std::string_view stage, std::string_view revision, std::string_view input,
               const google::protobuf::MessageLite& part, v1::Report* report) {
  v1::StageRecord& record = *report->add_stage_records();
  record.set_stage(std::string(stage));
  record.set_revision(std::string(revision));
  record.set_input_digest(Digest(input));
  record.set_output_digest(Digest(part.SerializeAsString()));
}

void AddRecords(std::string_view rule_pack, v1::Report* report) {
  const std::string outline = report->outline().SerializeAsString();
  AddRecord("normalize", "n1", report->content().SerializeAsString(), report->document(), report);
  AddRecord("segment", "s1", report->document().SerializeAsString(), report->outline(), report);
  AddRecord("extract", "e1", Concat("document and outline", outline, report->document().text()),
            report->extraction(), report);
  AddRecord("validate", rule_pack,
            Concat("outline and extraction", outline, report->extraction().SerializeAsString()),
            report->assessment(), report);
}

void SetSource(std::string_view uri, std::string_view data, v1::Report* report) {
  report->mutable_content()->set_data(std::string(data));
  report->mutable_content()->set_media_type("text/html");
  report->mutable_source()->set_uri(std::string(uri));
  report->mutable_source()->set_digest(Digest(data));
  report->mutable_source()->set_size(data.size());
}

// Characters in a distribution that compresses about as well as Chinese prose.
std::string Prose(std::size_t bytes, std::mt19937_64* random) {
  static const auto* const kCharacters = [] {
    auto* characters = new std::string;
    for (int i = 0; i < 600; ++i) {
      const int c = 0x4e00 + i * 13;
      *characters += static_cast<char>(0xe0 | c >> 12);
      *characters += static_cast<char>(0x80 | (c >> 6 & 0x3f));
      *characters += static_cast<char>(0x80 | (c & 0x3f));
    }
    return characters;
  }();
  std::string text;
  while (text.size() < bytes) {
    // Words of four characters out of 75 half of the time, otherwise any character.
    const uint64_t draw = (*random)();
    if (draw & 1) {
      text.append(*kCharacters, (draw >> 8) % 75 * 12, 12);
    } else {
      text.append(*kCharacters, (draw >> 8) % 600 * 3, 3);
    }
  }
  return text;
}

}  // namespace

v1::Report MakeSample(const Sample& sample) {
  v1::Report report;
  SetSource(sample.uri, Concat("<p>", sample.text, "</p>"), &report);
  report.mutable_document()->set_text(sample.text);
  report.mutable_outline()->mutable_agency()->set_name(sample.agency);
  report.mutable_outline()->mutable_year()->set_value(sample.year);
  report.mutable_outline()->mutable_title()->set_value(
      Concat(sample.agency, sample.year, "年政府信息公开工作年度报告"));
  report.mutable_outline()->mutable_form()->set_form(v1::FORM_2021);
  report.mutable_extraction()->set_form(v1::FORM_2021);
  v1::Cell& cell = *report.mutable_extraction()->add_cells();
  cell.set_number(7);
  cell.set_state(v1::VALUE);
  cell.set_value("29");
  v1::Assessment& assessment = *report.mutable_assessment();
  assessment.set_rule_pack(sample.rule_pack);
  assessment.set_verdict(sample.failed_rule.empty() ? v1::ACCEPTED : v1::REJECTED);
  if (!sample.failed_rule.empty()) {
    v1::Finding& finding = *assessment.add_findings();
    finding.set_rule(sample.failed_rule);
    finding.set_outcome(v1::FAILED);
    finding.set_severity(v1::ERROR);
    assessment.set_failed(1);
  }
  AddRecords(sample.rule_pack, &report);
  return report;
}

v1::Report MakeFailedSample(std::string_view uri, v1::ReportError::Code code) {
  v1::Report report;
  SetSource(uri, Concat("bytes of ", uri), &report);
  *report.mutable_error() = MakeReportError(code, "normalize");
  return report;
}

v1::Report AnswerItem(v1::Report report, std::string_view batch, uint64_t index, uint32_t attempt,
                      bool reused) {
  report.mutable_batch_item()->set_batch(std::string(batch));
  report.mutable_batch_item()->set_index(index);
  report.mutable_batch_item()->set_attempt(attempt);
  report.mutable_batch_item()->set_reused(reused);
  return report;
}

v1::StageRecord RecordOfStage(const v1::Report& report, std::string_view stage) {
  for (const v1::StageRecord& record : report.stage_records()) {
    if (record.stage() == stage) return record;
  }
  return {};
}

v1::CheckpointKey KeyOfStage(const v1::Report& report, std::string_view stage) {
  const v1::StageRecord record = RecordOfStage(report, stage);
  v1::CheckpointKey key;
  key.set_stage(record.stage());
  key.set_revision(record.revision());
  key.set_input_digest(record.input_digest());
  return key;
}

v1::Report MakeLifelikeSample(uint64_t number) {
  std::mt19937_64 random(number);
  v1::Report report;
  const std::string text = Prose(8'600, &random);
  SetSource(Concat("reports/2023/", number, ".html"), text, &report);
  report.mutable_document()->set_text(text);
  for (uint32_t i = 0; i < 150; ++i) {
    v1::Block& block = *report.mutable_document()->add_blocks();
    block.set_kind(v1::Block::PARAGRAPH);
    block.set_begin(i * 57);
    block.set_end(i * 57 + 56);
  }
  v1::Outline& outline = *report.mutable_outline();
  outline.mutable_agency()->set_name(Concat("第", number % 500, "区人民政府"));
  outline.mutable_year()->set_value(2008 + static_cast<uint32_t>(number % 16));
  outline.mutable_title()->set_value("政府信息公开工作年度报告");
  for (uint32_t i = 0; i < 6; ++i) {
    v1::Section& section = *outline.add_sections();
    section.set_number(i + 1);
    section.set_heading(Prose(40, &random));
  }
  report.mutable_extraction()->set_form(v1::FORM_2021);
  for (uint32_t i = 0; i < 180; ++i) {
    v1::Cell& cell = *report.mutable_extraction()->add_cells();
    cell.set_number(i);
    cell.set_state(v1::VALUE);
    cell.set_value(std::to_string(random() % 300));
    cell.set_raw(cell.value());
    cell.set_begin(i * 40);
    cell.set_end(i * 40 + 3);
    cell.set_confidence(1000);
    cell.add_evidence(v1::ROW_COUNT);
  }
  v1::Assessment& assessment = *report.mutable_assessment();
  assessment.set_verdict(v1::REJECTED);
  for (uint64_t i = 0; i < 3; ++i) {
    v1::Finding& finding = *assessment.add_findings();
    finding.set_rule(Concat("T3-0", random() % 8));
    finding.set_outcome(v1::FAILED);
    finding.set_severity(v1::ERROR);
    finding.set_message_zh(Prose(150, &random));
  }
  AddRecords("rules 1", &report);
  return report;
}

}  // namespace gongkai
