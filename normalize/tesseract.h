// Text in images of pages, read by tesseract; pages are drawn by pdftoppm. Both are programs that
// may be installed or not.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "gongkai/v1/pages.pb.h"
#include "gongkai/v1/report.pb.h"
#include "normalize/text_recogniser.h"

namespace gongkai {

struct RecognitionPrograms {
  std::string tesseract;
  std::string pdftoppm;
  std::string version;   // "tesseract 5.3.0"
  std::string revision;  // changes with the programs and the models
};

// What is installed, with the models of Chinese and of digits. NOT_FOUND with the packages that are
// missing, in Chinese and English.
absl::StatusOr<RecognitionPrograms> FindRecognition();

// One file. Both programs run in processes that the helper program locks in, with limits on time
// and memory (common/limits.h).
class FileRecognition : public TextRecogniser {
 public:
  FileRecognition(const std::string& helper, const RecognitionPrograms& programs)
      : helper_(helper), programs_(programs) {}

  // Adds what images of the pages show. Errors: OVER_LIMIT (kMaxRecognisedPages), TIMED_OUT,
  // STAGE_FAILED if a program gives nothing.
  std::optional<v1::ReportError> Recognise(const v1::Content& content, v1::Pages* pages);

  // Adds an image file as a page, with boxes as if it had kRecognitionDpi. Errors: DAMAGED for
  // what cannot be drawn, and those above.
  std::optional<v1::ReportError> ReadImage(std::string_view bytes, v1::Pages* pages);

  absl::StatusOr<std::vector<RecognisedLine>> Read(const Raster& image, Model model) override;

 private:
  absl::StatusOr<Raster> Draw(const std::string& pdf, int page) const;

  const std::string& helper_;
  const RecognitionPrograms& programs_;
};

}  // namespace gongkai
