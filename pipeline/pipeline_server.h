// PipelineService over embedded or remote stages.
#pragma once

#include <memory>

#include "gongkai/v1/pipeline_service.grpc.pb.h"
#include "pipeline/batch_worker.h"
#include "pipeline/chain.h"
#include "pipeline/renewed_waivers.h"
#include "store/store.h"

namespace gongkai {

// Thread-safe.
class PipelineServer final : public v1::PipelineService::Service {
 public:
  // `store` and `worker` are null for a server that only checks. All must outlive the server.
  // `waivers` may be null as well.
  PipelineServer(const StageChain& check_chain, Store* store, BatchWorker* worker,
                 RenewedWaivers* waivers = nullptr)
      : check_chain_(check_chain), store_(store), worker_(worker), waivers_(waivers) {}

  grpc::Status CheckReport(grpc::ServerContext* context, const v1::CheckReportRequest* request,
                           v1::CheckReportResponse* response) override;
  grpc::Status SubmitBatch(grpc::ServerContext* context, const v1::SubmitBatchRequest* request,
                           v1::Batch* response) override;
  grpc::Status GetBatch(grpc::ServerContext* context, const v1::GetBatchRequest* request,
                        v1::Batch* response) override;
  grpc::Status WatchBatch(grpc::ServerContext* context, const v1::WatchBatchRequest* request,
                          grpc::ServerWriter<v1::Batch>* writer) override;
  grpc::Status ListBatches(grpc::ServerContext* context, const v1::ListBatchesRequest* request,
                           v1::ListBatchesResponse* response) override;
  grpc::Status ListBatchItems(grpc::ServerContext* context,
                              const v1::ListBatchItemsRequest* request,
                              v1::ListBatchItemsResponse* response) override;

  // Ends WatchBatch calls, so that a drain need not wait for their batches.
  void Stop() { stopping_.store(true); }

 private:
  v1::CheckedReport Shown(const v1::Report& report, v1::Language language) const;

  const StageChain check_chain_;
  Store* const store_;
  BatchWorker* const worker_;
  RenewedWaivers* const waivers_;
  std::atomic<bool> stopping_ = false;
};

}  // namespace gongkai
