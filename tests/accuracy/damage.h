// A report taken apart, for blows to fall on.
#pragma once

#include <cstddef>
#include <random>
#include <string_view>
#include <vector>

namespace gongkai {

// A half-open range of bytes.
struct Piece {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// A document as pieces that can be taken out, doubled, exchanged: lines of a text, cells and
// rows of a page. The table part only, so that most blows hit.
class Damage {
 public:
  Damage(std::string_view bytes, bool html, std::mt19937* random);

  std::size_t Below(std::size_t limit) { return limit == 0 ? 0 : random_() % limit; }

  // Lines of a text; cells of a page.
  const std::vector<Piece>& lines() const { return lines_; }
  // Rows of a page; lines of a text.
  const std::vector<Piece>& rows() const { return rows_; }
  // Figures that fill a cell, without their borders.
  const std::vector<Piece>& figures() const { return figures_; }
  const std::vector<Piece>& words() const { return words_; }

  // Where the tables begin.
  std::size_t begin() const { return begin_; }
  bool html() const { return html_; }
  // A text whose cells only spaces hold apart.
  bool one_line() const { return bytes_.find('\n') == std::string_view::npos; }
  std::string_view bytes() const { return bytes_; }
  Piece Pick(const std::vector<Piece>& pieces) { return pieces[Below(pieces.size())]; }
  std::string_view Of(Piece piece) const {
    return bytes_.substr(piece.begin, piece.end - piece.begin);
  }

  // The figure with one of its borders.
  Piece WithBorder(Piece figure) const;

 private:
  void FindLines();
  std::vector<Piece> Elements(std::string_view open, std::string_view close) const;
  void FindFigures();

  std::string_view bytes_;
  const bool html_;
  std::mt19937& random_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::vector<Piece> lines_, rows_, figures_, words_;
};

}  // namespace gongkai
