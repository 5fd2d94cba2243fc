# SPDX-License-Identifier: BSL-1.0
# cmake -D PRESET=… -D ROOT=… -P run_preset.cmake: build the core's tests with another preset, and run them.
execute_process(COMMAND ${CMAKE_COMMAND} --preset ${PRESET} WORKING_DIRECTORY ${ROOT} COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} --build ${ROOT}/build/${PRESET} --target core_tests --parallel 2
                COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_CTEST_COMMAND} --preset ${PRESET} WORKING_DIRECTORY ${ROOT} COMMAND_ERROR_IS_FATAL ANY)
