# SPDX-License-Identifier: BSL-1.0
# Finds what is installed and downloads nothing. A missing required part says which package to install.
function(ombud_require found what package)
  if(NOT ${found})
    message(FATAL_ERROR "ombud needs ${what}. On Debian: apt-get install ${package}")
  endif()
endfunction()

find_package(Boost 1.81 QUIET CONFIG COMPONENTS headers json)
ombud_require(Boost_FOUND "Boost 1.81 or later with Boost.JSON" "libboost1.81-dev libboost-json1.81-dev")
find_package(date QUIET CONFIG)
ombud_require(date_FOUND "Howard Hinnant's date library with time zones" libhowardhinnant-date-dev)
find_package(re2 QUIET MODULE)
ombud_require(re2_FOUND "RE2" libre2-dev)

# Only for desks in YAML. Up to 0.7 its target has no namespace.
find_package(yaml-cpp QUIET CONFIG)
set(OMBUD_YAML_CPP yaml-cpp::yaml-cpp)
if(NOT TARGET yaml-cpp::yaml-cpp)
  set(OMBUD_YAML_CPP yaml-cpp)
endif()
if(NOT TARGET ${OMBUD_YAML_CPP})
  message(STATUS "Desks in YAML cannot be read: that needs yaml-cpp, libyaml-cpp-dev")
endif()
