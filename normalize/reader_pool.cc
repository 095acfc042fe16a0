#include "normalize/reader_pool.h"

#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "common/limits.h"
#include "common/reader_protocol.h"
#include "common/report_error.h"
#include "common/strings.h"
#include "normalize/program_version.h"
#include "normalize/stage_name.h"
#include "normalize/stext.h"

namespace gongkai {
namespace {

std::string FindProgram() {
  if (const char* named = getenv("GONGKAI_READER"); named != nullptr && *named != '\0') {
    return named;
  }
  char self[PATH_MAX];
  const ssize_t length = readlink("/proc/self/exe", self, sizeof(self));
  std::string path(self, length > 0 ? static_cast<std::size_t>(length) : 0);
  return path.substr(0, path.rfind('/') + 1) + "gongkai-reader";
}

v1::ReportError MakeError(v1::ReportError::Code code, const std::string& zh,
                          const std::string& en) {
  return MakeReportError(code, kNormalize, zh, en);
}

v1::ReportError TooSlow(int seconds) {
  return MakeError(v1::ReportError::TIMED_OUT, Concat("读取超过 ", seconds, " 秒"),
                   Concat("reading it took more than ", seconds, " s"));
}

// What a helper said of a file that it could not read.
v1::ReportError FromOutcome(const v1::ReadResponse& response, int seconds) {
  const auto number = static_cast<unsigned long>(response.number());
  switch (response.outcome()) {
    case v1::ReadResponse::NEEDS_PASSWORD:
      return MakeReportError(v1::ReportError::ENCRYPTED, kNormalize);
    case v1::ReadResponse::TOO_MANY_PAGES:
      return MakeError(v1::ReportError::OVER_LIMIT,
                       Concat(number, " 页，上限 ", kMaxPdfPages, " 页"),
                       Concat(number, " pages, at most ", kMaxPdfPages));
    case v1::ReadResponse::TOO_MANY_GLYPHS:
      return MakeError(v1::ReportError::OVER_LIMIT, Concat("到第 ", number, " 页字符过多"),
                       Concat("too many characters up to page ", number));
    case v1::ReadResponse::TOO_SLOW:
      return TooSlow(seconds);
    case v1::ReadResponse::MAPS_MISSING:
      return MakeError(v1::ReportError::FONTS_UNREADABLE,
                       Concat("第 ", number, " 页；运行 gongkai 的机器须安装软件包 poppler-data"),
                       Concat("page ", number,
                              "; the machine that runs gongkai needs the package "
                              "poppler-data"));
    case v1::ReadResponse::PAGE_LOST:
      return MakeError(v1::ReportError::DAMAGED, Concat("第 ", number, " 页的内容残缺"),
                       Concat("content of page ", number, " is lost"));
    default:
      return MakeError(v1::ReportError::DAMAGED, "PDF 无法打开或不完整",
                       "the PDF cannot be opened or is not whole");
  }
}

// A helper that ended at a file.
std::optional<v1::ReportError> FromEnd(int ended, int seconds) {
  if (ended == -SIGXCPU) return TooSlow(seconds);
  if (ended == kReaderExitOutOfMemory) {
    const std::size_t megabytes = kReaderMemoryBytes >> 20;
    return MakeError(v1::ReportError::OVER_LIMIT, Concat("读取所需内存超过 ", megabytes, " MB"),
                     Concat("reading it takes more than ", megabytes, " MB of memory"));
  }
  return std::nullopt;
}

v1::ReportError Died(int ended) {
  const std::string how = ended < 0 ? Concat("信号 ", -ended) : Concat("退出码 ", ended);
  const std::string how_en = ended < 0 ? Concat("signal ", -ended) : Concat("status ", ended);
  return MakeError(v1::ReportError::STAGE_FAILED,
                   Concat("读取它的辅助进程 ", kReaderAttempts, " 次中断，", how),
                   Concat("the helper that reads it ended ", kReaderAttempts, " times, ", how_en));
}

}  // namespace

ReaderPool::ReaderPool(Options options)
    : program_(options.program.empty() ? FindProgram() : std::move(options.program)),
      seconds_(options.seconds > 0 ? options.seconds : kReaderSeconds),
      mutool_(std::move(options.mutool)),
      recognition_(std::move(options.recognition)) {}

ReaderPool& ReaderPool::Shared() {
  // Never destroyed: its helpers end when this process closes their sockets by ending.
  static ReaderPool* const pool = new ReaderPool({});
  return *pool;
}

std::size_t ReaderPool::idle() const {
  const std::lock_guard lock(mutex_);
  return idle_.size();
}

absl::StatusOr<std::unique_ptr<ReaderProcess>> ReaderPool::Take() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      std::unique_ptr<ReaderProcess> reader = std::move(idle_.back());
      idle_.pop_back();
      return reader;
    }
  }
  return ReaderProcess::Start(program_);
}

void ReaderPool::GiveBack(std::unique_ptr<ReaderProcess> reader, const v1::ReadResponse& response) {
  // Poppler keeps what it took; a fresh process is cheap beside a file that made one grow.
  if (response.peak_kilobytes() > kReaderRecycleBytes >> 10) return;
  if (reader->files() >= kReaderRecycleFiles) return;
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(reader));
}

std::optional<v1::ReportError> ReaderPool::ReadPages(const v1::Content& content, v1::Pages* pages) {
  v1::ReadRequest request;
  request.set_data(content.data());
  request.set_seconds(static_cast<uint32_t>(seconds_));
  int ended = 0;
  for (int attempt = 0; attempt < kReaderAttempts; ++attempt) {
    // One that waited may have been dead for long: the second is a fresh one.
    absl::StatusOr<std::unique_ptr<ReaderProcess>> reader =
        attempt == 0 ? Take() : ReaderProcess::Start(program_);
    if (!reader.ok()) {
      const std::string why = std::string(FromAbsl(reader.status().message()));
      return MakeError(v1::ReportError::READER_MISSING, why, why);
    }
    v1::ReadResponse response;
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(seconds_);
    const absl::Status status = (*reader)->Exchange(request, deadline, &response);
    if (status.ok()) {
      GiveBack(*std::move(reader), response);
      if (response.outcome() != v1::ReadResponse::READ) return FromOutcome(response, seconds_);
      *pages = std::move(*response.mutable_pages());
      return std::nullopt;
    }
    if (absl::IsDeadlineExceeded(status)) return TooSlow(seconds_);
    ended = (*reader)->End();
    if (std::optional<v1::ReportError> error = FromEnd(ended, seconds_)) return error;
  }
  return Died(ended);
}

bool ReaderPool::RereadGlyphs(const v1::Content& content, v1::Pages* pages) {
  if (access(mutool_.c_str(), X_OK) != 0) return false;
  v1::ReadRequest request;
  request.set_data(content.data());
  request.set_seconds(static_cast<uint32_t>(seconds_));
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(seconds_);
  absl::StatusOr<std::string> text =
      RunTool(program_, {mutool_, "draw", "-q", "-F", "stext", "@"}, request, deadline);
  return text.ok() && ReplaceGlyphs(*std::move(text), pages);
}

std::optional<v1::ReportError> ReaderPool::RecogniseImages(const v1::Content& content,
                                                           v1::Pages* pages) {
  if (!recognition_) return std::nullopt;
  return FileRecognition(program_, *recognition_).Recognise(content, pages);
}

std::optional<v1::ReportError> ReaderPool::ReadImage(std::string_view bytes, v1::Pages* pages) {
  return FileRecognition(program_, *recognition_).ReadImage(bytes, pages);
}

std::string ReaderPool::revision() const {
  std::string revision = Concat("mutool:", ProgramVersion(mutool_));
  if (recognition_) revision += Concat("+ocr:", recognition_->revision);
  return revision;
}

absl::StatusOr<std::string> ReaderPool::Guards() {
  absl::StatusOr<std::unique_ptr<ReaderProcess>> reader = Take();
  if (!reader.ok()) return reader.status();
  std::string words;
  for (const std::string& guard : (*reader)->hello().guards()) {
    words += (words.empty() ? "" : ", ") + guard;
  }
  std::string missing;
  for (const std::string& guard : (*reader)->hello().missing_guards()) {
    missing += (missing.empty() ? "" : ", ") + guard;
  }
  if (!missing.empty()) words += Concat("; 缺 / without: ", missing);
  GiveBack(*std::move(reader), {});
  return words;
}

}  // namespace gongkai
