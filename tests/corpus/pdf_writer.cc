#include "tests/corpus/pdf_writer.h"

#include <zlib.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace gongkai::corpus {
namespace {

// Numbers with two decimals, whatever the locale.
std::string Number(double value) {
  const long hundredths = std::lround(value * 100);
  const long whole = std::labs(hundredths) / 100, rest = std::labs(hundredths) % 100;
  std::string out = hundredths < 0 ? "-" : "";
  out += std::to_string(whole);
  if (rest == 0) return out;
  out += rest < 10 ? ".0" : ".";
  return out + std::to_string(rest);
}

std::string Numbers(std::initializer_list<double> values) {
  std::string out;
  for (const double value : values) out += Number(value) + " ";
  return out;
}

char32_t CodeOf(std::string_view character) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(character[i]); };
  switch (character.size()) {
    case 1:
      return byte(0);
    case 2:
      return (byte(0) & 0x1Fu) << 6 | (byte(1) & 0x3Fu);
    case 3:
      return (byte(0) & 0x0Fu) << 12 | (byte(1) & 0x3Fu) << 6 | (byte(2) & 0x3Fu);
    default:
      return (byte(0) & 0x07u) << 18 | (byte(1) & 0x3Fu) << 12 | (byte(2) & 0x3Fu) << 6 |
             (byte(3) & 0x3Fu);
  }
}

// UTF-16BE in hexadecimal, as the font's character map wants it.
std::string Hex(std::string_view utf8) {
  std::string out = "<";
  const auto add = [&out](unsigned unit) {
    char digits[5];
    std::snprintf(digits, sizeof(digits), "%04X", unit);
    out += digits;
  };
  for (const std::string_view character : Characters(utf8)) {
    const char32_t code = CodeOf(character);
    if (code < 0x10000) {
      add(static_cast<unsigned>(code));
    } else {
      add(static_cast<unsigned>(0xD800 + ((code - 0x10000) >> 10)));
      add(static_cast<unsigned>(0xDC00 + ((code - 0x10000) & 0x3FF)));
    }
  }
  return out + ">";
}

std::string Deflate(const std::string& bytes) {
  uLongf size = compressBound(static_cast<uLong>(bytes.size()));
  std::string out(size, '\0');
  if (compress(reinterpret_cast<Bytef*>(out.data()), &size,
               reinterpret_cast<const Bytef*>(bytes.data()),
               static_cast<uLong>(bytes.size())) != Z_OK) {
    std::abort();
  }
  out.resize(size);
  return out;
}

std::string Stream(const std::string& bytes, bool compressed, std::string_view entries = "") {
  const std::string body = compressed ? Deflate(bytes) : bytes;
  std::string out = "<< /Length " + std::to_string(body.size());
  if (compressed) out += " /Filter /FlateDecode";
  return out.append(entries).append(" >>\nstream\n") + body + "\nendstream";
}

// The objects before those of the pages. F1 is a font that no reader needs a file for; of F2
// nobody can say which character a code is.
enum : int {
  kCatalog = 1,
  kPages,
  kFont,
  kFontBelow,
  kStrange,
  kStrangeBelow,
  kPicture,
  kMapping,
  kFirst
};

constexpr std::string_view kFontObject =
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H "
    "/DescendantFonts [4 0 R] >>";
constexpr std::string_view kFontBelowObject =
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo "
    "<< /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 /W [1 95 500 814 907 500] "
    "/FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox "
    "[-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>";
constexpr std::string_view kStrangeObject =
    "<< /Type /Font /Subtype /Type0 /BaseFont /Strange /Encoding /Identity-H "
    "/DescendantFonts [6 0 R]";
constexpr std::string_view kMap =
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
    "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    "10 beginbfchar\n<0030> <0030>\n<0031> <0031>\n<0032> <0032>\n<0033> <0033>\n<0034> <0034>\n"
    "<0035> <0035>\n<0036> <0036>\n<0037> <0037>\n<0038> <0038>\n<0039> <0039>\nendbfchar\n"
    "1 beginbfrange <4E00> <9FFF> <4E00> endbfrange\nendcmap end end\n";
constexpr std::string_view kStrangeBelowObject =
    "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Strange /CIDSystemInfo "
    "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /FontDescriptor "
    "<< /Type /FontDescriptor /FontName /Strange /Flags 4 /FontBBox [0 0 1000 1000] "
    "/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>";

std::string Resources(const std::string& form) {
  return "<< /Font << /F1 3 0 R /F2 5 0 R >> /XObject << /I1 7 0 R " +
         (form.empty() ? "" : "/X1 " + form + " 0 R ") + ">> >>";
}

}  // namespace

std::vector<std::string_view> Characters(std::string_view utf8) {
  std::vector<std::string_view> characters;
  for (size_t at = 0; at < utf8.size();) {
    size_t end = at + 1;
    while (end < utf8.size() && (static_cast<unsigned char>(utf8[end]) & 0xC0) == 0x80) ++end;
    characters.push_back(utf8.substr(at, end - at));
    at = end;
  }
  return characters;
}

double TextWidth(std::string_view utf8) {
  double width = 0;
  for (const std::string_view character : Characters(utf8))
    width += character.size() == 1 ? 0.5 : 1;
  return width;
}

PdfPage& PdfPage::Text(double x, double y, double size, std::string_view utf8) {
  return Raw("BT /F1 " + Number(size) + " Tf " + Numbers({x, height_ - y}) + "Td " + Hex(utf8) +
             " Tj ET\n");
}

PdfPage& PdfPage::HiddenText(double x, double y, double size, std::string_view utf8) {
  Raw("q 3 Tr ");
  Text(x, y, size, utf8);
  return Raw("Q\n");
}

PdfPage& PdfPage::UnreadableText(double x, double y, double size, std::string_view utf8) {
  return Raw("BT /F2 " + Number(size) + " Tf " + Numbers({x, height_ - y}) + "Td " + Hex(utf8) +
             " Tj ET\n");
}

PdfPage& PdfPage::TurnedText(double x, double y, double size, std::string_view utf8,
                             double degrees) {
  const double angle = degrees * 3.14159265358979 / 180;
  return Raw("BT /F1 " + Number(size) + " Tf " +
             Numbers({std::cos(angle), std::sin(angle), -std::sin(angle), std::cos(angle), x,
                      height_ - y}) +
             "Tm " + Hex(utf8) + " Tj ET\n");
}

PdfPage& PdfPage::Line(double x0, double y0, double x1, double y1, double width) {
  return Raw(Number(width) + " w " + Numbers({x0, height_ - y0}) + "m " +
             Numbers({x1, height_ - y1}) + "l S\n");
}

PdfPage& PdfPage::FilledBox(double x0, double y0, double x1, double y1) {
  return Raw(Numbers({x0, height_ - y1, x1 - x0, y1 - y0}) + "re f\n");
}

PdfPage& PdfPage::Image(double x0, double y0, double x1, double y1) {
  return Raw("q " + Numbers({x1 - x0, 0, 0, y1 - y0, x0, height_ - y1}) + "cm /I1 Do Q\n");
}

PdfPage& PdfPage::Raw(std::string_view operators) {
  content_.append(operators);
  return *this;
}

PdfPage& PdfPage::Entry(std::string_view entry) {
  entries_.append(" ").append(entry);
  return *this;
}

std::string PdfWriter::Write() const {
  std::vector<std::string> objects(kFirst - 1);
  const auto object = [&objects](int number) -> std::string& {
    return objects[static_cast<size_t>(number) - 1];
  };
  object(kCatalog) = "<< /Type /Catalog /Pages 2 0 R " + catalog_ + " >>";
  object(kFont) = kFontObject;
  object(kFontBelow) = kFontBelowObject;
  const size_t mapping = objects.size() + 1 + pages_.size() * (in_forms_ ? 3 : 2);
  object(kStrange) =
      std::string(kStrangeObject) +
      (mapped_ ? " /ToUnicode " + std::to_string(mapping) + " 0 R >>" : std::string(" >>"));
  object(kStrangeBelow) = kStrangeBelowObject;
  object(kPicture) = Stream("A", false,
                            " /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace "
                            "/DeviceGray /BitsPerComponent 8");
  std::string kids;
  for (const PdfPage& page : pages_) {
    const std::string number = std::to_string(objects.size() + 1);
    const std::string form = std::to_string(objects.size() + 3);
    const std::string box = "0 0 " + Numbers({page.width_, page.height_});
    kids += number + " 0 R ";
    objects.push_back("<< /Type /Page /Parent 2 0 R /MediaBox [" + box + "] /Resources " +
                      Resources(in_forms_ ? form : "") + " /Contents " +
                      std::to_string(objects.size() + 2) + " 0 R" + page.entries_ + " >>");
    objects.push_back(Stream(in_forms_ ? "/X1 Do\n" : page.content_, compressed_));
    if (!in_forms_) continue;
    objects.push_back(
        Stream(page.content_, compressed_,
               " /Type /XObject /Subtype /Form /BBox [" + box + "] /Resources " + Resources("")));
  }
  if (mapped_) objects.push_back(Stream(std::string(kMap), compressed_, " /CMapName /Mapped"));
  object(kPages) =
      "<< /Type /Pages /Count " + std::to_string(pages_.size()) + " /Kids [" + kids + "] >>";
  std::string out = "%PDF-1.4\n%\xE2\xE3\xCF\xD3\n";
  std::string index;
  for (size_t i = 0; i < objects.size(); ++i) {
    char entry[32];
    std::snprintf(entry, sizeof(entry), "%010zu 00000 n \n", out.size());
    index += entry;
    out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::string size = std::to_string(objects.size() + 1);
  const size_t start = out.size();
  out += "xref\n0 " + size + "\n0000000000 65535 f \n" + index;
  out += "trailer\n<< /Size " + size + " /Root 1 0 R >>\nstartxref\n" + std::to_string(start) +
         "\n%%EOF\n";
  return out;
}

}  // namespace gongkai::corpus
