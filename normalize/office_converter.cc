#include "normalize/office_converter.h"

#include "normalize/compound_file.h"

namespace gongkai {
namespace {

constexpr std::string_view kWriter = "libreoffice-writer-nogui";
constexpr std::string_view kCalc = "libreoffice-calc-nogui";
// The first file of an OpenDocument archive is its media type, not packed.
constexpr std::size_t kMimeTypeAt = 30;
constexpr std::string_view kText = "mimetypeapplication/vnd.oasis.opendocument.text";
constexpr std::string_view kSpreadsheet = "mimetypeapplication/vnd.oasis.opendocument.spreadsheet";

}  // namespace

Convertible ConvertibleOf(std::string_view bytes) {
  switch (CompoundKindOf(bytes)) {
    case CompoundKind::kWord:
      return {"DOC", "doc", "docx", kWriter};
    case CompoundKind::kWorks:
      return {"WPS", "wps", "docx", kWriter};
    case CompoundKind::kExcel:
      return {"XLS", "xls", "xlsx", kCalc};
    default:
      break;
  }
  if (bytes.starts_with("{\\rtf")) return {"RTF", "rtf", "docx", kWriter};
  if (!bytes.starts_with("PK") || bytes.size() < kMimeTypeAt) return {};
  if (bytes.substr(kMimeTypeAt).starts_with(kText)) return {"ODT", "odt", "docx", kWriter};
  if (bytes.substr(kMimeTypeAt).starts_with(kSpreadsheet)) return {"ODS", "ods", "xlsx", kCalc};
  return {};
}

}  // namespace gongkai
