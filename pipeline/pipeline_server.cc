#include "pipeline/pipeline_server.h"

#include <algorithm>
#include <string>
#include <unordered_set>
#include <vector>

#include "common/digest.h"
#include "common/grpc_status.h"
#include "common/limits.h"
#include "common/report_error.h"
#include "common/strings.h"
#include "pipeline/checked_report.h"

namespace gongkai {
namespace {

constexpr std::string_view kBatchPrefix = "batches/";
constexpr std::size_t kMaxIdBytes = 64 - sizeof(BatchWorker::kIdPrefix) + 1;
constexpr std::size_t kMaxDescriptionBytes = 1024;
constexpr double kWatchSeconds = 1.0;

constexpr v1::Part kResultParts[] = {v1::CONTENT, v1::DOCUMENT, v1::OUTLINE, v1::EXTRACTION,
                                     v1::ASSESSMENT};

absl::Status NoStore() {
  return absl::FailedPreconditionError(
      "服务没有配置存储，只能单份核对 / this server has no store and only checks single reports");
}

bool IsIdCharacter(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
}

absl::StatusOr<std::string> BatchIdOf(std::string_view name) {
  if (!name.starts_with(kBatchPrefix) || name.size() == kBatchPrefix.size()) {
    return absl::InvalidArgumentError(
        Concat("批次名应为 batches/{id} / the name must be \"batches/{id}\": ", name));
  }
  return std::string(name.substr(kBatchPrefix.size()));
}

absl::Status CheckInput(std::string_view uri, const v1::Content& content) {
  if (uri.empty() || uri.size() > kMaxUriBytes) {
    return absl::InvalidArgumentError(Concat("uri 不能为空，且不超过 ", kMaxUriBytes,
                                             " 字节 / uri is required, at most ", kMaxUriBytes,
                                             " bytes"));
  }
  if (content.data().size() > kMaxSourceBytes) {
    return absl::ResourceExhaustedError(Concat(uri, ": 内容超过上限 ", kMaxSourceBytes >> 20,
                                               " MB / content over ", kMaxSourceBytes >> 20,
                                               " MB"));
  }
  return absl::OkStatus();
}

absl::Status CheckSubmission(const v1::SubmitBatchRequest& request) {
  const std::string& id = request.request_id();
  if (id.empty() || id.size() > kMaxIdBytes || !std::ranges::all_of(id, IsIdCharacter)) {
    return absl::InvalidArgumentError(Concat(
        "request_id 须为 1 至 ", kMaxIdBytes,
        " 个字母、数字或“-” / request_id: letters, digits and \"-\", at most ", kMaxIdBytes));
  }
  if (request.description().size() > kMaxDescriptionBytes) {
    return absl::InvalidArgumentError("description 过长 / description is too long");
  }
  if (request.inputs().empty()) {
    return absl::InvalidArgumentError("批次中没有报告 / the batch has no inputs");
  }
  if (static_cast<std::size_t>(request.inputs_size()) > kMaxBatchInputsPerCall) {
    return absl::ResourceExhaustedError(Concat("一次最多提交 ", kMaxBatchInputsPerCall,
                                               " 份 / at most ", kMaxBatchInputsPerCall,
                                               " inputs a call"));
  }
  std::unordered_set<std::string_view> uris;
  for (const v1::BatchInput& input : request.inputs()) {
    if (absl::Status status = CheckInput(input.uri(), input.content()); !status.ok()) {
      return status;
    }
    if (!uris.insert(input.uri()).second) {
      return absl::InvalidArgumentError(Concat("uri 重复 / this uri stands twice: ", input.uri()));
    }
  }
  return absl::OkStatus();
}

v1::Report ReportOf(const std::string& uri, const v1::Content& content) {
  v1::Report report;
  report.mutable_source()->set_uri(uri);
  report.mutable_source()->set_size(content.data().size());
  *report.mutable_content() = content;
  return report;
}

// The batch is made STOPPED, gets its items, and only then runs: after a crash in between the
// same request goes on where it was, and nobody waits for items that never came.
absl::StatusOr<v1::Batch> Submit(const v1::SubmitBatchRequest& request, Store& store) {
  v1::Batch batch;
  batch.set_id(Concat(BatchWorker::kIdPrefix, request.request_id()));
  batch.set_description(request.description());
  batch.set_request_id(request.request_id());
  batch.set_state(v1::Batch::STOPPED);
  batch.set_total(static_cast<uint64_t>(request.inputs_size()));
  absl::StatusOr<v1::Batch> known = store.CreateBatch(batch);
  if (!known.ok() || known->state() != v1::Batch::STOPPED) return known;
  std::vector<NewBatchItem> items(batch.total());
  for (std::size_t i = 0; i < items.size(); ++i) {
    const v1::BatchInput& input = request.inputs(static_cast<int>(i));
    items[i].item.set_batch(batch.id());
    items[i].item.set_index(i);
    items[i].item.set_uri(input.uri());
    items[i].item.set_state(v1::BatchItem::WAITING);
    items[i].item.set_source_digest(Digest(input.content().data()));
    items[i].content = &input.content();
  }
  if (absl::Status status = store.PutBatchItems(items); !status.ok()) return status;
  return store.UpdateBatch(batch.id(), v1::Batch::RUNNING, batch.total());
}

bool IsFinished(const v1::Batch& batch) { return batch.state() != v1::Batch::RUNNING; }

bool IsFinished(v1::BatchItem::State state) {
  return state == v1::BatchItem::COMPUTED || state == v1::BatchItem::REUSED ||
         state == v1::BatchItem::DEAD_LETTER;
}

}  // namespace

v1::CheckedReport PipelineServer::Shown(const v1::Report& report, v1::Language language) const {
  if (waivers_ == nullptr) return ToCheckedReport(report, language);
  const std::shared_ptr<const Waivers> waivers = waivers_->Now();
  if (waivers->empty()) return ToCheckedReport(report, language);
  const WaivedFindings waived = waivers->Of(report);
  return ToCheckedReport(report, language, &waived);
}

grpc::Status PipelineServer::CheckReport(grpc::ServerContext*,
                                         const v1::CheckReportRequest* request,
                                         v1::CheckReportResponse* response) {
  if (absl::Status status = CheckInput(request->uri(), request->content()); !status.ok()) {
    return ToGrpcStatus(status);
  }
  v1::Report report = ReportOf(request->uri(), request->content());
  v1::Report* const group[] = {&report};
  if (absl::Status status = check_chain_.Process(group); !status.ok()) {
    return ToGrpcStatus(status);
  }
  *response->mutable_report() = Shown(report, request->language());
  return grpc::Status::OK;
}

grpc::Status PipelineServer::SubmitBatch(grpc::ServerContext*,
                                         const v1::SubmitBatchRequest* request,
                                         v1::Batch* response) {
  if (store_ == nullptr) return ToGrpcStatus(NoStore());
  if (absl::Status status = CheckSubmission(*request); !status.ok()) return ToGrpcStatus(status);
  absl::StatusOr<v1::Batch> batch = Submit(*request, *store_);
  if (!batch.ok()) return ToGrpcStatus(batch.status());
  worker_->Wake();
  *response = *std::move(batch);
  return grpc::Status::OK;
}

grpc::Status PipelineServer::GetBatch(grpc::ServerContext*, const v1::GetBatchRequest* request,
                                      v1::Batch* response) {
  if (store_ == nullptr) return ToGrpcStatus(NoStore());
  const absl::StatusOr<std::string> id = BatchIdOf(request->name());
  if (!id.ok()) return ToGrpcStatus(id.status());
  absl::StatusOr<v1::Batch> batch = store_->GetBatch(*id);
  if (!batch.ok()) return ToGrpcStatus(batch.status());
  *response = *std::move(batch);
  return grpc::Status::OK;
}

grpc::Status PipelineServer::WatchBatch(grpc::ServerContext* context,
                                        const v1::WatchBatchRequest* request,
                                        grpc::ServerWriter<v1::Batch>* writer) {
  if (store_ == nullptr) return ToGrpcStatus(NoStore());
  const absl::StatusOr<std::string> id = BatchIdOf(request->name());
  if (!id.ok()) return ToGrpcStatus(id.status());
  std::string last;
  while (!context->IsCancelled()) {
    const absl::StatusOr<v1::Batch> batch = store_->GetBatch(*id);
    if (!batch.ok()) return ToGrpcStatus(batch.status());
    const std::string now = Concat(batch->state(), batch->counts().SerializeAsString());
    if (now != last && !writer->Write(*batch)) break;
    last = now;
    if (IsFinished(*batch)) return grpc::Status::OK;
    if (stopping_.load()) {
      return ToGrpcStatus(absl::UnavailableError("服务正在停止 / the server is stopping"));
    }
    worker_->WaitForProgress(kWatchSeconds);
  }
  return ToGrpcStatus(absl::CancelledError("调用方已断开 / the caller is gone"));
}

grpc::Status PipelineServer::ListBatches(grpc::ServerContext*,
                                         const v1::ListBatchesRequest* request,
                                         v1::ListBatchesResponse* response) {
  if (store_ == nullptr) return ToGrpcStatus(NoStore());
  absl::StatusOr<ListPage<v1::Batch>> page =
      store_->ListBatches(static_cast<int>(request->page_size()), request->page_token());
  if (!page.ok()) return ToGrpcStatus(page.status());
  response->mutable_batches()->Assign(page->items.begin(), page->items.end());
  response->set_next_page_token(page->next_page_token);
  return grpc::Status::OK;
}

grpc::Status PipelineServer::ListBatchItems(grpc::ServerContext*,
                                            const v1::ListBatchItemsRequest* request,
                                            v1::ListBatchItemsResponse* response) {
  if (store_ == nullptr) return ToGrpcStatus(NoStore());
  const absl::StatusOr<std::string> id = BatchIdOf(request->parent());
  if (!id.ok()) return ToGrpcStatus(id.status());
  absl::StatusOr<ListPage<v1::BatchItem>> page =
      store_->ListBatchItems(*id, v1::BatchItem::STATE_UNSPECIFIED,
                             static_cast<int>(request->page_size()), request->page_token());
  if (!page.ok()) return ToGrpcStatus(page.status());
  for (v1::BatchItem& item : page->items) {
    v1::ListBatchItemsResponse::Item* out = response->add_items();
    if (request->with_reports() && IsFinished(item.state())) {
      const absl::StatusOr<v1::Report> report = store_->GetReport(item.uri(), kResultParts);
      if (!report.ok()) return ToGrpcStatus(report.status());
      *out->mutable_report() = Shown(*report, request->language());
    }
    *out->mutable_item() = std::move(item);
  }
  response->set_next_page_token(page->next_page_token);
  return grpc::Status::OK;
}

}  // namespace gongkai
