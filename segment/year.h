// The statistics period and the year the report is about.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "gongkai/v1/outline.pb.h"
#include "segment/dates.h"
#include "segment/text_scan.h"
#include "segment/title.h"
#include "segment/vocabulary.h"

namespace gongkai {

// Writes Outline.period: the stretch from one date to another that is spoken of as the period
// of the data, or is a calendar year.
void ReadPeriod(const TextScan& scan, const Occurrences& found, std::span<const DateInText> dates,
                v1::Outline* outline);

// Writes Outline.year: that of the title, else of the period, else the year before the
// signature or publication, else the year the text names most often outside document numbers
// (〔2021〕30号). Recognising text exchanges digits now and then (2032 for 2023), so of recognised
// text it is the year that most of these say, and none if they say different ones equally often.
// Reads period, sign_off and dates of the outline.
void DecideYear(const TextScan& scan, const std::optional<Title>& title,
                std::span<const DateInText> dates, bool recognised, v1::Outline* outline);

}  // namespace gongkai
