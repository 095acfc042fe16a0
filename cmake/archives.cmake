# Programs carry their libraries in themselves wherever Debian has them as archives: a message is
# made by a hundred small calls, and each goes through a table and a lookup of its thread's data if
# the library is shared (docs/decisions/dependencies.md).

# Of a list of files, `libx.so.1.2` -> `libx.a` beside it, if there is one.
function(_gongkai_archives files result)
  set(archives)
  foreach(file IN LISTS files)
    string(REGEX REPLACE "\\.so[0-9.]*$" ".a" archive "${file}")
    if(IS_ABSOLUTE "${archive}" AND EXISTS "${archive}")
      set(file "${archive}")
    endif()
    list(APPEND archives "${file}")
  endforeach()
  set(${result} "${archives}" PARENT_SCOPE)
endfunction()

# Imported targets whose names match, as find_package() and pkg_check_modules() left them.
function(gongkai_link_archives pattern)
  get_directory_property(targets IMPORTED_TARGETS)
  list(FILTER targets INCLUDE REGEX "${pattern}")
  foreach(target IN LISTS targets)
    get_target_property(configurations ${target} IMPORTED_CONFIGURATIONS)
    set(properties IMPORTED_LOCATION INTERFACE_LINK_LIBRARIES)
    if(configurations)
      list(TRANSFORM configurations PREPEND IMPORTED_LOCATION_ OUTPUT_VARIABLE locations)
      list(APPEND properties ${locations})
    endif()
    foreach(property IN LISTS properties)
      get_target_property(files ${target} ${property})
      if(files)
        _gongkai_archives("${files}" archives)
        set_target_properties(${target} PROPERTIES ${property} "${archives}")
      endif()
    endforeach()
  endforeach()
endfunction()
