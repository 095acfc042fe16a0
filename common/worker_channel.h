// The connection of a client to a worker.
#pragma once

#include <memory>
#include <string>

#include <grpcpp/grpcpp.h>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/stage.h"
#include "gongkai/v1/stage_service.grpc.pb.h"

namespace gongkai {

// A channel with a connection of its own, the message limits of common/limits.h and keepalive.
// A name that stands for several addresses is a pool of workers; those that drain are left out.
std::shared_ptr<grpc::Channel> MakeWorkerChannel(const std::string& address);

// The status with the address before the message.
absl::Status StatusAt(const std::string& address, const grpc::Status& status);

// Asks a worker for one of its stages. NOT_FOUND if it does not have it.
absl::StatusOr<StageInfo> DescribeStage(v1::StageService::Stub* stub, grpc::ClientContext* context,
                                        const std::string& address, const std::string& stage);

// FAILED_PRECONDITION: two workers (or a worker and what was expected) of one stage differ.
absl::Status RevisionMismatch(const std::string& stage, const std::string& one,
                              const std::string& its_revision, const std::string& other,
                              const std::string& other_revision);

}  // namespace gongkai
