// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/net/httpchannel.h"

// The interface's meta object lives in this file's translation unit (AUTOMOC).
