// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/window/words.h"

#include "client/core/serveraddress.h"
#include "client/models/harmlesstext.h"

#include <QLocale>
#include <QRegularExpression>

namespace confab::client::words {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maximumSpoken = 3000;

/// The translation context of this file's free functions.
struct ClientWords
{
    Q_DECLARE_TR_FUNCTIONS(confab::client::ClientWords)
};

/// In lines of eight pairs, which fit the narrowest window.
QString fingerprintLines(const QString &fingerprint)
{
    constexpr int pairsInALine = 8;
    const QStringList pairs = fingerprint.split(u':');
    QStringList lines;
    for (qsizetype first = 0; first < pairs.size(); first += pairsInALine)
        lines.append(isolated(pairs.mid(first, pairsInALine).join(u':')));
    return lines.join(u'\n');
}

} // namespace

QString personName(const QString &name)
{
    const QString shown = harmlessName(name);
    return shown.isEmpty() ? ClientWords::tr("Someone") : shown;
}

QString you() { return ClientWords::tr("You"); }

QString timeOfDay(const QDateTime &local)
{
    // Some locales, C among them, have seconds in their short format.
    static const QRegularExpression seconds(u"[:.]ss?"_s);
    const QLocale locale;
    return locale.toString(local.time(), locale.timeFormat(QLocale::ShortFormat).remove(seconds));
}

QString day(QDate day, QDate today)
{
    if (day == today)
        return ClientWords::tr("Today");
    if (day.addDays(1) == today)
        return ClientWords::tr("Yesterday");
    return QLocale().toString(day, QLocale::LongFormat);
}

QString notSent(SendFailure failure)
{
    switch (failure) {
    case SendFailure::None:
        break;
    case SendFailure::TooLong:
        return ClientWords::tr("Not sent: too long");
    case SendFailure::RateLimited:
        return ClientWords::tr("Not sent: too many messages at once");
    case SendFailure::Refused:
        return ClientWords::tr("Not sent: the server refused it");
    case SendFailure::Storage:
        return ClientWords::tr("Not sent: the server could not save it");
    case SendFailure::NoAnswer:
        return ClientWords::tr("Not sent: no answer");
    case SendFailure::Offline:
        return ClientWords::tr("Not sent: offline");
    }
    return ClientWords::tr("Not sent");
}

QString gap() { return ClientWords::tr("Messages may be missing here"); }

QString start() { return ClientWords::tr("Start of conversation"); }

QString notSaved() { return ClientWords::tr("Not saved by the server"); }

QString described(const ChatMessage &message)
{
    // Nobody wants to hear a million letters; the list shows as much before "Show more".
    const bool isLong = message.text.size() > maximumSpoken;
    const QString text = harmlessText(message.text.left(maximumSpoken)) + (isLong ? u"…"_s : QString());
    const QString who = message.own ? you() : isolated(personName(message.senderName));
    QString sentence = ClientWords::tr("%1, %2: %3", "name, time, message")
                           .arg(who, timeOfDay(message.at.toLocalTime()), text);
    if (message.gapBefore)
        sentence = u"%1. %2"_s.arg(gap(), sentence);
    switch (message.delivery) {
    case Delivery::Sending:
        return ClientWords::tr("%1. Sending.").arg(sentence);
    case Delivery::NotSent:
        return u"%1. %2."_s.arg(sentence, notSent(message.failure));
    case Delivery::NotSaved:
        return u"%1. %2."_s.arg(sentence, notSaved());
    case Delivery::Sent:
    case Delivery::Received:
        break;
    }
    return sentence;
}

QString quoted(const ChatMessage &message)
{
    return u"[%1] %2: %3"_s.arg(timeOfDay(message.at.toLocalTime()), personName(message.senderName),
                                harmlessText(message.text));
}

QString shortAddress(const QUrl &address)
{
    const QString host = address.host().contains(u':') ? u"[%1]"_s.arg(address.host()) : address.host();
    return address.port() < 0 ? host : u"%1:%2"_s.arg(host).arg(address.port());
}

QString typedAddress(const QUrl &address)
{
    if (isSecure(address))
        return u"https://"_s + shortAddress(address);
    return address.port() < 0 ? u"http://"_s + shortAddress(address) : shortAddress(address);
}

QString problem(Problem problem, const QUrl &address, const QString &detail)
{
    const QString where = isolated(shortAddress(address));
    switch (problem) {
    case Problem::None:
        break;
    case Problem::BadAddress:
        return ClientWords::tr("This is not an address. Type something like 192.168.1.20:3000.");
    case Problem::HostNotFound:
        return ClientWords::tr("There is no computer called %1. Check the spelling, or type its IP address.")
            .arg(isolated(address.host()));
    case Problem::Refused:
        return ClientWords::tr("Nobody answers at %1. Is the server running, and is the port right?")
            .arg(where);
    case Problem::TimedOut:
        return ClientWords::
            tr("%1 does not answer. Check the address, and whether both computers are on the same network.")
                .arg(where);
    case Problem::NotASocketIoServer:
        return ClientWords::tr("%1 answers, but it is not a chat server. Check the address and the port.")
            .arg(where);
    case Problem::TurnedAway:
        return ClientWords::tr(
                   "%1 does not let anybody in now. If it is not full, check the address and the port.")
            .arg(where);
    case Problem::HungUp:
        return ClientWords::tr("%1 hangs up at once. Is it a chat server? Check the address and the port.")
            .arg(where);
    case Problem::Dropped:
        return ClientWords::tr("Connection lost.");
    case Problem::TlsFailed:
        return ClientWords::tr("No secure connection to %1. Check the address, or use http://.").arg(where);
    case Problem::CertificateUnknown:
        return ClientWords::tr(
                   "First time at %1: this server shows the fingerprint\n%2\nCompare it with the one "
                   "in the server's window.")
            .arg(where, fingerprintLines(detail));
    case Problem::CertificateChanged:
        return ClientWords::tr(
                   "%1 shows another certificate than before. Somebody may be listening in. Go on only "
                   "if the server's window has this fingerprint:\n%2")
            .arg(where, fingerprintLines(detail));
    case Problem::MovedToHttps:
        return ClientWords::tr("%1 wants a secure connection. Use https://.").arg(where);
    case Problem::ServerClosed:
        return ClientWords::tr("The server ended the connection.");
    case Problem::RejectedByServer: {
        const QString reason = harmlessName(detail, 200);
        return reason.isEmpty() ? ClientWords::tr("The server does not let you in.")
                                : ClientWords::tr("The server does not let you in: %1").arg(isolated(reason));
    }
    case Problem::PinWanted:
        return ClientWords::tr("This chat asks for a PIN.");
    case Problem::PinWrong:
        return ClientWords::tr("That is not the PIN of this chat. Ask the host for it.");
    case Problem::PinLocked:
        return ClientWords::tr("Too many wrong PINs. Try again later.");
    }
    return {};
}

QString pinProblem(const ChatSession &session)
{
    if (session.problem() != Problem::PinLocked || session.retryInMs() <= 0)
        return problem(session.problem(), session.address(), session.problemDetail());
    const int seconds = (session.retryInMs() + 999) / 1000;
    if (seconds < 60)
        return ClientWords::tr("Too many wrong PINs. Try again in %n second(s).", nullptr, seconds);
    return ClientWords::tr("Too many wrong PINs. Try again in %n minute(s).", nullptr, (seconds + 59) / 60);
}

QString waiting(int messages)
{
    return messages > 0 ? ClientWords::tr("%n message(s) waiting.", nullptr, messages) : QString();
}

QString storeProblem(const StoreProblem &problem)
{
    switch (problem.kind) {
    case StoreProblem::Kind::Full:
        return ClientWords::tr("Messages cannot be kept on this computer: the disk is full.");
    case StoreProblem::Kind::NotWritable:
        return ClientWords::tr("Messages cannot be kept on this computer: the folder cannot be written to.");
    case StoreProblem::Kind::Locked:
        return ClientWords::tr("Messages cannot be kept on this computer: another program uses the file.");
    case StoreProblem::Kind::Damaged:
        return ClientWords::tr("Messages cannot be kept on this computer: the file with them is damaged.");
    case StoreProblem::Kind::Newer:
        return ClientWords::tr(
            "Messages cannot be kept on this computer: the file with them is from a newer version.");
    case StoreProblem::Kind::Other:
        break;
    }
    return ClientWords::tr("Messages cannot be kept on this computer: the disk reports an error.");
}

QString typing(const QList<Person> &people)
{
    constexpr qsizetype longest = 24; // what they do is to be seen too
    const auto name = [&people](int i) {
        return isolated(harmlessName(personName(people.at(i).name), longest));
    };
    switch (people.size()) {
    case 0:
        return {};
    case 1:
        return ClientWords::tr("%1 is typing…").arg(name(0));
    case 2:
        return ClientWords::tr("%1 and %2 are typing…").arg(name(0), name(1));
    default:
        return ClientWords::tr("Several people are typing…");
    }
}

QString inList(const Person &person, bool own)
{
    const QString name = isolated(personName(person.name));
    return own ? ClientWords::tr("%1 (you)", "name").arg(name) : name;
}

QString more(int people) { return ClientWords::tr("and %Ln more", "people", people); }

QString online(int people) { return ClientWords::tr("%Ln online", "people", people); }

QString state(ConnectionState state)
{
    switch (state) {
    case ConnectionState::Idle:
        return ClientWords::tr("Offline");
    case ConnectionState::Connecting:
        return ClientWords::tr("Connecting");
    case ConnectionState::Online:
        return ClientWords::tr("Online");
    case ConnectionState::Reconnecting:
        return ClientWords::tr("Reconnecting");
    case ConnectionState::Rejected:
        return ClientWords::tr("Not connected");
    }
    return {};
}

} // namespace confab::client::words
