// A page whose frames show files that stand next to it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "gongkai/v1/source.pb.h"

namespace gongkai {

// The bytes of the file that is called so from the folder of the page, "content/t2023.html";
// nullopt if there is none.
using ReadFileNextTo = absl::FunctionRef<std::optional<std::string>(const std::string& name)>;

// The page and the pages that its frames show, and theirs, as one web archive (RFC 2557): one
// source like any other, whose parts are the files byte by byte. nullopt if no file is shown, as
// with nearly all pages, which costs a search for two words. Files that lead out of the folder, are
// no pages or would pass kMaxFrames or kMaxMimePageBytes stay out.
std::optional<std::string> PackFramedPage(const v1::Content& page, std::string_view name,
                                          ReadFileNextTo read);

// Names in the headers of such an archive: %XX for what a header cannot hold, and back. What is no
// such code stays as it is.
std::string EscapeFileName(std::string_view name);
std::string UnescapeFileName(std::string_view location);

// What `address` means in a page at `location` (RFC 3986, 5.2, as far as addresses of files go).
std::string ResolveAddress(std::string_view location, std::string_view address);

}  // namespace gongkai
