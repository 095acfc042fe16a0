// Parts by the runs that gave them.
#include <string>
#include <vector>

#include "common/digest.h"
#include "common/limits.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/message_differencer.h"
#include "tests/store/conformance.h"
#include "tests/store/sample_reports.h"

namespace gongkai {

using google::protobuf::util::MessageDifferencer;

TEST_P(StoreConformance, ReadsPartsByTheRunsThatGaveThem) {
  const v1::Report a = MakeSample({.uri = "a", .text = "甲"});
  const v1::Report b = MakeSample({.uri = "b", .text = "乙"});
  Write({a, b});
  Write({MakeSample({.uri = "a", .text = "丙"})});  // what was before is still there
  const v1::StageRecord of_a = RecordOfStage(a, "normalize"), of_b = RecordOfStage(b, "extract");
  v1::Document document, again;
  v1::Extraction extraction;
  const PartToRead parts[] = {{&of_b, &extraction}, {&of_a, &document}, {&of_a, &again}};
  const absl::Status status = store_->ReadParts(parts);
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_TRUE(MessageDifferencer::Equals(document, a.document()));
  EXPECT_TRUE(MessageDifferencer::Equals(again, a.document()));
  EXPECT_TRUE(MessageDifferencer::Equals(extraction, b.extraction()));
  EXPECT_TRUE(store_->ReadParts({}).ok());
  std::string bytes;
  const PartToRead as_bytes[] = {{&of_b, nullptr, &bytes}};
  ASSERT_TRUE(store_->ReadParts(as_bytes).ok());
  EXPECT_EQ(bytes, b.extraction().SerializeAsString());
  v1::StageRecord unknown = of_a;
  unknown.set_input_digest(std::string(kDigestBytes, 'x'));
  unknown.set_output_digest(std::string(kDigestBytes, 'x'));
  const PartToRead missing[] = {{&unknown, &document}};
  EXPECT_EQ(store_->ReadParts(missing).code(), absl::StatusCode::kDataLoss);
  const std::vector<PartToRead> many(kMaxCheckpointsPerCall + 1, parts[1]);
  EXPECT_EQ(store_->ReadParts(many).code(), absl::StatusCode::kResourceExhausted);
}

}  // namespace gongkai
