#include "pipeline/input_digest.h"

#include "common/digest.h"
#include "common/strings.h"

namespace gongkai {

std::string ContentDigest(const v1::Report& report) {
  const v1::Content& content = report.content();
  return DigestOfDigests(
      {report.source().digest(), Digest(Concat(content.media_type(), "\n", content.charset()))});
}

std::optional<std::string> InputDigest(
    const std::vector<v1::Part>& reads, std::string_view content, std::string_view peers,
    const google::protobuf::RepeatedPtrField<v1::StageRecord>& records) {
  std::string joined;
  for (const v1::Part part : reads) {
    if (part == v1::PEERS) {
      joined += peers;
    } else if (part == v1::CONTENT) {
      joined += content;
    } else if (part - v1::DOCUMENT < records.size()) {
      joined += records[part - v1::DOCUMENT].output_digest();
    } else {
      return std::nullopt;
    }
  }
  return Digest(joined);
}

}  // namespace gongkai
