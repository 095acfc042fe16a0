// Programs of the system that a document can depend on: where they are, and which they are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gongkai {

// The path of a program in the folders of PATH; empty if it is in none.
std::string FindInPath(std::string_view name);

// What tells one version of the program at `path` from another, without starting it: size and time
// of its file, which a package sets to when it was built; of LibreOffice those of its file
// versionrc. "none" if there is no such program.
std::string ProgramVersion(const std::string& path);

// What a command writes, both ways, without space at its end; empty if it cannot be started. For
// our own questions such as --version: it is waited for.
std::string OutputOf(const std::vector<std::string>& command);

}  // namespace gongkai
