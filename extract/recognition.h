// Figures that were recognised in images are held to how certain the recognition is.
#pragma once

#include "gongkai/v1/document.pb.h"
#include "gongkai/v1/extraction.pb.h"

namespace gongkai {

// Cell.confidence, in thousandths, of a cell that is AMBIGUOUS.
inline constexpr uint32_t kUncertain = 500;

// Gives cells the certainty of their least certain character. What a cell holds below
// kMinRecognition makes it AMBIGUOUS, with that as its candidate: a digit may have been taken for a
// word too. Nothing changes where the document has no Recognition.
void HoldCellsToRecognition(const v1::Document& document, v1::Extraction* extraction);

// The same for facts. One below kMinRecognition is left out, with the groups it belongs to.
void HoldFactsToRecognition(const v1::Document& document, v1::Extraction* extraction);

}  // namespace gongkai
