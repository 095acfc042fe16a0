// Which sources of a group are laid out alike, roughly.
#pragma once

#include <cstdint>

#include "gongkai/v1/report.pb.h"

namespace gongkai {

// Nearly the same for sources that are laid out alike: whether pipes, whether tabs stand in the
// bytes, and how many lines. What a processor has learnt of the branches taken for one report helps
// with the next one if that is laid out like it. Says nothing of what the bytes mean: any two may
// be the same, and 0 is that of a report without content.
uint32_t SourceShape(const v1::Report& report);

}  // namespace gongkai
