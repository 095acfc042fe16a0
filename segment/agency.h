// Decides whose report it is.
#pragma once

#include <optional>

#include "gongkai/v1/outline.pb.h"
#include "segment/text_scan.h"
#include "segment/title.h"
#include "segment/vocabulary.h"
#include "segment/words.h"

namespace gongkai {

// Writes Outline.agency: the name in the title, else in the signature, else in the metadata,
// else the one the text gives. A name is given in its fullest form: 某镇 of the title becomes
// 某县某镇人民政府 if the signature says so of the same body, or if the text does. Reads
// sign_off and metadata of the outline. Evidence and span are those of the place where the name
// stands as given.
void DecideAgency(const TextScan& scan, const Words& words, const Occurrences& found,
                  const std::optional<Title>& title, v1::Outline* outline);

// Writes Outline.other_agencies: names of a place and a body of it in running text. The first
// name of a clause alone; neither the one that reports (Outline.agency) nor a shorter or longer
// form of its name.
void WriteOtherAgencies(const TextScan& scan, const Words& words, const Occurrences& found,
                        v1::Outline* outline);

}  // namespace gongkai
