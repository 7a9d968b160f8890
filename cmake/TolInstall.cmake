# What `cmake --install` puts where: headers, both libraries, the command's manual and completion, and what lets
# others find the library (pkg-config, CMake). Everything is relative to its own place, so that a prefix can be moved.
include(CMakePackageConfigHelpers)

set(TOL_CMAKE_DIR "${CMAKE_INSTALL_LIBDIR}/cmake/tolmach")

install(DIRECTORY include/tolmach DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" FILES_MATCHING PATTERN "*.h")
# Two export sets: who uses the shared library need not have the development files of what stands beneath it.
install(TARGETS tolmach EXPORT tolmachTargets)
install(TARGETS tolmach_static EXPORT tolmachStaticTargets)
install(EXPORT tolmachTargets NAMESPACE tolmach:: DESTINATION "${TOL_CMAKE_DIR}")
install(EXPORT tolmachStaticTargets NAMESPACE tolmach:: DESTINATION "${TOL_CMAKE_DIR}")

configure_package_config_file(cmake/tolmachConfig.cmake.in "${PROJECT_BINARY_DIR}/tolmachConfig.cmake"
                              INSTALL_DESTINATION "${TOL_CMAKE_DIR}")
# Before 1.0 a new minor version may change the interface.
write_basic_package_version_file("${PROJECT_BINARY_DIR}/tolmachConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/tolmachConfig.cmake" "${PROJECT_BINARY_DIR}/tolmachConfigVersion.cmake"
              cmake/FindCsv.cmake cmake/FindStemmer.cmake DESTINATION "${TOL_CMAKE_DIR}")

if(IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}")
  set(TOL_PC_PREFIX "${CMAKE_INSTALL_PREFIX}")
else()
  file(RELATIVE_PATH up "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
  string(REGEX REPLACE "/$" "" up "${up}")
  set(TOL_PC_PREFIX "\${pcfiledir}/${up}")
endif()
foreach(dir IN ITEMS LIBDIR INCLUDEDIR)
  cmake_path(APPEND TOL_PC_${dir} "\${prefix}" "${CMAKE_INSTALL_${dir}}")
endforeach()
configure_file(cmake/tolmach.pc.in "${PROJECT_BINARY_DIR}/tolmach.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/tolmach.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")

if(TOL_BUILD_TOOLS)
  file(GLOB pages CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tools/*.1")
  install(FILES ${pages} DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
  if(EXISTS "${PROJECT_SOURCE_DIR}/tools/completion/tolmach.bash")
    install(FILES tools/completion/tolmach.bash DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions"
            RENAME tolmach)
  endif()
endif()
