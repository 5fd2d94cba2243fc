# SPDX-License-Identifier: BSL-1.0
# `find_package(ombud)` for C++, headers for everyone.
include(CMakePackageConfigHelpers)

install(TARGETS ombud EXPORT ombudTargets
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(TARGETS ombud_headers EXPORT ombudTargets)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT ombudTargets NAMESPACE ombud:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/ombud)
if(TARGET ombud_yaml)
  install(TARGETS ombud_yaml EXPORT ombudYamlTargets
          ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
  install(EXPORT ombudYamlTargets NAMESPACE ombud:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/ombud)
endif()
configure_package_config_file(${PROJECT_SOURCE_DIR}/src/cmake/ombudConfig.cmake.in
                              ${PROJECT_BINARY_DIR}/ombudConfig.cmake
                              INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/ombud)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/ombudConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/ombudConfig.cmake ${PROJECT_BINARY_DIR}/ombudConfigVersion.cmake
              ${PROJECT_SOURCE_DIR}/src/cmake/Findre2.cmake
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/ombud)
