#include "normalize/recognise_page.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>

#include "normalize/digit_shape.h"
#include "normalize/page_frames.h"

namespace gongkai {
namespace {

using Model = TextRecogniser::Model;

constexpr int kShortestLine = 90;   // pixels; longer than a stroke of a character
constexpr int kInset = 3;           // of a cell, which its lines may reach into
constexpr int kSheetWidth = 3'200;  // of a sheet of cells cut out
constexpr int kSheetHeight = 3'200;
constexpr int kMargin = 60;
constexpr int kFigureGap = 16;  // between figures on a line of a sheet
constexpr int kLabelGap = 44;   // between cells under each other
constexpr int kLeastInk = 5;    // of a character, in height; less is dust
constexpr int kTallestFigure = 90;
constexpr std::size_t kMostDigits = 14;
constexpr uint32_t kDoubtful = 500;     // for a figure that nothing else confirms
constexpr int32_t kLeastTable = 8'000;  // hundredths of a point, of an image
constexpr uint32_t kUnread = 1;

// A cell, or a character of one whose characters stand under each other.
struct Clip {
  PixelBox source;
  std::size_t cell = 0;
  PixelBox placed;  // on the sheet
};

struct InkedCell {
  PixelBox box;  // around its ink
  std::vector<RecognisedLine> lines;
  bool figure = false;
};

bool InFigure(char32_t c) { return (c >= U'0' && c <= U'9') || c == U'.' || c == U','; }

bool InNumber(char32_t c) {
  return std::u32string_view(U"零〇一二三四五六七八九十百千万亿两").find(c) !=
         std::u32string_view::npos;
}

bool LooksLikeFigure(const Raster& image, const PixelBox& ink) {
  if (ink.height() > kTallestFigure || ink.height() < 2 * kLeastInk) return false;
  const std::vector<PixelBox> blobs = image.Blobs(ink);
  return blobs.size() <= kMostDigits && std::ranges::all_of(blobs, [&](const PixelBox& blob) {
           return blob.width() * 10 <= ink.height() * 9;
         });
}

class PageRecognition {
 public:
  PageRecognition(const Raster& image, const PageBox& region, TextRecogniser* recogniser,
                  v1::PositionedPage* page)
      : image_(image),
        region_{region.left / kPixelSize, region.top / kPixelSize, region.right / kPixelSize,
                region.bottom / kPixelSize},
        recogniser_(recogniser),
        page_(page) {}

  absl::Status Run() {
    FindCells();
    if (absl::Status status = ReadFigures(); !status.ok()) return status;
    if (absl::Status status = ReadLabels(); !status.ok()) return status;
    for (const InkedCell& cell : cells_) {
      for (const RecognisedLine& line : cell.lines) AddLine(line);
      if (cell.lines.empty()) AddLine({cell.box, {{0xFFFD, cell.box, kUnread}}});
    }
    return ReadRest();
  }

 private:
  void FindCells() {
    std::vector<PageBox> rulings;
    for (const PixelBox& line : image_.Lines(kShortestLine)) {
      if (line.left < region_.left || line.right > region_.right || line.top < region_.top ||
          line.bottom > region_.bottom) {
        continue;
      }
      rulings.push_back({line.left * kPixelSize, line.top * kPixelSize, line.right * kPixelSize,
                         line.bottom * kPixelSize});
    }
    for (const Frame& frame : FindFrames(rulings)) {
      AddRulings(frame);
      frames_.push_back(Pixels(frame.box));
      for (const FrameCell& cell : frame.cells) {
        PixelBox inside = Pixels(cell.box);
        inside = {inside.left + kInset, inside.top + kInset, inside.right - kInset,
                  inside.bottom - kInset};
        const PixelBox ink = InkWithout(inside);
        if (ink.height() < kLeastInk && ink.width() < kLeastInk) continue;
        cells_.push_back({ink, {}, LooksLikeFigure(image_, ink)});
      }
    }
  }

  // The ink of a cell; what is left of its lines at the edges is not among it.
  PixelBox InkWithout(PixelBox inside) const {
    constexpr int kSliver = 3;
    PixelBox ink = image_.InkIn(inside);
    for (int i = 0; i < kSliver && !ink.empty(); ++i) {
      PixelBox less = inside;
      if (ink.left == inside.left) ++less.left;
      if (ink.top == inside.top) ++less.top;
      if (ink.right == inside.right) --less.right;
      if (ink.bottom == inside.bottom) --less.bottom;
      inside = less;
      ink = image_.InkIn(inside);
    }
    return ink;
  }

  static PixelBox Pixels(const PageBox& box) {
    return {box.left / kPixelSize, box.top / kPixelSize, box.right / kPixelSize,
            box.bottom / kPixelSize};
  }

  // The lines around its cells, as the frame has them.
  void AddRulings(const Frame& frame) {
    const auto add = [&](int32_t left, int32_t top, int32_t right, int32_t bottom) {
      page_->add_ruling_left(left);
      page_->add_ruling_top(top);
      page_->add_ruling_right(right);
      page_->add_ruling_bottom(bottom);
    };
    for (const FrameCell& cell : frame.cells) {
      const PageBox& box = cell.box;
      add(box.left, box.top, box.right, box.top);
      add(box.left, box.bottom, box.right, box.bottom);
      add(box.left, box.top, box.left, box.bottom);
      add(box.right, box.top, box.right, box.bottom);
    }
  }

  absl::Status ReadFigures() {
    std::vector<Clip> clips;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      if (!cells_[i].figure) continue;
      clips.push_back({cells_[i].box, i, {}});
    }
    if (absl::Status status = ReadClips(&clips, Model::kFigures); !status.ok()) return status;
    for (InkedCell& cell : cells_) {
      if (!cell.figure) continue;
      if (IsFigure(cell)) {
        DoubtShapes(&cell);
      } else {
        cell.lines.clear();
      }
    }
    return absl::OkStatus();
  }

  // As many digits as pieces of ink, each as high as a digit: dust is none.
  bool IsFigure(const InkedCell& cell) const {
    if (cell.lines.size() != 1) return false;
    const std::vector<PixelBox> blobs = image_.Blobs(cell.box);
    const std::vector<RecognisedChar>& chars = cell.lines[0].chars;
    if (chars.size() != blobs.size()) return false;
    for (std::size_t i = 0; i < blobs.size(); ++i) {
      const bool point = chars[i].code == U'.' || chars[i].code == U',';
      const bool high = image_.InkIn(blobs[i]).height() * 10 >= cell.box.height() * 7;
      if (!InFigure(chars[i].code) || high == point) return false;
    }
    return true;
  }

  void DoubtShapes(InkedCell* cell) const {
    const std::vector<PixelBox> blobs = image_.Blobs(cell->box);
    for (std::size_t i = 0; i < blobs.size(); ++i) {
      RecognisedChar& c = cell->lines[0].chars[i];
      if (MayShow(image_, image_.InkIn(blobs[i]), c.code)) continue;
      c.confidence = std::min(c.confidence, kDoubtful);
    }
  }

  absl::Status ReadLabels() {
    std::vector<Clip> clips;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      if (cells_[i].lines.empty()) CutLabel(i, &clips);
    }
    if (absl::Status status = ReadClips(&clips, Model::kChinese); !status.ok()) return status;
    for (const Clip& clip : clips) {
      InkedCell& cell = cells_[clip.cell];
      for (RecognisedLine& line : cell.lines) {
        for (RecognisedChar& c : line.chars) {
          if (cell.figure || InFigure(c.code)) c.confidence = std::min(c.confidence, kDoubtful);
        }
      }
    }
    return absl::OkStatus();
  }

  // Characters under each other are set beside each other.
  void CutLabel(std::size_t cell, std::vector<Clip>* clips) const {
    constexpr int kWidest = 84;  // of one character
    const PixelBox ink = cells_[cell].box;
    if (ink.width() > kWidest || ink.height() < 2 * ink.width()) {
      clips->push_back({ink, cell, {}});
      return;
    }
    const int least = ink.width() * 3 / 4;
    int begin = ink.top;
    for (int y = ink.top; y <= ink.bottom; ++y) {
      const bool blank = image_.InkIn({ink.left, y, ink.right, y + 1}).empty();
      if (y < ink.bottom && (!blank || y - begin < least)) continue;
      const PixelBox one = image_.InkIn({ink.left, begin, ink.right, y});
      if (!one.empty()) clips->push_back({one, cell, {}});
      begin = y;
    }
  }

  // Sets clips on sheets, reads them, and takes what was read back to where it came from. Clips of
  // one cell stand on one line.
  absl::Status ReadClips(std::vector<Clip>* clips, Model model) {
    const bool figures = model == Model::kFigures;
    for (std::size_t first = 0; first < clips->size();) {
      Raster sheet(kSheetWidth, kSheetHeight);
      int x = kMargin, y = kMargin, tallest = 0;
      std::size_t last = first;
      for (; last < clips->size(); ++last) {
        Clip& clip = (*clips)[last];
        const int width = std::min(clip.source.width(), kSheetWidth - 2 * kMargin);
        const int height = std::min(clip.source.height(), kSheetHeight - 2 * kMargin);
        const bool same_cell = last > first && (*clips)[last - 1].cell == clip.cell;
        const bool goes_on = x > kMargin && (figures ? x + width < kSheetWidth / 3 : same_cell);
        if (x > kMargin && (!goes_on || x + width > kSheetWidth - kMargin)) {
          x = kMargin;
          y += tallest + kLabelGap;
          tallest = 0;
        }
        if (y + height > kSheetHeight - kMargin && last > first) break;
        clip.placed = {x, y, x + width, y + height};
        sheet.Paste(
            image_,
            {clip.source.left, clip.source.top, clip.source.left + width, clip.source.top + height},
            x, y);
        x += width + kFigureGap;
        tallest = std::max(tallest, height);
      }
      auto lines = recogniser_->Read(sheet, model);
      if (!lines.ok()) return lines.status();
      for (const RecognisedLine& line : *lines)
        TakeBack(line, {clips->data() + first, last - first});
      first = last;
    }
    return absl::OkStatus();
  }

  void TakeBack(const RecognisedLine& line, std::span<const Clip> clips) {
    const Clip* before = nullptr;
    for (const RecognisedChar& c : line.chars) {
      const int x = (c.box.left + c.box.right) / 2, y = (c.box.top + c.box.bottom) / 2;
      const auto clip = std::ranges::find_if(clips, [&](const Clip& one) {
        return x >= one.placed.left - kInset && x < one.placed.right + kInset &&
               y >= one.placed.top - kInset && y < one.placed.bottom + kInset;
      });
      if (clip == clips.end()) continue;
      const int dx = clip->source.left - clip->placed.left;
      const int dy = clip->source.top - clip->placed.top;
      const auto moved = [&](const PixelBox& box) {
        return PixelBox{box.left + dx, box.top + dy, box.right + dx, box.bottom + dy};
      };
      std::vector<RecognisedLine>& lines = cells_[clip->cell].lines;
      if (&*clip != before) lines.push_back({PixelBox{}, {}});
      before = &*clip;
      RecognisedLine& into = lines.back();
      into.chars.push_back({c.code, moved(c.box), c.confidence});
      const PixelBox all = moved(line.box);
      into.box = {std::max(all.left, clip->source.left), std::max(all.top, clip->source.top),
                  std::min(all.right, clip->source.right),
                  std::min(all.bottom, clip->source.bottom)};
    }
  }

  // What stands outside of the frames.
  absl::Status ReadRest() {
    Raster rest(image_.width(), image_.height());
    rest.Paste(image_, region_, region_.left, region_.top);
    for (const PixelBox& frame : frames_) {
      rest.Whiten({frame.left - 2 * kInset, frame.top - 2 * kInset, frame.right + 2 * kInset,
                   frame.bottom + 2 * kInset});
    }
    if (rest.InkIn(region_).empty()) return absl::OkStatus();
    auto lines = recogniser_->Read(rest, Model::kChinese);
    if (!lines.ok()) return lines.status();
    for (RecognisedLine& line : *lines) {
      // Digits get lost beside words, and those around them are certain all the same.
      for (RecognisedChar& c : line.chars) {
        if (InFigure(c.code) || InNumber(c.code)) c.confidence = std::min(c.confidence, kDoubtful);
      }
      AddLine(line);
    }
    return absl::OkStatus();
  }

  // All characters on one base line, of one size.
  void AddLine(const RecognisedLine& line) {
    if (line.box.empty()) return;
    const int32_t size = line.box.height() * kPixelSize * 10 / 9;
    const int32_t base = line.box.bottom * kPixelSize - size / 10;
    for (std::size_t i = 0; i < line.chars.size(); ++i) {
      const RecognisedChar& c = line.chars[i];
      // A character reaches to the next one, unless a gap stands between them.
      int right = c.box.right;
      if (i + 1 < line.chars.size()) {
        const int next = line.chars[i + 1].box.left;
        if (next > c.box.left && next - right < line.box.height() / 2) right = next;
      }
      AddGlyph(c, base, size, right);
    }
  }

  void AddGlyph(const RecognisedChar& c, int32_t base, int32_t size, int right) {
    const auto certain = static_cast<std::size_t>(page_->glyph_code_size());
    while (static_cast<std::size_t>(page_->glyph_recognition_size()) < certain) {
      page_->add_glyph_recognition(0);
    }
    if (page_->glyph_turn_size() > 0) page_->add_glyph_turn(0);
    page_->add_glyph_code(c.code);
    page_->add_glyph_x(c.box.left * kPixelSize);
    page_->add_glyph_y(base);
    page_->add_glyph_advance((right - c.box.left) * kPixelSize);
    page_->add_glyph_size(size);
    page_->add_glyph_recognition(std::max(c.confidence, kUnread));
  }

  const Raster& image_;
  const PixelBox region_;
  TextRecogniser* recogniser_;
  v1::PositionedPage* page_;
  std::vector<PixelBox> frames_;
  std::vector<InkedCell> cells_;
};

}  // namespace

absl::Status RecognisePage(const Raster& image, const PageBox& region, TextRecogniser* recogniser,
                           v1::PositionedPage* page) {
  return PageRecognition(image, region, recogniser, page).Run();
}

std::vector<PageBox> RegionsToRecognise(const v1::PositionedPage& page) {
  std::vector<PageBox> regions;
  for (int i = 0; i < page.image_left_size(); ++i) {
    const PageBox image{page.image_left(i), page.image_top(i), page.image_right(i),
                        page.image_bottom(i)};
    if (image.width() < kLeastTable || image.height() < kLeastTable / 4) continue;
    bool holds_text = false;
    for (int k = 0; k < page.glyph_code_size() && !holds_text; ++k) {
      holds_text = page.glyph_code(k) > 0x20 && image.Holds(page.glyph_x(k), page.glyph_y(k));
    }
    if (!holds_text) regions.push_back(image);
  }
  if (regions.empty()) return regions;
  if (page.glyph_code_size() == 0) return {{0, 0, page.width(), page.height()}};
  return regions;
}

}  // namespace gongkai
