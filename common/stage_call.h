// What a worker does with one request, without the network.
#pragma once

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
// StageService.Process lists them; the response is then worth nothing. `parts` are the bytes of
// the reports' parts in the request, if they are at hand: of use to a stage that is alone, since
// one before it may write a part anew, and as far as they are what a stage record's digest is of.
absl::Status AnswerRequest(absl::Span<Stage* const> stages, v1::ProcessRequest* request,
                           v1::ProcessResponse* response, absl::Span<PartBytes> parts = {});

}  // namespace gongkai
