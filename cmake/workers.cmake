# The worker programs, one for each stage.
foreach(stage normalize segment extract validate store)
  set(engine gongkai_${stage})
  if(stage STREQUAL store)
    set(engine gongkai_store gongkai_store_service)
  endif()
  set(ready ON)
  foreach(library ${engine})
    if(NOT TARGET ${library})
      set(ready OFF)
    endif()
  endforeach()
  if(ready)
    gongkai_program(gongkai-${stage}
      SOURCES "${PROJECT_SOURCE_DIR}/${stage}/${stage}_main.cc"
      DEPS ${engine} gongkai_rpc)
  endif()
endforeach()
