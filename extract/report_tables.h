// What was found of each table, its rows and the headers of its columns, as printed.
#pragma once

#include <cstddef>

#include "extract/alignment.h"
#include "extract/form_model.h"
#include "gongkai/v1/document.pb.h"
#include "gongkai/v1/extraction.pb.h"

namespace gongkai {

// Adds a v1::Table for each table of the form, which is an index of FormModel::forms(); for an
// optional one only if it was found.
void ReportTables(const v1::Document& document, const FormModel& model, const Alignment& alignment,
                  std::size_t form, v1::Extraction* extraction);

}  // namespace gongkai
