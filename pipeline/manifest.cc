#include <fstream>
#include <iterator>

#include "common/limits.h"
#include "common/report_error.h"
#include "common/strings.h"
#include "pipeline/csv.h"
#include "pipeline/inputs.h"

namespace gongkai {
namespace {

class ManifestFiles : public InputSource {
 public:
  explicit ManifestFiles(std::vector<Input> inputs) : inputs_(std::move(inputs)) {}

  uint64_t total() const override { return inputs_.size(); }

  absl::StatusOr<std::optional<Input>> Next() override {
    if (next_ == inputs_.size()) return std::nullopt;
    return inputs_[next_++];
  }

  absl::Status Load(const Input& input, v1::Report* report) const override {
    report->mutable_source()->set_uri(input.uri);
    report->mutable_content()->set_media_type(
        input.media_type.empty() ? std::string(MediaTypeOfName(input.path)) : input.media_type);
    report->mutable_content()->set_charset(input.charset);
    LoadFile(input.path, report);
    return absl::OkStatus();
  }

 private:
  const std::vector<Input> inputs_;
  std::size_t next_ = 0;
};

// Column numbers by name; -1 for a column that is not there.
struct Columns {
  int path = -1, uri = -1, media_type = -1, charset = -1;
};

Columns ColumnsOf(const std::vector<std::string>& header) {
  Columns columns;
  for (int i = 0; i < static_cast<int>(header.size()); ++i) {
    const std::string& name = header[i];
    if (name == "path") columns.path = i;
    if (name == "uri") columns.uri = i;
    if (name == "media_type") columns.media_type = i;
    if (name == "charset") columns.charset = i;
  }
  return columns;
}

}  // namespace

absl::StatusOr<std::unique_ptr<InputSource>> FilesOfManifest(const std::string& manifest) {
  std::ifstream file(manifest, std::ios::binary);
  if (!file) {
    return absl::InvalidArgumentError(
        Concat("清单读不了：", manifest, " / cannot read the manifest ", manifest));
  }
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  std::string_view text = bytes;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  int line = 1;
  std::vector<std::string> fields;
  NextRecord(&text, &line, &fields);
  const Columns columns = ColumnsOf(fields);
  if (columns.path < 0) {
    return absl::InvalidArgumentError(Concat(manifest, ":1: 清单首行缺少 path 列 / the header ",
                                             "line of the manifest has no column \"path\""));
  }
  const std::size_t slash = manifest.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : manifest.substr(0, slash + 1);
  std::vector<Input> inputs;
  while (true) {
    const int begin = line;
    if (!NextRecord(&text, &line, &fields)) break;
    if (fields.size() == 1 && fields[0].empty()) continue;
    Input input{.index = inputs.size()};
    input.path = FieldAt(fields, columns.path);
    if (input.path.empty()) {
      return absl::InvalidArgumentError(
          Concat(manifest, ":", begin, ": path 为空 / path is empty"));
    }
    input.uri = FieldAt(fields, columns.uri);
    input.uri = UriOfPath(input.uri.empty() ? input.path : input.uri);
    if (!input.path.starts_with('/')) input.path = folder + input.path;
    input.media_type = FieldAt(fields, columns.media_type);
    input.charset = FieldAt(fields, columns.charset);
    inputs.push_back(std::move(input));
    if (inputs.size() > kMaxInputsPerBatch) {
      return absl::ResourceExhaustedError(
          Concat(manifest, ": 超过 ", kMaxInputsPerBatch, " 行 / more lines than that"));
    }
  }
  return std::make_unique<ManifestFiles>(std::move(inputs));
}

}  // namespace gongkai
