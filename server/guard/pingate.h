// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QHash>
#include <QHostAddress>

#include <chrono>

namespace confab::guard {

/// What became of an attempt at the PIN.
struct PinVerdict
{
    enum class Kind : quint8 {
        Granted,
        Missing, ///< none was given
        Wrong,
        Locked ///< too many were wrong: not looked at, even if it is right
    };
    Kind kind = Kind::Granted;
    std::chrono::seconds retryAfter{0}; ///< when Locked, rounded up
};

/// Compares PINs and lets nobody guess: after five wrong ones an address (see addressKey) has to wait, twice
/// as long after each further one. A right one does not make it forget, as many may share an address.
class PinGate
{
public:
    static constexpr int freeAttempts = 5;
    static constexpr std::chrono::seconds firstLock{10};
    static constexpr std::chrono::seconds longestLock{15 * 60};
    static constexpr std::chrono::seconds memory{30 * 60}; ///< after the last wrong one
    static constexpr qsizetype mostAddresses =
        4096; ///< beyond, the one that was wrong longest ago is forgotten

    explicit PinGate(QByteArray pin)
        : m_pin(std::move(pin))
    { }

    [[nodiscard]] PinVerdict attempt(const QHostAddress &address, QByteArrayView pin,
                                     std::chrono::milliseconds now);
    /// So many wrong ones came from there on another shard. `key`: see addressKey.
    void noteElsewhere(const QHostAddress &key, int attempts, std::chrono::milliseconds now);
    [[nodiscard]] qsizetype addressCount() const { return m_failures.size(); }

private:
    struct Failures
    {
        int count = 0;
        std::chrono::milliseconds last{0};
        std::chrono::milliseconds lockedUntil{0};
    };

    void noteFailure(const QHostAddress &key, std::chrono::milliseconds now);
    void makeRoom(std::chrono::milliseconds now);

    const QByteArray m_pin;
    QHash<QHostAddress, Failures> m_failures;
};

} // namespace confab::guard
