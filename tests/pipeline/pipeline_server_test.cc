// PipelineService through a real server.
#include "pipeline/pipeline_server.h"

#include <fstream>
#include <iterator>
#include <optional>

#include "common/worker.h"
#include "gmock/gmock.h"
#include "gongkai/v1/pipeline_service.grpc.pb.h"
#include "gtest/gtest.h"
#include "pipeline/stages.h"
#include "tests/pipeline/program.h"

namespace gongkai {
namespace {

using testing::HasSubstr;

std::string SampleBytes(const std::string& name) {
  return ReadFile(GONGKAI_SOURCE_DIR "/samples/" + name);
}

// `gongkai serve` without its process.
class Server {
 public:
  explicit Server(const std::string& store) : stages_(*Stages::Make({.store = store})) {
    if (!store.empty()) batches_.emplace(stages_.KeepChain(), stages_.store(), 2);
    pipeline_.emplace(stages_.CheckChain(), stages_.store(), batches_ ? &*batches_ : nullptr);
    server_ = *WorkerServer::Start({.name = "test"}, {}, {&*pipeline_});
    stub_ = v1::PipelineService::NewStub(
        grpc::CreateChannel(server_->address(), grpc::InsecureChannelCredentials()));
  }

  ~Server() {
    pipeline_->Stop();
    server_->Drain(std::chrono::seconds(5));
  }

  v1::PipelineService::Stub& stub() { return *stub_; }

 private:
  Stages stages_;
  std::optional<BatchWorker> batches_;
  std::optional<PipelineServer> pipeline_;
  std::unique_ptr<WorkerServer> server_;
  std::unique_ptr<v1::PipelineService::Stub> stub_;
};

v1::SubmitBatchRequest TwoReports(const std::string& request_id) {
  v1::SubmitBatchRequest request;
  request.set_request_id(request_id);
  for (const char* name : {"county-2023-pipe-rows.txt", "bureau-2023-framed-pipes.txt"}) {
    v1::BatchInput* input = request.add_inputs();
    input->set_uri(name);
    input->mutable_content()->set_data(SampleBytes(name));
  }
  return request;
}

// The last state WatchBatch sends.
v1::Batch WatchToTheEnd(Server& server, const std::string& id) {
  grpc::ClientContext context;
  v1::WatchBatchRequest request;
  request.set_name("batches/" + id);
  const auto reader = server.stub().WatchBatch(&context, request);
  v1::Batch batch;
  while (reader->Read(&batch)) {
  }
  EXPECT_TRUE(reader->Finish().ok());
  return batch;
}

TEST(PipelineService, ChecksOneReport) {
  Server server("");
  grpc::ClientContext context;
  v1::CheckReportRequest request;
  request.set_uri("a");
  request.mutable_content()->set_data(SampleBytes("bureau-2023-framed-pipes.txt"));
  request.set_language(v1::EN);
  v1::CheckReportResponse response;
  ASSERT_TRUE(server.stub().CheckReport(&context, request, &response).ok());
  EXPECT_EQ(response.report().verdict(), v1::REJECTED);
  EXPECT_EQ(response.report().findings(0).rule(), "T3-02");
}

TEST(PipelineService, GivesTheErrorOfAReportAsData) {
  Server server("");
  grpc::ClientContext context;
  v1::CheckReportRequest request;
  request.set_uri("a");
  v1::CheckReportResponse response;
  ASSERT_TRUE(server.stub().CheckReport(&context, request, &response).ok());
  EXPECT_EQ(response.report().error().code(), "EMPTY");
}

TEST(PipelineService, RefusesARequestWithoutUri) {
  Server server("");
  grpc::ClientContext context;
  v1::CheckReportResponse response;
  const grpc::Status status = server.stub().CheckReport(&context, {}, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

TEST(PipelineService, WorksThroughASubmittedBatch) {
  const TempFolder folder;
  Server server(folder.path() + "/store");
  grpc::ClientContext context;
  v1::Batch batch;
  ASSERT_TRUE(server.stub().SubmitBatch(&context, TwoReports("one"), &batch).ok());
  const v1::Batch done = WatchToTheEnd(server, batch.id());
  EXPECT_EQ(done.state(), v1::Batch::DONE);
  EXPECT_EQ(done.total(), 2u);
  EXPECT_EQ(done.counts().computed(), 2u);
  grpc::ClientContext list_context;
  v1::ListBatchItemsRequest list;
  list.set_parent("batches/" + batch.id());
  list.set_with_reports(true);
  v1::ListBatchItemsResponse items;
  ASSERT_TRUE(server.stub().ListBatchItems(&list_context, list, &items).ok());
  ASSERT_EQ(items.items_size(), 2);
  EXPECT_EQ(items.items(0).report().agency(), "汀岭县人民政府");
  EXPECT_EQ(items.items(1).report().verdict(), v1::REJECTED);
}

TEST(PipelineService, MakesOneBatchOfOneRequestId) {
  const TempFolder folder;
  Server server(folder.path() + "/store");
  for (int i = 0; i < 2; ++i) {
    grpc::ClientContext context;
    v1::Batch batch;
    ASSERT_TRUE(server.stub().SubmitBatch(&context, TwoReports("same"), &batch).ok());
    WatchToTheEnd(server, batch.id());
  }
  grpc::ClientContext context;
  v1::ListBatchesResponse batches;
  ASSERT_TRUE(server.stub().ListBatches(&context, {}, &batches).ok());
  EXPECT_EQ(batches.batches_size(), 1);
}

TEST(PipelineService, GoesOnWithABatchAfterARestart) {
  const TempFolder folder;
  std::string id;
  {
    Server server(folder.path() + "/store");
    grpc::ClientContext context;
    v1::Batch batch;
    ASSERT_TRUE(server.stub().SubmitBatch(&context, TwoReports("late"), &batch).ok());
    id = batch.id();
  }
  Server server(folder.path() + "/store");
  const v1::Batch done = WatchToTheEnd(server, id);
  EXPECT_EQ(done.state(), v1::Batch::DONE);
  EXPECT_EQ(done.counts().computed() + done.counts().reused(), 2u);
}

TEST(PipelineService, SaysWhatIsWrongWithASubmission) {
  const TempFolder folder;
  Server server(folder.path() + "/store");
  v1::SubmitBatchRequest twice = TwoReports("twice");
  twice.mutable_inputs(1)->set_uri(twice.inputs(0).uri());
  for (const v1::SubmitBatchRequest& request :
       {v1::SubmitBatchRequest(), TwoReports("no blanks"), twice}) {
    grpc::ClientContext context;
    v1::Batch batch;
    const grpc::Status status = server.stub().SubmitBatch(&context, request, &batch);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT) << status.error_message();
  }
}

TEST(PipelineService, HasNoBatchesWithoutAStore) {
  Server server("");
  grpc::ClientContext context;
  v1::Batch batch;
  const grpc::Status status = server.stub().SubmitBatch(&context, TwoReports("x"), &batch);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
}

}  // namespace
}  // namespace gongkai
