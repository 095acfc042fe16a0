#include "common/report_parts.h"

#include <grpcpp/grpcpp.h>

#include "common/grpc_status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace gongkai {
namespace {

TEST(ReportPartsTest, MovesAPartWithoutCopyingIt) {
  v1::Report from, to;
  from.mutable_document()->set_text("正文");
  const v1::Document* document = &from.document();

  MovePart(v1::DOCUMENT, &from, &to);

  EXPECT_FALSE(from.has_document());
  EXPECT_EQ(&to.document(), document);
  EXPECT_EQ(to.document().text(), "正文");
}

TEST(ReportPartsTest, LeavesTheTargetAloneIfThereIsNothingToMove) {
  v1::Report from, to;
  to.mutable_outline()->mutable_title()->set_value("标题");
  MovePart(v1::OUTLINE, &from, &to);
  EXPECT_EQ(to.outline().title().value(), "标题");
}

TEST(ReportPartsTest, KnowsEveryPartButTheReceipt) {
  v1::Report report;
  report.mutable_source();
  report.mutable_content();
  report.mutable_document();
  report.mutable_outline();
  report.mutable_extraction();
  report.mutable_assessment();
  for (v1::Part part :
       {v1::SOURCE, v1::CONTENT, v1::DOCUMENT, v1::OUTLINE, v1::EXTRACTION, v1::ASSESSMENT}) {
    EXPECT_TRUE(HasPart(report, part)) << v1::Part_Name(part);
    EXPECT_FALSE(HasPart(v1::Report(), part)) << v1::Part_Name(part);
  }
  EXPECT_FALSE(HasPart(report, v1::RECEIPT));
}

TEST(ReportPartsTest, NamesReportAndPartThatIsMissing) {
  const StageInfo segment{.name = "segment", .reads = {v1::DOCUMENT}, .writes = v1::OUTLINE};
  v1::Report report;
  report.mutable_source()->set_uri("a.html");
  const absl::Status status = CheckParts(segment, report);
  EXPECT_TRUE(absl::IsInvalidArgument(status));
  EXPECT_THAT(status.ToString(),
              testing::AllOf(testing::HasSubstr("a.html"), testing::HasSubstr("DOCUMENT")));
  report.mutable_document();
  EXPECT_TRUE(CheckParts(segment, report).ok());
}

TEST(ReportPartsTest, AsksNoPartOfAReportWithError) {
  const StageInfo segment{.name = "segment", .reads = {v1::DOCUMENT}, .writes = v1::OUTLINE};
  v1::Report report;
  report.mutable_error();
  EXPECT_TRUE(CheckParts(segment, report).ok());
}

TEST(ReportPartsTest, AsksNoPartForAStageThatKeepsReports) {
  const StageInfo store{.name = "store", .reads = {v1::DOCUMENT}, .writes = v1::RECEIPT};
  EXPECT_TRUE(CheckParts(store, v1::Report()).ok());
}

TEST(GrpcStatusTest, KeepsCodeAndMessageBothWays) {
  for (int code = 1; code <= 16; ++code) {
    const absl::Status status(static_cast<absl::StatusCode>(code), "原因");
    EXPECT_EQ(FromGrpcStatus(ToGrpcStatus(status)), status) << code;
    EXPECT_EQ(ToGrpcStatus(status).error_code(), code);
  }
  EXPECT_TRUE(ToGrpcStatus(absl::OkStatus()).ok());
  EXPECT_TRUE(FromGrpcStatus(grpc::Status::OK).ok());
}

TEST(GrpcStatusTest, TakesACodeNobodyKnowsForUnknown) {
  EXPECT_EQ(FromGrpcStatus(grpc::Status(grpc::StatusCode::DO_NOT_USE, "x")).code(),
            absl::StatusCode::kUnknown);
}

}  // namespace
}  // namespace gongkai
