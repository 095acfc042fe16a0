#include "common/worker_channel.h"

#include "common/grpc_status.h"
#include "common/limits.h"
#include "common/mutex_checks.h"
#include "common/strings.h"

namespace gongkai {

std::shared_ptr<grpc::Channel> MakeWorkerChannel(const std::string& address) {
  LeaveMutexesUnchecked();
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kMaxMessageBytes);
  arguments.SetMaxSendMessageSize(kMaxMessageBytes);
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);  // a connection of its own
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 2'000);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, 30'000);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 10'000);
  arguments.SetInt(GRPC_ARG_HTTP2_STREAM_LOOKAHEAD_BYTES,
                   static_cast<int>(2 * kTargetMessageBytes));
  arguments.SetServiceConfigJSON(
      R"({"loadBalancingConfig":[{"round_robin":{}}],"healthCheckConfig":{"serviceName":""}})");
  return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
}

absl::Status StatusAt(const std::string& address, const grpc::Status& grpc_status) {
  const absl::Status status = FromGrpcStatus(grpc_status);
  if (status.ok()) return status;
  return absl::Status(status.code(), absl::StrCat(address, ": ", status.message()));
}

absl::StatusOr<StageInfo> DescribeStage(v1::StageService::Stub* stub, grpc::ClientContext* context,
                                        const std::string& address, const std::string& stage) {
  v1::DescribeResponse response;
  const absl::Status status =
      StatusAt(address, stub->Describe(context, v1::DescribeRequest(), &response));
  if (!status.ok()) return status;
  for (const v1::StageDescription& description : response.stages()) {
    if (description.name() != stage) continue;
    StageInfo info{.name = stage,
                   .revision = description.revision(),
                   .reads = {},
                   .writes = description.writes()};
    for (int part : description.reads()) info.reads.push_back(static_cast<v1::Part>(part));
    if (description.has_rules()) {
      info.rules = std::make_shared<const v1::RuleIndex>(description.rules());
    }
    return info;
  }
  return absl::NotFoundError(
      Concat(address, " 没有 ", stage, " 这一步 / ", address, " has no stage ", stage));
}

absl::Status RevisionMismatch(const std::string& stage, const std::string& one,
                              const std::string& its_revision, const std::string& other,
                              const std::string& other_revision) {
  return absl::FailedPreconditionError(
      Concat(stage, " 各节点版本不一致：", one, " 为 ", its_revision, "，", other, " 为 ",
             other_revision, "；请升级到同一版本 / workers of stage ", stage, " differ: ", one,
             " has revision ", its_revision, ", ", other, " has ", other_revision));
}

}  // namespace gongkai
