# SPDX-License-Identifier: BSL-1.0
# Run COMMAND (a list) and compare what it prints with the file EXPECTED, byte for byte.
execute_process(COMMAND ${COMMAND} OUTPUT_VARIABLE printed RESULT_VARIABLE status)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "the example ended with ${status}")
endif()
file(READ ${EXPECTED} expected)
if(NOT printed STREQUAL expected)
  message(FATAL_ERROR "the example printed\n${printed}\ninstead of ${EXPECTED}:\n${expected}")
endif()
