#include "pipeline/runner.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/common/temp_folder.h"
#include "tests/pipeline/fake_stages.h"

namespace gongkai {
namespace {

using testing::ElementsAre;

// Inputs out of memory.
class Texts : public InputSource {
 public:
  explicit Texts(std::vector<std::string> texts) : texts_(std::move(texts)) {}
  uint64_t total() const override { return texts_.size(); }
  absl::StatusOr<std::optional<Input>> Next() override {
    if (next_ == texts_.size()) return std::nullopt;
    Input input{.uri = std::to_string(next_), .index = next_};
    ++next_;
    return input;
  }
  absl::Status Load(const Input& input, v1::Report* report) const override {
    report->mutable_source()->set_uri(input.uri);
    report->mutable_content()->set_data(texts_[input.index]);
    return absl::OkStatus();
  }

 private:
  std::vector<std::string> texts_;
  std::size_t next_ = 0;
};

TEST(RunAll, HandsReportsOverInInputOrderFromManyThreads) {
  FakeStages stages;
  const StageChain chain(stages.all(), nullptr, nullptr);
  Texts inputs(std::vector<std::string>(500, "x"));
  std::vector<std::string> delivered;
  RunnerOptions options{.jobs = 8};
  options.render = [](const v1::Report& report, const WaivedFindings*) {
    return report.source().uri();
  };
  options.deliver = [&](const std::string& text) { delivered.push_back(text); };
  const RunResult result = RunAll(chain, inputs, options);
  ASSERT_EQ(delivered.size(), 500u);
  for (std::size_t i = 0; i < delivered.size(); ++i) EXPECT_EQ(delivered[i], std::to_string(i));
  EXPECT_EQ(result.counts.accepted, 500u);
}

TEST(RunAll, CountsEachReportOnce) {
  FakeStages stages;
  const StageChain chain(stages.all(), nullptr, nullptr);
  Texts inputs({"good", "bad", "poison", "good"});
  const RunResult result = RunAll(chain, inputs, {.jobs = 2});
  EXPECT_EQ(result.counts.total, 4u);
  EXPECT_EQ(result.counts.done, 4u);
  EXPECT_EQ(result.counts.accepted, 2u);
  EXPECT_EQ(result.counts.rejected, 1u);
  EXPECT_EQ(result.counts.unprocessed, 1u);
}

TEST(RunAll, LetsOneBadInputHarmNoOther) {
  FakeStages stages;
  const StageChain chain(stages.all(), nullptr, nullptr);
  Texts inputs({"a", "poison", "b"});
  std::vector<std::string> titles;
  RunnerOptions options;
  options.render = [](const v1::Report& report, const WaivedFindings*) {
    return report.has_error() ? "error" : report.outline().title().value();
  };
  options.deliver = [&](const std::string& text) { titles.push_back(text); };
  RunAll(chain, inputs, options);
  EXPECT_THAT(titles, ElementsAre("a1", "error", "b1"));
}

TEST(RunAll, StopsWhenTheMachineFailsAndSaysWhy) {
  FakeStages stages;
  stages.extract.before = [](const v1::Report& report) {
    return report.source().uri() == "200" ? absl::UnavailableError("worker down")
                                          : absl::OkStatus();
  };
  const StageChain chain(stages.all(), nullptr, nullptr);
  Texts inputs(std::vector<std::string>(10'000, "x"));
  const RunResult result = RunAll(chain, inputs, {.jobs = 2});
  EXPECT_EQ(result.status.code(), absl::StatusCode::kUnavailable);
  EXPECT_LT(result.counts.done, 10'000u);
}

TEST(RunAll, TakesNoNewInputsOnceItIsToStop) {
  FakeStages stages;
  std::atomic<bool> stop = false;
  stages.extract.before = [&](const v1::Report&) {
    stop.store(true);
    return absl::OkStatus();
  };
  const StageChain chain(stages.all(), nullptr, nullptr);
  Texts inputs(std::vector<std::string>(10'000, "x"));
  const RunResult result = RunAll(chain, inputs, {.jobs = 2, .stop = &stop});
  EXPECT_TRUE(result.stopped);
  EXPECT_TRUE(result.status.ok());
  EXPECT_GT(result.counts.done, 0u);       // the group at work is finished
  EXPECT_LE(result.counts.done, 3 * 64u);  // and no job took more than one after
}

TEST(RunAll, EndsAtOnceWithoutInputs) {
  FakeStages stages;
  const StageChain chain(stages.all(), nullptr, nullptr);
  Texts inputs({});
  EXPECT_EQ(RunAll(chain, inputs, {.jobs = 4}).counts.done, 0u);
}

}  // namespace
}  // namespace gongkai
