// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace confab::app {

/// Writes to a descriptor whose reader may be slow or asleep, and never waits for it: what it does not take
/// is kept until it does, up to a bound. Thread: the one it lives in, with an event loop.
class PatientOutput : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype mostKept = qsizetype(8) * 1024 * 1024;

    /// `descriptor` is not closed.
    explicit PatientOutput(int descriptor, QObject *parent = nullptr);
    /// Gives the reader a second for what is kept.
    ~PatientOutput() override;

    /// In order, and at once when the reader takes it. False when too much is kept already: nothing was
    /// taken.
    [[nodiscard]] bool write(const QByteArray &bytes);
    [[nodiscard]] qsizetype kept() const { return m_kept.size(); }

private:
    /// Whether anything went out within `timeoutMs`.
    bool writeSome(int timeoutMs);
    void writeWhatGoes();

    const int m_descriptor;
    QByteArray m_kept;
    bool m_isClosed = false; ///< nobody will read any more
    std::unique_ptr<QSocketNotifier> m_notifier; ///< on while something is kept
};

} // namespace confab::app
