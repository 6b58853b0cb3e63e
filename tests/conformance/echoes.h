// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace confab::socketio {
class StandaloneServer;
}

/// Everything outside Engine.IO, for suites that test WebSockets and HTTP alone: a WebSocket at /echo that
/// sends every message back as it came (to 32 MiB), and
///
///     GET /               hello                   GET /hold       an answer after two seconds
///     GET /echo?...       the target              GET /file/NAME  the name, decoded
///     POST /echo          the body                GET /echo       426, it is a WebSocket
///     POST /body          its length
void serveEchoes(confab::socketio::StandaloneServer &server);
