#include "normalize/xml_part.h"

#include <algorithm>
#include <utility>

#include "common/limits.h"
#include "common/report_error.h"
#include "common/strings.h"
#include "normalize/decode.h"
#include "normalize/stage_name.h"
#include "simdjson.h"

namespace gongkai {
namespace {

using std::string_view_literals::operator""sv;

constexpr char32_t kNoCharacter = 0x110000;
// A tag or an attribute takes at least so many bytes: "<a>", "a=''".
constexpr std::size_t kMinMarkBytes = 3;

v1::ReportError Damaged(std::string_view name, std::string_view zh, std::string_view en) {
  return MakeReportError(v1::ReportError::DAMAGED, kNormalize, Concat("“", name, "”", zh),
                         Concat(name, " ", en));
}

Charset CharsetOfXml(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 2);
  if (head == "\xFF\xFE"sv || head == "<\0"sv) return Charset::kUtf16Le;
  if (head == "\xFE\xFF"sv || head == "\0<"sv) return Charset::kUtf16Be;
  return Charset::kUtf8;
}

bool IsXmlCharacter(char32_t c) {
  return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0xD800) ||
         (c >= 0xE000 && c < 0xFFFE) || (c >= 0x10000 && c < kNoCharacter);
}

// The number behind "&#", up to its end.
char32_t NumberOf(std::string_view digits) {
  const bool hex = !digits.empty() && digits[0] == 'x';
  if (hex) digits.remove_prefix(1);
  char32_t number = 0;
  for (const char c : digits) {
    const int value = c >= '0' && c <= '9'                            ? c - '0'
                      : hex && (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10
                                                                      : -1;
    if (value < 0) break;
    number = std::min<char32_t>(kNoCharacter, number * (hex ? 16 : 10) + value);
  }
  return number;
}

// The parser writes whatever a number says, NUL and surrogates too.
bool RefersToCharacters(std::string_view xml) {
  for (std::size_t at = xml.find("&#"); at != std::string_view::npos; at = xml.find("&#", at + 2)) {
    if (!IsXmlCharacter(NumberOf(xml.substr(at + 2, 12)))) return false;
  }
  return true;
}

// A document type definition before the root element, where alone it may stand.
bool HasDefinition(std::string_view xml) {
  for (std::size_t at = xml.find('<'); at != std::string_view::npos; at = xml.find('<', at)) {
    const std::string_view rest = xml.substr(at);
    if (rest.starts_with("<!DOCTYPE")) return true;
    const std::string_view end = rest.starts_with("<!--") ? "-->" : "?>";
    if (!rest.starts_with("<!--") && !rest.starts_with("<?")) return false;
    at = xml.find(end, at + 2);
    if (at == std::string_view::npos) return false;
  }
  return false;
}

std::size_t CountMarks(std::string_view xml) {
  return static_cast<std::size_t>(
      std::count_if(xml.begin(), xml.end(), [](char c) { return c == '<' || c == '='; }));
}

// The prefix that the root binds to the namespace; nullptr if it binds none.
const char* BoundPrefix(pugi::xml_node root, std::string_view name_end) {
  for (const pugi::xml_attribute attribute : root.attributes()) {
    const std::string_view name = attribute.name();
    if (!name.starts_with("xmlns")) continue;
    if (!std::string_view(attribute.value()).ends_with(name_end)) continue;
    return name == "xmlns" ? "" : name[5] == ':' ? attribute.name() + 6 : nullptr;
  }
  return nullptr;
}

// Renames "old:local", or "local" if the old prefix is empty.
template <typename Item>
void Rename(Item item, std::string_view old, std::string_view prefix) {
  std::string_view name = item.name();
  const std::size_t colon = name.find(':');
  if (old.empty() ? colon != std::string_view::npos : name.substr(0, colon) != old) return;
  if (!old.empty()) name.remove_prefix(colon + 1);
  item.set_name(Concat(prefix, ":", name).c_str());
}

}  // namespace

std::optional<v1::ReportError> LoadXmlBytes(Archive* archive, std::string_view name,
                                            std::string* bytes) {
  if (auto error = archive->Read(name, bytes)) return error;
  if (const Charset charset = CharsetOfXml(*bytes); charset != Charset::kUtf8) {
    Page page;
    const bool mark = (*bytes)[0] != '<' && (*bytes)[0] != '\0';
    if (!DecodePage(*bytes, mark ? 2 : 0, charset, 0, &page)) {
      return Damaged(name, "文字编码有误", "is not in the character set it claims");
    }
    *bytes = page.text();
  }
  if (!simdjson::validate_utf8(*bytes) || bytes->find('\0') != std::string::npos ||
      !RefersToCharacters(*bytes)) {
    return Damaged(name, "含有不合法的字符", "has characters that XML does not allow");
  }
  if (HasDefinition(*bytes)) {
    return Damaged(name, "含有文档类型定义（DTD）", "has a document type definition");
  }
  return std::nullopt;
}

std::optional<v1::ReportError> XmlPart::Load(Archive* archive, std::string_view name) {
  if (auto error = LoadXmlBytes(archive, name, &bytes_)) return error;
  return Parse(name);
}

std::optional<v1::ReportError> XmlPart::Parse(std::string_view name) {
  if (bytes_.size() / kMinMarkBytes > kMaxXmlMarks && CountMarks(bytes_) > kMaxXmlMarks) {
    return MakeReportError(v1::ReportError::OVER_LIMIT, kNormalize, Concat("“", name, "”内容过多"),
                           Concat(name, " has too many elements"));
  }
  const pugi::xml_parse_result result =
      tree_.load_buffer_inplace(bytes_.data(), bytes_.size(),
                                pugi::parse_escapes | pugi::parse_cdata | pugi::parse_eol |
                                    pugi::parse_embed_pcdata | pugi::parse_ws_pcdata_single,
                                pugi::encoding_utf8);
  if (!result || !root()) return Damaged(name, "不是完整的 XML", "is no complete XML");
  return std::nullopt;
}

void XmlPart::UsePrefix(std::string_view name_end, std::string_view prefix) {
  const char* bound = BoundPrefix(root(), name_end);
  if (bound == nullptr || bound == prefix) return;
  const std::string old(bound);  // renaming may move it
  pugi::xml_node node = root();
  while (node) {
    Rename(node, old, prefix);
    if (!old.empty()) {
      for (const pugi::xml_attribute attribute : node.attributes()) Rename(attribute, old, prefix);
    }
    if (node.first_child()) {
      node = node.first_child();
      continue;
    }
    while (node && !node.next_sibling()) node = node.parent();
    node = node.next_sibling();
  }
}

bool IsOn(pugi::xml_node element, const char* attribute) {
  if (!element) return false;
  const std::string_view value = element.attribute(attribute).value();
  return value != "0" && value != "false" && value != "off";
}

}  // namespace gongkai
