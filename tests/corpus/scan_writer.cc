#include "tests/corpus/scan_writer.h"

#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <utility>

namespace gongkai::corpus {
namespace {

constexpr double kPointsPerPixel = 72.0 / 300.0;
constexpr int kBlack = 140;

std::string Deflated(const std::string& bytes) {
  uLongf size = compressBound(bytes.size());
  std::string packed(size, '\0');
  compress2(reinterpret_cast<Bytef*>(packed.data()), &size,
            reinterpret_cast<const Bytef*>(bytes.data()), bytes.size(), Z_BEST_SPEED);
  packed.resize(size);
  return packed;
}

// One bit a pixel, rows filled up to bytes.
std::string Bits(const ScannedPage& page) {
  std::string bits;
  std::size_t at = 0;
  for (int y = 0; y < page.height; ++y) {
    int byte = 0;
    for (int x = 0; x < page.width; ++x) {
      byte = byte << 1 | (page.pixels[at++] >= kBlack ? 1 : 0);
      if (x % 8 == 7) bits += static_cast<char>(byte), byte = 0;
    }
    if (page.width % 8 != 0) bits += static_cast<char>(byte << (8 - page.width % 8));
  }
  return bits;
}

std::string Stream(const std::string& dictionary, const std::string& bytes) {
  return "<< " + dictionary + " /Length " + std::to_string(bytes.size()) + " >>\nstream\n" + bytes +
         "\nendstream";
}

// From a "P5" file; no pixels if it is none.
ScannedPage ReadScan(const std::string& pgm) {
  ScannedPage page;
  int header = 0;
  if (std::sscanf(pgm.c_str(), "P5 %d %d 255%n", &page.width, &page.height, &header) < 2 ||
      header == 0) {
    return {};
  }
  const std::size_t size =
      static_cast<std::size_t>(page.width) * static_cast<std::size_t>(page.height);
  const auto begin = static_cast<std::size_t>(header) + 1;
  if (pgm.size() < begin + size) return {};
  page.pixels.assign(pgm.begin() + static_cast<std::ptrdiff_t>(begin),
                     pgm.begin() + static_cast<std::ptrdiff_t>(begin + size));
  return page;
}

bool HasInk(const ScannedPage& page) {
  return std::ranges::count_if(page.pixels, [](uint8_t grey) { return grey < kBlack; }) > 20'000;
}

}  // namespace

std::vector<ScannedPage> DrawnPages(const std::string& pdf) {
  namespace fs = std::filesystem;
  static std::atomic<int> count = 0;
  const fs::path folder = fs::temp_directory_path() / ("gongkai-scan-" + std::to_string(getpid()) +
                                                       "-" + std::to_string(++count));
  fs::create_directory(folder);
  std::ofstream(folder / "report.pdf", std::ios::binary) << pdf;
  const std::string command =
      "cd '" + folder.string() + "' && pdftoppm -q -gray -r 300 report.pdf page >/dev/null 2>&1";
  std::vector<fs::path> files;
  if (std::system(command.c_str()) == 0) {
    for (const auto& entry : fs::directory_iterator(folder)) {
      if (entry.path().extension() == ".pgm") files.push_back(entry.path());
    }
  }
  std::ranges::sort(files);
  std::vector<ScannedPage> pages;
  for (const fs::path& path : files) {
    std::ifstream file(path, std::ios::binary);
    pages.push_back(ReadScan({std::istreambuf_iterator<char>(file), {}}));
  }
  fs::remove_all(folder);
  if (!pages.empty() && !HasInk(pages[0])) pages.clear();
  return pages;
}

ScannedPage Worn(const ScannedPage& page, int dust, int slant, uint32_t seed) {
  std::minstd_rand random(seed);
  ScannedPage worn = page;
  for (int y = 0; y < page.height; ++y) {
    for (int x = 0; x < page.width; ++x) {
      const int from = slant > 0 ? y - x / slant : y;
      int value =
          from >= 0
              ? page.pixels[static_cast<std::size_t>(from) * static_cast<std::size_t>(page.width) +
                            static_cast<std::size_t>(x)]
              : 255;
      if (random() % 1'000'000 < static_cast<unsigned>(dust)) value = 255 - value;
      worn.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(page.width) +
                  static_cast<std::size_t>(x)] = static_cast<uint8_t>(value);
    }
  }
  return worn;
}

std::string ScannedPdf(const std::vector<ScannedPage>& pages) {
  std::vector<std::string> objects = {"<< /Type /Catalog /Pages 2 0 R >>", ""};
  std::string kids;
  for (const ScannedPage& page : pages) {
    const std::size_t number = objects.size() + 1;
    const std::string width = std::to_string(page.width * kPointsPerPixel);
    const std::string height = std::to_string(page.height * kPointsPerPixel);
    kids += std::to_string(number) + " 0 R ";
    objects.push_back("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 " + width + " " + height +
                      "] /Contents " + std::to_string(number + 1) +
                      " 0 R /Resources << /XObject << /Scan " + std::to_string(number + 2) +
                      " 0 R >> >> >>");
    objects.push_back(Stream("", width + " 0 0 " + height + " 0 0 cm /Scan Do"));
    objects.push_back(Stream("/Type /XObject /Subtype /Image /Width " + std::to_string(page.width) +
                                 " /Height " + std::to_string(page.height) +
                                 " /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter "
                                 "/FlateDecode",
                             Deflated(Bits(page))));
  }
  objects[1] =
      "<< /Type /Pages /Kids [" + kids + "] /Count " + std::to_string(pages.size()) + " >>";
  std::string file = "%PDF-1.4\n", index;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    char entry[32];
    std::snprintf(entry, sizeof(entry), "%010zu 00000 n \n", file.size());
    index += entry;
    file += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::string count = std::to_string(objects.size() + 1);
  const std::string place = std::to_string(file.size());
  return file + "xref\n0 " + count + "\n0000000000 65535 f \n" + index + "trailer\n<< /Size " +
         count + " /Root 1 0 R >>\nstartxref\n" + place + "\n%%EOF\n";
}

ScannedPage Halved(const ScannedPage& page) {
  ScannedPage half{page.width / 2, page.height / 2, {}};
  for (int y = 0; y < half.height; ++y) {
    for (int x = 0; x < half.width; ++x) {
      int sum = 0;
      for (const auto& [dx, dy] : {std::pair(0, 0), {1, 0}, {0, 1}, {1, 1}}) {
        sum += page.pixels[static_cast<std::size_t>(2 * y + dy) *
                               static_cast<std::size_t>(page.width) +
                           static_cast<std::size_t>(2 * x + dx)];
      }
      half.pixels.push_back(static_cast<uint8_t>(sum / 4));
    }
  }
  return half;
}

std::string ScannedPng(const std::vector<ScannedPage>& pages, int samples) {
  constexpr char kColourTypes[] = {0, 4, 2, 6};  // by the samples of a pixel
  const int width = pages.empty() ? 0 : pages[0].width;
  int height = 0;
  std::string rows;
  for (const ScannedPage& page : pages) {
    height += page.height;
    for (std::size_t i = 0; i < page.pixels.size(); ++i) {
      if (i % static_cast<std::size_t>(width) == 0) rows += '\0';
      const bool covers = samples % 2 == 0;
      // White is what nothing covers: black, had it been drawn.
      const bool paper = covers && page.pixels[i] == 255;
      const char shade = paper ? '\0' : static_cast<char>(page.pixels[i]);
      rows.append(static_cast<std::size_t>(samples - (covers ? 1 : 0)), shade);
      if (covers) rows += paper ? '\0' : '\xFF';
    }
  }
  const auto number = [](std::size_t value) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift & 255);
    return bytes;
  };
  const auto chunk = [&](const std::string& name, const std::string& data) {
    const std::string checked = name + data;
    const auto sum =
        crc32(0, reinterpret_cast<const Bytef*>(checked.data()), static_cast<uInt>(checked.size()));
    return number(data.size()) + checked + number(sum);
  };
  const std::string head = number(static_cast<std::size_t>(width)) +
                           number(static_cast<std::size_t>(height)) + '\x08' +
                           kColourTypes[samples - 1] + std::string(3, '\0');
  return "\x89PNG\r\n\x1A\n" + chunk("IHDR", head) + chunk("IDAT", Deflated(rows)) +
         chunk("IEND", "");
}

}  // namespace gongkai::corpus
