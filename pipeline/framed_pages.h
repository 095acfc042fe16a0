// Pages with files next to them, as browsers and portals save them.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "gongkai/v1/source.pb.h"
#include "normalize/framed_page.h"

namespace gongkai {

// Names of the pages that a browser saves with a folder of this name: "年报.html" and "年报.htm"
// for "年报_files" and "年报.files". Empty names if it is another folder.
std::array<std::string, 2> PagesThatOwn(std::string_view folder);

// Puts the files that the page's frames show into its content, which becomes a web archive.
// `name` is that of the page; a page without such frames, and what is no page, stays as it is.
void AddFrames(std::string_view name, ReadFileNextTo read, v1::Content* page);

}  // namespace gongkai
