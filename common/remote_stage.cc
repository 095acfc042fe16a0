#include "common/remote_stage.h"

#include <algorithm>
#include <utility>

#include "common/report_error.h"
#include "common/report_parts.h"
#include "common/stream_pool.h"
#include "common/strings.h"

namespace gongkai {
namespace {

// Of a message besides its reports.
constexpr size_t kMessageSlack = kTargetMessageBytes + 4096;

absl::Status CheckOptions(const RemoteStageOptions& options) {
  if (options.addresses.empty()) {
    return absl::InvalidArgumentError(Concat("no address for stage ", options.name));
  }
  if (options.streams_per_worker < 1 || options.streams_per_worker > kMaxStreamsPerWorker ||
      options.max_messages_in_flight < 1) {
    return absl::InvalidArgumentError(Concat("stage ", options.name, ": 1 to ",
                                             kMaxStreamsPerWorker, " streams, 1 message or more"));
  }
  return absl::OkStatus();
}

}  // namespace

// Reports whose parts are away in a request.
struct RemoteStage::Message {
  explicit Message(google::protobuf::Arena* arena) : delivery(arena) {}

  Delivery delivery;
  std::vector<v1::Report*> reports;
};

absl::StatusOr<std::unique_ptr<RemoteStage>> RemoteStage::Connect(RemoteStageOptions options) {
  absl::Status status = CheckOptions(options);
  if (!status.ok()) return status;
  StageInfo info;
  auto pool = StreamPool::Connect(options, &info);
  if (!pool.ok()) return pool.status();
  return std::unique_ptr<RemoteStage>(
      new RemoteStage(std::move(options), std::move(info), *std::move(pool)));
}

RemoteStage::RemoteStage(RemoteStageOptions options, StageInfo info,
                         std::unique_ptr<StreamPool> pool)
    : options_(std::move(options)), info_(std::move(info)), pool_(std::move(pool)) {}

RemoteStage::~RemoteStage() = default;

absl::Status RemoteStage::Process(absl::Span<v1::Report* const> reports) {
  for (const v1::Report* report : reports) {
    absl::Status status = CheckParts(info_, *report);
    if (!status.ok()) return status;
  }
  const std::vector<std::unique_ptr<Message>> messages = Pack(reports);
  std::vector<Delivery*> deliveries;
  deliveries.reserve(messages.size());
  for (const auto& message : messages) deliveries.push_back(&message->delivery);
  pool_->Deliver(deliveries);

  absl::Status status;
  for (const auto& message : messages) status.Update(Merge(message.get()));
  for (const auto& message : messages) {
    const Delivery::Outcome outcome = message->delivery.outcome;
    const bool suspect = outcome == Delivery::Outcome::kDied || outcome == Delivery::Outcome::kHung;
    if (suspect && status.ok()) status = TryOneByOne(message.get());
  }
  return status;
}

std::vector<std::unique_ptr<RemoteStage::Message>> RemoteStage::Pack(
    absl::Span<v1::Report* const> reports) const {
  std::vector<std::unique_ptr<Message>> messages;
  size_t room = 0;
  for (v1::Report* report : reports) {
    if (report->has_error() && !KeepsReports(info_)) continue;
    if (room == 0 || messages.back()->reports.size() == kMaxReportsPerMessage) {
      messages.push_back(NewMessage(report->GetArena()));
      room = kTargetMessageBytes;
    }
    const size_t size = Take(report, messages.back().get());
    room -= std::min(room, size);
  }
  return messages;
}

std::unique_ptr<RemoteStage::Message> RemoteStage::NewMessage(
    google::protobuf::Arena* arena) const {
  auto message = std::make_unique<Message>(arena);
  v1::StageSelection* selection = message->delivery.request->add_stages();
  selection->set_name(info_.name);
  selection->set_revision(info_.revision);
  return message;
}

// Moves what the stage reads into the message; gives its size. A report that is too large for
// any message gets its error instead.
size_t RemoteStage::Take(v1::Report* report, Message* message) const {
  v1::Report* away = message->delivery.request->add_reports();
  message->reports.push_back(report);
  for (v1::Part part : info_.reads) MovePart(part, report, away);
  if (KeepsReports(info_)) MoveEnvelope(report, away);
  const size_t size = away->ByteSizeLong();
  if (size <= kMaxMessageBytes - kMessageSlack) return size;
  Return(report, away);
  message->reports.pop_back();
  message->delivery.request->mutable_reports()->RemoveLast();
  *report->mutable_error() = MakeReportError(v1::ReportError::OVER_LIMIT, info_.name);
  return 0;
}

void RemoteStage::Return(v1::Report* report, v1::Report* away) const {
  for (v1::Part part : info_.reads) MovePart(part, away, report);
  if (KeepsReports(info_)) MoveEnvelope(away, report);
}

// Gives the reports their parts back and, if there is an answer, the part of the stage.
absl::Status RemoteStage::Merge(Message* message) const {
  Delivery& delivery = message->delivery;
  for (size_t i = 0; i < message->reports.size(); ++i) {
    Return(message->reports[i], delivery.request->mutable_reports(static_cast<int>(i)));
  }
  if (delivery.outcome == Delivery::Outcome::kFailed) return delivery.status;
  if (delivery.outcome != Delivery::Outcome::kAnswered) return absl::OkStatus();
  v1::ProcessResponse* const response = delivery.response->get();
  google::protobuf::Arena* const arena = message->reports[0]->GetArena();
  // What is lent from the answer lives as long as the reports.
  if (arena != nullptr) arena->Own(delivery.response.release());
  for (size_t i = 0; i < message->reports.size(); ++i) {
    v1::Report* answer = response->mutable_reports(static_cast<int>(i));
    v1::Report* report = message->reports[i];
    if (answer->has_error()) {
      report->mutable_error()->Swap(answer->mutable_error());
    } else if (HasPart(*answer, info_.writes)) {
      if (arena != nullptr) {
        LendPart(info_.writes, answer, report);
      } else {
        MovePart(info_.writes, answer, report);
      }
    } else if (!KeepsReports(info_)) {
      return absl::InternalError(Concat("stage ", info_.name, " at ",
                                        options_.addresses[delivery.worker],
                                        " gave neither result nor error"));
    }
  }
  return absl::OkStatus();
}

absl::Status RemoteStage::TryOneByOne(Message* suspect) {
  for (v1::Report* report : suspect->reports) {
    absl::Status status = TryAlone(report, suspect->delivery);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status RemoteStage::TryAlone(v1::Report* report, const Delivery& before) {
  absl::MutexLock lock(&one_suspect_);
  int worker = before.worker;
  int attempts = 1;
  Delivery::Outcome outcome;
  do {
    const std::unique_ptr<Message> message = NewMessage(report->GetArena());
    Take(report, message.get());
    message->delivery.worker = worker;
    message->delivery.suspect = true;
    Delivery* delivery = &message->delivery;
    pool_->Deliver({&delivery, 1});
    absl::Status status = Merge(message.get());
    outcome = delivery->outcome;
    const bool settled = outcome == Delivery::Outcome::kAnswered || !status.ok();
    if (settled) return status;
    worker = delivery->worker;
    ++attempts;
  } while (attempts < options_.attempts);
  if (KeepsReports(info_)) {
    // An error in a report would say that the report is kept with it.
    return absl::InternalError(Concat("stage ", info_.name, " did not keep report \"",
                                      report->source().uri(), "\" in ", attempts, " attempts"));
  }
  const bool hung = outcome == Delivery::Outcome::kHung;
  *report->mutable_error() =
      MakeReportError(hung ? v1::ReportError::TIMED_OUT : v1::ReportError::STAGE_FAILED, info_.name,
                      Concat("共尝试 ", attempts, " 次"), Concat(attempts, " attempts"));
  return absl::OkStatus();
}

}  // namespace gongkai
