// The digests by which results of stages are found again.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/v1/report.pb.h"

namespace gongkai {

// What the content is and what was declared about it, without the name it came under.
std::string ContentDigest(const v1::Report& report);

// The digest of what a stage reads, by which its results are found again: of the digests of the
// parts in the order of `reads`. Stage i writes the part behind CONTENT by i + 1, so that
// records[i] has its digest. `peers` is empty if nothing is known of other reports. Nothing if
// one of the parts was not written.
std::optional<std::string> InputDigest(
    const std::vector<v1::Part>& reads, std::string_view content, std::string_view peers,
    const google::protobuf::RepeatedPtrField<v1::StageRecord>& records);

}  // namespace gongkai
