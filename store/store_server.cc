#include "store/store_server.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "common/grpc_status.h"
#include "common/limits.h"
#include "common/strings.h"

namespace gongkai {
namespace {

// Puts the result where the answer is wanted, or gives the status.
template <typename T>
grpc::Status Answer(absl::StatusOr<T> result, T* response) {
  if (!result.ok()) return ToGrpcStatus(result.status());
  *response = *std::move(result);
  return grpc::Status::OK;
}

template <typename T, typename Field>
grpc::Status AnswerPage(absl::StatusOr<ListPage<T>> page, Field* field,
                        std::string* next_page_token) {
  if (!page.ok()) return ToGrpcStatus(page.status());
  field->Reserve(static_cast<int>(page->items.size()));
  for (T& item : page->items) *field->Add() = std::move(item);
  *next_page_token = std::move(page->next_page_token);
  return grpc::Status::OK;
}

ReportFilter FilterOf(const v1::ListStoredReportsRequest& request) {
  return {.name = request.name(), .verdict = request.verdict(), .rule = request.rule()};
}

int PageSizeOf(uint32_t page_size) {
  return static_cast<int>(std::min(page_size, static_cast<uint32_t>(kMaxPageSize)));
}

}  // namespace

grpc::Status StoreServer::GetCheckpoints(grpc::ServerContext*,
                                         const v1::GetCheckpointsRequest* request,
                                         v1::GetCheckpointsResponse* response) {
  const std::vector<v1::CheckpointKey> keys(request->keys().begin(), request->keys().end());
  auto checkpoints = store_.GetCheckpoints(keys);
  if (!checkpoints.ok()) return ToGrpcStatus(checkpoints.status());
  for (v1::Checkpoint& checkpoint : *checkpoints) {
    *response->add_checkpoints() = std::move(checkpoint);
  }
  return grpc::Status::OK;
}

grpc::Status StoreServer::GetStoredReport(grpc::ServerContext*,
                                          const v1::GetStoredReportRequest* request,
                                          v1::Report* response) {
  std::vector<v1::Part> parts;
  for (int part : request->parts()) parts.push_back(static_cast<v1::Part>(part));
  return Answer(store_.GetReport(request->uri(), parts), response);
}

grpc::Status StoreServer::ListStoredReports(grpc::ServerContext*,
                                            const v1::ListStoredReportsRequest* request,
                                            v1::ListStoredReportsResponse* response) {
  return AnswerPage(store_.ListReports(FilterOf(*request), PageSizeOf(request->page_size()),
                                       request->page_token()),
                    response->mutable_reports(), response->mutable_next_page_token());
}

grpc::Status StoreServer::BatchListStoredReports(grpc::ServerContext*,
                                                 const v1::BatchListStoredReportsRequest* request,
                                                 v1::BatchListStoredReportsResponse* response) {
  std::vector<ReportFilter> filters;
  filters.reserve(static_cast<std::size_t>(request->lists_size()));
  for (const v1::ListStoredReportsRequest& list : request->lists()) {
    filters.push_back(FilterOf(list));
  }
  auto pages = store_.ListReportsOfEach(filters, PageSizeOf(request->page_size()));
  if (!pages.ok()) return ToGrpcStatus(pages.status());
  for (ListPage<v1::ReportSummary>& page : *pages) {
    v1::ListStoredReportsResponse& list = *response->add_lists();
    for (v1::ReportSummary& report : page.items) *list.add_reports() = std::move(report);
    list.set_next_page_token(std::move(page.next_page_token));
  }
  return grpc::Status::OK;
}

grpc::Status StoreServer::GetContent(grpc::ServerContext*, const v1::GetContentRequest* request,
                                     v1::Content* response) {
  return Answer(store_.GetContent(request->digest()), response);
}

grpc::Status StoreServer::CreateBatch(grpc::ServerContext*,
                                      const v1::CreateStoredBatchRequest* request,
                                      v1::Batch* response) {
  return Answer(store_.CreateBatch(request->batch()), response);
}

grpc::Status StoreServer::UpdateBatch(grpc::ServerContext*,
                                      const v1::UpdateStoredBatchRequest* request,
                                      v1::Batch* response) {
  return Answer(store_.UpdateBatch(request->id(), request->state(), request->total()), response);
}

grpc::Status StoreServer::GetBatch(grpc::ServerContext*, const v1::GetStoredBatchRequest* request,
                                   v1::Batch* response) {
  return Answer(store_.GetBatch(request->id()), response);
}

grpc::Status StoreServer::ListBatches(grpc::ServerContext*,
                                      const v1::ListStoredBatchesRequest* request,
                                      v1::ListStoredBatchesResponse* response) {
  return AnswerPage(store_.ListBatches(PageSizeOf(request->page_size()), request->page_token()),
                    response->mutable_batches(), response->mutable_next_page_token());
}

grpc::Status StoreServer::ListBatchItems(grpc::ServerContext*,
                                         const v1::ListStoredBatchItemsRequest* request,
                                         v1::ListStoredBatchItemsResponse* response) {
  return AnswerPage(store_.ListBatchItems(request->batch(), request->state(),
                                          PageSizeOf(request->page_size()), request->page_token()),
                    response->mutable_items(), response->mutable_next_page_token());
}

grpc::Status StoreServer::PutBatchItems(grpc::ServerContext*,
                                        const v1::PutBatchItemsRequest* request,
                                        v1::PutBatchItemsResponse*) {
  const auto count = static_cast<std::size_t>(request->items_size());
  if (count > kMaxBatchInputsPerCall) {
    return ToGrpcStatus(absl::ResourceExhaustedError(
        Concat(count, " batch items in one call, at most ", kMaxBatchInputsPerCall)));
  }
  std::vector<NewBatchItem> items;
  items.reserve(count);
  for (const v1::NewBatchItem& item : request->items()) {
    items.push_back({item.item(), item.has_content() ? &item.content() : nullptr});
  }
  return ToGrpcStatus(store_.PutBatchItems(items));
}

grpc::Status StoreServer::ListEntries(grpc::ServerContext*, const v1::ListEntriesRequest* request,
                                      v1::ListEntriesResponse* response) {
  return AnswerPage(
      store_.ListEntries(request->kind(), PageSizeOf(request->page_size()), request->page_token()),
      response->mutable_entries(), response->mutable_next_page_token());
}

grpc::Status StoreServer::PutEntries(grpc::ServerContext*, const v1::PutEntriesRequest* request,
                                     v1::PutEntriesResponse*) {
  const std::vector<v1::Entry> entries(request->entries().begin(), request->entries().end());
  return ToGrpcStatus(store_.PutEntries(entries));
}

}  // namespace gongkai
