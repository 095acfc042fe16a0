#include "validate/rule_source.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <tuple>

#include "common/limits.h"
#include "common/strings.h"
#include "google/protobuf/io/tokenizer.h"

namespace gongkai {
namespace {

namespace fs = std::filesystem;
using google::protobuf::TextFormat;

constexpr int kMaxRuleDepth = 16;  // messages within messages; ours need five

// Keeps the first complaint of the parser.
class FirstError : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int line, int, const std::string& message) override {
    if (!message_.empty()) return;
    line_ = line + 1;
    message_ = message;
  }
  int line() const { return line_; }
  const std::string& message() const { return message_; }

 private:
  int line_ = 0;
  std::string message_;
};

// The parser complains of a name that no enum has when it stands behind it already: on the next
// line, or further down. Gives the line the name stands on.
int LineOfName(std::string_view text, const FirstError& error) {
  constexpr std::string_view kUnknown = "Unknown enumeration value of \"";
  if (!error.message().starts_with(kUnknown)) return error.line();
  std::string_view name = std::string_view(error.message()).substr(kUnknown.size());
  name = name.substr(0, name.find('"'));
  std::size_t end = 0;
  for (int line = 0; line < error.line() && end != text.npos; ++line) {
    end = text.find('\n', end == 0 ? 0 : end + 1);
  }
  const std::size_t at = text.substr(0, end).rfind(name);
  if (at == text.npos) return error.line();
  return 1 + static_cast<int>(std::ranges::count(text.substr(0, at), '\n'));
}

// Message: RulePack or RuleExamples. The locations of what was read go into *tree.
template <typename Message>
absl::StatusOr<Message> ParseText(const EmbeddedFile& file, Place::Tree* tree) {
  Message result;
  FirstError error;
  TextFormat::Parser parser;
  parser.RecordErrorsTo(&error);
  parser.WriteLocationsTo(tree);
  parser.SetRecursionLimit(kMaxRuleDepth);
  if (!parser.ParseFromString(std::string(file.data), &result)) {
    return Place(file.name, nullptr, LineOfName(file.data, error)).Error(error.message());
  }
  // Messages of findings go into proto3 strings; the text format does not look at them.
  if (!Message().ParseFromString(result.SerializeAsString())) {
    return Place(file.name, nullptr, 0).Error("not UTF-8");
  }
  return result;
}

absl::StatusOr<RuleFile> ParseRuleFile(const EmbeddedFile& file) {
  auto tree = std::make_unique<Place::Tree>();
  absl::StatusOr<v1::RulePack> pack = ParseText<v1::RulePack>(file, tree.get());
  if (!pack.ok()) return pack.status();
  return RuleFile{std::string(file.name), *std::move(pack), std::move(tree)};
}

absl::Status CheckBounds(absl::Span<const EmbeddedFile> files) {
  if (files.size() > kMaxRuleFiles) {
    return absl::ResourceExhaustedError(Concat("more than ", kMaxRuleFiles, " rule files"));
  }
  std::size_t bytes = 0;
  for (const EmbeddedFile& file : files) {
    bytes += file.data.size();
    if (bytes > kMaxRulePackBytes) {
      return absl::ResourceExhaustedError(
          Concat(file.name, ": more than ", kMaxRulePackBytes, " bytes of rules"));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<fs::path>> ListRuleFiles(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) return absl::NotFoundError(Concat(path.string(), ": no such rules"));
  if (!fs::is_directory(status)) return std::vector<fs::path>{path};
  std::vector<fs::path> files;
  for (fs::directory_iterator entry(path, error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->path().extension() != ".textproto") continue;
    if (files.size() == kMaxRuleFiles) {
      return absl::ResourceExhaustedError(
          Concat(path.string(), ": more than ", kMaxRuleFiles, " files"));
    }
    files.push_back(entry->path());
  }
  if (error) return absl::UnavailableError(Concat(path.string(), ": ", error.message()));
  if (files.empty()) {
    return absl::InvalidArgumentError(Concat(path.string(), ": no *.textproto file in it"));
  }
  return files;
}

// Appends the file to `data`, which never grows over `limit`.
absl::Status Append(const fs::path& path, std::size_t limit, std::string* data) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return absl::NotFoundError(Concat(path.string(), ": cannot be read"));
  char buffer[64 << 10];
  while (stream.read(buffer, sizeof(buffer)) || stream.gcount() > 0) {
    if (data->size() + static_cast<std::size_t>(stream.gcount()) > limit) {
      return absl::ResourceExhaustedError(
          Concat(path.string(), ": more than ", kMaxRulePackBytes, " bytes of rules"));
    }
    data->append(buffer, static_cast<std::size_t>(stream.gcount()));
  }
  if (stream.bad()) return absl::UnavailableError(Concat(path.string(), ": cannot be read"));
  return absl::OkStatus();
}

struct FilesRead {
  std::vector<EmbeddedFile> files() const {
    std::vector<EmbeddedFile> result;
    for (std::size_t i = 0; i < names.size(); ++i) result.push_back({names[i], data[i]});
    return result;
  }
  std::vector<std::string> names, data;
};

absl::StatusOr<FilesRead> ReadFiles(std::string_view path) {
  const absl::StatusOr<std::vector<fs::path>> paths = ListRuleFiles(fs::path(path));
  if (!paths.ok()) return paths.status();
  FilesRead read;
  std::size_t room = kMaxRulePackBytes;
  for (const fs::path& file : *paths) {
    read.names.push_back(file.string());
    if (absl::Status status = Append(file, room, &read.data.emplace_back()); !status.ok()) {
      return status;
    }
    room -= read.data.back().size();
  }
  return read;
}

}  // namespace

absl::Status Place::Error(std::string_view reason, absl::StatusCode code) const {
  const std::string line = line_ > 0 ? Concat(":", line_) : std::string();
  return absl::Status(code, Concat(file_, line, ": ", reason));
}

Place Place::Nested(const google::protobuf::FieldDescriptor* field, int index) const {
  if (tree_ == nullptr) return *this;
  if (!field->is_repeated()) index = -1;  // as the tree counts singular fields
  const TextFormat::ParseLocation location = tree_->GetLocation(field, index);
  if (location.line < 0) return *this;
  const bool message = field->cpp_type() == google::protobuf::FieldDescriptor::CPPTYPE_MESSAGE;
  return {file_, message ? tree_->GetTreeForNested(field, index) : nullptr, location.line + 1};
}

absl::StatusOr<std::vector<RuleFile>> ParseRuleFiles(absl::Span<const EmbeddedFile> files) {
  if (absl::Status status = CheckBounds(files); !status.ok()) return status;
  std::vector<RuleFile> result;
  for (const EmbeddedFile& file : files) {
    absl::StatusOr<RuleFile> parsed = ParseRuleFile(file);
    if (!parsed.ok()) return parsed.status();
    result.push_back(*std::move(parsed));
  }
  std::ranges::sort(result, [](const RuleFile& a, const RuleFile& b) {
    return std::make_tuple(a.pack.position(), std::string_view(a.name)) <
           std::make_tuple(b.pack.position(), std::string_view(b.name));
  });
  return result;
}

absl::StatusOr<v1::RuleExamples> ParseRuleExamples(absl::Span<const EmbeddedFile> files) {
  if (absl::Status status = CheckBounds(files); !status.ok()) return status;
  v1::RuleExamples result;
  for (const EmbeddedFile& file : files) {
    Place::Tree tree;
    const absl::StatusOr<v1::RuleExamples> parsed = ParseText<v1::RuleExamples>(file, &tree);
    if (!parsed.ok()) return parsed.status();
    result.MergeFrom(*parsed);
  }
  return result;
}

absl::StatusOr<std::vector<RuleFile>> ReadRuleFiles(std::string_view path) {
  const absl::StatusOr<FilesRead> read = ReadFiles(path);
  if (!read.ok()) return read.status();
  return ParseRuleFiles(read->files());
}

absl::StatusOr<v1::RuleExamples> ReadRuleExampleFiles(std::string_view path) {
  const absl::StatusOr<FilesRead> read = ReadFiles(path);
  if (!read.ok()) return read.status();
  return ParseRuleExamples(read->files());
}

}  // namespace gongkai
