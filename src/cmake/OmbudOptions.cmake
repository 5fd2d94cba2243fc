# SPDX-License-Identifier: BSL-1.0
# The warnings that every target of the project is built with.
function(ombud_warnings target)
  target_compile_options(${target} PRIVATE
    $<$<COMPILE_LANGUAGE:CXX>:-Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow>
    $<$<COMPILE_LANGUAGE:C>:-Wall -Wextra -Wpedantic -Wconversion>)
  # GCC 12 sees overlaps in every text put together of a literal and a temporary (its bug 105651), if it optimises.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(${target} PRIVATE $<$<AND:$<COMPILE_LANGUAGE:CXX>,$<CONFIG:Release>>:-Wno-restrict>)
  endif()
  if(OMBUD_WARNINGS_AS_ERRORS)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
endfunction()

if(PROJECT_IS_TOP_LEVEL AND NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "The type of build" FORCE)
endif()
if(PROJECT_IS_TOP_LEVEL AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  find_program(OMBUD_CCACHE ccache)
  mark_as_advanced(OMBUD_CCACHE)
  if(OMBUD_CCACHE)
    set(CMAKE_C_COMPILER_LAUNCHER ${OMBUD_CCACHE})
    set(CMAKE_CXX_COMPILER_LAUNCHER ${OMBUD_CCACHE})
  endif()
endif()
