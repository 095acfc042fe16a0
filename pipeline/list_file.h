// Lists that people keep in a spreadsheet and give to a command.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace gongkai {

// A header line and records; commas or tabs between fields, in any character set that reports
// may have.
class ListFile {
 public:
  struct Record {
    int line = 0;  // one-based, that it begins in
    std::vector<std::string> fields;
  };

  // INVALID_ARGUMENT if it cannot be read, is in an unknown character set, or lacks the header.
  static absl::StatusOr<ListFile> Read(const std::string& path);

  // The same from memory; `name` is for complaints.
  static absl::StatusOr<ListFile> Parse(std::string_view bytes, std::string name);

  // The column called one of `names`; -1 if there is none.
  int Column(const std::vector<std::string_view>& names) const;

  // Without spaces around it; empty for a column that is not there.
  static std::string Field(const Record& record, int column);

  const std::vector<Record>& records() const { return records_; }
  const std::string& name() const { return name_; }

  // INVALID_ARGUMENT: "name:line: reason".
  absl::Status Error(int line, std::string_view reason) const;

 private:
  std::string name_;
  std::vector<std::string> header_;
  std::vector<Record> records_;
};

}  // namespace gongkai
