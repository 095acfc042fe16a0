// Files of formats that are not read, turned into ones that are.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gongkai/v1/report.pb.h"

namespace gongkai {

// A format that an office program can save as one of ours.
struct Convertible {
  std::string_view name;     // "DOC"
  std::string_view ending;   // of its files: "doc"
  std::string_view target;   // "docx" or "xlsx"
  std::string_view package;  // of Debian, that converts it
  explicit operator bool() const { return !name.empty(); }
};

// By the bytes; empty for any other file.
Convertible ConvertibleOf(std::string_view bytes);

// Thread safe.
class OfficeConverter {
 public:
  virtual ~OfficeConverter() = default;

  // Fills *converted with a file of `format.target`, or says why it cannot.
  virtual std::optional<v1::ReportError> Convert(std::string_view bytes, const Convertible& format,
                                                 std::string* converted) = 0;

  // Changes with the version of the program that what it gives depends on.
  virtual std::string revision() const { return {}; }
};

}  // namespace gongkai
