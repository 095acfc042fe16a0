#include "normalize/tesseract.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "common/digest.h"
#include "common/limits.h"
#include "common/report_error.h"
#include "common/strings.h"
#include "normalize/image_page.h"
#include "normalize/program_version.h"
#include "normalize/reader_process.h"
#include "normalize/recognise_page.h"
#include "normalize/stage_name.h"

namespace gongkai {
namespace {

FrameDeadline Deadline() {
  return std::chrono::steady_clock::now() + std::chrono::seconds(kRecognitionSeconds);
}

v1::ReportError FromStatus(const absl::Status& status, int page) {
  const bool slow = absl::IsDeadlineExceeded(status);
  return MakeReportError(
      slow ? v1::ReportError::TIMED_OUT : v1::ReportError::STAGE_FAILED, kNormalize,
      Concat("识别第 ", page + 1, " 页的图像时", slow ? "超时" : "程序中断"),
      Concat("recognising the images of page ", page + 1, slow ? " took too long" : " failed"));
}

v1::ReportError Undrawable() {
  return MakeReportError(v1::ReportError::DAMAGED, kNormalize, "图像无法显示",
                         "the image cannot be shown");
}

// `models` is the list of them; its first line has the folder they are in.
void SetVersions(const std::string& models, RecognitionPrograms* programs) {
  const std::string version = OutputOf({programs->tesseract, "--version"});
  programs->version = version.substr(0, version.find('\n'));
  const std::size_t begin = models.find('"') + 1;
  const std::string folder = models.substr(begin, models.find('"', begin) - begin);
  programs->revision = ShortHex(ToHex(Digest(
      Concat(version, ProgramVersion(folder + "/chi_sim.traineddata"), " ",
             ProgramVersion(folder + "/eng.traineddata"), " ", ProgramVersion(programs->tesseract),
             " ", ProgramVersion(programs->pdftoppm)))));
}

}  // namespace

absl::StatusOr<RecognitionPrograms> FindRecognition() {
  RecognitionPrograms programs{FindInPath("tesseract"), FindInPath("pdftoppm"), {}};
  std::string missing;
  const auto need = [&missing](bool there, std::string_view package) {
    if (!there) missing += Concat(missing.empty() ? "" : " ", package);
  };
  need(!programs.tesseract.empty(), "tesseract-ocr");
  std::string models;
  if (!programs.tesseract.empty()) {
    models = Concat(OutputOf({programs.tesseract, "--list-langs"}), "\n");
  }
  need(models.find("\nchi_sim\n") != std::string::npos, "tesseract-ocr-chi-sim");
  need(programs.tesseract.empty() || models.find("\neng\n") != std::string::npos,
       "tesseract-ocr-eng");
  need(!programs.pdftoppm.empty(), "poppler-utils");
  if (missing.empty()) {
    SetVersions(models, &programs);
    return programs;
  }
  return absl::NotFoundError(
      Concat("--ocr 需要先安装软件包 / --ocr needs packages that are not "
             "installed: ",
             missing));
}

absl::StatusOr<Raster> FileRecognition::Draw(const std::string& pdf, int page) const {
  v1::ReadRequest request;
  request.set_data(pdf);
  request.set_seconds(kRecognitionSeconds);
  const std::string number = Concat(page + 1);
  absl::StatusOr<std::string> file =
      RunTool(helper_,
              {programs_.pdftoppm, "-q", "-cropbox", "-gray", "-r", Concat(kRecognitionDpi), "-f",
               number, "-l", number, "@"},
              request, Deadline());
  if (!file.ok()) return file.status();
  std::optional<Raster> raster = Raster::Parse(*file);
  if (!raster) return absl::UnavailableError("no image");
  raster->Despeckle();
  return *std::move(raster);
}

absl::StatusOr<std::vector<RecognisedLine>> FileRecognition::Read(const Raster& image,
                                                                  Model model) {
  v1::ReadRequest request;
  request.set_data(image.File());
  request.set_seconds(kRecognitionSeconds);
  absl::StatusOr<std::string> text =
      RunTool(helper_,
              {programs_.tesseract, "@", "stdout", "--dpi", Concat(kRecognitionDpi), "--psm", "6",
               "-l", model == Model::kFigures ? "eng" : "chi_sim", "-c", "tessedit_create_hocr=1",
               "-c", "hocr_char_boxes=1"},
              request, Deadline());
  if (!text.ok()) return text.status();
  if (text->find("ocr_page") == std::string::npos) return absl::UnavailableError("no answer");
  return ParseHocr(*text);
}

std::optional<v1::ReportError> FileRecognition::Recognise(const v1::Content& content,
                                                          v1::Pages* pages) {
  std::size_t count = 0;
  for (int i = 0; i < pages->pages_size(); ++i) {
    v1::PositionedPage* page = pages->mutable_pages(i);
    const std::vector<PageBox> regions = RegionsToRecognise(*page);
    if (regions.empty()) continue;
    if (++count > kMaxRecognisedPages) {
      return MakeReportError(v1::ReportError::OVER_LIMIT, kNormalize,
                             Concat("需要识别的页超过 ", kMaxRecognisedPages, " 页"),
                             Concat("more than ", kMaxRecognisedPages, " pages to recognise"));
    }
    const absl::StatusOr<Raster> image = Draw(content.data(), i);
    if (!image.ok()) return FromStatus(image.status(), i);
    for (const PageBox& region : regions) {
      const absl::Status status = RecognisePage(*image, region, this, page);
      if (!status.ok()) return FromStatus(status, i);
    }
    pages->set_recognised_by(programs_.version);
  }
  return std::nullopt;
}

std::optional<v1::ReportError> FileRecognition::ReadImage(std::string_view bytes,
                                                          v1::Pages* pages) {
  const ImagePage drawn = PageOfImage(bytes);
  if (drawn.pdf.empty()) return Undrawable();
  const absl::StatusOr<Raster> image = Draw(drawn.pdf, 0);
  if (absl::IsUnavailable(image.status())) return Undrawable();
  if (!image.ok()) return FromStatus(image.status(), 0);
  v1::PositionedPage* page = pages->add_pages();
  page->set_width(image->width() * kPixelSize);
  page->set_height(image->height() * kPixelSize);
  page->add_image_left(0);
  page->add_image_top(0);
  page->add_image_right(page->width());
  page->add_image_bottom(page->height());
  const absl::Status status =
      RecognisePage(*image, {0, 0, page->width(), page->height()}, this, page);
  if (!status.ok()) return FromStatus(status, 0);
  pages->set_recognised_by(programs_.version);
  pages->set_pixel_size(kPixelSize * drawn.scale);
  return std::nullopt;
}

}  // namespace gongkai
