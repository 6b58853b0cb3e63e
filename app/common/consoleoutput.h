// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/common/exitcode.h"
#include "app/common/patientoutput.h"
#include "server/runtime/hub.h"

#include <QObject>

namespace confab::app {

/// What both servers write: messages, and nothing else, to standard output; addresses and problems to
/// standard error.
class ConsoleOutput : public QObject
{
    Q_OBJECT

public:
    /// The hub outlives this.
    explicit ConsoleOutput(runtime::Hub &hub, QObject *parent = nullptr);

    /// A sentence with what to do, on a line of its own on standard error.
    static void complain(const QString &sentence);

private:
    void announce(quint16 portWanted);
    void tellOfMissing(quint64 count);
    void tellOfStore(const runtime::HubStatus &status);
    void print(const QList<runtime::MessageRecord> &messages);

    runtime::Hub &m_hub;
    PatientOutput m_messages; ///< a reader of standard output that is asleep keeps nobody else waiting
    std::optional<runtime::StoreProblem> m_storeProblem; ///< that was told last
};

/// What is wrong with the store, to go into a sentence.
[[nodiscard]] QString storeProblemText(runtime::StoreProblem problem);

/// Why the hub could not start and what to do, in a sentence or two.
[[nodiscard]] QString startErrorText(runtime::StartError error, const runtime::Options &options,
                                     const QString &detail);
/// What the program ends with then.
[[nodiscard]] int exitCodeOf(runtime::StartError error);

} // namespace confab::app
