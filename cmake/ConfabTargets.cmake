# SPDX-FileCopyrightText: 2026 The Confab authors
# SPDX-License-Identifier: GPL-3.0-or-later

# confab_add_layer and confab_add_test: the two kinds of target, linked by the layer table.

include("${CMAKE_CURRENT_LIST_DIR}/Layers.cmake")

# confab_read_layer(FOLDER uses modules): the row of a folder.
function(confab_read_layer folder out_uses out_modules)
    foreach(row IN LISTS CONFAB_LAYERS)
        if(row MATCHES "^ *([^ :]+) *:([^:]*):([^:]*)$" AND CMAKE_MATCH_1 STREQUAL folder)
            separate_arguments(uses UNIX_COMMAND "${CMAKE_MATCH_2}")
            separate_arguments(modules UNIX_COMMAND "${CMAKE_MATCH_3}")
            set(${out_uses} ${uses} PARENT_SCOPE)
            set(${out_modules} ${modules} PARENT_SCOPE)
            return()
        endif()
    endforeach()
    message(FATAL_ERROR "${folder} is not in cmake/Layers.cmake")
endfunction()

# confab_target_name(FOLDER name): server/net -> confab_server_net.
function(confab_target_name folder out)
    string(REPLACE "/" "_" name "confab_${folder}")
    set(${out} ${name} PARENT_SCOPE)
endfunction()

# confab_add_layer(SOURCES...): the static library of the current folder.
function(confab_add_layer)
    file(RELATIVE_PATH folder "${PROJECT_SOURCE_DIR}" "${CMAKE_CURRENT_SOURCE_DIR}")
    confab_target_name(${folder} target)
    confab_read_layer(${folder} uses modules)
    add_library(${target} STATIC ${ARGN})
    # Those who use an installed layer have settings of their own.
    target_link_libraries(${target} PUBLIC "$<BUILD_INTERFACE:confab_settings>")
    foreach(module IN LISTS modules)
        target_link_libraries(${target} PUBLIC Qt6::${module})
    endforeach()
    foreach(used IN LISTS uses)
        confab_target_name(${used} used_target)
        target_link_libraries(${target} PUBLIC ${used_target})
    endforeach()
endfunction()

# confab_add_test(tst_name LABEL unit|integration|gui LAYERS folder... [MODULES Qt...] [SOURCES extra...]):
# one Qt Test program from tst_name.cpp beside the calling CMakeLists.txt. No test may need a display.
function(confab_add_test name)
    cmake_parse_arguments(arg "" "LABEL;TIMEOUT" "LAYERS;MODULES;SOURCES" ${ARGN})
    if(NOT arg_LABEL)
        set(arg_LABEL unit)
    endif()
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    add_executable(${name} ${name}.cpp ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE confab_settings Qt6::Test)
    foreach(module IN LISTS arg_MODULES)
        target_link_libraries(${name} PRIVATE Qt6::${module})
    endforeach()
    foreach(folder IN LISTS arg_LAYERS)
        confab_target_name(${folder} target)
        target_link_libraries(${name} PRIVATE ${target})
    endforeach()
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES LABELS "${arg_LABEL}" TIMEOUT ${arg_TIMEOUT}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;QT_LOGGING_RULES=confab.*.info=false;LC_ALL=C.UTF-8;ASAN_OPTIONS=detect_leaks=1;LSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/lsan.supp:print_suppressions=0;UBSAN_OPTIONS=print_stacktrace=1;TSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/tsan.supp")
endfunction()
