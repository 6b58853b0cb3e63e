# SPDX-FileCopyrightText: 2026 The Confab authors
# SPDX-License-Identifier: GPL-3.0-or-later

# cmake --install BUILD --component SocketIo: server/socketio as a library for others, with what it stands on, for
# find_package(Confab). See docs/socketio-library.md.

include(CMakePackageConfigHelpers)

set(headers "${CMAKE_INSTALL_INCLUDEDIR}/confab")
set(package "${CMAKE_INSTALL_LIBDIR}/cmake/Confab")

set(libraries)
foreach(layer IN ITEMS protocol server/net server/engineio server/socketio)
    confab_target_name(${layer} target)
    list(APPEND libraries ${target})
    # <confab/socketio.h> for others; our own headers name each other from the root of the tree.
    target_include_directories(${target} INTERFACE
        "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>" "$<INSTALL_INTERFACE:${headers}>")
    target_compile_features(${target} INTERFACE cxx_std_20)
    get_filename_component(parent "${layer}" DIRECTORY)
    install(DIRECTORY "${PROJECT_SOURCE_DIR}/${layer}" DESTINATION "${headers}/${parent}"
        COMPONENT SocketIo FILES_MATCHING PATTERN "*.h")
endforeach()
set_target_properties(confab_protocol PROPERTIES EXPORT_NAME Protocol)
set_target_properties(confab_server_net PROPERTIES EXPORT_NAME Net)
set_target_properties(confab_server_engineio PROPERTIES EXPORT_NAME EngineIo)
set_target_properties(confab_server_socketio PROPERTIES EXPORT_NAME SocketIo)

install(TARGETS ${libraries} EXPORT ConfabTargets
    ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT SocketIo)
install(EXPORT ConfabTargets NAMESPACE Confab:: DESTINATION "${package}" COMPONENT SocketIo)

configure_package_config_file(ConfabConfig.cmake.in "${CMAKE_CURRENT_BINARY_DIR}/ConfabConfig.cmake"
    INSTALL_DESTINATION "${package}")
# Before 1.0 a minor version may change the interface.
write_basic_package_version_file("${CMAKE_CURRENT_BINARY_DIR}/ConfabConfigVersion.cmake"
    COMPATIBILITY SameMinorVersion)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/ConfabConfig.cmake" "${CMAKE_CURRENT_BINARY_DIR}/ConfabConfigVersion.cmake"
    DESTINATION "${package}" COMPONENT SocketIo)
install(FILES socketio.h DESTINATION "${headers}" COMPONENT SocketIo)
