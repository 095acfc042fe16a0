// Old Office files: OLE2 compound files ([MS-CFB]). Only their directory is read, to tell them
// apart.
#pragma once

#include <string_view>

namespace gongkai {

enum class CompoundKind {
  kNone,        // no compound file
  kUnknown,     // its directory cannot be read, or says nothing
  kWord,        // Word 97-2003; WPS Writer saves the same under its own name
  kExcel,       // Excel 97-2003, or WPS Spreadsheets
  kPowerPoint,  // PowerPoint 97-2003
  kWorks,       // Microsoft Works
  kEncrypted    // a password is needed, whichever of these it is
};

// Looks at kMaxCompoundEntries entries of the directory at most.
CompoundKind CompoundKindOf(std::string_view bytes);

}  // namespace gongkai
