// What a worker does with one request, without the network.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "common/stage.h"
#include "gongkai/v1/stage_service.pb.h"

namespace gongkai {

// Describes stages in their order.
void DescribeStages(absl::Span<Stage* const> stages, v1::DescribeResponse* response);

// Runs the stages that the request selects, one after another, over its reports, and answers
// with the parts they wrote and the errors. `stages` are all the worker has, in the order a
// report passes them; without reports none runs. Uses up the request. Errors as
// StageService.Process lists them; the response is then worth nothing. `bytes` are those of the
// parts that the request's reports have as bytes alone.
absl::Status AnswerRequest(absl::Span<Stage* const> stages, v1::ProcessRequest* request,
                           v1::ProcessResponse* response, std::vector<PartBytes> bytes = {});

}  // namespace gongkai
