// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QToolButton>

namespace confab::widgets {
class Theme;
}

namespace confab::server {

/// The fingerprint of a certificate that nobody vouches for, to be compared with what a client shows: its
/// beginning, the whole in the tool tip and, by a click, on the clipboard. Hidden without one.
class FingerprintButton : public QToolButton
{
    Q_OBJECT

public:
    /// `theme` outlives the button.
    explicit FingerprintButton(const widgets::Theme &theme, QWidget *parent = nullptr);

    /// "AB:CD:...", 32 pairs, or empty.
    void setFingerprint(const QString &fingerprint);

private:
    void copy();

    const widgets::Theme &m_theme;
    QString m_fingerprint;
};

} // namespace confab::server
