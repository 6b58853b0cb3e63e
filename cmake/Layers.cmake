# SPDX-FileCopyrightText: 2026 The Confab authors
# SPDX-License-Identifier: GPL-3.0-or-later

# The layers of Confab, once. A row is FOLDER : FOLDERS IT MAY INCLUDE : QT MODULES IT MAY USE.
# ConfabTargets.cmake links by this table, CheckLayers.cmake checks every include against it.
# A folder may always include itself. Client and server meet only in protocol (and both windows in widgets).
set(CONFAB_LAYERS
    "protocol          :                                                        : Core"
    "server/net        : protocol                                               : Core Network WebSockets"
    "server/log        : protocol server/net                                    : Core Sql"
    "server/guard      : protocol server/net                                    : Core Network"
    "server/engineio   : protocol server/net                                    : Core Network"
    "server/socketio   : protocol server/net server/engineio                    : Core Network"
    "server/chat       : protocol server/net server/log server/engineio server/socketio : Core Network"
    "server/http       : protocol server/net                                    : Core Network HttpServer"
    "server/tls        : protocol                                               : Core Network"
    "server/runtime    : protocol server/net server/log server/engineio server/socketio server/chat server/http server/tls server/guard : Core Network"
    "widgets           :                                                        : Core Gui Widgets Svg DBus"
    "server/window     : protocol server/runtime widgets                        : Core Gui Widgets Network"
    "client/net        :                                                        : Core Network WebSockets"
    "client/engineio   : protocol client/net                                    : Core"
    "client/socketio   : protocol client/net client/engineio                    : Core"
    "client/core       : protocol client/net client/engineio client/socketio    : Core Network"
    "client/store      : protocol client/net client/core                        : Core Sql"
    "client/models     : protocol client/net client/core                        : Core"
    "client/window     : protocol client/net client/core client/models widgets  : Core Gui Widgets Network")
