// Parts by the runs that gave them, and as bytes.
#include <string>
#include <vector>

#include "common/digest.h"
#include "common/limits.h"
#include "common/table_sketch.h"
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

namespace {

PartBytes BytesOfParts(const v1::Report& report) {
  return {report.document().SerializeAsString(), report.outline().SerializeAsString(),
          report.extraction().SerializeAsString(), report.assessment().SerializeAsString()};
}

absl::Status WriteWithBytes(const v1::Report& report, const PartBytes& bytes, Store* store) {
  const v1::Report* const one = &report;
  const PartBytes* const its_bytes = &bytes;
  return store->WriteSerialized({&one, 1}, {&its_bytes, 1});
}

}  // namespace

TEST_P(StoreConformance, TakesPartsInTheirBytes) {
  const v1::Report report = MakeSample({.failed_rule = "T3-01"});
  PartBytes bytes = BytesOfParts(report);
  bytes[2].clear();  // one is not at hand
  ASSERT_TRUE(WriteWithBytes(report, bytes, store_.get()).ok());
  Reopen();
  EXPECT_TRUE(MessageDifferencer::Equals(*store_->GetReport("a.html", kAllParts), report));
}

TEST_P(StoreConformance, TakesPartsThatAreBytesAlone) {
  const v1::Report report = MakeSample({.failed_rule = "T3-01"});
  v1::Report without = report;
  without.clear_document();
  without.clear_outline();
  without.clear_extraction();
  without.clear_assessment();
  ASSERT_TRUE(WriteWithBytes(without, BytesOfParts(report), store_.get()).ok());
  Reopen();
  EXPECT_TRUE(MessageDifferencer::Equals(*store_->GetReport("a.html", kAllParts), report));
  // The record sums up what they say.
  v1::Report same = report;
  same.mutable_source()->set_uri("b.html");
  Write({same});
  auto page = store_->ListReports({.rule = "T3-01"}, 2, "");
  ASSERT_TRUE(page.ok()) << page.status();
  ASSERT_EQ(page->items.size(), 2u);
  for (v1::ReportSummary& summary : page->items) {
    summary.mutable_source()->clear_uri();
    summary.clear_update_time();
  }
  EXPECT_TRUE(MessageDifferencer::Equals(page->items[0], page->items[1]));
  EXPECT_EQ(page->items[0].table_sketch(), SketchOf(report.extraction().SerializeAsString()));
}

TEST_P(StoreConformance, RefusesBytesThatAreNoPart) {
  for (const std::size_t part : {1u, 2u, 3u}) {  // nobody reads the document to keep it
    v1::Report report = MakeSample({});
    PartBytes bytes = BytesOfParts(report);
    bytes[part] = "\x1a\x05";  // a field of five bytes, none of them there
    report.clear_outline();
    report.clear_extraction();
    report.clear_assessment();
    EXPECT_FALSE(WriteWithBytes(report, bytes, store_.get()).ok()) << part;
    EXPECT_THAT(Uris({}), testing::IsEmpty());
  }
}

}  // namespace gongkai
