// The text of a cell of a workbook: plain, or in runs (ISO/IEC 29500-1, 18.4.8, 18.4.12).
#pragma once

#include <string>
#include <string_view>

#include "normalize/xml_events.h"

namespace gongkai {

// Stands in a text on either side of what is raised or lowered: digits there are of another figure.
// No XML has this character.
inline constexpr char kRaisedMark = '\x01';

// Gathers the text of one item from what stands in its element. What tells how it is spoken is
// left out.
class WorkbookText {
 public:
  void Clear();
  void Start(std::string_view name, const XmlAttributes& attributes);
  void End(std::string_view name);
  void Text(std::string_view text);

  // Appends the text, with the characters that the format cannot write otherwise ("_x000D_") as
  // characters, and line ends as "\n".
  void AppendTo(std::string* out) const;

 private:
  std::string text_;
  int phonetic_ = 0;
  bool in_text_ = false;
  bool raised_ = false;
};

// The same for a text that stands alone.
void AppendWorkbookString(std::string_view text, std::string* out);

}  // namespace gongkai
