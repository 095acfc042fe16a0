// HTML pages and fragments, read with libxml2's SAX interface.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gongkai/v1/report.pb.h"
#include "normalize/html_layout.h"
#include "normalize/page.h"

namespace gongkai {

// Where the pages of frames are to be found.
class HtmlFrames {
 public:
  virtual ~HtmlFrames() = default;

  // The range of the page in which the page at `address`, as a frame of the page in `from` gives
  // it, stands; nullopt if it is not at hand. Called for each frame met, in order.
  virtual std::optional<ByteRange> Find(std::string_view address, ByteRange from) = 0;
};

// The first of the frames that were not at hand.
class LeftOutFrames {
 public:
  void Add(std::string_view address);

  // Notes it, if there is one.
  void Note(v1::Document* document) const;

  // A page without text: EMPTY, with the frame's address, or with `zh` and `en`.
  v1::ReportError NoText(std::string_view zh, std::string_view en) const;

 private:
  std::string first_;
};

// Writes text, script, blocks, chrome, source map and format of `document`, and a note if the page
// ends within a tag or a table. Paragraphs have no line end within; <br> ends one, within a cell it
// gives
// "\n". Tables become grids, tables within tables blocks within the cell; tables that only
// arrange the page (few cells, long text in one) are taken apart into their lines. Returns the
// bound of common/limits.h that was passed, if any; the document is then of no use. Memory and
// time are linear in the page.
const HtmlLayout::Bound* NormalizeHtml(const Page& page, v1::Document* document);

// The same for the part of the page in `root`; pages of frames are read where the frames stand, at
// most kMaxFrames, kMaxFrameDepth deep, none within itself. `frames` may be null.
const HtmlLayout::Bound* NormalizeHtml(const Page& page, ByteRange root, HtmlFrames* frames,
                                       v1::Document* document);

// The same for a page with another behind it that shows within the first.
const HtmlLayout::Bound* NormalizeHtml(const Page& page, ByteRange root, ByteRange shown,
                                       v1::Document* document);

}  // namespace gongkai
