// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/window/connectionnotice.h"

#include "client/models/harmlesstext.h"
#include "client/window/words.h"

#include <QCoreApplication>

namespace confab::client {

using namespace Qt::StringLiterals;

namespace {

struct NoticeWords
{
    Q_DECLARE_TR_FUNCTIONS(confab::client::ConnectionNotice)
};

/// One after the other; what a server said may lack its full stop.
QString sentences(std::initializer_list<QString> parts)
{
    QString text;
    for (const QString &part : parts) {
        if (part.isEmpty())
            continue;
        if (!text.isEmpty()) {
            const bool isIsolated = text.endsWith(QChar(0x2069));
            const QChar last = text.size() > 1 && isIsolated ? text.at(text.size() - 2) : text.back();
            text += u".!?…"_s.contains(last) ? u" "_s : u". "_s;
        }
        text += part;
    }
    return text;
}

ConnectionNotice reconnecting(const ChatSession &session, ConnectionHistory history, const QString &waiting)
{
    // Whoever was in the room needs no advice about the address.
    const Problem reason = history.wasOnline ? Problem::Dropped : session.problem();
    const QString why = words::problem(reason, session.address(), session.problemDetail());
    const int seconds = (session.retryInMs() + 999) / 1000;
    const QString when = session.retryInMs() > 0 ? NoticeWords::tr("Retrying in %n s.", nullptr, seconds)
                                                 : NoticeWords::tr("Connecting…");
    ConnectionNotice notice{Banner::Kind::Warning, sentences({why, when, waiting}), {}};
    // The buttons stay while it connects: a click must not hit another one because the row moved.
    notice.actions.append({notice::retry, NoticeWords::tr("Retry now")});
    if (history.wasOnline)
        notice.actions.append({notice::cancel, NoticeWords::tr("Cancel")});
    else // the address may be wrong
        notice.actions.append({notice::change, NoticeWords::tr("Change address or name")});
    return notice;
}

/// What stands between the person and the server: a question, or a warning.
ConnectionNotice rejected(const ChatSession &session, const QString &waiting)
{
    const QString why = words::problem(session.problem(), session.address(), session.problemDetail());
    const Banner::Action cancel{notice::cancel, NoticeWords::tr("Cancel")};
    switch (session.problem()) {
    case Problem::CertificateUnknown:
        return {Banner::Kind::Warning, why, {{notice::trust, NoticeWords::tr("Join")}, cancel}};
    case Problem::CertificateChanged:
        return {Banner::Kind::Error, why, {{notice::trust, NoticeWords::tr("Trust the new one")}, cancel}};
    default:
        return {Banner::Kind::Error,
                sentences({why, waiting}),
                {{notice::connectAgain, NoticeWords::tr("Try again")},
                 {notice::change, NoticeWords::tr("Change address or name")}}};
    }
}

} // namespace

std::optional<ConnectionNotice> noticeFor(const ChatSession &session, ConnectionHistory history)
{
    const std::optional<StoreProblem> storeProblem = session.storeProblem();
    const QString lost = storeProblem ? words::storeProblem(*storeProblem) : QString();
    const QString waiting = sentences({words::waiting(session.waitingMessages()), lost});
    switch (session.state()) {
    case ConnectionState::Online:
        if (storeProblem)
            return ConnectionNotice{Banner::Kind::Warning, lost, {}};
        return std::nullopt;
    case ConnectionState::Connecting:
        if (history.patient && storeProblem)
            return ConnectionNotice{Banner::Kind::Warning, lost, {}};
        if (history.patient)
            return std::nullopt;
        return ConnectionNotice{
            Banner::Kind::Notice,
            sentences(
                {NoticeWords::tr("Connecting to %1…").arg(isolated(words::shortAddress(session.address()))),
                 waiting}),
            {{notice::cancel, NoticeWords::tr("Cancel")}}};
    case ConnectionState::Reconnecting:
        return reconnecting(session, history, waiting);
    case ConnectionState::Rejected:
        return rejected(session, waiting);
    case ConnectionState::Idle:
        return ConnectionNotice{Banner::Kind::Notice,
                                sentences({NoticeWords::tr("Offline."), waiting}),
                                {{notice::connectAgain, NoticeWords::tr("Connect")},
                                 {notice::change, NoticeWords::tr("Change address or name")}}};
    }
    return std::nullopt;
}

} // namespace confab::client
