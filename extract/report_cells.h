// An alignment as the message that is kept: cells with state, value and place, tables with their
// rows and headers.
#pragma once

#include "extract/alignment.h"
#include "extract/figures.h"
#include "extract/form_model.h"
#include "gongkai/v1/extraction.pb.h"

namespace gongkai {

// Replaces *extraction.
void ReportCells(const v1::Document& document, const v1::Outline& outline, const FormModel& model,
                 const FigureReader& figures, const Alignment& alignment,
                 v1::Extraction* extraction);

// The same for a report that has more than was aligned: all cells of its form are AMBIGUOUS, and no
// figure is given.
void ReportTooLarge(const v1::Outline& outline, const FormModel& model, v1::Extraction* extraction);

}  // namespace gongkai
