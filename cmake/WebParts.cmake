# SPDX-FileCopyrightText: 2026 The Confab authors
# SPDX-License-Identifier: GPL-3.0-or-later

# confab_embed_web(TARGET): puts the page (resources/web) and the Socket.IO client that npm brings into the target, as Qt
# resources below :/confab/page and :/confab/socket.io. npm runs once per state of the lock, in the build tree.
#
# The resources are stored as they are: the server hands them out from the program's read-only data without a copy.

find_program(CONFAB_NPM npm)

function(confab_embed_web target)
    if(NOT CONFAB_NPM)
        message(FATAL_ERROR
            "npm is missing. Confab embeds the Socket.IO client for browsers, which npm fetches while building. "
            "Install it (Debian: apt-get install nodejs npm) and configure again; "
            "or say where it is with -DCONFAB_NPM=/path/to/npm.")
    endif()
    set(web "${PROJECT_SOURCE_DIR}/resources/web")
    set(npm_folder "${PROJECT_BINARY_DIR}/web-npm")
    set(dist "${npm_folder}/node_modules/socket.io/client-dist")
    set(client_files)
    foreach(bundle IN ITEMS socket.io.js socket.io.min.js socket.io.esm.min.js socket.io.msgpack.min.js)
        list(APPEND client_files "${dist}/${bundle}" "${dist}/${bundle}.map")
    endforeach()

    add_custom_command(
        OUTPUT ${client_files}
        COMMAND "${CMAKE_COMMAND}" "-DNPM=${CONFAB_NPM}" "-DFROM=${web}" "-DTO=${npm_folder}"
                -P "${PROJECT_SOURCE_DIR}/cmake/NpmCi.cmake"
        DEPENDS "${web}/package.json" "${web}/package-lock.json" "${web}/.npmrc"
                "${PROJECT_SOURCE_DIR}/cmake/NpmCi.cmake"
        COMMENT "Fetching the Socket.IO client (npm ci)"
        VERBATIM)

    file(GLOB page_files CONFIGURE_DEPENDS
        "${web}/*.html" "${web}/*.css" "${web}/*.js" "${web}/*.svg")
    qt_add_resources(${target} confab_page PREFIX "/confab/page" BASE "${web}"
        OPTIONS --no-compress FILES ${page_files})
    qt_add_resources(${target} confab_socketio_client PREFIX "/confab/socket.io" BASE "${dist}"
        OPTIONS --no-compress FILES ${client_files})
endfunction()
