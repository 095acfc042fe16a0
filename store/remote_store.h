// The store of another process.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <grpcpp/grpcpp.h>

#include "absl/time/time.h"
#include "gongkai/v1/stage_service.grpc.pb.h"
#include "gongkai/v1/store_service.grpc.pb.h"
#include "store/store.h"

namespace gongkai {

// Calls StoreService, and for WriteReports the stage "store" of StageService, of one worker. Every
// call leaves the same behind however often it arrives, so that it is made again while the
// worker is out of reach; after `outage_limit` it gives UNAVAILABLE. A group that WriteReports
// takes is one message: RESOURCE_EXHAUSTED above kMaxReportsPerMessage reports or
// kMaxMessageBytes.
class RemoteStore : public Store {
 public:
  struct Options {
    absl::Duration outage_limit = absl::Seconds(30);
    absl::Duration call_deadline = absl::Seconds(120);  // of one attempt
  };

  // `address` is a gRPC target: host:port, unix:path. Connects when it is first used.
  RemoteStore(const std::string& address, const Options& options);

  absl::Status WriteReports(absl::Span<const v1::Report* const> reports) override;
  absl::StatusOr<std::vector<v1::Checkpoint>> GetCheckpoints(
      absl::Span<const v1::CheckpointKey> keys) override;
  absl::StatusOr<v1::Report> GetReport(std::string_view uri,
                                       absl::Span<const v1::Part> parts) override;
  using Store::ListReports;
  absl::StatusOr<ListPage<v1::ReportSummary>> ListReports(const ReportFilter& filter, int page_size,
                                                          std::string_view page_token) override;
  absl::StatusOr<std::vector<ListPage<v1::ReportSummary>>> ListReportsOfEach(
      absl::Span<const ReportFilter> filters, int page_size) override;
  absl::StatusOr<v1::Content> GetContent(std::string_view digest) override;
  absl::StatusOr<v1::Batch> CreateBatch(const v1::Batch& batch) override;
  absl::StatusOr<v1::Batch> UpdateBatch(std::string_view id, v1::Batch::State state,
                                        uint64_t total) override;
  absl::StatusOr<v1::Batch> GetBatch(std::string_view id) override;
  absl::StatusOr<ListPage<v1::Batch>> ListBatches(int page_size,
                                                  std::string_view page_token) override;
  absl::StatusOr<ListPage<v1::BatchItem>> ListBatchItems(std::string_view batch,
                                                         v1::BatchItem::State state, int page_size,
                                                         std::string_view page_token) override;
  absl::Status PutBatchItems(absl::Span<const NewBatchItem> items) override;
  absl::StatusOr<ListPage<v1::Entry>> ListEntries(std::string_view kind, int page_size,
                                                  std::string_view page_token) override;
  absl::Status PutEntries(absl::Span<const v1::Entry> entries) override;

 private:
  RemoteStore(const std::string& address, const Options& options,
              const std::shared_ptr<grpc::Channel>& channel);

  template <typename Attempt>
  absl::Status Try(Attempt attempt) const;

  // One unary call of StoreService.
  template <typename Request, typename Response>
  absl::StatusOr<Response> Call(grpc::Status (v1::StoreService::Stub::*method)(grpc::ClientContext*,
                                                                               const Request&,
                                                                               Response*),
                                const Request& request) const;

  const std::string address_;
  const Options options_;
  const std::unique_ptr<v1::StoreService::Stub> store_;
  const std::unique_ptr<v1::StageService::Stub> stage_;
};

}  // namespace gongkai
