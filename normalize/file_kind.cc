#include "normalize/file_kind.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "absl/strings/ascii.h"
#include "normalize/compound_file.h"

namespace gongkai {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t kHeadBytes = 1024;
constexpr std::size_t kArchiveBytes = 64u << 10;
constexpr std::size_t kMarkupBytes = 1u << 20;
constexpr std::size_t kNoiseShare = 100;
constexpr std::size_t kNoiseBytes = 16;

struct Magic {
  std::size_t offset;
  std::string_view bytes;
  ForeignKind kind;
};

constexpr Magic kMagics[] = {
    {0, "{\\rtf"sv, {"RTF 文档", "RTF document"}},
    {0, "\x89PNG\r\n"sv, {"PNG 图片", "PNG image"}},
    {0, "\xFF\xD8\xFF"sv, {"JPEG 图片", "JPEG image"}},
    {0, "GIF87a"sv, {"GIF 图片", "GIF image"}},
    {0, "GIF89a"sv, {"GIF 图片", "GIF image"}},
    {0, "II*\0"sv, {"TIFF 图片", "TIFF image"}},
    {0, "MM\0*"sv, {"TIFF 图片", "TIFF image"}},
    {8, "WEBPVP8"sv, {"WebP 图片", "WebP image"}},
    {6, "\0\0\0\0"sv, {"BMP 图片", "BMP image"}},
    {0, "\x1F\x8B"sv, {"GZIP 压缩文件", "gzip archive"}},
    {0, "BZh"sv, {"BZIP2 压缩文件", "bzip2 archive"}},
    {0, "\xFD\x37zXZ\0"sv, {"XZ 压缩文件", "xz archive"}},
    {0, "\x28\xB5\x2F\xFD"sv, {"Zstandard 压缩文件", "Zstandard archive"}},
    {0, "7z\xBC\xAF\x27\x1C"sv, {"7Z 压缩文件", "7z archive"}},
    {0, "Rar!\x1A\x07"sv, {"RAR 压缩文件", "RAR archive"}},
    {257, "ustar"sv, {"TAR 归档文件", "tar archive"}},
    {0, "\x7F\x45LF"sv, {"可执行程序", "program"}},
    {0, "MZ\x90\0"sv, {"可执行程序", "program"}},
    {0, "SQLite format 3\0"sv, {"SQLite 数据库", "SQLite database"}},
    {4, "ftyp"sv, {"音视频文件", "audio or video file"}},
    {0, "ID3\x03"sv, {"音频文件", "audio file"}},
    {0, "AT&TFORM"sv, {"DjVu 文档", "DjVu document"}},
    {0, "%!PS"sv, {"PostScript 文档", "PostScript document"}},
};

// Members of a ZIP archive that tell what it is.
constexpr Magic kArchives[] = {
    {0, "word/"sv, {"Word 文档（DOCX）", "Word document (DOCX)"}},
    {0, "xl/"sv, {"Excel 工作簿（XLSX）", "Excel workbook (XLSX)"}},
    {0, "ppt/"sv, {"演示文稿（PPTX）", "presentation (PPTX)"}},
    {0, "OFD.xml"sv, {"OFD 版式文档", "OFD document"}},
    {0, "opendocument.text"sv, {"OpenDocument 文本文档（ODT）", "OpenDocument text (ODT)"}},
    {0,
     "opendocument.spreadsheet"sv,
     {"OpenDocument 表格（ODS）", "OpenDocument spreadsheet (ODS)"}},
    {0, "opendocument"sv, {"OpenDocument 文档", "OpenDocument file"}},
    {0, "epub"sv, {"EPUB 电子书", "EPUB book"}},
};

// Elements that begin a page or a fragment.
constexpr std::string_view kOpeners[] = {
    "!doctype", "html", "head",   "body",  "title",      "meta",    "table",   "div",
    "p",        "h1",   "h2",     "h3",    "span",       "section", "article", "center",
    "font",     "ul",   "ol",     "style", "link",       "script",  "tbody",   "tr",
    "br",       "img",  "a",      "b",     "strong",     "form",    "base",    "main",
    "header",   "nav",  "iframe", "dl",    "blockquote", "pre",     "td",      "hr"};

// Tags that a text which only mentions HTML does not have.
constexpr std::string_view kClosers[] = {"/p",  "/td", "/tr", "/div",  "/table",  "/span",
                                         "/li", "/h1", "/h2", "/h3",   "/strong", "/section",
                                         "td",  "tr",  "/th", "/font", "/a",      "/b"};
constexpr std::size_t kMinClosers = 2;

// True if `text` begins with `name` in any case, as a whole word.
bool BeginsWithTag(std::string_view text, std::string_view name) {
  if (text.size() < name.size()) return false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (absl::ascii_tolower(text[i]) != name[i]) return false;
  }
  if (text.size() == name.size()) return true;
  const char next = absl::ascii_tolower(text[name.size()]);
  return !((next >= 'a' && next <= 'z') || (next >= '0' && next <= '9'));
}

template <std::size_t kCount>
bool BeginsWithAny(std::string_view text, const std::string_view (&names)[kCount]) {
  return std::any_of(std::begin(names), std::end(names),
                     [text](std::string_view name) { return BeginsWithTag(text, name); });
}

// `page` without leading space, comments and processing instructions.
std::string_view SkipProlog(std::string_view page) {
  for (;;) {
    const std::size_t begin = page.find_first_not_of(" \t\r\n\f");
    if (begin == std::string_view::npos) return {};
    page.remove_prefix(begin);
    const bool comment = page.substr(0, 4) == "<!--";
    if (!comment && page.substr(0, 2) != "<?") return page;
    const std::string_view end_mark = comment ? "-->"sv : ">"sv;
    const std::size_t end = page.find(end_mark, 2);
    if (end == std::string_view::npos) return {};
    page.remove_prefix(end + end_mark.size());
  }
}

ForeignKind RecogniseArchive(std::string_view bytes) {
  const std::string_view members = bytes.substr(0, kArchiveBytes);
  for (const Magic& archive : kArchives) {
    if (members.find(archive.bytes) != std::string_view::npos) return archive.kind;
  }
  return {"ZIP 压缩文件；请解开后逐个报送其中的报告",
          "ZIP archive; unpack it and send the reports in it"};
}

ForeignKind KindOfCompound(CompoundKind kind) {
  switch (kind) {
    case CompoundKind::kNone:
      return {};
    case CompoundKind::kWord:
      return {"旧版 Word 或 WPS 文字文档（DOC、WPS）", "legacy Word or WPS document (DOC, WPS)"};
    case CompoundKind::kExcel:
      return {"旧版 Excel 或 WPS 表格（XLS、ET）", "legacy Excel or WPS workbook (XLS, ET)"};
    case CompoundKind::kPowerPoint:
      return {"旧版演示文稿（PPT）", "legacy presentation (PPT)"};
    case CompoundKind::kWorks:
      return {"Microsoft Works 文档（WPS）", "Microsoft Works document (WPS)"};
    default:
      return {"旧版 Office 或 WPS 文档（DOC、XLS、WPS）", "legacy Office document (DOC, XLS, WPS)"};
  }
}

}  // namespace

bool HoldsOfficeDocument(std::string_view archive) {
  // Names stand before each entry and again in the directory at the end.
  const std::size_t tail = archive.size() - std::min(archive.size(), kArchiveBytes);
  for (const std::string_view folder : {"word/"sv, "xl/"sv}) {
    if (archive.substr(0, kArchiveBytes).find(folder) != std::string_view::npos ||
        archive.substr(tail).find(folder) != std::string_view::npos) {
      return true;
    }
  }
  return false;
}

bool IsEncryptedOffice(std::string_view bytes) {
  // The name of the stream that holds the encrypted package, in UTF-16 ([MS-OFFCRYPTO] 2.3.1).
  constexpr auto kStream = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"sv;
  const CompoundKind kind = CompoundKindOf(bytes);
  if (kind != CompoundKind::kUnknown) return kind == CompoundKind::kEncrypted;
  return bytes.find(kStream) != std::string_view::npos;  // whatever became of its directory
}

bool LooksLikePdf(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, kHeadBytes);
  const std::size_t pdf = head.find("%PDF-");
  return pdf != std::string_view::npos && (pdf == 0 || head.find('<') >= pdf);
}

ForeignKind RecogniseForeign(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, kHeadBytes);
  if (head.substr(0, 4) == "PK\x03\x04" || head.substr(0, 4) == "PK\x05\x06") {
    return RecogniseArchive(bytes);
  }
  if (const ForeignKind kind = KindOfCompound(CompoundKindOf(bytes))) return kind;
  for (const Magic& magic : kMagics) {
    if (magic.kind.en == "BMP image" && head.substr(0, 2) != "BM") continue;
    if (head.size() > magic.offset &&
        head.substr(magic.offset, magic.bytes.size()) == magic.bytes) {
      return magic.kind;
    }
  }
  if (head.substr(0, 5) == "<?xml" && head.find("mso-application") != std::string_view::npos) {
    return {"Office XML 文档", "Office XML document"};
  }
  return {};
}

bool BeginsLikeHtmlPage(std::string_view page) {
  const std::string_view begin = SkipProlog(page.substr(0, kMarkupBytes));
  return begin.size() > 1 && begin[0] == '<' && BeginsWithAny(begin.substr(1), kOpeners);
}

bool LooksLikeHtml(std::string_view page) {
  if (BeginsLikeHtmlPage(page)) return true;
  page = page.substr(0, kMarkupBytes);
  std::size_t closers = 0;
  std::size_t breaks = 0;
  for (std::size_t at = 0; (at = page.find('<', at)) != std::string_view::npos; ++at) {
    const std::string_view tag = page.substr(at + 1, 16);
    closers += BeginsWithAny(tag, kClosers);
    breaks += BeginsWithTag(tag, "br");
    if (closers >= kMinClosers) return true;
  }
  // A text on one line whose only markup is <br>.
  return breaks >= kMinClosers &&
         breaks > static_cast<std::size_t>(std::count(page.begin(), page.end(), '\n'));
}

bool LooksLikeNoise(std::string_view page) {
  // Small sums and no branches, so that the compiler counts many bytes at once.
  const auto controls_in = [](const char* bytes, std::size_t count) {
    uint8_t sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const auto byte = static_cast<uint8_t>(bytes[i]);
      const auto behind_cr = static_cast<uint8_t>(byte - 0x0E);
      sum = static_cast<uint8_t>(sum + ((byte < 0x07) | (behind_cr < 0x20 - 0x0E)));
    }
    return sum;
  };
  constexpr std::size_t kStep = 128;
  std::size_t controls = 0;
  std::size_t at = 0;
  for (; at + kStep <= page.size(); at += kStep) controls += controls_in(page.data() + at, kStep);
  controls += controls_in(page.data() + at, page.size() - at);
  return controls > kNoiseBytes && controls > page.size() / kNoiseShare;
}

}  // namespace gongkai
