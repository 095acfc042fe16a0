// What blows are made of, and those that write a whole table in another way.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/accuracy/damage.h"
#include "tests/accuracy/mutations.h"

namespace gongkai {

// What a mutation does. False if this report has nothing that it could be done to.
using Blow = bool (*)(Damage& damage, std::string_view other, Mutated* out);

bool Replace(const Damage& damage, Piece piece, std::string_view by, Mutated* out);
bool Remove(const Damage& damage, Piece piece, Mutated* out);

// What is put in between harms nothing before or behind it.
bool InsertHarmless(const Damage& damage, std::size_t at, std::string_view text, Mutated* out);

// The same done to every piece; they are in order and do not overlap.
template <typename Change>
bool ReplaceAll(const Damage& damage, const std::vector<Piece>& pieces, Mutated* out,
                const Change& change) {
  std::size_t at = 0;
  bool changed = false;
  for (const Piece piece : pieces) {
    const std::string by = change(damage.Of(piece));
    changed |= by != damage.Of(piece);
    out->bytes += damage.bytes().substr(at, piece.begin - at);
    out->bytes += by;
    at = piece.end;
  }
  out->bytes += damage.bytes().substr(at);
  return changed;
}

// The next place at which a character begins.
std::size_t CharBoundary(std::string_view bytes, std::size_t at);
// Any one of a label.
Piece PickCharacter(Damage& damage);

// What harms nothing.
bool WrapLabel(Damage& damage, std::string_view other, Mutated* out);
bool WidenMarks(Damage& damage, std::string_view other, Mutated* out);
bool Thousands(Damage& damage, std::string_view other, Mutated* out);
bool ProseBefore(Damage& damage, std::string_view other, Mutated* out);
bool SpaceInLabel(Damage& damage, std::string_view other, Mutated* out);
bool PadFigures(Damage& damage, std::string_view other, Mutated* out);
bool RunningHead(Damage& damage, std::string_view other, Mutated* out);
bool Invisible(Damage& damage, std::string_view other, Mutated* out);

// In place of pipes.
bool BoxBorders(Damage& damage, std::string_view other, Mutated* out);
bool Semicolons(Damage& damage, std::string_view other, Mutated* out);
bool Commas(Damage& damage, std::string_view other, Mutated* out);

bool WideSpaces(Damage& damage, std::string_view other, Mutated* out);
bool RepeatHeader(Damage& damage, std::string_view other, Mutated* out);
bool DropOrdinals(Damage& damage, std::string_view other, Mutated* out);
bool DropBrackets(Damage& damage, std::string_view other, Mutated* out);
bool BoldFigures(Damage& damage, std::string_view other, Mutated* out);
bool UnitsInCells(Damage& damage, std::string_view other, Mutated* out);
bool HeadCells(Damage& damage, std::string_view other, Mutated* out);
bool DropSpans(Damage& damage, std::string_view other, Mutated* out);
bool DivCells(Damage& damage, std::string_view other, Mutated* out);
bool FiguresFirst(Damage& damage, std::string_view other, Mutated* out);

}  // namespace gongkai
