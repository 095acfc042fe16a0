// One fuzz target a program: Fuzz() is given bytes and ends the process if its property, which
// stands in line 1 of the target's file, does not hold.
//
// Built with libFuzzer (preset fuzz, ./dev fuzz) the bytes are searched for; in every other build
// the program is a test that goes over the seeds, damaged in a few fixed ways, and over all inputs
// that were found to break something (tests/fuzz/found/NAME).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "gongkai/v1/document.pb.h"

namespace gongkai {

void Fuzz(std::string_view input);

// Ends the process with the words if they are not empty, or if `holds` is false.
void Require(const std::string& fault);
void Require(bool holds, std::string_view fault);

// What document.proto promises of a document that any later stage may rely on: text, blocks, and
// a source map that covers the text without a gap and stays within `source_size`. Empty if it
// holds.
std::string CheckDocument(const v1::Document& document, uint64_t source_size);

}  // namespace gongkai
