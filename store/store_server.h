// StoreService over a store of this process.
#pragma once

#include <grpcpp/grpcpp.h>

#include "gongkai/v1/store_service.grpc.pb.h"
#include "store/store.h"

namespace gongkai {

// Each call is one call of the store; its status goes back as it is. The stage "store" beside it
// takes the reports (see StoreStage). Safe to call from several threads.
class StoreServer final : public v1::StoreService::Service {
 public:
  // `store` must outlive the server.
  explicit StoreServer(Store* store) : store_(*store) {}

  grpc::Status GetCheckpoints(grpc::ServerContext* context,
                              const v1::GetCheckpointsRequest* request,
                              v1::GetCheckpointsResponse* response) override;
  grpc::Status GetStoredReport(grpc::ServerContext* context,
                               const v1::GetStoredReportRequest* request,
                               v1::Report* response) override;
  grpc::Status ListStoredReports(grpc::ServerContext* context,
                                 const v1::ListStoredReportsRequest* request,
                                 v1::ListStoredReportsResponse* response) override;
  grpc::Status BatchListStoredReports(grpc::ServerContext* context,
                                      const v1::BatchListStoredReportsRequest* request,
                                      v1::BatchListStoredReportsResponse* response) override;
  grpc::Status GetContent(grpc::ServerContext* context, const v1::GetContentRequest* request,
                          v1::Content* response) override;
  grpc::Status CreateBatch(grpc::ServerContext* context,
                           const v1::CreateStoredBatchRequest* request,
                           v1::Batch* response) override;
  grpc::Status UpdateBatch(grpc::ServerContext* context,
                           const v1::UpdateStoredBatchRequest* request,
                           v1::Batch* response) override;
  grpc::Status GetBatch(grpc::ServerContext* context, const v1::GetStoredBatchRequest* request,
                        v1::Batch* response) override;
  grpc::Status ListBatches(grpc::ServerContext* context,
                           const v1::ListStoredBatchesRequest* request,
                           v1::ListStoredBatchesResponse* response) override;
  grpc::Status ListBatchItems(grpc::ServerContext* context,
                              const v1::ListStoredBatchItemsRequest* request,
                              v1::ListStoredBatchItemsResponse* response) override;
  grpc::Status PutBatchItems(grpc::ServerContext* context, const v1::PutBatchItemsRequest* request,
                             v1::PutBatchItemsResponse* response) override;
  grpc::Status ListEntries(grpc::ServerContext* context, const v1::ListEntriesRequest* request,
                           v1::ListEntriesResponse* response) override;
  grpc::Status PutEntries(grpc::ServerContext* context, const v1::PutEntriesRequest* request,
                          v1::PutEntriesResponse* response) override;

 private:
  Store& store_;
};

}  // namespace gongkai
