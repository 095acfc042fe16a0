#include "common/stream_pool.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_join.h"
#include "common/message_bytes.h"
#include "common/stage_server.h"
#include "common/strings.h"
#include "common/worker_channel.h"

namespace gongkai {
namespace {

constexpr absl::Duration kTick = absl::Milliseconds(50);  // how exactly deadlines are kept
constexpr absl::Duration kFirstPause = absl::Milliseconds(100);
constexpr absl::Duration kLongestPause = absl::Seconds(5);

std::chrono::system_clock::time_point In(absl::Duration time) {
  return absl::ToChronoTime(absl::Now() + time);
}

bool IsOutage(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status);
}

}  // namespace

// Counts what a caller of Deliver waits for.
struct Waiter {
  absl::CondVar done;
  size_t open = 0;
};

// Guarded by mu_ but for what never changes.
struct StreamPool::Stream {
  int worker = 0;
  std::string address;
  std::shared_ptr<grpc::Channel> channel;
  std::unique_ptr<v1::StageService::Stub> stub;
  std::thread reader;
  std::thread writer;

  absl::CondVar wake;                      // something to write, or writing has ended
  grpc::ClientContext* context = nullptr;  // of the call at work, to cancel it
  Call* call = nullptr;                    // while it is up
  bool up = false;                         // takes messages
  bool writing = false;                    // the writer is within Write
  bool hung = false;                       // cancelled over its deadline
  bool answered = false;                   // at least once in this call
  std::deque<Delivery*> in_flight;         // in order of sending
  size_t begun = 0;                        // how many of them are written or being written
  absl::Time head_since;                   // when the first one came to its turn
  int failures = 0;                        // in a row
  absl::Status last_error;
};

StreamPool::StreamPool(const RemoteStageOptions& options) : options_(options) {
  for (size_t worker = 0; worker < options.addresses.size(); ++worker) {
    for (int i = 0; i < options.streams_per_worker; ++i) {
      auto stream = std::make_unique<Stream>();
      stream->worker = static_cast<int>(worker);
      stream->address = options.addresses[worker];
      stream->channel = MakeWorkerChannel(stream->address);
      stream->stub = v1::StageService::NewStub(stream->channel);
      streams_.push_back(std::move(stream));
    }
  }
}

absl::StatusOr<std::unique_ptr<StreamPool>> StreamPool::Connect(const RemoteStageOptions& options,
                                                                StageInfo* info) {
  auto pool = std::unique_ptr<StreamPool>(new StreamPool(options));
  const size_t step = options.streams_per_worker;
  std::vector<absl::StatusOr<StageInfo>> answers(options.addresses.size());
  std::vector<std::thread> threads;
  for (size_t i = 0; i < answers.size(); ++i) {
    Stream* stream = pool->streams_[i * step].get();
    threads.emplace_back([&, stream, i] { answers[i] = pool->Describe(stream); });
  }
  for (std::thread& thread : threads) thread.join();

  int first = -1;
  for (size_t i = 0; i < answers.size(); ++i) {
    if (!answers[i].ok()) {
      if (!IsOutage(answers[i].status())) return answers[i].status();
      absl::MutexLock lock(&pool->mu_);
      for (size_t j = 0; j < step; ++j)
        pool->streams_[i * step + j]->last_error = answers[i].status();
    } else if (first < 0) {
      first = static_cast<int>(i);
    } else if (answers[i]->revision != answers[first]->revision) {
      return RevisionMismatch(options.name, options.addresses[first], answers[first]->revision,
                              options.addresses[i], answers[i]->revision);
    }
  }
  if (first < 0) {
    absl::MutexLock lock(&pool->mu_);
    return pool->OutageStatus();
  }
  *info = *answers[first];
  pool->Start(*info);
  return pool;
}

StreamPool::~StreamPool() {
  {
    absl::MutexLock lock(&mu_);
    stopping_ = true;
    stopped_.SignalAll();
    for (auto& stream : streams_) {
      if (stream->context != nullptr) stream->context->TryCancel();
      stream->wake.SignalAll();
    }
  }
  for (auto& stream : streams_) {
    if (stream->reader.joinable()) stream->reader.join();
    if (stream->writer.joinable()) stream->writer.join();
  }
}

void StreamPool::Start(const StageInfo& info) {
  revision_ = info.revision;
  {
    absl::MutexLock lock(&mu_);
    all_down_since_ = absl::Now();
  }
  for (auto& stream : streams_) {
    stream->reader = std::thread([this, stream = stream.get()] { RunReader(stream); });
    stream->writer = std::thread([this, stream = stream.get()] { RunWriter(stream); });
  }
  // Else the first stream that is up would get all of a first call.
  const auto settled = [this]() ABSL_NO_THREAD_SAFETY_ANALYSIS {
    return std::all_of(streams_.begin(), streams_.end(),
                       [](const auto& stream) { return stream->up || !stream->last_error.ok(); });
  };
  absl::MutexLock lock(&mu_);
  mu_.AwaitWithTimeout(absl::Condition(&settled), options_.connect_timeout);
}

void StreamPool::Deliver(absl::Span<Delivery* const> deliveries) {
  Waiter waiter;
  absl::MutexLock lock(&mu_);
  for (Delivery* delivery : deliveries) {
    delivery->sequence = next_sequence_++;
    delivery->queued_at = absl::Now();
    delivery->waiter = &waiter;
    queue_.push_back(delivery);
    ++waiter.open;
  }
  Dispatch();
  while (waiter.open > 0) {
    waiter.done.WaitWithTimeout(&mu_, kTick);
    CheckDeadlines();
  }
}

void StreamPool::RunReader(Stream* stream) {
  for (;;) {
    absl::Status status = Open(stream);
    if (status.ok()) status = Serve(stream);
    absl::MutexLock lock(&mu_);
    if (stopping_) return;
    if (status.ok()) continue;
    stream->last_error = std::move(status);
    const double jitter = absl::Uniform(random_, 0.5, 1.5);
    const auto pause = kFirstPause * (1 << std::min(stream->failures++, 10));
    const absl::Time end = absl::Now() + std::min(pause, kLongestPause) * jitter;
    while (!stopping_ && absl::Now() < end) stopped_.WaitWithDeadline(&mu_, end);
    if (stopping_) return;
  }
}

void StreamPool::RunWriter(Stream* stream) {
  absl::MutexLock lock(&mu_);
  for (;;) {
    while (!stopping_ && !MayWrite(*stream)) stream->wake.Wait(&mu_);
    if (stopping_) return;
    const grpc::ByteBuffer request = RequestOf(*stream->in_flight[stream->begun++]);
    if (stream->begun == 1) stream->head_since = absl::Now();
    stream->writing = true;
    Call* call = stream->call;
    mu_.Unlock();
    call->Write(request);  // a failure shows in the reader
    mu_.Lock();
    stream->writing = false;
    stream->wake.SignalAll();
  }
}

grpc::ByteBuffer StreamPool::RequestOf(const Delivery& delivery) const {
  v1::ProcessRequest head;
  head.set_sequence(delivery.sequence);
  v1::StageSelection* selection = head.add_stages();
  selection->set_name(options_.name);
  selection->set_revision(revision_);
  std::vector<grpc::Slice> slices = {grpc::Slice(head.SerializeAsString())};
  slices.insert(slices.end(), delivery.reports.begin(), delivery.reports.end());
  return grpc::ByteBuffer(slices.data(), slices.size());
}

bool StreamPool::MayWrite(const Stream& stream) const {
  if (!stream.up || stream.begun == stream.in_flight.size()) return false;
  return stream.begun == 0 || !stream.in_flight[stream.begun]->suspect;
}

absl::StatusOr<StageInfo> StreamPool::Describe(Stream* stream) {
  const absl::Time deadline = absl::Now() + options_.connect_timeout;
  while (!stream->channel->WaitForConnected(In(kTick))) {
    absl::MutexLock lock(&mu_);
    if (stopping_) return absl::CancelledError("stopping");
    if (absl::Now() > deadline) {
      return absl::UnavailableError(Concat(stream->address, ": no connection"));
    }
  }
  grpc::ClientContext context;
  context.set_deadline(In(options_.connect_timeout));
  {
    absl::MutexLock lock(&mu_);
    if (stopping_) return absl::CancelledError("stopping");
    stream->context = &context;
  }
  absl::StatusOr<StageInfo> info =
      DescribeStage(stream->stub.get(), &context, stream->address, options_.name);
  absl::MutexLock lock(&mu_);
  stream->context = nullptr;
  return info;
}

absl::Status StreamPool::Open(Stream* stream) {
  const absl::StatusOr<StageInfo> info = Describe(stream);
  if (!info.ok()) return info.status();
  if (info->revision == revision_) return absl::OkStatus();
  return RevisionMismatch(options_.name, stream->address, info->revision, "开始时 / at the start",
                          revision_);
}

// As the stub does it, but for requests and answers that stay bytes as far as they can.
std::unique_ptr<StreamPool::Call> StreamPool::StartCall(Stream* stream,
                                                        grpc::ClientContext* context) const {
  static const grpc::internal::RpcMethod kProcess("/gongkai.v1.StageService/Process", nullptr,
                                                  grpc::internal::RpcMethod::BIDI_STREAMING);
  return std::unique_ptr<Call>(
      grpc::internal::ClientReaderWriterFactory<grpc::ByteBuffer, grpc::ByteBuffer>::Create(
          stream->channel.get(), kProcess, context));
}

absl::Status StreamPool::Serve(Stream* stream) {
  grpc::ClientContext context;
  const std::unique_ptr<Call> call = StartCall(stream, &context);
  {
    absl::MutexLock lock(&mu_);
    stream->context = &context;
    stream->call = call.get();
    stream->up = true;
    stream->hung = false;
    stream->answered = false;
    stream->begun = 0;
    if (stopping_) context.TryCancel();
    Dispatch();
  }
  grpc::ByteBuffer answer;
  while (call->Read(&answer)) {
    if (!TakeAnswer(stream, &answer)) context.TryCancel();
  }
  {
    absl::MutexLock lock(&mu_);
    stream->up = false;
    while (stream->writing) stream->wake.Wait(&mu_);
    stream->call = nullptr;
    stream->context = nullptr;
  }
  const grpc::Status status = call->Finish();
  return Settle(stream, status, context.GetServerTrailingMetadata().count(kSaidByWorker) > 0);
}

// False if the worker does not keep to the order, or to the message; then the stream is of no more
// use.
bool StreamPool::TakeAnswer(Stream* stream, grpc::ByteBuffer* answer) {
  auto response = std::make_unique<OnArena<v1::ProcessResponse>>();
  std::vector<PartBytes> parts;
  const bool is_response = FromBytes(answer, response->get(), &parts);
  absl::MutexLock lock(&mu_);
  if (stream->begun == 0) return false;
  Delivery* delivery = stream->in_flight.front();
  stream->in_flight.pop_front();
  --stream->begun;
  stream->head_since = absl::Now();
  if (!is_response || (*response)->sequence() != delivery->sequence ||
      static_cast<size_t>((*response)->reports_size()) != delivery->reports.size()) {
    Finish(delivery, Delivery::Outcome::kFailed,
           absl::InternalError(Concat(stream->address, ": the answer does not fit the request")));
    return false;
  }
  stream->failures = 0;
  stream->answered = true;
  delivery->response = std::move(response);
  delivery->parts = std::move(parts);
  Finish(delivery, Delivery::Outcome::kAnswered);
  stream->wake.SignalAll();
  Dispatch();
  return true;
}

// Decides what becomes of the messages on a stream that has ended. OK if it may be opened again
// at once.
absl::Status StreamPool::Settle(Stream* stream, const grpc::Status& grpc_status,
                                bool said_by_worker) {
  absl::Status status = StatusAt(stream->address, grpc_status);
  absl::MutexLock lock(&mu_);
  if (!AnyUp()) all_down_since_ = absl::Now();
  std::deque<Delivery*> left = std::move(stream->in_flight);
  stream->in_flight.clear();
  Delivery* head = nullptr;
  const bool at_probe = stream->begun > 0 && left.front()->waiter == nullptr;
  std::erase_if(left, [](const Delivery* delivery) { return delivery->waiter == nullptr; });
  if (stream->begun > 0) {
    head = left.front();  // behind the probe, if that was at work
    left.pop_front();
  }
  queue_.insert(queue_.begin(), left.begin(), left.end());

  const bool refused =
      status.ok() || absl::IsCancelled(status) ||
      (said_by_worker && (absl::IsUnavailable(status) || absl::IsFailedPrecondition(status)));
  if (head != nullptr) {
    if (said_by_worker && !refused && !stream->hung) {
      Finish(head, Delivery::Outcome::kFailed, status);
    } else if (at_probe || (refused && !stream->hung)) {
      Refuse(head, status);
    } else {
      Finish(head, stream->hung ? Delivery::Outcome::kHung : Delivery::Outcome::kDied, status);
    }
  }
  Dispatch();
  if (said_by_worker && !refused) return absl::OkStatus();  // only the message was wrong
  if (status.ok() && !stream->answered) return absl::UnavailableError("closed without an answer");
  return status;
}

bool StreamPool::AnyUp() const {
  return std::any_of(streams_.begin(), streams_.end(),
                     [](const auto& stream) { return stream->up; });
}

// The stream with the fewest messages in flight, of another worker than the one that failed at
// this message if any other is up; null if there is none with room.
StreamPool::Stream* StreamPool::Pick(const Delivery& delivery) {
  const bool other_up = std::any_of(streams_.begin(), streams_.end(), [&](const auto& stream) {
    return stream->up && stream->worker != delivery.worker;
  });
  Stream* best = nullptr;
  for (size_t i = 0; i < streams_.size(); ++i) {
    Stream* stream = streams_[(next_stream_ + i) % streams_.size()].get();
    if (!stream->up || (other_up && stream->worker == delivery.worker)) continue;
    const size_t load = stream->in_flight.size();
    if (load >= static_cast<size_t>(options_.max_messages_in_flight)) continue;
    if (best == nullptr || load < best->in_flight.size()) best = stream;
  }
  ++next_stream_;
  return best;
}

void StreamPool::Dispatch() {
  while (!queue_.empty()) {
    Stream* stream = Pick(*queue_.front());
    if (stream == nullptr) return;
    Delivery* delivery = queue_.front();
    queue_.pop_front();
    delivery->worker = stream->worker;
    if (delivery->suspect) {
      delivery->probe = std::make_unique<Delivery>();
      delivery->probe->sequence = next_sequence_++;
      stream->in_flight.push_back(delivery->probe.get());
    }
    stream->in_flight.push_back(delivery);
    stream->wake.SignalAll();
  }
}

void StreamPool::Finish(Delivery* delivery, Delivery::Outcome outcome, absl::Status status) {
  delivery->outcome = outcome;
  delivery->status = std::move(status);
  if (delivery->waiter == nullptr) return;
  if (--delivery->waiter->open == 0) delivery->waiter->done.Signal();
}

// Back to the queue, unless workers have refused it for too long.
void StreamPool::Refuse(Delivery* delivery, const absl::Status& status) {
  const absl::Time now = absl::Now();
  delivery->refused_since = std::min(delivery->refused_since, now);
  if (now - delivery->refused_since < options_.outage_limit) {
    queue_.push_front(delivery);
    return;
  }
  Finish(delivery, Delivery::Outcome::kFailed,
         status.ok() ? absl::UnavailableError("streams are closed without an answer") : status);
}

void StreamPool::CheckDeadlines() {
  const absl::Time now = absl::Now();
  for (auto& stream : streams_) {
    if (!stream->up || stream->begun == 0 || stream->hung) continue;
    if (now - stream->head_since < options_.message_deadline) continue;
    stream->hung = true;
    stream->context->TryCancel();
  }
  if (AnyUp()) return;
  while (!queue_.empty()) {
    const absl::Time since = std::max(all_down_since_, queue_.front()->queued_at);
    if (now - since < options_.outage_limit) return;
    Delivery* delivery = queue_.front();
    queue_.pop_front();
    Finish(delivery, Delivery::Outcome::kFailed, OutageStatus());
  }
}

absl::Status StreamPool::OutageStatus() const {
  auto code = absl::StatusCode::kUnavailable;
  std::string why;
  for (const auto& stream : streams_) {
    if (absl::IsFailedPrecondition(stream->last_error)) code = stream->last_error.code();
    if (why.empty()) why = std::string(stream->last_error.message());
  }
  const std::string addresses = absl::StrJoin(options_.addresses, ", ");
  return absl::Status(code, ToAbsl(Concat("没有可用的 ", options_.name, " 节点（", addresses,
                                          "） / no worker of stage ", options_.name,
                                          " can be reached (", addresses, "): ", why)));
}

}  // namespace gongkai
