# SPDX-FileCopyrightText: 2026 The Confab authors
# SPDX-License-Identifier: GPL-3.0-or-later

# What every target of Confab is compiled with.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")

add_library(confab_settings INTERFACE)
target_include_directories(confab_settings INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_definitions(confab_settings INTERFACE
    QT_NO_KEYWORDS
    QT_NO_FOREACH
    QT_NO_CAST_FROM_ASCII
    QT_NO_CAST_TO_ASCII
    QT_NO_CAST_FROM_BYTEARRAY
    QT_NO_URL_CAST_FROM_STRING
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
    QT_STRICT_ITERATORS
    QT_NO_CONTEXTLESS_CONNECT
    QT_DISABLE_DEPRECATED_BEFORE=0x060400)
target_compile_options(confab_settings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual
    -fdiagnostics-color=auto)
if(CONFAB_WERROR)
    target_compile_options(confab_settings INTERFACE -Werror)
endif()
if(CONFAB_SANITIZE)
    target_compile_options(confab_settings INTERFACE
        "-fsanitize=${CONFAB_SANITIZE}" -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(confab_settings INTERFACE "-fsanitize=${CONFAB_SANITIZE}")
    if(CONFAB_SANITIZE MATCHES "thread")
        # With it GCC takes the empty std::optional of a moved value for uninitialized (as in its bug 105562).
        target_compile_options(confab_settings INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
    endif()
endif()
if(CONFAB_FUZZ)
    target_compile_options(confab_settings INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(CONFAB_COVERAGE)
    target_compile_options(confab_settings INTERFACE --coverage)
    target_link_options(confab_settings INTERFACE --coverage)
endif()
