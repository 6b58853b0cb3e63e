// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/window/fingerprintbutton.h"

#include "widgets/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QTimer>

#include <chrono>

namespace confab::server {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype shownPairs = 8;
constexpr std::chrono::milliseconds copiedShown{1500};

} // namespace

FingerprintButton::FingerprintButton(const widgets::Theme &theme, QWidget *parent)
    : QToolButton(parent)
    , m_theme(theme)
{
    setObjectName(u"fingerprintButton"_s);
    setAccessibleName(tr("Fingerprint of the certificate"));
    setIcon(theme.icon(u"lock"_s));
    setIconSize(QSize(16, 16));
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setAutoRaise(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumHeight(32);
    setForegroundRole(QPalette::PlaceholderText);
    connect(this, &QToolButton::clicked, this, &FingerprintButton::copy);
    hide();
}

void FingerprintButton::setFingerprint(const QString &fingerprint)
{
    setVisible(!fingerprint.isEmpty());
    if (fingerprint == m_fingerprint)
        return;
    m_fingerprint = fingerprint;
    const QString beginning = fingerprint.section(u':', 0, shownPairs - 1);
    setText(tr("Fingerprint %1…").arg(beginning));
    setAccessibleName(tr("Fingerprint of the certificate: %1").arg(fingerprint));
    // Halves of one length each, so that they can be read in pairs.
    const QString whole = fingerprint.section(u':', 0, 15) + u":\n"_s + fingerprint.section(u':', 16, 31);
    setToolTip(tr("Whoever joins with confab-client for the first time compares this:") + u"\n\n"_s + whole
               + u"\n\n"_s + tr("Click to copy it"));
}

void FingerprintButton::copy()
{
    QGuiApplication::clipboard()->setText(m_fingerprint);
    setIcon(m_theme.icon(u"check"_s));
    QTimer::singleShot(copiedShown, this, [this] { setIcon(m_theme.icon(u"lock"_s)); });
}

} // namespace confab::server
