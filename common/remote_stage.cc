#include "common/remote_stage.h"

#include <algorithm>
#include <utility>

#include "common/message_bytes.h"
#include "common/report_error.h"
#include "common/report_parts.h"
#include "common/stream_pool.h"
#include "common/strings.h"

namespace gongkai {
namespace {

// A message whose last report is no larger is within kMaxMessageBytes.
constexpr size_t kMaxReportBytes = kMaxMessageBytes - kTargetGroupBytes - 4096;

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

// Reports on their way, with what goes there of each.
struct RemoteStage::Message {
  Delivery delivery;
  std::vector<v1::Report*> reports;
  std::vector<PartBytes*> bytes;
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
  std::vector<PartBytes> bytes(reports.size());
  std::vector<PartBytes*> of_each;
  of_each.reserve(bytes.size());
  for (PartBytes& one : bytes) of_each.push_back(&one);
  absl::Status status = ProcessWithBytes(reports, of_each);
  const v1::Part written[] = {info_.writes};
  for (size_t i = 0; i < reports.size() && status.ok(); ++i) {
    status = OpenParts(written, bytes[i], reports[i]);
  }
  return status;
}

absl::Status RemoteStage::ProcessWithBytes(absl::Span<v1::Report* const> reports,
                                           absl::Span<PartBytes* const> bytes) {
  for (size_t i = 0; i < reports.size(); ++i) {
    absl::Status status = CheckParts(info_, *reports[i], *bytes[i]);
    if (!status.ok()) return status;
  }
  const std::vector<std::unique_ptr<Message>> messages = Pack(reports, bytes);
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
    absl::Span<v1::Report* const> reports, absl::Span<PartBytes* const> bytes) const {
  std::vector<std::unique_ptr<Message>> messages;
  size_t room = 0;
  for (size_t i = 0; i < reports.size(); ++i) {
    v1::Report* const report = reports[i];
    if (report->has_error() && !KeepsReports(info_)) continue;
    const ReportBytes element(info_, *report, *bytes[i]);
    if (element.size() > kMaxReportBytes) {
      *report->mutable_error() = MakeReportError(v1::ReportError::OVER_LIMIT, info_.name);
      continue;
    }
    if (room == 0 || messages.back()->reports.size() == kMaxReportsPerMessage) {
      messages.push_back(std::make_unique<Message>());
      room = KeepsReports(info_) ? kTargetGroupBytes : kTargetMessageBytes;
    }
    messages.back()->reports.push_back(report);
    messages.back()->bytes.push_back(bytes[i]);
    messages.back()->delivery.reports.push_back(element.Write());
    room -= std::min(room, element.size());
  }
  return messages;
}

// Takes the part of the stage from the answer, if there is one.
absl::Status RemoteStage::Merge(Message* message) const {
  Delivery& delivery = message->delivery;
  if (delivery.outcome == Delivery::Outcome::kFailed) return delivery.status;
  if (delivery.outcome != Delivery::Outcome::kAnswered) return absl::OkStatus();
  v1::ProcessResponse* const response = delivery.response->get();
  google::protobuf::Arena* const arena = message->reports[0]->GetArena();
  // What is lent from the answer lives as long as the reports; of most parts come bytes.
  if (arena != nullptr) arena->Own(delivery.response.release());
  for (size_t i = 0; i < message->reports.size(); ++i) {
    v1::Report* answer = response->mutable_reports(static_cast<int>(i));
    v1::Report* report = message->reports[i];
    if (answer->has_error()) {
      report->mutable_error()->Swap(answer->mutable_error());
    } else if (!BytesOf(info_.writes, delivery.parts[i]).empty()) {
      BytesOf(info_.writes, message->bytes[i]) =
          std::move(BytesOf(info_.writes, &delivery.parts[i]));
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
  for (size_t i = 0; i < suspect->reports.size(); ++i) {
    absl::Status status = TryAlone(*suspect, i);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status RemoteStage::TryAlone(const Message& suspect, size_t index) {
  absl::MutexLock lock(&one_suspect_);
  v1::Report* const report = suspect.reports[index];
  int worker = suspect.delivery.worker;
  int attempts = 1;
  Delivery::Outcome outcome;
  do {
    Message message{.reports = {report}, .bytes = {suspect.bytes[index]}};
    message.delivery.reports = {suspect.delivery.reports[index]};
    message.delivery.worker = worker;
    message.delivery.suspect = true;
    Delivery* delivery = &message.delivery;
    pool_->Deliver({&delivery, 1});
    absl::Status status = Merge(&message);
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
