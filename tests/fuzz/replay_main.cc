// The program without libFuzzer: goes over files and folders, each input as it is and damaged.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <vector>

#include "tests/fuzz/target.h"

namespace gongkai {
namespace {

namespace fs = std::filesystem;

constexpr int kDamaged = 12;  // ways each input is damaged
constexpr std::size_t kMaxSeedBytes = 256u << 10;

std::vector<fs::path> FilesUnder(const fs::path& path) {
  std::vector<fs::path> files;
  if (fs::is_regular_file(path)) return {path};
  if (!fs::is_directory(path)) return files;
  for (const auto& entry : fs::recursive_directory_iterator(path)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Cut off, bytes turned, a stretch doubled or taken out; always the same for the same input.
std::string Damaged(std::string bytes, std::minstd_rand* random) {
  if (bytes.empty()) return bytes;
  const auto below = [&](std::size_t n) { return (*random)() % n; };
  const std::size_t at = below(bytes.size());
  const std::size_t length = below(std::min<std::size_t>(bytes.size() - at, 64) + 1);
  switch (below(4)) {
    case 0:
      bytes.resize(at);
      break;
    case 1:
      for (int i = 0; i < 8; ++i) bytes[below(bytes.size())] = static_cast<char>(below(256));
      break;
    case 2:
      bytes.insert(at, bytes.substr(at, length));
      break;
    default:
      bytes.erase(at, length);
  }
  return bytes;
}

}  // namespace
}  // namespace gongkai

int main(int argc, char** argv) {
  std::minstd_rand random(1);
  gongkai::Fuzz("");
  std::size_t inputs = 0;
  for (int i = 1; i < argc; ++i) {
    for (const auto& file : gongkai::FilesUnder(argv[i])) {
      const std::string bytes = gongkai::ReadFile(file);
      if (bytes.size() > gongkai::kMaxSeedBytes) continue;
      std::printf("%s\n", file.c_str());
      std::fflush(stdout);  // the last one printed is the one that breaks
      gongkai::Fuzz(bytes);
      for (int k = 0; k < gongkai::kDamaged; ++k) gongkai::Fuzz(gongkai::Damaged(bytes, &random));
      ++inputs;
    }
  }
  std::printf("%zu inputs\n", inputs);
  return inputs == 0 ? 1 : 0;
}
