#include "pipeline/progress.h"

#include <cmath>
#include <cstdio>

#include "common/strings.h"

namespace gongkai {

std::string ProgressText(const RunCounts& counts, double seconds, v1::Language language) {
  const bool english = language == v1::EN;
  std::string text = Concat(counts.done, " / ", counts.total);
  if (seconds <= 0 || counts.done == 0) return text;
  const double rate = static_cast<double>(counts.done) / seconds;
  text += Concat("  ", std::llround(rate), english ? "/s" : " 份/秒");
  if (counts.done < counts.total) {
    const auto left =
        std::llround(std::ceil(static_cast<double>(counts.total - counts.done) / rate));
    const std::string time = left < 120 ? Concat(left, english ? " s" : " 秒")
                                        : Concat((left + 59) / 60, english ? " min" : " 分钟");
    text += english ? Concat("  ", time, " left") : Concat("  剩余 ", time);
  }
  return text;
}

Progress::Progress(v1::Language language, bool terminal)
    : language_(language), terminal_(terminal), start_(SteadyClock::now()), last_(start_) {}

void Progress::Update(const RunCounts& counts) {
  const auto now = SteadyClock::now();
  const auto pause = terminal_ ? std::chrono::milliseconds(100) : std::chrono::seconds(10);
  if (now - last_ < pause) return;
  last_ = now;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  const std::string text = ProgressText(counts, seconds, language_);
  std::fprintf(stderr, terminal_ ? "\r\x1b[K%s" : "%s\n", text.c_str());
  std::fflush(stderr);
  shown_ = terminal_;
}

void Progress::Clear() {
  if (!shown_) return;
  std::fputs("\r\x1b[K", stderr);
  shown_ = false;
}

}  // namespace gongkai
