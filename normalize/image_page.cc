#include "normalize/image_page.h"

#include <zlib.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>

#include "common/digest.h"
#include "common/limits.h"
#include "common/strings.h"

namespace gongkai {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::string_view kPng = "\x89PNG\r\n\x1A\n"sv;
constexpr std::string_view kJpeg = "\xFF\xD8\xFF"sv;
constexpr int kPaperWidth = 2'480;  // pixels of A4 at kRecognitionDpi
constexpr int kMostWidth = 3'600;
constexpr int kMostTimes = 4;  // enlarged more, small characters only get blurred

// What a PDF says of the image beside its bytes.
struct Image {
  uint32_t width = 0;
  uint32_t height = 0;
  std::string entries;
  std::string data;
};

uint32_t Number(std::string_view bytes, std::size_t at, std::size_t size) {
  uint32_t number = 0;
  for (std::size_t i = at; i < at + size; ++i) {
    number = number << 8 | static_cast<unsigned char>(bytes[i]);
  }
  return number;
}

// Colours over white paper, by how little they cover it.
constexpr char kOverWhite1[] = "{exch 1 sub mul 1 add}";
constexpr char kOverWhite3[] =
    "{4 1 roll 1 sub 3 index mul 1 add 3 1 roll 1 sub 3 index mul 1 add 3 1 roll "
    "1 sub 3 index mul 1 add 4 -1 roll pop 3 1 roll}";

// The object that stands behind the image, for colours that cover paper in part.
std::string CoverFunction(bool grey) {
  const std::string_view code = grey ? kOverWhite1 : kOverWhite3;
  return Concat("<< /FunctionType 4 /Domain [", grey ? "0 1 0 1" : "0 1 0 1 0 1 0 1", "] /Range [",
                grey ? "0 1" : "0 1 0 1 0 1", "] /Length ", code.size(), " >>\nstream\n", code,
                "\nendstream");
}

// Colour types of PNG: how many samples a pixel has, and what they mean.
struct ColourType {
  int samples;
  const char* space;
};

std::optional<ColourType> ColourTypeOf(uint32_t type) {
  switch (type) {
    case 0:
      return ColourType{1, "/DeviceGray"};
    case 2:
      return ColourType{3, "/DeviceRGB"};
    case 3:
      return ColourType{1, ""};
    case 4:
      return ColourType{2, "[/DeviceN [/C0 /C1] /DeviceGray 6 0 R]"};
    case 6:
      return ColourType{4, "[/DeviceN [/C0 /C1 /C2 /C3] /DeviceRGB 7 0 R]"};
    default:
      return std::nullopt;
  }
}

std::optional<Image> ReadPng(std::string_view bytes) {
  Image image;
  std::string palette;
  std::optional<ColourType> colour;
  uint32_t depth = 0;
  for (std::size_t at = kPng.size(); at + 12 <= bytes.size();) {
    const std::size_t size = Number(bytes, at, 4);
    if (size > bytes.size() - at - 12) return std::nullopt;
    const std::string_view checked = bytes.substr(at + 4, size + 4);
    const auto sum =
        crc32(0, reinterpret_cast<const Bytef*>(checked.data()), static_cast<uInt>(checked.size()));
    if (sum != Number(bytes, at + 8 + size, 4)) return std::nullopt;
    const std::string_view name = checked.substr(0, 4), data = checked.substr(4);
    at += size + 12;
    if (name == "IHDR" && size == 13) {
      image.width = Number(data, 0, 4);
      image.height = Number(data, 4, 4);
      depth = Number(data, 8, 1);
      colour = ColourTypeOf(Number(data, 9, 1));
      if (data.substr(10) != "\0\0\0"sv) return std::nullopt;  // interlaced
    } else if (name == "PLTE") {
      palette = ToHex(data.substr(0, 768));
    } else if (name == "IDAT") {
      image.data += data;
    } else if (name == "IEND" && colour) {
      const std::string space =
          *colour->space != '\0'
              ? colour->space
              : Concat("[/Indexed /DeviceRGB ", std::max<std::size_t>(palette.size() / 6, 1) - 1,
                       " <", palette, ">]");
      image.entries =
          Concat("/BitsPerComponent ", depth, " /ColorSpace ", space,
                 " /Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors ", colour->samples,
                 " /BitsPerComponent ", depth, " /Columns ", image.width, " >>");
      return image;
    }
  }
  return std::nullopt;
}

std::optional<Image> ReadJpeg(std::string_view bytes) {
  bool adobe = false;
  for (std::size_t at = 2; at + 10 <= bytes.size();) {
    if (bytes[at] != '\xFF') return std::nullopt;
    const uint32_t marker = Number(bytes, at + 1, 1);
    if (marker == 0xFF) {
      ++at;
      continue;
    }
    const bool frame = marker >= 0xC0 && marker <= 0xC2;
    if (frame) {
      const uint32_t samples = Number(bytes, at + 9, 1);
      Image image{Number(bytes, at + 7, 2), Number(bytes, at + 5, 2), "", std::string(bytes)};
      const char* const space = samples == 1   ? "/DeviceGray"
                                : samples == 3 ? "/DeviceRGB"
                                               : "/DeviceCMYK";
      image.entries = Concat("/BitsPerComponent 8 /Filter /DCTDecode /ColorSpace ", space);
      // Adobe's programs write the four inks the other way round.
      if (samples == 4 && adobe) image.entries += " /Decode [1 0 1 0 1 0 1 0]";
      return image;
    }
    adobe = adobe || (marker == 0xEE && bytes.substr(at + 4).starts_with("Adobe"));
    at += 2 + Number(bytes, at + 2, 2);
  }
  return std::nullopt;
}

// Hundredths, as PDF has them.
std::string Points(double pixels) {
  const auto hundredths = static_cast<int64_t>(std::llround(pixels * 7'200 / kRecognitionDpi));
  const std::string rest = Concat(100 + hundredths % 100);
  return Concat(hundredths / 100, ".", std::string_view(rest).substr(1));
}

std::string Stream(std::string_view entries, std::string_view data) {
  return Concat("<< ", entries, " /Length ", data.size(), " >>\nstream\n", data, "\nendstream");
}

std::string PdfOf(const Image& image, double scale) {
  const std::string width = Points(image.width * scale), height = Points(image.height * scale);
  const std::string objects[] = {
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      Concat("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ", width, " ", height,
             "] /Contents 4 0 R /Resources << /XObject << /Image 5 0 R >> >> >>"),
      Stream("", Concat(width, " 0 0 ", height, " 0 0 cm /Image Do")),
      Stream(Concat("/Type /XObject /Subtype /Image /Width ", image.width, " /Height ",
                    image.height, " ", image.entries),
             image.data),
      CoverFunction(true),
      CoverFunction(false)};
  std::string pdf = "%PDF-1.4\n", index;
  std::size_t number = 0;
  for (const std::string& object : objects) {
    const std::string place = Concat(10'000'000'000 + pdf.size());
    index += Concat(std::string_view(place).substr(1), " 00000 n \n");
    pdf += Concat(++number, " 0 obj\n", object, "\nendobj\n");
  }
  const std::size_t place = pdf.size();
  return Concat(pdf, "xref\n0 ", number + 1, "\n0000000000 65535 f \n", index, "trailer\n<< /Size ",
                number + 1, " /Root 1 0 R >>\nstartxref\n", place, "\n%%EOF\n");
}

}  // namespace

bool IsReadableImage(std::string_view bytes) {
  return bytes.starts_with(kPng) || bytes.starts_with(kJpeg);
}

ImagePage PageOfImage(std::string_view bytes) {
  std::optional<Image> image;
  if (bytes.starts_with(kPng)) image = ReadPng(bytes);
  if (bytes.starts_with(kJpeg)) image = ReadJpeg(bytes);
  if (!image || image->width == 0 || image->height == 0) return {};
  if (uint64_t{image->width} * image->height > kMaxRasterPixels) return {};
  const double wanted = static_cast<double>(kPaperWidth) / image->width;
  double scale = 1;
  if (image->width < kPaperWidth) scale = std::min<double>(wanted, kMostTimes);
  if (image->width > kMostWidth) scale = wanted;
  if (scale * image->width * scale * image->height > kMaxRasterPixels) return {};
  return {PdfOf(*image, scale), static_cast<int>(image->width), static_cast<int>(image->height),
          scale};
}

}  // namespace gongkai
