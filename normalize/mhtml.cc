#include "normalize/mhtml.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "simdjson.h"

#include "common/limits.h"
#include "common/report_error.h"
#include "common/strings.h"
#include "model/han.h"
#include "normalize/charset.h"
#include "normalize/framed_page.h"
#include "normalize/html.h"
#include "normalize/mime.h"
#include "normalize/plain_text.h"
#include "normalize/script_text.h"
#include "normalize/stage_name.h"

namespace gongkai {
namespace {

using Error = std::optional<v1::ReportError>;

bool IsPage(const MimePart& part) {
  return part.type == "text/html" || part.type == "application/xhtml+xml";
}

// "http://a.cn/b/c.htm" of "c.htm" or "./c.htm" in a page of the same folder.
bool EndsInFile(std::string_view location, std::string_view address) {
  while (address.starts_with("./")) address.remove_prefix(2);
  if (address.empty() || address.find("..") != std::string_view::npos) return false;
  if (!location.ends_with(address) || location.size() <= address.size()) return false;
  const char before = location[location.size() - address.size() - 1];
  return address[0] == '/' || before == '/' || before == '\\';
}

bool IsUtf8(std::string_view text) { return simdjson::validate_utf8(text.data(), text.size()); }

class Mhtml : public HtmlFrames {
 public:
  Mhtml(const v1::Content& content, v1::Document* document)
      : content_(content), document_(*document), composer_(&page_) {}

  Error Read();

  std::optional<ByteRange> Find(std::string_view address, ByteRange from) override;

 private:
  // Decodes a part behind the page so far; where it stands there.
  Error Compose(const MimePart& part, bool root, ByteRange* range);
  void Append(const Page& page, TransferredBytes* bytes);
  void NameFile(const MimePart& part);

  const v1::Content& content_;
  v1::Document& document_;
  MimeMessage message_;
  Page page_;
  PageComposer composer_;
  ByteRange root_;                                         // its place in the page
  std::vector<std::pair<std::size_t, ByteRange>> frames_;  // part and its place in the page
  LeftOutFrames left_out_;
};

Error Mhtml::Read() {
  message_ = ReadMime(content_.data());
  if (message_.over_limit) {
    return MakeReportError(v1::ReportError::OVER_LIMIT, kNormalize, "网页存档的部分过多",
                           "too many parts in the web archive");
  }
  if (message_.parts.empty()) {
    return MakeReportError(v1::ReportError::DAMAGED, kNormalize, "网页存档里没有网页",
                           "no page in the web archive");
  }
  if (message_.type == "multipart/mixed") {
    return MakeReportError(v1::ReportError::UNSUPPORTED_FORMAT, kNormalize,
                           "电子邮件；请取出其中的附件单独报送",
                           "a letter; take its attachments out and send them");
  }
  if (message_.root >= message_.parts.size()) {
    return MakeReportError(v1::ReportError::DAMAGED, kNormalize, "网页存档里没有网页",
                           "no page in the web archive");
  }
  const bool is_page = IsPage(message_.parts[message_.root]);
  std::size_t encoded = 0;
  for (std::size_t pass = 0; pass < 2; ++pass) {  // the root first: all others are frames of it
    for (std::size_t i = 0; i < message_.parts.size(); ++i) {
      const MimePart& part = message_.parts[i];
      const bool is_root = i == message_.root;
      if (is_root != (pass == 0) || !(is_root || (is_page && IsPage(part)))) continue;
      encoded += part.body.end - part.body.begin;
      if (encoded > kMaxMimePageBytes || frames_.size() > kMaxFrames) {
        return MakeReportError(v1::ReportError::OVER_LIMIT, kNormalize, "网页存档里的网页过大",
                               "the pages of the web archive are too large");
      }
      ByteRange range;
      if (Error error = Compose(part, is_root, &range)) return error;
      if (message_.of_files) NameFile(part);
      if (is_root) {
        root_ = range;
      } else {
        frames_.emplace_back(i, range);
      }
    }
  }
  if (message_.truncated) document_.add_notes()->set_code(v1::Note::TRUNCATED);
  if (!is_page) {
    if (!NormalizeText(page_, &document_)) {
      return MakeReportError(v1::ReportError::OVER_LIMIT, kNormalize, "行数过多", "too many lines");
    }
  } else if (const HtmlLayout::Bound* bound = NormalizeHtml(page_, root_, this, &document_)) {
    return MakeReportError(v1::ReportError::OVER_LIMIT, kNormalize, bound->zh, bound->en);
  }
  document_.set_format(v1::Document::MHTML);
  if (document_.text().find_first_not_of(" \t\n") == std::string::npos) {
    return left_out_.NoText("网页存档里没有文字", "the web archive has no text");
  }
  if (HasLittleText(document_)) left_out_.Note(&document_);
  return std::nullopt;
}

void Mhtml::NameFile(const MimePart& part) {
  v1::SourceFiles* files = document_.mutable_source_map()->mutable_files();
  std::string name = UnescapeFileName(part.location);
  if (!IsUtf8(name)) name = IsUtf8(part.location) ? part.location : Concat(files->names_size() + 1);
  files->add_names(std::move(name));
  files->add_begin(static_cast<uint32_t>(part.body.begin));
  files->add_end(static_cast<uint32_t>(part.body.end));
}

Error Mhtml::Compose(const MimePart& part, bool root, ByteRange* range) {
  TransferredBytes bytes(content_.data(), part.body, part.encoding);
  v1::Content inner;
  inner.set_data(bytes.TakeBytes());
  inner.set_charset(part.charset);
  std::optional<Reading> reading = ReadCharacters(inner);
  if (!reading) {
    if (root) return MakeReportError(v1::ReportError::UNKNOWN_ENCODING, kNormalize);
    *range = {composer_.size(), composer_.size()};
    return std::nullopt;
  }
  if (root) {
    document_.set_charset(std::string(CharsetName(reading->charset)));
    document_.set_charset_evidence(reading->evidence);
  }
  for (v1::Note& note : reading->notes) *document_.add_notes() = std::move(note);
  range->begin = composer_.size();
  Append(reading->page, &bytes);
  range->end = composer_.size();
  return std::nullopt;
}

void Mhtml::Append(const Page& page, TransferredBytes* bytes) {
  PageCursor cursor(page);
  const std::string_view text = page.text();
  for (std::size_t at = 0; at < text.size();) {
    std::size_t next = at;
    NextChar(text, &next);
    const ByteRange inner = cursor.SourceOf(at, next);
    const bool bad = !page.runs().empty() && cursor.RunAt(at).undecodable;
    composer_.Append(text.substr(at, next - at), bytes->SourceOf(inner.begin, inner.end), bad);
    at = next;
  }
}

std::optional<ByteRange> Mhtml::Find(std::string_view address, ByteRange from) {
  const std::string_view id = address.starts_with("cid:") ? address.substr(4) : std::string_view();
  const std::string_view file = address.substr(0, address.find('#'));
  std::size_t within = message_.root;
  for (const auto& [index, range] : frames_) {
    if (range.begin == from.begin && range.begin != root_.begin) within = index;
  }
  const std::string whole = ResolveAddress(message_.parts[within].location, file);
  // Archives whose pages do not say where they stood are read too.
  const auto by_id = [&](const MimePart& part) { return !id.empty() && part.id == id; };
  const auto by_place = [&](const MimePart& part) { return part.location == whole; };
  const auto as_given = [&](const MimePart& part) { return part.location == file; };
  const auto by_name = [&](const MimePart& part) { return EndsInFile(part.location, file); };
  const auto find = [&](auto matches) -> std::optional<ByteRange> {
    for (const auto& [index, range] : frames_) {
      if (matches(message_.parts[index])) return range;
    }
    return std::nullopt;
  };
  std::optional<ByteRange> found = find(by_id);
  if (!found && id.empty() && !file.empty()) {
    found = find(by_place);
    if (!found) found = find(as_given);
    if (!found) found = find(by_name);
  }
  if (!found) left_out_.Add(address);
  return found;
}

}  // namespace

std::optional<v1::ReportError> NormalizeMhtml(const v1::Content& content, v1::Document* document) {
  return Mhtml(content, document).Read();
}

}  // namespace gongkai
