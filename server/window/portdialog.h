// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>

class QSpinBox;

namespace confab::server {

/// Asks for the port to listen at.
class PortDialog : public QDialog
{
    Q_OBJECT

public:
    /// `people` are connected now and would have to come back.
    PortDialog(quint16 port, qsizetype people, QWidget *parent = nullptr);

    [[nodiscard]] quint16 port() const;

private:
    QSpinBox *m_port;
};

} // namespace confab::server
