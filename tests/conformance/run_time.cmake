# SPDX-License-Identifier: BSL-1.0
# cmake -D TOOL=… -D VECTORS=… -D REQUIRED=… -P run_time.cmake: scores the external vectors of time, if present.
file(GLOB files ${VECTORS}/*.json)
if(NOT files)
  message("skipped: no external vectors in ${VECTORS}")
  return()
endif()
execute_process(COMMAND ${TOOL} --score ${REQUIRED} ${files} RESULT_VARIABLE failed)
if(failed)
  message(FATAL_ERROR "a record fails that is not disputed, or fewer pass than ${REQUIRED} asks for")
endif()
