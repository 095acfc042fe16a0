// Reads PDF by poppler. Only within a guarded helper.
#pragma once

#include "gongkai/v1/pages.pb.h"

namespace gongkai {

// Fills outcome, pages and number. What the file holds decides nothing else: scripts, links and
// attachments are not looked at, no other file is opened but poppler's own character maps.
void ReadPdf(const v1::ReadRequest& request, v1::ReadResponse* response);

}  // namespace gongkai
