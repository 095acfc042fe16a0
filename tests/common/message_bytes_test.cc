#include "common/message_bytes.h"

#include <string>

#include "common/limits.h"
#include "gmock/gmock.h"
#include "gongkai/v1/stage_service.pb.h"
#include "gtest/gtest.h"

namespace gongkai {
namespace {

const StageInfo kExtract{
    .name = "extract", .reads = {v1::DOCUMENT, v1::OUTLINE}, .writes = v1::EXTRACTION};
const StageInfo kStore{.name = "store", .reads = {v1::DOCUMENT}, .writes = v1::RECEIPT};

v1::Report FullReport(const std::string& text) {
  v1::Report report;
  report.mutable_source()->set_uri("a.html");
  report.mutable_content()->set_data("bytes");
  report.mutable_document()->set_text(text);
  report.mutable_document()->add_blocks()->set_end(7);
  report.mutable_outline()->mutable_title()->set_value("标题");
  report.mutable_extraction()->add_cells()->set_number(3);
  report.mutable_error()->set_code(v1::ReportError::EMPTY);
  report.add_stage_records()->set_stage("normalize");
  report.add_stage_records()->set_stage("segment");
  report.mutable_batch_item()->set_index(7);
  return report;
}

v1::ProcessRequest Parsed(std::vector<grpc::Slice> slices) {
  grpc::ByteBuffer bytes(slices.data(), slices.size());
  v1::ProcessRequest request;
  EXPECT_TRUE(FromBytes(&bytes, &request));
  return request;
}

TEST(MessageBytesTest, AreARequestWhenTheyStandBehindEachOther) {
  // Longer than a length of one or two bytes can say.
  const v1::Report one = FullReport("一"), two = FullReport(std::string(70'000, 'x'));

  const v1::ProcessRequest request =
      Parsed({ReportBytes(kExtract, one, {}).Write(), ReportBytes(kExtract, two, {}).Write()});

  ASSERT_EQ(request.reports_size(), 2);
  v1::Report expected;
  *expected.mutable_document() = two.document();
  *expected.mutable_outline() = two.outline();
  EXPECT_EQ(request.reports(0).document().text(), "一");
  EXPECT_EQ(request.reports(1).SerializeAsString(), expected.SerializeAsString());
}

TEST(MessageBytesTest, HoldTheEnvelopeForAStageThatKeepsReports) {
  const v1::Report report = FullReport("文");
  v1::Report expected = report;
  expected.clear_source();
  expected.clear_content();
  expected.clear_outline();
  expected.clear_extraction();
  const v1::ProcessRequest request = Parsed({ReportBytes(kStore, report, {}).Write()});
  ASSERT_EQ(request.reports_size(), 1);
  EXPECT_EQ(request.reports(0).SerializeAsString(), expected.SerializeAsString());
}

TEST(MessageBytesTest, TakePartsInTheBytesThatAreAtHand) {
  const v1::Report report = FullReport("文");
  v1::Document other;  // tells the bytes from the part
  other.set_text("as bytes");
  PartBytes parts;
  parts[0] = other.SerializeAsString();

  const ReportBytes bytes(kExtract, report, parts);
  const grpc::Slice slice = bytes.Write();
  const v1::ProcessRequest request = Parsed({slice});

  ASSERT_EQ(request.reports_size(), 1);
  EXPECT_EQ(slice.size(), bytes.size());
  EXPECT_EQ(request.reports(0).document().text(), "as bytes");
  EXPECT_EQ(request.reports(0).outline().SerializeAsString(), report.outline().SerializeAsString());
}

v1::ProcessRequest TwoReports() {
  v1::ProcessRequest request;
  request.set_sequence(3);
  *request.add_reports() = FullReport("一");
  *request.add_reports() = FullReport("二");
  return request;
}

TEST(MessageBytesTest, LeaveThePartsOfEachReportAsTheyCame) {
  const v1::ProcessRequest request = TwoReports();
  grpc::ByteBuffer bytes = ToBytes(request);
  v1::ProcessRequest read;
  std::vector<PartBytes> parts;

  ASSERT_TRUE(FromBytes(&bytes, &read, &parts));

  v1::ProcessRequest without_parts = request;
  ASSERT_EQ(parts.size(), 2u);
  for (int i = 0; i < 2; ++i) {
    const v1::Report& report = request.reports(i);
    const PartBytes expected = {report.document().SerializeAsString(),
                                report.outline().SerializeAsString(),
                                report.extraction().SerializeAsString(), ""};
    EXPECT_EQ(parts[static_cast<size_t>(i)], expected) << i;
    without_parts.mutable_reports(i)->clear_document();
    without_parts.mutable_reports(i)->clear_outline();
    without_parts.mutable_reports(i)->clear_extraction();
  }
  EXPECT_EQ(read.SerializeAsString(), without_parts.SerializeAsString());
}

TEST(MessageBytesTest, LeaveThePartsOfAnAnswerAsTheyCame) {
  v1::ProcessResponse response;
  response.set_sequence(9);
  *response.add_reports()->mutable_document() = FullReport("一").document();
  response.add_reports()->mutable_error()->set_code(v1::ReportError::EMPTY);
  grpc::ByteBuffer bytes = ToBytes(response);
  v1::ProcessResponse read;
  std::vector<PartBytes> parts;

  ASSERT_TRUE(FromBytes(&bytes, &read, &parts));

  EXPECT_EQ(read.sequence(), 9u);
  ASSERT_EQ(read.reports_size(), 2);
  EXPECT_FALSE(read.reports(0).has_document());
  EXPECT_EQ(read.reports(1).error().code(), v1::ReportError::EMPTY);
  EXPECT_EQ(parts[0][0], response.reports(0).document().SerializeAsString());
  EXPECT_EQ(parts[1], PartBytes());
}

TEST(MessageBytesTest, MakeMessagesOfPartsThatAreThereTwiceOrTooLongOrEmpty) {
  v1::Report once, again, empty;
  once.mutable_document()->set_text("一");
  again.mutable_document()->set_charset("x");
  again.mutable_outline()->mutable_title()->set_value("t");
  empty.mutable_document();
  const v1::Report long_one = FullReport(std::string(kMaxHandedOnBytes, 'x'));
  // A report behind the bytes of another is one report, their parts merged.
  const std::string merged = once.SerializeAsString() + again.SerializeAsString();
  ASSERT_LT(merged.size(), 128u);
  ASSERT_EQ(v1::ProcessRequest::kReportsFieldNumber, 3);
  std::string text = "\x1A";  // field 3, as long as the next byte says
  text += static_cast<char>(merged.size());
  v1::ProcessRequest others;
  *others.add_reports() = long_one;
  *others.add_reports() = empty;
  const grpc::Slice slices[] = {grpc::Slice(text + merged),
                                grpc::Slice(others.SerializeAsString())};
  grpc::ByteBuffer bytes(slices, 2);
  v1::ProcessRequest read;
  std::vector<PartBytes> parts;

  ASSERT_TRUE(FromBytes(&bytes, &read, &parts));

  ASSERT_EQ(parts.size(), 3u);
  EXPECT_EQ(read.reports(0).document().text(), "一");
  EXPECT_EQ(read.reports(0).document().charset(), "x");
  EXPECT_EQ(parts[0], (PartBytes{"", again.outline().SerializeAsString()}));
  EXPECT_EQ(read.reports(1).document().SerializeAsString(),
            long_one.document().SerializeAsString());
  EXPECT_EQ(parts[1][0], "");
  EXPECT_EQ(parts[1][1], long_one.outline().SerializeAsString());
  EXPECT_TRUE(read.reports(2).has_document());
}

TEST(MessageBytesTest, AreRefusedWithoutTheirEndWhereverItIsCutOff) {
  const std::string whole = TwoReports().SerializeAsString();
  const size_t first = whole.size() / 2;  // the reports are as long as each other
  for (size_t length = first + 2; length < whole.size(); ++length) {
    const grpc::Slice slice(whole.substr(0, length));
    grpc::ByteBuffer bytes(&slice, 1);
    v1::ProcessRequest read;
    std::vector<PartBytes> parts;
    EXPECT_FALSE(FromBytes(&bytes, &read, &parts)) << length;
  }
}

TEST(MessageBytesTest, AreAReportEvenIfThereIsNothingInIt) {
  const v1::ProcessRequest request = Parsed({ReportBytes(kStore, v1::Report(), {}).Write()});
  ASSERT_EQ(request.reports_size(), 1);
  EXPECT_EQ(request.reports(0).ByteSizeLong(), 0u);
}

TEST(MessageBytesTest, AreAsManyAsWasSaidBefore) {
  for (const size_t length : {0, 100, 127, 128, 16'383, 16'384, 3'000'000}) {
    const v1::Report report = FullReport(std::string(length, 'x'));
    const ReportBytes bytes(kExtract, report, {});
    EXPECT_EQ(bytes.Write().size(), bytes.size()) << length;
  }
}

TEST(MessageBytesTest, GiveTheMessageBack) {
  const v1::Report report = FullReport("正文");
  grpc::ByteBuffer bytes = ToBytes(report);
  EXPECT_EQ(bytes.Length(), report.ByteSizeLong());
  v1::Report read;
  ASSERT_TRUE(FromBytes(&bytes, &read));
  EXPECT_EQ(read.SerializeAsString(), report.SerializeAsString());
}

TEST(MessageBytesTest, AreRefusedIfTheyAreNoMessage) {
  const grpc::Slice cut(
      "\x0a\x05"
      "a");  // a field of five bytes, one of them there
  grpc::ByteBuffer bytes(&cut, 1);
  v1::Report report;
  EXPECT_FALSE(FromBytes(&bytes, &report));
}

TEST(MessageBytesTest, MayBeNoneAtAll) {
  grpc::ByteBuffer bytes = ToBytes(v1::Report());
  v1::Report report;
  EXPECT_TRUE(FromBytes(&bytes, &report));
}

}  // namespace
}  // namespace gongkai
