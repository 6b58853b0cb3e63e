// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/window/shareaddress.h"

#include <QWidget>

class QLabel;

namespace confab::widgets {
class Theme;
}

namespace confab::server {

class QrCodeWidget;

/// The whole screen for a room full of people: QR code, address, how many have joined. Escape closes it.
class ProjectorWindow : public QWidget
{
    Q_OBJECT

public:
    explicit ProjectorWindow(const widgets::Theme &theme, QWidget *parent = nullptr);

    void setAddress(const ShareAddress &address);
    void setHubName(const QString &name);
    void setPeople(qsizetype count);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void scaleWords();

    const widgets::Theme &m_theme;
    QLabel *m_title;
    QrCodeWidget *m_code;
    QLabel *m_address;
    QLabel *m_people;
};

} // namespace confab::server
