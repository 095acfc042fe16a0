// LibreOffice as a converter: a program that may be installed or not.
#pragma once

#include <mutex>
#include <string>

#include "normalize/office_converter.h"

namespace gongkai {

class LibreOffice : public OfficeConverter {
 public:
  struct Options {
    // Empty: what GONGKAI_SOFFICE names, else soffice of the search path.
    std::string program;
    int seconds = 0;  // a file; 0 for kConversionSeconds
  };

  explicit LibreOffice(const Options& options);

  // That of this process, which all stages share.
  static LibreOffice& Shared();

  // Runs the program once, as a process with limits (common/limits.h), a profile and a folder of
  // its own, and no network where the system allows that; one file at a time. Errors:
  // UNSUPPORTED_FORMAT (it is not installed; the package is named), DAMAGED (it gives nothing
  // back), TIMED_OUT, OVER_LIMIT.
  std::optional<v1::ReportError> Convert(std::string_view bytes, const Convertible& format,
                                         std::string* converted) override;

  std::string revision() const override;

  // False if the program is not there.
  bool installed() const { return !program_.empty(); }

 private:
  const std::string program_;
  const int seconds_;
  std::mutex mutex_;
};

}  // namespace gongkai
