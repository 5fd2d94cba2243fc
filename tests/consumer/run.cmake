# SPDX-License-Identifier: BSL-1.0
# cmake -D BUILD=… -D WORK=… -D DOORS=linked,c … -P run.cmake: install, configure the consumer project, build it, compare what it prints.
cmake_minimum_required(VERSION 3.25)

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE failed OUTPUT_VARIABLE said ERROR_VARIABLE said)
  if(failed)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "${command}\n${said}")
  endif()
endfunction()

string(REPLACE "," ";" DOORS "${DOORS}")  # a list would not survive being passed on
set(prefix ${WORK}/installed)
file(REMOVE_RECURSE ${prefix} ${WORK}/build)
run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${prefix} --config ${CONFIG})
if(NOT EXISTS ${prefix}/${LIBRARIES}/pkgconfig/ombud.pc)  # built without the C library
  list(REMOVE_ITEM DOORS c)
endif()
if(NOT EXISTS ${prefix}/${LIBRARIES}/cmake/ombud/ombudYamlTargets.cmake)  # built without yaml-cpp
  list(REMOVE_ITEM DOORS yaml)
endif()
set(ENV{PKG_CONFIG_PATH} ${prefix}/${LIBRARIES}/pkgconfig)
list(JOIN DOORS "," doors)
set(example ${PROJECT}/../../../examples/cel)
run(${CMAKE_COMMAND} -S ${PROJECT} -B ${WORK}/build -G ${GENERATOR} -DDOORS=${doors} -DCMAKE_PREFIX_PATH=${prefix}
    -DCEL_EXAMPLE=${example}/main.cpp
    -DCMAKE_C_COMPILER=${C_COMPILER} -DCMAKE_CXX_COMPILER=${CXX_COMPILER} -DCMAKE_BUILD_TYPE=${CONFIG}
    -DCMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER} -DCMAKE_CXX_FLAGS_DEBUG=-O0)
run(${CMAKE_COMMAND} --build ${WORK}/build --config ${CONFIG} --parallel 2)

# Worked out by hand: 120.00 EUR are beyond the clerk's 40.00, so the owner decides, within an hour.
set(expected [[{"outcome":"refer","cause":"authority","verdict":"grant","case":"C-1","at":"2026-03-02T10:00:00+01:00",]]
             [["handler":"lena","decider":"omar","amount":null,]]
             [["quote":{"expected":"2026-03-02T11:00:00+01:00","quoted":"2026-03-02T11:30:00+01:00"}]])
set(first "")
foreach(door ${DOORS})
  set(desk desk.jsonc)
  if(door STREQUAL "yaml")
    set(desk desk.yaml)
  endif()
  execute_process(COMMAND ${WORK}/build/consumer_${door} ${PROJECT}/${desk} ${PROJECT}/case.json
                  RESULT_VARIABLE failed OUTPUT_VARIABLE printed ERROR_VARIABLE complaint)
  if(failed)
    message(FATAL_ERROR "through the door `${door}`: ${failed}\n${complaint}")
  endif()
  foreach(part IN LISTS expected)
    string(FIND "${printed}" "${part}" at)
    if(at EQUAL -1)
      message(FATAL_ERROR "through the door `${door}`: printed\n${printed}\nwhich lacks\n${part}")
    endif()
  endforeach()
  if(first AND NOT printed STREQUAL first)
    message(FATAL_ERROR "through the door `${door}`: printed\n${printed}\nwhere another door printed\n${first}")
  endif()
  set(first "${printed}")
  message(STATUS "${door}: the decision is as expected")
endforeach()

execute_process(COMMAND ${WORK}/build/consumer_cel RESULT_VARIABLE failed OUTPUT_VARIABLE printed)
file(READ ${example}/expected.txt expected)
if(failed OR NOT printed STREQUAL expected)
  message(FATAL_ERROR "CEL by itself: ${failed}, printed\n${printed}\ninstead of\n${expected}")
endif()
