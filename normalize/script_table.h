#pragma once

#include <string_view>

namespace gongkai {

// One entry after the other, 7 bytes each: a character of three bytes, its simplified form of
// three bytes, and a letter: 't' only traditional texts have it, 'e' either may have it, 's'
// only simplified texts have it (and both forms are the same). Generated at build time by
// normalize/script_table_main.cc.
std::string_view ScriptTable();

}  // namespace gongkai
