// The two status types; their codes are the same numbers.
#pragma once

#include <grpcpp/support/status.h>

#include "absl/status/status.h"

namespace gongkai {

grpc::Status ToGrpcStatus(const absl::Status& status);

// Codes that gRPC does not know become UNKNOWN.
absl::Status FromGrpcStatus(const grpc::Status& status);

}  // namespace gongkai
