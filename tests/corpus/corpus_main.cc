// gongkai-corpus: writes generated reports to a folder and their truth to another beside it.

#include <CLI/CLI.hpp>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tests/corpus/corpus.h"
#include "tests/corpus/names.h"

namespace gongkai::corpus {
namespace {

// The values a flag stands for: one by name, or every one for "all".
template <typename Value>
std::vector<Value> Chosen(std::span<const Named<Value>> names, std::string_view name) {
  std::vector<Value> chosen;
  for (const Named<Value>& named : names) {
    if (name == "all" || name == named.name) chosen.push_back(named.value);
  }
  return chosen;
}

template <typename Value>
void AddFlag(CLI::App& app, const std::string& flag, std::span<const Named<Value>> names,
             std::string& name) {
  std::vector<std::string> allowed{"all"};
  for (const Named<Value>& named : names) allowed.emplace_back(named.name);
  app.add_option(flag, name)->check(CLI::IsMember(allowed))->capture_default_str();
}

struct Flags {
  std::string out;
  uint64_t count = 100;
  uint64_t seed = 1;
  uint64_t target_bytes = 0;
  bool traditional = false;
  std::string form = "2021", layout = "all", encoding = "utf8", charset = "right", fault = "none",
              container = "plain";
};

// All combinations of what the flags choose, but for those that cannot be shown.
std::vector<Options> Combinations(const Flags& flags) {
  std::vector<Options> all;
  for (const Fault fault : Chosen(Faults(), flags.fault)) {
    for (const Form form : Chosen(Forms(), flags.form)) {
      for (const Encoding encoding : Chosen(Encodings(), flags.encoding)) {
        for (const Charset charset : Chosen(Charsets(), flags.charset)) {
          for (const Layout layout : Chosen(Layouts(), flags.layout)) {
            if (!CanShow(fault, form, layout)) continue;
            for (const Container container : Chosen(Containers(), flags.container)) {
              all.push_back({.seed = 0,
                             .form = form,
                             .layout = layout,
                             .encoding = encoding,
                             .charset = charset,
                             .fault = fault,
                             .traditional = flags.traditional,
                             .target_bytes = flags.target_bytes,
                             .container = container});
            }
          }
        }
      }
    }
  }
  return all;
}

// A step that visits all of `size` combinations, neighbours far apart, so that a small number of
// reports shows something of each flag.
uint64_t StepOf(uint64_t size) {
  uint64_t step = size * 618 / 1000 + 1;
  while (std::gcd(step, size) != 1) ++step;
  return step;
}

bool Write(const std::filesystem::path& path, std::string_view bytes) {
  std::ofstream file(path, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (file.fail()) std::cerr << "cannot write " << path << "\n";
  return !file.fail();
}

int WriteAll(const Flags& flags) {
  const std::vector<Options> combinations = Combinations(flags);
  if (combinations.empty()) {
    std::cerr << "no layout of this form can show this fault\n";
    return 2;
  }
  const uint64_t step = StepOf(combinations.size());
  const std::filesystem::path reports(flags.out);
  const std::filesystem::path truths(flags.out + "-truth");
  std::error_code error;
  std::filesystem::create_directories(reports, error);
  std::filesystem::create_directories(truths, error);
  for (uint64_t i = 0; i < flags.count; ++i) {
    Options options = combinations[i * step % combinations.size()];
    options.seed = flags.seed + i;
    const Rendered rendered = Render(options);
    if (!Write(reports / rendered.file_name, rendered.bytes) ||
        !Write(truths / (rendered.file_name + ".truth.csv"), TruthCsv(rendered))) {
      return 1;
    }
  }
  return 0;
}

int Main(int argc, char** argv) {
  Flags flags;
  CLI::App app("Writes reports with known truth: DIR holds the reports, DIR-truth the truth.");
  app.add_option("--out", flags.out, "folder for the reports")->required();
  app.add_option("--count", flags.count, "how many")->capture_default_str();
  app.add_option("--seed", flags.seed, "of the first report; each next has one more")
      ->capture_default_str();
  app.add_option("--target-bytes", flags.target_bytes, "least length; 0 for a usual one");
  app.add_flag("--traditional", flags.traditional, "Traditional characters");
  AddFlag(app, "--form", Forms(), flags.form);
  AddFlag(app, "--layout", Layouts(), flags.layout);
  AddFlag(app, "--encoding", Encodings(), flags.encoding);
  AddFlag(app, "--charset", Charsets(), flags.charset);
  AddFlag(app, "--container", Containers(), flags.container);
  AddFlag(app, "--fault", Faults(), flags.fault);
  CLI11_PARSE(app, argc, argv);
  while (flags.out.size() > 1 && flags.out.ends_with('/')) flags.out.pop_back();
  return WriteAll(flags);
}

}  // namespace
}  // namespace gongkai::corpus

int main(int argc, char** argv) { return gongkai::corpus::Main(argc, argv); }
