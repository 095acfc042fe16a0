// A helper that misbehaves as the bytes it is given say.
#include <signal.h>
#include <unistd.h>

#include <string>

#include "common/frames.h"
#include "common/limits.h"
#include "common/reader_protocol.h"
#include "gongkai/v1/pages.pb.h"

namespace gongkai {
namespace {

void Obey(const std::string& word) {
  if (word.find("hang") != std::string::npos) {
    while (true) pause();
  }
  if (word.find("die") != std::string::npos) raise(SIGKILL);
  if (word.find("no memory") != std::string::npos) _exit(kReaderExitOutOfMemory);
  if (word.find("rubbish") != std::string::npos) {
    const std::string rubbish("\x05\0\0\0\xFF\xFF\xFF\xFF\xFF", 9);
    (void)!write(STDIN_FILENO, rubbish.data(), rubbish.size());
    while (true) pause();
  }
  if (word.find("flood") != std::string::npos) {
    const std::string length("\xFF\xFF\xFF\xFF", 4);
    (void)!write(STDIN_FILENO, length.data(), length.size());
    while (true) pause();
  }
}

int Main(const std::string& name) {
  v1::ReaderHello hello;
  hello.set_revision(name.ends_with("old-reader") ? "0-poppler-0" : kReaderRevision);
  hello.add_guards("none");
  if (!WriteFrame(STDIN_FILENO, hello, kNoDeadline).ok()) return 1;
  for (;;) {
    v1::ReadRequest request;
    if (!ReadFrame(STDIN_FILENO, kMaxSourceBytes, kNoDeadline, &request).ok()) return 0;
    Obey(request.data());
    v1::ReadResponse response;
    response.set_outcome(v1::ReadResponse::READ);
    v1::PositionedPage* page = response.mutable_pages()->add_pages();
    page->set_width(10'000);
    page->set_height(10'000);
    page->add_glyph_code(static_cast<uint32_t>(U'甲'));
    page->add_glyph_x(100);
    page->add_glyph_y(5'000);
    page->add_glyph_advance(1'000);
    page->add_glyph_size(1'000);
    if (request.data().find("fat") != std::string::npos) {
      response.set_peak_kilobytes((kReaderRecycleBytes >> 10) + 1);
    }
    if (!WriteFrame(STDIN_FILENO, response, kNoDeadline).ok()) return 1;
  }
}

}  // namespace
}  // namespace gongkai

int main(int, char** argv) { return gongkai::Main(argv[0]); }
