# SPDX-License-Identifier: BSL-1.0
# cmake -D TOOL=… -D VECTORS=… -D EXCLUDED=… -P run.cmake: scores the external conformance vectors, if present.
file(GLOB files ${VECTORS}/*.json ${VECTORS}/extra/*.json)
if(NOT files)
  message("skipped: no external vectors in ${VECTORS}")
  return()
endif()
execute_process(COMMAND ${TOOL} --score ${EXCLUDED} ${files} RESULT_VARIABLE failed)
if(failed)
  message(FATAL_ERROR "not all records pass that are not in ${EXCLUDED}")
endif()
