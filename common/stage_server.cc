#include "common/stage_server.h"

#include <algorithm>
#include <utility>

#include "common/arena.h"
#include "common/grpc_status.h"
#include "common/message_bytes.h"
#include "common/report_parts.h"
#include "common/stage_call.h"

namespace gongkai {
namespace {

// A shorter one may hold no report and is looked at at once.
constexpr std::size_t kLongRequestBytes = 4096;

absl::Status DrainingStatus() {
  return absl::UnavailableError("节点正在退出，请改用其他节点 / this worker is going away");
}

absl::Status NoRequestStatus() {
  return absl::InvalidArgumentError("the message is no ProcessRequest");
}

}  // namespace

// One call of Process: read, compute, write, again. Close() may come at any time from Drain().
class StageServer::Stream final
    : public grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>,
      public std::enable_shared_from_this<Stream> {
 public:
  Stream(StageServer* server, grpc::CallbackServerContext* context)
      : server_(server), context_(context), opened_(std::chrono::steady_clock::now()) {}

  void Read() {
    absl::MutexLock lock(&mu_);
    if (!closed_) StartRead(&bytes_);
  }

  void OnReadDone(bool ok) override {
    {
      absl::MutexLock lock(&mu_);
      if (closed_) return;
      if (!ok) return Close(absl::OkStatus());
      busy_ = true;
    }
    // Messages are made of a long one by the thread that computes, whose caches then hold them.
    const bool is_long = bytes_.Length() > kLongRequestBytes;
    if (!is_long && !Parse()) return;
    if (!is_long && request_->reports().empty()) return Answer();
    server_->pool_.Submit([self = shared_from_this(), is_long] {
      if (!is_long || self->Parse()) self->Answer();
    });
  }

  void OnWriteDone(bool ok) override {
    absl::MutexLock lock(&mu_);
    busy_ = false;
    if (!ok || Aged()) return Close(absl::OkStatus());
    if (draining_) return Close(DrainingStatus());
    StartRead(&bytes_);
  }

  void OnDone() override { server_->Forget(this); }

  void Drain() {
    absl::MutexLock lock(&mu_);
    draining_ = true;
    if (!busy_ && !closed_) Close(DrainingStatus());
  }

 private:
  // False if the stream is closed for what it read.
  bool Parse() {
    // What is kept need not be read.
    const bool parsed = server_->keeps_ ? FromBytes(&bytes_, request_.get(), &parts_)
                                        : FromBytes(&bytes_, request_.get());
    if (parsed) return true;
    absl::MutexLock lock(&mu_);
    Close(NoRequestStatus());
    return false;
  }

  void Answer() {
    // Nobody waits for the answer of a call that was given up.
    const absl::Status status =
        context_->IsCancelled()
            ? absl::CancelledError("given up by the client")
            : AnswerRequest(server_->stages_, request_.get(), response_, std::move(parts_));
    if (status.ok()) bytes_ = ToBytes(*response_);
    request_.Reset();
    parts_.clear();
    response_ = google::protobuf::Arena::CreateMessage<v1::ProcessResponse>(request_.arena());
    absl::MutexLock lock(&mu_);
    if (!status.ok()) return Close(status);
    StartWrite(&bytes_);
  }

  bool Aged() const {
    const auto limit = server_->options_.max_stream_age;
    return limit.count() > 0 && std::chrono::steady_clock::now() - opened_ > limit;
  }

  void Close(const absl::Status& status) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mu_) {
    closed_ = true;
    context_->AddTrailingMetadata(kSaidByWorker, "1");
    Finish(ToGrpcStatus(status));
  }

  StageServer* const server_;
  grpc::CallbackServerContext* const context_;
  const std::chrono::steady_clock::time_point opened_;
  // Held while an operation is started, so that none is started after Finish; gRPC never runs
  // a callback within the call that starts the operation.
  absl::Mutex mu_;
  bool busy_ ABSL_GUARDED_BY(mu_) = false;
  bool draining_ ABSL_GUARDED_BY(mu_) = false;
  bool closed_ ABSL_GUARDED_BY(mu_) = false;
  grpc::ByteBuffer bytes_;        // of the request, then of the answer
  std::vector<PartBytes> parts_;  // of the request, if they may be kept as they are
  // On one arena, so that parts go from one to the other without a copy. Owned by whoever is at
  // work: gRPC, the pool.
  OnArena<v1::ProcessRequest> request_;
  v1::ProcessResponse* response_ =
      google::protobuf::Arena::CreateMessage<v1::ProcessResponse>(request_.arena());
};

StageServer::StageServer(std::vector<Stage*> stages, Options options)
    : stages_(std::move(stages)),
      keeps_(
          std::ranges::any_of(stages_, [](Stage* stage) { return KeepsReports(stage->info()); })),
      options_(options),
      pool_(options.threads) {}

StageServer::~StageServer() = default;

void StageServer::Drain() {
  std::vector<std::shared_ptr<Stream>> streams;
  {
    absl::MutexLock lock(&mu_);
    draining_ = true;
    for (const auto& [key, stream] : streams_) streams.push_back(stream);
  }
  for (const auto& stream : streams) stream->Drain();
}

grpc::ServerUnaryReactor* StageServer::Describe(grpc::CallbackServerContext* context,
                                                const v1::DescribeRequest*,
                                                v1::DescribeResponse* response) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  context->AddTrailingMetadata(kSaidByWorker, "1");
  absl::MutexLock lock(&mu_);
  if (!draining_) DescribeStages(stages_, response);
  reactor->Finish(draining_ ? ToGrpcStatus(DrainingStatus()) : grpc::Status::OK);
  return reactor;
}

grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* StageServer::Process(
    grpc::CallbackServerContext* context) {
  auto stream = std::make_shared<Stream>(this, context);
  bool draining;
  {
    absl::MutexLock lock(&mu_);
    streams_[stream.get()] = stream;
    draining = draining_;
  }
  if (draining) {
    stream->Drain();
  } else {
    stream->Read();
  }
  return stream.get();
}

void StageServer::Forget(Stream* stream) {
  std::shared_ptr<Stream> last;
  absl::MutexLock lock(&mu_);
  const auto found = streams_.find(stream);
  last = std::move(found->second);
  streams_.erase(found);
}

}  // namespace gongkai
