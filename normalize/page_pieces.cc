#include "normalize/page_pieces.h"

namespace gongkai {

std::vector<Piece> PiecesOf(const PageLine& line, int32_t gap) {
  std::vector<Piece> pieces;
  for (std::size_t i = 0; i < line.glyphs.size(); ++i) {
    const PageGlyph& glyph = line.glyphs[i];
    if (glyph.space()) continue;
    const PageBox box{glyph.left, glyph.top(), glyph.right, glyph.bottom()};
    if (!pieces.empty() && glyph.left - pieces.back().box.right < glyph.size * gap / 100) {
      pieces.back().end = i + 1;
      pieces.back().box = Around(pieces.back().box, box);
    } else {
      pieces.push_back({i, i + 1, box});
    }
  }
  for (Piece& piece : pieces) piece.figure = IsFigureLike(line.Text(piece.begin, piece.end));
  return pieces;
}

}  // namespace gongkai
