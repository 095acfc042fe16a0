// The XML of one part of an Office file as a stream: what is passed over takes no memory.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "gongkai/v1/report.pb.h"
#include "normalize/archive.h"

namespace gongkai {

// Attributes of an element; valid during the call.
class XmlAttributes {
 public:
  // Five pointers for each, as libxml2 gives them.
  XmlAttributes(const unsigned char** attributes, int count)
      : attributes_(attributes), count_(count) {}

  // Of an attribute without namespace; empty if it is not there.
  std::string_view Find(std::string_view name) const;
  bool Has(std::string_view name) const { return Find(name).data() != nullptr; }

  // As a number that is not negative; `otherwise` if it is not there or no such number.
  uint32_t Number(std::string_view name, uint32_t otherwise) const;

  // "1" or "true".
  bool IsOn(std::string_view name) const;

 private:
  const unsigned char** attributes_;
  int count_;
};

// Takes what is read. Views are valid during the call.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  // Elements of other namespaces do not come, what stands in them does.
  virtual void Start(std::string_view name, const XmlAttributes& attributes) = 0;
  virtual void End(std::string_view name) = 0;
  // May come in pieces.
  virtual void Text(std::string_view text) = 0;
  // Asked after each call; true ends the reading without an error.
  virtual bool Stopped() const = 0;
};

// Reads a part, of which elements of the namespaces whose names end in "/`word`/main" or
// "/`word`/2006/main" count. Errors as LoadXmlBytes; DAMAGED also if it is no complete XML, or
// nested deeper than 256 elements.
std::optional<v1::ReportError> ReadXmlEvents(Archive* archive, std::string_view part,
                                             std::string_view word, XmlHandler* handler);

}  // namespace gongkai
