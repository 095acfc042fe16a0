// Small finished reports, as the pipeline hands them to the store.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "gongkai/v1/report.pb.h"
#include "gongkai/v1/store.pb.h"

namespace gongkai {

// What differs between sample reports.
struct Sample {
  std::string uri = "a.html";
  std::string text = "正文";  // decides the digests of source and document
  std::string agency = "青河县人民政府";
  uint32_t year = 2023;
  std::string rule_pack = "rules 1";  // decides the revision of validate
  std::string failed_rule;            // with severity ERROR; none if empty
};

// All parts and four stage records; REJECTED if a rule failed, otherwise ACCEPTED.
v1::Report MakeSample(const Sample& sample);

// One whose normalize gave up: content and error, no other part.
v1::Report MakeFailedSample(std::string_view uri, v1::ReportError::Code code);

// Makes a report the answer to an item of a batch.
v1::Report AnswerItem(v1::Report report, std::string_view batch, uint64_t index,
                      uint32_t attempt = 1, bool reused = false);

// The record of a stage; it must be there.
v1::StageRecord RecordOfStage(const v1::Report& report, std::string_view stage);
v1::CheckpointKey KeyOfStage(const v1::Report& report, std::string_view stage);

// A report whose parts have about as many bytes as those of a real one: 9 KB of source, 22 KB in
// all. Different for each number.
v1::Report MakeLifelikeSample(uint64_t number);

}  // namespace gongkai
