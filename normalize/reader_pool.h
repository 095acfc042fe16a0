// Reading helpers, kept and used again: what reads files that others sent runs in processes of
// its own (docs/decisions/helper-process.md).
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "normalize/page_reader.h"
#include "normalize/reader_process.h"
#include "normalize/tesseract.h"

namespace gongkai {

class ReaderPool : public PageReader {
 public:
  struct Options {
    // Empty: what GONGKAI_READER names, else gongkai-reader beside the running program.
    std::string program;
    int seconds = 0;  // a file; 0 for kReaderSeconds
    // Reads characters where poppler cannot; used if it is there.
    std::string mutool = "/usr/bin/mutool";
    // Read the text of images as well; what FindRecognition() gave.
    std::optional<RecognitionPrograms> recognition;
  };

  explicit ReaderPool(Options options);

  // The pool of this process, which all stages share. It does not recognise images.
  static ReaderPool& Shared();

  // As many helpers as callers at the same time. One that dies, answers rubbish or runs over its
  // time is replaced. Errors: READER_MISSING, DAMAGED, ENCRYPTED, OVER_LIMIT, TIMED_OUT, and
  // STAGE_FAILED where a helper died at the same file kReaderAttempts times.
  std::optional<v1::ReportError> ReadPages(const v1::Content& content, v1::Pages* pages) override;

  // By mutool, in a process that the helper program locks in.
  bool RereadGlyphs(const v1::Content& content, v1::Pages* pages) override;

  // By tesseract, if the options say so.
  std::optional<v1::ReportError> RecogniseImages(const v1::Content& content,
                                                 v1::Pages* pages) override;

  // The same, of an image alone.
  std::optional<v1::ReportError> ReadImage(std::string_view bytes, v1::Pages* pages) override;
  bool recognises() const override { return recognition_.has_value(); }

  // Those of mutool and, if it is used, of tesseract; the helper's own is kReaderRevision.
  std::string revision() const override;

  // What guards the system from a helper, for people: "seccomp, landlock; 缺 / without ...".
  absl::StatusOr<std::string> Guards();

  // Helpers that wait for work.
  std::size_t idle() const;

 private:
  absl::StatusOr<std::unique_ptr<ReaderProcess>> Take();
  void GiveBack(std::unique_ptr<ReaderProcess> reader, const v1::ReadResponse& response);

  const std::string program_;
  const int seconds_;
  const std::string mutool_;
  const std::optional<RecognitionPrograms> recognition_;
  mutable std::mutex mutex_;
  std::vector<std::unique_ptr<ReaderProcess>> idle_;
};

}  // namespace gongkai
