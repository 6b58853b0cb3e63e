// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>

namespace confab::guard {

/// Whether both are the same, in a time that tells nothing about where they differ.
[[nodiscard]] bool isSameSecret(QByteArrayView a, QByteArrayView b);

} // namespace confab::guard
