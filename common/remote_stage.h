// A stage that other processes compute.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "common/limits.h"
#include "common/stage.h"

namespace gongkai {

class StreamPool;
struct Delivery;

struct RemoteStageOptions {
  std::string name;                    // of the stage, such as "segment"
  std::vector<std::string> addresses;  // gRPC targets: host:port, dns:///name:port, unix:path
  int streams_per_worker = 2;
  int max_messages_in_flight = kMaxMessagesInFlight;  // per stream
  int attempts = kMaxAttempts;                        // at a report that a worker dies of
  // A worker that takes longer over a message counts as hung.
  absl::Duration message_deadline = absl::Seconds(120);
  absl::Duration connect_timeout = absl::Seconds(10);
  // So long a call goes on trying while no worker can be reached.
  absl::Duration outage_limit = absl::Seconds(30);
};

// Sends the parts the stage reads and takes back the part it writes; the rest of a report never
// travels. The reports of a call are packed into messages,
// which go to the stream with the fewest messages in flight, several at a time on each.
//
// What can go wrong, and what comes of it:
// - A worker cannot be reached, is going away, or says UNAVAILABLE: its messages go to another
//   one, or wait until it is back; after `outage_limit` Process gives UNAVAILABLE, with stage
//   and addresses. This is never held against a report.
// - A worker dies or hangs while a message is at work. That message alone is suspect, since a
//   worker has one message of a stream at work. Its reports are tried again one by one, and
//   only one in the whole stage at a time, at another worker where there is one. A report whose
//   turn ended so `attempts` times in all gets ReportError STAGE_FAILED (died) or TIMED_OUT
//   (hung); the others are done. From a stage that keeps reports Process gives INTERNAL instead:
//   nobody knows whether such a report is kept.
// - A worker answers with another status: Process gives it back.
// Stages give the same answer each time, so that trying again is always allowed.
class RemoteStage final : public Stage {
 public:
  // Asks every worker what it is. Workers that cannot be reached are passed over, and used once
  // they are there, as long as one answers; UNAVAILABLE if none does. FAILED_PRECONDITION if
  // two of them have different revisions; NOT_FOUND if a worker does not have the stage.
  static absl::StatusOr<std::unique_ptr<RemoteStage>> Connect(RemoteStageOptions options);

  // No call of Process may be at work.
  ~RemoteStage() override;

  const StageInfo& info() const override { return info_; }

  // Reports of one call live on the
  // same arena, or all on none.
  absl::Status Process(absl::Span<v1::Report* const> reports) override;
  absl::Status ProcessWithBytes(absl::Span<v1::Report* const> reports,
                                absl::Span<PartBytes* const> bytes) override;

 private:
  struct Message;

  RemoteStage(RemoteStageOptions options, StageInfo info, std::unique_ptr<StreamPool> pool);

  std::vector<std::unique_ptr<Message>> Pack(absl::Span<v1::Report* const> reports,
                                             absl::Span<PartBytes* const> bytes) const;
  absl::Status Merge(Message* message) const;
  absl::Status TryOneByOne(Message* suspect);
  absl::Status TryAlone(const Message& suspect, size_t index);

  const RemoteStageOptions options_;
  const StageInfo info_;
  const std::unique_ptr<StreamPool> pool_;
  absl::Mutex one_suspect_;  // held while a suspect report is out
};

}  // namespace gongkai
