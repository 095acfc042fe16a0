# Targets of this project: C++20, warnings as errors, includes from the repository root.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

option(GONGKAI_ASAN "Address and undefined behaviour sanitizers" OFF)
option(GONGKAI_TSAN "Thread sanitizer (engine tests only)" OFF)
option(GONGKAI_TOGETHER "Compile several sources at a time" ON)
option(GONGKAI_FUZZ "Fuzz targets driven by libFuzzer, under sanitizers; needs clang" OFF)
if(GONGKAI_ASAN)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all
                      -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
elseif(GONGKAI_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
                      -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
elseif(GONGKAI_TSAN)
  add_compile_options(-fsanitize=thread)
  add_link_options(-fsanitize=thread)
endif()

# -Wno-restrict: GCC 12 sees overlapping copies in `"literal" + string` at -O3 (PR 105651).
function(_gongkai_target target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Werror -Wno-missing-field-initializers
                         -Wno-restrict $<$<CXX_COMPILER_ID:Clang>:-Wno-unknown-warning-option>)
  target_include_directories(${target} PUBLIC "${PROJECT_SOURCE_DIR}" "${PROJECT_BINARY_DIR}/gen")
endfunction()

# Sources are compiled eight at a time: what they include costs more than what they say. Names
# without linkage must differ within a library. GONGKAI_TOGETHER=OFF compiles each file alone.
function(_gongkai_together target)
  if(NOT GONGKAI_TOGETHER)
    return()
  endif()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
  # GCC takes a source that another one includes for a header.
  target_compile_options(${target} PRIVATE -Wno-subobject-linkage)
endfunction()

# gongkai_library(NAME SOURCES a.cc ... DEPS lib ...)
function(gongkai_library target)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPS" ${ARGN})
  add_library(${target} STATIC ${ARG_SOURCES})
  _gongkai_target(${target})
  _gongkai_together(${target})
  target_link_libraries(${target} PUBLIC ${ARG_DEPS})
endfunction()

# gongkai_program(NAME SOURCES a.cc ... DEPS lib ...): left in <build>/bin.
function(gongkai_program target)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPS" ${ARGN})
  add_executable(${target} ${ARG_SOURCES})
  _gongkai_target(${target})
  _gongkai_together(${target})
  target_link_libraries(${target} PRIVATE ${ARG_DEPS})
  if(NOT GONGKAI_ASAN AND NOT GONGKAI_TSAN AND NOT GONGKAI_FUZZ)  # which bring allocators of their own
    target_link_libraries(${target} PRIVATE PkgConfig::JEMALLOC)
  endif()
endfunction()

# What a test spends its time with is in the libraries: its own lines are not worth optimizing, and
# undefined behaviour in them is not worth twice the time to compile.
function(gongkai_test_options target)
  target_compile_options(${target} PRIVATE -O0 $<$<BOOL:${GONGKAI_ASAN}>:-fno-sanitize=undefined>)
endfunction()

# gongkai_test(NAME SOURCES a_test.cc ... DEPS lib ...): GoogleTest, one ctest entry a program.
function(gongkai_test target)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;DEPS" ${ARGN})
  add_executable(${target} ${ARG_SOURCES})
  list(TRANSFORM ARG_SOURCES PREPEND "${CMAKE_CURRENT_SOURCE_DIR}/" OUTPUT_VARIABLE tested)
  set_property(GLOBAL APPEND PROPERTY GONGKAI_TESTED ${tested})
  _gongkai_target(${target})
  target_link_libraries(${target} PRIVATE ${ARG_DEPS} GTest::gmock GTest::gtest_main)
  gongkai_test_options(${target})
  _gongkai_together(${target})
  target_compile_definitions(${target} PRIVATE
    GONGKAI_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
    GONGKAI_BINARY_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
  set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
  add_test(NAME ${target} COMMAND ${target})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 300)
  endif()
  set_tests_properties(${target} PROPERTIES TIMEOUT ${ARG_TIMEOUT})
endfunction()

# Every *_test.cc under the current directory must be in a test: one left out passes unseen.
function(gongkai_expect_all_tested)
  get_property(tested GLOBAL PROPERTY GONGKAI_TESTED)
  file(GLOB_RECURSE forgotten CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*_test.cc")
  list(REMOVE_ITEM forgotten ${tested})
  if(forgotten)
    message(FATAL_ERROR "in no test: ${forgotten}")
  endif()
endfunction()

# gongkai_embed(NAME FILES f ...): a library with the files' bytes. Include
# "embedded/NAME.h": `std::span<const gongkai::EmbeddedFile> gongkai::embedded::NAME()`.
function(gongkai_embed name)
  cmake_parse_arguments(ARG "" "" "FILES" ${ARGN})
  set(header "${PROJECT_BINARY_DIR}/gen/embedded/${name}.h")
  set(source "${PROJECT_BINARY_DIR}/gen/embedded/${name}.cc")
  set(files)
  foreach(file ${ARG_FILES})
    list(APPEND files "${CMAKE_CURRENT_SOURCE_DIR}/${file}")
  endforeach()
  string(REPLACE ";" "|" joined "${files}")
  add_custom_command(
    OUTPUT "${header}" "${source}"
    COMMAND "${CMAKE_COMMAND}" -DNAME=${name} "-DFILES=${joined}" -DHEADER=${header}
            -DSOURCE=${source} -P "${PROJECT_SOURCE_DIR}/cmake/embed.cmake"
    DEPENDS ${files} "${PROJECT_SOURCE_DIR}/cmake/embed.cmake"
    VERBATIM)
  add_library(gongkai_embedded_${name} STATIC "${source}" "${header}")
  _gongkai_target(gongkai_embedded_${name})
  target_link_libraries(gongkai_embedded_${name} PUBLIC gongkai_common)
endfunction()
