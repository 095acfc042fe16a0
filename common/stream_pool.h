// Streams to the workers of one stage, and the messages on them. RemoteStage stands on it.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <grpcpp/grpcpp.h>

#include "absl/base/thread_annotations.h"
#include "absl/random/random.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "common/arena.h"
#include "common/remote_stage.h"
#include "common/stage.h"
#include "gongkai/v1/stage_service.grpc.pb.h"

namespace gongkai {

// A message on its way: request in, outcome out.
struct Delivery {
  enum class Outcome {
    kPending,
    kAnswered,  // response and parts are set
    kDied,      // the worker died while it was at this message
    kHung,      // the worker was at it longer than message_deadline
    kFailed,    // status says why: the worker said so, or none could be reached
  };

  std::vector<grpc::Slice> reports;  // see ReportBytes
  std::unique_ptr<OnArena<v1::ProcessResponse>> response;
  std::vector<PartBytes> parts;  // of its reports, as far as they are left as bytes
  Outcome outcome = Outcome::kPending;
  absl::Status status;
  int worker = -1;  // that it was sent to last; another one is preferred
  // Sent only when the worker has just answered an empty message on the same stream, so that it
  // is not blamed for a worker that was dead before.
  bool suspect = false;

  // For the pool.
  uint64_t sequence = 0;
  absl::Time queued_at;
  absl::Time refused_since = absl::InfiniteFuture();
  struct Waiter* waiter = nullptr;  // null for a probe
  std::unique_ptr<Delivery> probe;  // the empty message before a suspect
};

// For each address a fixed number of streams with a connection each. A stream has a thread that
// connects, reads answers and connects again after a pause, and a thread that writes. Callers
// wait in Deliver and meanwhile look after deadlines. Workers answer the messages of a stream
// one after another: the first one in flight is the one at work, and the only one that is
// blamed when the stream breaks.
class StreamPool {
 public:
  // See RemoteStage::Connect. `info` gets what the workers say of the stage.
  static absl::StatusOr<std::unique_ptr<StreamPool>> Connect(const RemoteStageOptions& options,
                                                             StageInfo* info);
  ~StreamPool();

  // Sends messages and waits until each has an outcome. Safe to call from several threads.
  void Deliver(absl::Span<Delivery* const> deliveries);

 private:
  struct Stream;
  using Call = grpc::ClientReaderWriter<grpc::ByteBuffer, grpc::ByteBuffer>;

  explicit StreamPool(const RemoteStageOptions& options);

  absl::StatusOr<StageInfo> Describe(Stream* stream);
  void Start(const StageInfo& info);

  // The threads of a stream.
  void RunReader(Stream* stream);
  void RunWriter(Stream* stream);
  absl::Status Open(Stream* stream);
  absl::Status Serve(Stream* stream);
  bool TakeAnswer(Stream* stream, grpc::ByteBuffer* answer);
  absl::Status Settle(Stream* stream, const grpc::Status& status, bool said_by_worker);

  bool AnyUp() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mu_);
  Stream* Pick(const Delivery& delivery) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mu_);
  void Dispatch() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mu_);
  std::unique_ptr<Call> StartCall(Stream* stream, grpc::ClientContext* context) const;
  grpc::ByteBuffer RequestOf(const Delivery& delivery) const;
  bool MayWrite(const Stream& stream) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mu_);
  void Finish(Delivery* delivery, Delivery::Outcome outcome, absl::Status status = {})
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mu_);
  void Refuse(Delivery* delivery, const absl::Status& status) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mu_);
  void CheckDeadlines() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mu_);
  absl::Status OutageStatus() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mu_);

  const RemoteStageOptions options_;
  std::string revision_;  // set before the threads start
  std::vector<std::unique_ptr<Stream>> streams_;
  absl::Mutex mu_;
  absl::CondVar stopped_;
  bool stopping_ ABSL_GUARDED_BY(mu_) = false;
  std::deque<Delivery*> queue_ ABSL_GUARDED_BY(mu_);
  absl::Time all_down_since_ ABSL_GUARDED_BY(mu_);
  uint64_t next_sequence_ ABSL_GUARDED_BY(mu_) = 1;
  size_t next_stream_ ABSL_GUARDED_BY(mu_) = 0;
  absl::BitGen random_ ABSL_GUARDED_BY(mu_);
};

}  // namespace gongkai
