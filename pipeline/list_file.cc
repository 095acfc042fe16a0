#include "pipeline/list_file.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

#include "common/limits.h"
#include "common/strings.h"
#include "normalize/charset.h"
#include "pipeline/csv.h"

namespace gongkai {
namespace {

std::string Trimmed(std::string_view text) {
  constexpr std::string_view kSpaces = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kSpaces);
  if (begin == text.npos) return "";
  return std::string(text.substr(begin, text.find_last_not_of(kSpaces) + 1 - begin));
}

}  // namespace

absl::StatusOr<ListFile> ListFile::Read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes(kMaxListBytes + 1, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  if (!file.is_open() || file.bad()) {
    return absl::InvalidArgumentError(Concat("读不了 ", path, " / cannot read ", path));
  }
  return Parse(bytes, path);
}

absl::StatusOr<ListFile> ListFile::Parse(std::string_view bytes, std::string name) {
  ListFile list;
  list.name_ = std::move(name);
  if (bytes.size() > kMaxListBytes) {
    return list.Error(
        1, Concat("文件超过 ", kMaxListBytes >> 20, " MB / over ", kMaxListBytes >> 20, " MB"));
  }
  v1::Content content;
  content.set_data(std::string(bytes));
  const std::optional<Reading> reading = ReadCharacters(content);
  if (!reading) {
    return list.Error(1,
                      "文字编码无法识别，请另存为 UTF-8 或 GB18030 / unknown character set; save "
                      "it as UTF-8 or GB18030");
  }
  std::string_view text = reading->page.text();
  const char separator = text.substr(0, text.find('\n')).find('\t') != text.npos ? '\t' : ',';
  int line = 1;
  if (!NextRecord(&text, &line, &list.header_, separator)) {
    return list.Error(1, "空文件，缺少首行的列名 / empty; the first line must name the columns");
  }
  for (std::string& column : list.header_) column = Trimmed(column);
  while (true) {
    Record record{.line = line};
    if (!NextRecord(&text, &line, &record.fields, separator)) return list;
    const bool blank = std::ranges::all_of(
        record.fields, [](const auto& field) { return Trimmed(field).empty(); });
    if (!blank) list.records_.push_back(std::move(record));
  }
}

int ListFile::Column(const std::vector<std::string_view>& names) const {
  for (std::size_t i = 0; i < header_.size(); ++i) {
    if (std::ranges::find(names, header_[i]) != names.end()) return static_cast<int>(i);
  }
  return -1;
}

std::string ListFile::Field(const Record& record, int column) {
  return Trimmed(FieldAt(record.fields, column));
}

absl::Status ListFile::Error(int line, std::string_view reason) const {
  return absl::InvalidArgumentError(Concat(name_, ":", line, ": ", reason));
}

}  // namespace gongkai
