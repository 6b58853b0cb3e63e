# SPDX-FileCopyrightText: 2026 The Confab authors
# SPDX-License-Identifier: GPL-3.0-or-later

# cmake -DNPM=npm -DFROM=folder -DTO=folder -P NpmCi.cmake: installs what FROM/package-lock.json names into
# TO/node_modules, exactly as locked and without running anybody's install scripts.

file(MAKE_DIRECTORY "${TO}")
foreach(file IN ITEMS package.json package-lock.json .npmrc)
    file(COPY_FILE "${FROM}/${file}" "${TO}/${file}")
endforeach()

execute_process(
    COMMAND "${NPM}" ci --ignore-scripts --no-fund --no-audit --loglevel=error
    WORKING_DIRECTORY "${TO}"
    RESULT_VARIABLE failure)
if(failure)
    message(FATAL_ERROR
        "npm ci failed in ${TO} (see above). The first build needs the network, or a filled npm cache, "
        "to fetch the Socket.IO client that Confab serves to browsers.")
endif()

# npm keeps the packages' own old dates, and the build tool would fetch again and again.
file(GLOB fetched "${TO}/node_modules/socket.io/client-dist/*")
file(TOUCH ${fetched})
