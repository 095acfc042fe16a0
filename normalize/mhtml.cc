#include "normalize/mhtml.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/limits.h"
#include "common/report_error.h"
#include "common/strings.h"
#include "model/han.h"
#include "normalize/charset.h"
#include "normalize/html.h"
#include "normalize/mime.h"
#include "normalize/plain_text.h"
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

class Mhtml : public HtmlFrames {
 public:
  Mhtml(const v1::Content& content, v1::Document* document)
      : content_(content), document_(*document), composer_(&page_) {}

  Error Read();

  std::optional<ByteRange> Find(std::string_view address) override;

 private:
  // Decodes a part behind the page so far; where it stands there.
  Error Compose(const MimePart& part, bool root, ByteRange* range);
  void Append(const Page& page, TransferredBytes* bytes);

  const v1::Content& content_;
  v1::Document& document_;
  MimeMessage message_;
  Page page_;
  PageComposer composer_;
  std::vector<std::pair<std::size_t, ByteRange>> frames_;  // part and its place in the page
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
  ByteRange root;
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
      if (is_root) {
        root = range;
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
  } else if (const HtmlLayout::Bound* bound = NormalizeHtml(page_, root, this, &document_)) {
    return MakeReportError(v1::ReportError::OVER_LIMIT, kNormalize, bound->zh, bound->en);
  }
  document_.set_format(v1::Document::MHTML);
  if (document_.text().find_first_not_of(" \t\n") != std::string::npos) return std::nullopt;
  return MakeReportError(v1::ReportError::EMPTY, kNormalize, "网页存档里没有文字",
                         "the web archive has no text");
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

std::optional<ByteRange> Mhtml::Find(std::string_view address) {
  const std::string_view id = address.starts_with("cid:") ? address.substr(4) : std::string_view();
  const std::string_view file = address.substr(0, address.find('#'));
  const auto matches = [&](const MimePart& part, bool exactly) {
    if (!id.empty()) return part.id == id;
    if (part.location.empty() || file.empty()) return false;
    return exactly ? part.location == file : EndsInFile(part.location, file);
  };
  for (const bool exactly : {true, false}) {
    for (const auto& [index, range] : frames_) {
      if (matches(message_.parts[index], exactly)) return range;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<v1::ReportError> NormalizeMhtml(const v1::Content& content, v1::Document* document) {
  return Mhtml(content, document).Read();
}

}  // namespace gongkai
