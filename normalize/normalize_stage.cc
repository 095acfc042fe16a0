#include "normalize/normalize_stage.h"

#include <optional>
#include <string>
#include <utility>

#include "common/strings.h"
#include "normalize/libreoffice.h"
#include "normalize/normalizer.h"
#include "normalize/reader_pool.h"

namespace gongkai {
namespace {

// With the programs of the system that a document can depend on.
std::string Revision(const PageReader* reader, const OfficeConverter* converter) {
  std::string revision = NormalizerRevision();
  for (const std::string& programs : {reader != nullptr ? reader->revision() : std::string(),
                                      converter != nullptr ? converter->revision() : ""}) {
    if (!programs.empty()) revision += Concat("+", programs);
  }
  return revision;
}

}  // namespace

absl::StatusOr<std::unique_ptr<NormalizeStage>> NormalizeStage::WithRecognition() {
  absl::StatusOr<RecognitionPrograms> programs = FindRecognition();
  if (!programs.ok()) return programs.status();
  // Never destroyed, as ReaderPool::Shared().
  static ReaderPool* const pool = new ReaderPool({.recognition = *std::move(programs)});
  return std::make_unique<NormalizeStage>(pool, &LibreOffice::Shared());
}

NormalizeStage::NormalizeStage() : NormalizeStage(&ReaderPool::Shared(), &LibreOffice::Shared()) {}

NormalizeStage::NormalizeStage(PageReader* reader, OfficeConverter* converter)
    : info_{"normalize", Revision(reader, converter), {v1::CONTENT}, v1::DOCUMENT},
      reader_(reader),
      converter_(converter) {}

absl::Status NormalizeStage::Process(absl::Span<v1::Report* const> reports) {
  for (v1::Report* report : reports) {
    if (report->has_error()) continue;
    if (!report->has_content()) {
      return absl::InvalidArgumentError(
          Concat("normalize: no content of ", report->source().uri()));
    }
    report->clear_document();
    std::optional<v1::ReportError> error =
        Normalize(report->content(), report->mutable_document(), reader_, converter_);
    if (!error) continue;
    report->clear_document();
    *report->mutable_error() = *std::move(error);
  }
  return absl::OkStatus();
}

}  // namespace gongkai
