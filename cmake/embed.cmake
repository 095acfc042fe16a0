# Writes a header and a source that hold the bytes of FILES (separated by "|").
string(REPLACE "|" ";" FILES "${FILES}")
file(WRITE "${HEADER}.new" "// Generated.
#pragma once
#include <span>
#include \"common/embedded.h\"
namespace gongkai::embedded {
std::span<const EmbeddedFile> ${NAME}();
}  // namespace gongkai::embedded
")
set(body "// Generated.
#include \"embedded/${NAME}.h\"
namespace gongkai::embedded {
namespace {
")
set(table "")
set(index 0)
foreach(file ${FILES})
  file(READ "${file}" hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
  get_filename_component(base "${file}" NAME)
  string(APPEND body "constexpr char kFile${index}[] = {${bytes}0};\n")
  string(APPEND table "    {\"${base}\", {kFile${index}, sizeof(kFile${index}) - 1}},\n")
  math(EXPR index "${index} + 1")
endforeach()
string(APPEND body "constexpr EmbeddedFile kFiles[] = {
${table}};
}  // namespace
std::span<const EmbeddedFile> ${NAME}() { return kFiles; }
}  // namespace gongkai::embedded
")
file(WRITE "${SOURCE}.new" "${body}")
file(RENAME "${HEADER}.new" "${HEADER}")
file(RENAME "${SOURCE}.new" "${SOURCE}")
