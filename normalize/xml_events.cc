#include "normalize/xml_events.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>

#include <charconv>
#include <cstring>
#include <memory>
#include <string>

#include "common/report_error.h"
#include "common/strings.h"
#include "normalize/stage_name.h"
#include "normalize/xml_part.h"
#include "normalize/xml_view.h"

namespace gongkai {
namespace {

class Reader {
 public:
  Reader(std::string_view word, XmlHandler* handler)
      : new_namespace_(Concat("/", word, "/main")),
        old_namespace_(Concat("/", word, "/2006/main")),
        handler_(*handler) {}

  // False if `xml` is no complete XML.
  bool Run(std::string_view xml) {
    parser_.reset(xmlCreateMemoryParserCtxt(xml.data(), static_cast<int>(xml.size())));
    if (parser_ == nullptr) return false;
    xmlSAXHandler* sax = parser_->sax;
    std::memset(sax, 0, sizeof(*sax));
    sax->initialized = XML_SAX2_MAGIC;
    sax->startElementNs = OnStart;
    sax->endElementNs = OnEnd;
    sax->characters = OnText;
    sax->ignorableWhitespace = OnText;
    sax->cdataBlock = OnText;
    parser_->userData = this;
    // There is no DTD, so the only entities are the five of XML.
    xmlCtxtUseOptions(parser_.get(), XML_PARSE_NOENT | XML_PARSE_NONET | XML_PARSE_NOERROR |
                                         XML_PARSE_NOWARNING | XML_PARSE_IGNORE_ENC);
    xmlParseDocument(parser_.get());
    return handler_.Stopped() || parser_->wellFormed != 0;
  }

 private:
  struct FreeParser {
    void operator()(xmlParserCtxtPtr parser) const { xmlFreeParserCtxt(parser); }
  };

  static Reader& Self(void* reader) { return *static_cast<Reader*>(reader); }
  static void OnStart(void* self, const xmlChar* name, const xmlChar*, const xmlChar* uri, int,
                      const xmlChar**, int count, int, const xmlChar** attributes) {
    Reader& reader = Self(self);
    if (!reader.Counts(uri)) return;
    reader.handler_.Start(View(name), XmlAttributes(attributes, count));
    reader.StopIfDone();
  }
  static void OnEnd(void* self, const xmlChar* name, const xmlChar*, const xmlChar* uri) {
    Reader& reader = Self(self);
    if (!reader.Counts(uri)) return;
    reader.handler_.End(View(name));
    reader.StopIfDone();
  }
  static void OnText(void* self, const xmlChar* text, int length) {
    Reader& reader = Self(self);
    reader.handler_.Text({reinterpret_cast<const char*>(text), static_cast<std::size_t>(length)});
    reader.StopIfDone();
  }

  // Names of namespaces are kept once by the parser: the same one has the same address.
  bool Counts(const xmlChar* uri) {
    if (uri != last_uri_) {
      last_uri_ = uri;
      last_counts_ = View(uri).ends_with(new_namespace_) || View(uri).ends_with(old_namespace_);
    }
    return last_counts_;
  }

  void StopIfDone() {
    if (handler_.Stopped()) xmlStopParser(parser_.get());
  }

  const std::string new_namespace_;
  const std::string old_namespace_;
  XmlHandler& handler_;
  std::unique_ptr<xmlParserCtxt, FreeParser> parser_;
  const xmlChar* last_uri_ = nullptr;
  bool last_counts_ = false;
};

}  // namespace

std::string_view XmlAttributes::Find(std::string_view name) const {
  for (int i = 0; i < count_; ++i) {
    const unsigned char** one = attributes_ + i * 5;
    if (one[1] != nullptr || View(one[0]) != name) continue;
    return {reinterpret_cast<const char*>(one[3]), static_cast<std::size_t>(one[4] - one[3])};
  }
  return {};
}

uint32_t XmlAttributes::Number(std::string_view name, uint32_t otherwise) const {
  const std::string_view text = Find(name);
  uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return text.empty() || error != std::errc() || end != text.data() + text.size() ? otherwise
                                                                                  : number;
}

bool XmlAttributes::IsOn(std::string_view name) const {
  const std::string_view value = Find(name);
  return value == "1" || value == "true";
}

std::optional<v1::ReportError> ReadXmlEvents(Archive* archive, std::string_view part,
                                             std::string_view word, XmlHandler* handler) {
  xmlInitParser();
  std::string bytes;
  if (auto error = LoadXmlBytes(archive, part, &bytes)) return error;
  if (Reader(word, handler).Run(bytes)) return std::nullopt;
  return MakeReportError(v1::ReportError::DAMAGED, kNormalize, Concat("“", part, "”不是完整的 XML"),
                         Concat(part, " is no complete XML"));
}

}  // namespace gongkai
