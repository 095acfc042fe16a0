// Serves stages over gRPC.
#pragma once

#include <chrono>
#include <memory>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/synchronization/mutex.h"
#include "common/stage.h"
#include "common/thread_pool.h"
#include "gongkai/v1/stage_service.grpc.pb.h"

namespace gongkai {

// A worker ends every stream it ends by itself with this key in the trailing metadata, so that
// a client can tell what the worker says from what the network says.
inline constexpr char kSaidByWorker[] = "gongkai-said-by-worker";

// StageService over the stages of this process. A stream has one request at work; requests of
// different streams are computed side by side on `threads` threads; one without reports asks
// whether the worker is alive and is answered whatever these do. What the stages return as
// status ends the stream with that status, and no other. Safe to call from several threads.
class StageServer final
    : public v1::StageService::WithCallbackMethod_Describe<
          v1::StageService::WithRawCallbackMethod_Process<v1::StageService::Service>> {
 public:
  struct Options {
    int threads = 1;
    // A stream older than this is closed with OK after its current answer, so that clients
    // spread over workers that came later; requests it had still to read may be sent again.
    // Zero for never.
    std::chrono::milliseconds max_stream_age{0};
  };

  // `stages`, in the order a report passes them, live longer than the server.
  StageServer(std::vector<Stage*> stages, Options options);
  // The gRPC server it is registered with must have been shut down.
  ~StageServer() override;

  // From now on every request is refused with UNAVAILABLE and every stream ends, at once or
  // after the answer it is at.
  void Drain();

  grpc::ServerUnaryReactor* Describe(grpc::CallbackServerContext* context,
                                     const v1::DescribeRequest* request,
                                     v1::DescribeResponse* response) override;
  grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* Process(
      grpc::CallbackServerContext* context) override;

 private:
  class Stream;

  void Forget(Stream* stream);

  const std::vector<Stage*> stages_;
  const bool keeps_;  // one of them keeps reports
  const Options options_;
  absl::Mutex mu_;
  bool draining_ ABSL_GUARDED_BY(mu_) = false;
  absl::flat_hash_map<Stream*, std::shared_ptr<Stream>> streams_ ABSL_GUARDED_BY(mu_);
  ThreadPool pool_;  // last: its threads end before the rest goes
};

}  // namespace gongkai
