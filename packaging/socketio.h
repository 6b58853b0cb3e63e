// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

// A Socket.IO server: everything that users of the library need (docs/socketio-library.md).

#include "server/socketio/standaloneserver.h"
