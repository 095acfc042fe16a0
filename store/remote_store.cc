#include "store/remote_store.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/time/clock.h"
#include "common/limits.h"
#include "common/strings.h"
#include "common/worker_channel.h"
#include "store/page_token.h"

namespace gongkai {
namespace {

constexpr absl::Duration kFirstWait = absl::Milliseconds(50);
constexpr absl::Duration kLongestWait = absl::Seconds(2);

// Messages that belong to the caller, in a request that is only read.
template <typename T>
void Lend(const T& message, google::protobuf::RepeatedPtrField<T>* field) {
  field->UnsafeArenaAddAllocated(const_cast<T*>(&message));
}

template <typename T>
void GiveBack(google::protobuf::RepeatedPtrField<T>* field) {
  while (!field->empty()) field->UnsafeArenaReleaseLast();
}

v1::ListStoredReportsRequest RequestFor(const ReportFilter& filter) {
  v1::ListStoredReportsRequest request;
  request.set_name(filter.name);
  request.set_verdict(filter.verdict);
  request.set_rule(filter.rule);
  return request;
}

template <typename T, typename Field>
ListPage<T> TakePage(Field* field, std::string* next_page_token) {
  ListPage<T> page;
  page.items.reserve(static_cast<std::size_t>(field->size()));
  for (T& item : *field) page.items.push_back(std::move(item));
  page.next_page_token = std::move(*next_page_token);
  return page;
}

}  // namespace

RemoteStore::RemoteStore(const std::string& address, const Options& options)
    : RemoteStore(address, options, MakeWorkerChannel(address)) {}

RemoteStore::RemoteStore(const std::string& address, const Options& options,
                         const std::shared_ptr<grpc::Channel>& channel)
    : address_(address),
      options_(options),
      store_(v1::StoreService::NewStub(channel)),
      stage_(v1::StageService::NewStub(channel)) {}

template <typename Attempt>
absl::Status RemoteStore::Try(Attempt attempt) const {
  const absl::Time give_up = absl::Now() + options_.outage_limit;
  absl::Duration wait = kFirstWait;
  while (true) {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + options_.call_deadline));
    const absl::Status status = StatusAt(address_, attempt(&context));
    if (!absl::IsUnavailable(status) || absl::Now() + wait > give_up) return status;
    absl::SleepFor(wait);
    wait = std::min(2 * wait, kLongestWait);
  }
}

template <typename Request, typename Response>
absl::StatusOr<Response> RemoteStore::Call(
    grpc::Status (v1::StoreService::Stub::*method)(grpc::ClientContext*, const Request&, Response*),
    const Request& request) const {
  Response response;
  const absl::Status status = Try([&](grpc::ClientContext* context) {
    return (store_.get()->*method)(context, request, &response);
  });
  if (!status.ok()) return status;
  return response;
}

absl::Status RemoteStore::WriteReports(absl::Span<const v1::Report* const> reports) {
  if (reports.empty()) return absl::OkStatus();
  if (reports.size() > kMaxReportsPerMessage) {
    return absl::ResourceExhaustedError(
        Concat(reports.size(), " reports in one group, at most ", kMaxReportsPerMessage));
  }
  v1::ProcessRequest request;
  request.add_stages()->set_name("store");
  for (const v1::Report* report : reports) Lend(*report, request.mutable_reports());
  const absl::Status status = Try([&](grpc::ClientContext* context) {
    const auto stream = stage_->Process(context);
    v1::ProcessResponse response;
    stream->Write(request);
    const bool answered = stream->Read(&response);
    stream->WritesDone();
    const grpc::Status ended = stream->Finish();
    // The answer is the receipt, whatever becomes of the stream after it.
    if (answered) return grpc::Status::OK;
    if (!ended.ok()) return ended;
    return grpc::Status(grpc::StatusCode::UNAVAILABLE, "the stream ended without an answer");
  });
  GiveBack(request.mutable_reports());
  return status;
}

absl::StatusOr<std::vector<v1::Checkpoint>> RemoteStore::GetCheckpoints(
    absl::Span<const v1::CheckpointKey> keys) {
  v1::GetCheckpointsRequest request;
  for (const v1::CheckpointKey& key : keys) Lend(key, request.mutable_keys());
  auto response = Call(&v1::StoreService::Stub::GetCheckpoints, request);
  GiveBack(request.mutable_keys());
  if (!response.ok()) return response.status();
  auto& found = *response->mutable_checkpoints();
  return std::vector<v1::Checkpoint>(std::make_move_iterator(found.begin()),
                                     std::make_move_iterator(found.end()));
}

absl::StatusOr<v1::Report> RemoteStore::GetReport(std::string_view uri,
                                                  absl::Span<const v1::Part> parts) {
  v1::GetStoredReportRequest request;
  request.set_uri(std::string(uri));
  for (v1::Part part : parts) request.add_parts(part);
  return Call(&v1::StoreService::Stub::GetStoredReport, request);
}

absl::StatusOr<ListPage<v1::ReportSummary>> RemoteStore::ListReports(const ReportFilter& filter,
                                                                     int page_size,
                                                                     std::string_view page_token) {
  const auto size = PageSize(page_size);
  if (!size.ok()) return size.status();
  v1::ListStoredReportsRequest request = RequestFor(filter);
  request.set_page_size(static_cast<uint32_t>(*size));
  request.set_page_token(std::string(page_token));
  auto response = Call(&v1::StoreService::Stub::ListStoredReports, request);
  if (!response.ok()) return response.status();
  return TakePage<v1::ReportSummary>(response->mutable_reports(),
                                     response->mutable_next_page_token());
}

absl::StatusOr<std::vector<ListPage<v1::ReportSummary>>> RemoteStore::ListReportsOfEach(
    absl::Span<const ReportFilter> filters, int page_size) {
  const auto size = PageSize(page_size);
  if (!size.ok()) return size.status();
  v1::BatchListStoredReportsRequest request;
  request.set_page_size(static_cast<uint32_t>(*size));
  for (const ReportFilter& filter : filters) *request.add_lists() = RequestFor(filter);
  auto response = Call(&v1::StoreService::Stub::BatchListStoredReports, request);
  if (!response.ok()) return response.status();
  if (static_cast<std::size_t>(response->lists_size()) != filters.size()) {
    return absl::InternalError("the store answered with another number of lists");
  }
  std::vector<ListPage<v1::ReportSummary>> pages;
  pages.reserve(filters.size());
  for (v1::ListStoredReportsResponse& list : *response->mutable_lists()) {
    pages.push_back(
        TakePage<v1::ReportSummary>(list.mutable_reports(), list.mutable_next_page_token()));
  }
  return pages;
}

absl::StatusOr<v1::Content> RemoteStore::GetContent(std::string_view digest) {
  v1::GetContentRequest request;
  request.set_digest(std::string(digest));
  return Call(&v1::StoreService::Stub::GetContent, request);
}

absl::StatusOr<v1::Batch> RemoteStore::CreateBatch(const v1::Batch& batch) {
  v1::CreateStoredBatchRequest request;
  *request.mutable_batch() = batch;
  return Call(&v1::StoreService::Stub::CreateBatch, request);
}

absl::StatusOr<v1::Batch> RemoteStore::UpdateBatch(std::string_view id, v1::Batch::State state,
                                                   uint64_t total) {
  v1::UpdateStoredBatchRequest request;
  request.set_id(std::string(id));
  request.set_state(state);
  request.set_total(total);
  return Call(&v1::StoreService::Stub::UpdateBatch, request);
}

absl::StatusOr<v1::Batch> RemoteStore::GetBatch(std::string_view id) {
  v1::GetStoredBatchRequest request;
  request.set_id(std::string(id));
  return Call(&v1::StoreService::Stub::GetBatch, request);
}

absl::StatusOr<ListPage<v1::Batch>> RemoteStore::ListBatches(int page_size,
                                                             std::string_view page_token) {
  const auto size = PageSize(page_size);
  if (!size.ok()) return size.status();
  v1::ListStoredBatchesRequest request;
  request.set_page_size(static_cast<uint32_t>(*size));
  request.set_page_token(std::string(page_token));
  auto response = Call(&v1::StoreService::Stub::ListBatches, request);
  if (!response.ok()) return response.status();
  return TakePage<v1::Batch>(response->mutable_batches(), response->mutable_next_page_token());
}

absl::StatusOr<ListPage<v1::BatchItem>> RemoteStore::ListBatchItems(std::string_view batch,
                                                                    v1::BatchItem::State state,
                                                                    int page_size,
                                                                    std::string_view page_token) {
  const auto size = PageSize(page_size);
  if (!size.ok()) return size.status();
  v1::ListStoredBatchItemsRequest request;
  request.set_batch(std::string(batch));
  request.set_state(state);
  request.set_page_size(static_cast<uint32_t>(*size));
  request.set_page_token(std::string(page_token));
  auto response = Call(&v1::StoreService::Stub::ListBatchItems, request);
  if (!response.ok()) return response.status();
  return TakePage<v1::BatchItem>(response->mutable_items(), response->mutable_next_page_token());
}

absl::Status RemoteStore::PutBatchItems(absl::Span<const NewBatchItem> items) {
  v1::PutBatchItemsRequest request;
  for (const NewBatchItem& item : items) {
    v1::NewBatchItem& sent = *request.add_items();
    *sent.mutable_item() = item.item;
    if (item.content != nullptr) *sent.mutable_content() = *item.content;
  }
  return Call(&v1::StoreService::Stub::PutBatchItems, request).status();
}

absl::StatusOr<ListPage<v1::Entry>> RemoteStore::ListEntries(std::string_view kind, int page_size,
                                                             std::string_view page_token) {
  const auto size = PageSize(page_size);
  if (!size.ok()) return size.status();
  v1::ListEntriesRequest request;
  request.set_kind(std::string(kind));
  request.set_page_size(static_cast<uint32_t>(*size));
  request.set_page_token(std::string(page_token));
  auto response = Call(&v1::StoreService::Stub::ListEntries, request);
  if (!response.ok()) return response.status();
  return TakePage<v1::Entry>(response->mutable_entries(), response->mutable_next_page_token());
}

absl::Status RemoteStore::PutEntries(absl::Span<const v1::Entry> entries) {
  v1::PutEntriesRequest request;
  for (const v1::Entry& entry : entries) *request.add_entries() = entry;
  return Call(&v1::StoreService::Stub::PutEntries, request).status();
}

}  // namespace gongkai
