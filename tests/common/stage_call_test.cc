#include "common/stage_call.h"

#include "common/digest.h"
#include "common/limits.h"
#include "common/version.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "tests/common/obeying_stage.h"

namespace gongkai {
namespace {

using ::testing::HasSubstr;

// Reads the outline, writes an extraction of as many cells as the title has bytes.
class CountingStage : public Stage {
 public:
  const StageInfo& info() const override { return info_; }
  absl::Status Process(absl::Span<v1::Report* const> reports) override {
    for (v1::Report* report : reports) {
      if (report->has_error()) continue;
      v1::Extraction* extraction = report->mutable_extraction();
      for (size_t i = 0; i < report->outline().title().value().size(); ++i) {
        extraction->add_cells();
      }
    }
    return absl::OkStatus();
  }

 private:
  const StageInfo info_{.name = "extract",
                        .revision = "7",
                        .reads = {v1::DOCUMENT, v1::OUTLINE},
                        .writes = v1::EXTRACTION};
};

// Takes down what it is given of each report's document.
class ByteStage : public Stage {
 public:
  explicit ByteStage(std::string name) : info_{.name = std::move(name), .revision = "1"} {}
  const StageInfo& info() const override { return info_; }
  absl::Status Process(absl::Span<v1::Report* const>) override { return absl::OkStatus(); }
  absl::Status ProcessWithBytes(absl::Span<v1::Report* const> reports,
                                absl::Span<PartBytes* const> bytes) override {
    for (size_t i = 0; i < reports.size(); ++i) {
      const v1::Report& report = *reports[i];
      if (report.has_document()) seen.push_back("message of " + report.document().text());
      if (!(*bytes[i])[0].empty()) seen.push_back("bytes");
    }
    return absl::OkStatus();
  }

  std::vector<std::string> seen;

 private:
  const StageInfo info_;
};

class StageCallTest : public testing::Test {
 protected:
  absl::Status Answer(const std::string& request) {
    request_.Clear();
    response_.Clear();
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(request, &request_));
    return AnswerRequest(stages_, &request_, &response_);
  }

  // What the named stages were given of a document that came as bytes, if the digest of `recorded`
  // stands in the record of its stage.
  std::vector<std::string> SeenBy(std::vector<std::string> names, const v1::Document& recorded) {
    ByteStage segment("segment"), extract("extract");
    const std::vector<Stage*> stages{&segment, &extract};
    v1::ProcessRequest request;
    for (std::string& name : names) request.add_stages()->set_name(std::move(name));
    request.add_reports()->add_stage_records()->set_output_digest(
        Digest(recorded.SerializeAsString()));
    v1::ProcessResponse response;
    EXPECT_TRUE(
        AnswerRequest(stages, &request, &response, {{DocumentOf("x").SerializeAsString()}}).ok());
    std::vector<std::string> seen = segment.seen;
    seen.insert(seen.end(), extract.seen.begin(), extract.seen.end());
    return seen;
  }

  static v1::Document DocumentOf(const std::string& text) {
    v1::Document document;
    document.set_text(text);
    return document;
  }

  ObeyingStage segment_{"3"};
  CountingStage extract_;
  const std::vector<Stage*> stages_{&segment_, &extract_};
  v1::ProcessRequest request_;
  v1::ProcessResponse response_;
};

TEST_F(StageCallTest, DescribesItsStagesInOrder) {
  v1::DescribeResponse response;
  DescribeStages(stages_, &response);
  ASSERT_EQ(response.stages_size(), 2);
  EXPECT_EQ(response.stages(0).name(), "segment");
  EXPECT_EQ(response.stages(0).revision(), "3");
  EXPECT_EQ(response.stages(1).writes(), v1::EXTRACTION);
  EXPECT_THAT(response.stages(1).reads(), testing::ElementsAre(v1::DOCUMENT, v1::OUTLINE));
  EXPECT_EQ(response.version(), kVersion);
}

TEST_F(StageCallTest, LeavesBytesToAStageThatIsAloneIfTheirDigestIsRecorded) {
  const v1::Document its_own = DocumentOf("x"), another = DocumentOf("y");
  EXPECT_THAT(SeenBy({"extract"}, its_own), testing::ElementsAre("bytes"));
  EXPECT_THAT(SeenBy({"extract"}, another), testing::ElementsAre("message of x"));
  EXPECT_THAT(SeenBy({"segment", "extract"}, its_own),
              testing::ElementsAre("message of x", "message of x"));
}

TEST_F(StageCallTest, MakesMessagesForAStageThatHasNoUseForBytes) {
  const std::string document = DocumentOf("x").SerializeAsString();
  v1::ProcessRequest request;
  request.add_stages()->set_name("segment");
  request.add_reports()->add_stage_records()->set_output_digest(Digest(document));
  ASSERT_TRUE(AnswerRequest(stages_, &request, &response_, {{document}}).ok());
  EXPECT_EQ(response_.reports(0).outline().title().value(), "read x");
}

TEST_F(StageCallTest, RefusesBytesThatAreNoPart) {
  for (const bool recorded : {true, false}) {
    v1::ProcessRequest request;
    request.add_stages()->set_name("segment");
    request.add_reports()->add_stage_records()->set_output_digest(recorded ? Digest("no") : "");
    EXPECT_EQ(AnswerRequest(stages_, &request, &response_, {{"no"}}).code(),
              absl::StatusCode::kInvalidArgument);
  }
}

TEST_F(StageCallTest, AnswersOnlyWithWhatWasWritten) {
  ASSERT_TRUE(Answer(R"pb(sequence: 5
                          stages { name: "segment" }
                          reports {
                            source { uri: "a" }
                            document { text: "x" }
                          })pb")
                  .ok());
  EXPECT_EQ(response_.sequence(), 5u);
  ASSERT_EQ(response_.reports_size(), 1);
  EXPECT_EQ(response_.reports(0).outline().title().value(), "read x");
  EXPECT_FALSE(response_.reports(0).has_document());
  EXPECT_FALSE(response_.reports(0).has_source());
}

TEST_F(StageCallTest, RunsNeighbouringStagesOneAfterAnother) {
  ASSERT_TRUE(Answer(R"pb(stages { name: "segment" revision: "3" }
                          stages { name: "extract" }
                          reports { document { text: "xyz" } })pb")
                  .ok());
  EXPECT_EQ(response_.reports(0).outline().title().value(), "read xyz");
  EXPECT_EQ(response_.reports(0).extraction().cells_size(), 8);  // "read xyz"
}

TEST_F(StageCallTest, AnswersWithTheErrorOfAReportAndTheResultsOfOthers) {
  ASSERT_TRUE(Answer(R"pb(stages { name: "segment" }
                          stages { name: "extract" }
                          reports { document { text: "bad" } }
                          reports { document { text: "x" } })pb")
                  .ok());
  EXPECT_EQ(response_.reports(0).error().code(), v1::ReportError::NOT_A_REPORT);
  EXPECT_FALSE(response_.reports(0).has_extraction());
  EXPECT_EQ(response_.reports(1).extraction().cells_size(), 6);  // "read x"
}

TEST_F(StageCallTest, RefusesAnUnknownStage) {
  const absl::Status status = Answer(R"pb(stages { name: "validate" })pb");
  EXPECT_TRUE(absl::IsNotFound(status));
  EXPECT_THAT(status.ToString(), HasSubstr("validate"));
}

TEST_F(StageCallTest, RefusesAnotherRevisionAndNamesBoth) {
  const absl::Status status = Answer(R"pb(stages { name: "segment" revision: "4" })pb");
  EXPECT_TRUE(absl::IsFailedPrecondition(status));
  EXPECT_THAT(status.ToString(), testing::AllOf(HasSubstr("3"), HasSubstr("4")));
}

TEST_F(StageCallTest, RefusesStagesOutOfOrderTwiceOrNotAtAll) {
  EXPECT_TRUE(absl::IsInvalidArgument(Answer(R"pb(stages { name: "extract" }
                                                  stages { name: "segment" })pb")));
  EXPECT_TRUE(absl::IsInvalidArgument(Answer(R"pb(stages { name: "segment" }
                                                  stages { name: "segment" })pb")));
  EXPECT_TRUE(absl::IsInvalidArgument(Answer("")));
}

TEST_F(StageCallTest, RefusesReportsThatLackAPart) {
  const absl::Status status = Answer(R"pb(stages { name: "extract" }
                                          reports { document {} })pb");
  EXPECT_TRUE(absl::IsInvalidArgument(status));
  EXPECT_THAT(status.ToString(), HasSubstr("OUTLINE"));
}

TEST_F(StageCallTest, RefusesTooManyReports) {
  std::string request = "stages { name: 'segment' }";
  for (size_t i = 0; i < kMaxReportsPerMessage; ++i) request += " reports { document {} }";
  EXPECT_TRUE(Answer(request).ok());
  EXPECT_TRUE(absl::IsResourceExhausted(Answer(request + " reports { document {} }")));
}

}  // namespace
}  // namespace gongkai
