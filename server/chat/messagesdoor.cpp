// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/chat/messagesdoor.h"

#include "server/chat/httprequests.h"

#include <QLoggingCategory>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace confab::chat {

namespace {

Q_LOGGING_CATEGORY(logMessages, "confab.chat.messages", QtInfoMsg)

/// An answer that grows past this is cut short, and says so: `more`.
constexpr qsizetype pageBytes = 4 * 1024 * 1024;

/// Shared because std::function copies; holds nothing once the client has gone.
using Waiting = std::shared_ptr<std::unique_ptr<net::HttpExchange>>;

Waiting waiting(std::unique_ptr<net::HttpExchange> exchange)
{
    const auto shared = std::make_shared<std::unique_ptr<net::HttpExchange>>(std::move(exchange));
    (*shared)->setAbortHandler([weak = std::weak_ptr(shared)] {
        if (const auto known = weak.lock())
            known->reset();
    });
    return shared;
}

void refuse(net::HttpExchange &exchange, const Refusal &refusal)
{
    qCInfo(logMessages) << "request of client" << exchange.peer().connectionId << "refused:" << refusal.error;
    exchange.respond(refusalAnswer(refusal));
}

Refusal overloaded() { return Refusal{u"storage"_s, u"The server is overloaded, try again."_s}; }

http::Response pageAnswer(const log::Page &page, bool isNewestFirst)
{
    QCborArray messages;
    qsizetype bytes = 0;
    bool more = page.more;
    // Whatever is cut off is at the far end: the reader goes on from what it has.
    const auto take = [&](const log::Message &message) {
        bytes += message.text.size() + 256;
        if (bytes > pageBytes && !messages.isEmpty()) {
            more = true;
            return false;
        }
        if (isNewestFirst)
            messages.prepend(toWire(message));
        else
            messages.append(toWire(message));
        return true;
    };
    if (isNewestFirst)
        std::all_of(page.messages.rbegin(), page.messages.rend(), take);
    else
        std::all_of(page.messages.begin(), page.messages.end(), take);
    return jsonAnswer(200,
                      {{u"epoch"_s, QString::fromLatin1(page.epoch)},
                       {u"room"_s, page.room},
                       {u"head"_s, static_cast<qint64>(page.head)},
                       {u"messages"_s, messages},
                       {u"more"_s, more}});
}

} // namespace

void MessagesDoor::handle(std::unique_ptr<net::HttpExchange> exchange)
{
    const QByteArray method = exchange->request().head.method;
    if (method == "POST") {
        post(std::move(exchange));
    } else if (method == "GET" || method == "HEAD") {
        read(std::move(exchange));
    } else {
        http::Response response =
            jsonAnswer(405, toWire(Refusal{u"bad_request"_s, u"GET reads messages, POST sends one."_s}));
        response.headers.add("Allow", "GET, HEAD, POST");
        exchange->respond(std::move(response));
    }
}

void MessagesDoor::post(std::unique_ptr<net::HttpExchange> exchange)
{
    auto posted = parsePost(exchange->request());
    if (!posted) {
        refuse(*exchange, posted.error());
        return;
    }
    if (const auto wait = m_rates.take(exchange->peer()); wait.count() > 0) {
        http::Response response =
            refusalAnswer(Refusal{u"rate"_s, u"Too many messages from this address, try again later."_s});
        response.headers.set("Retry-After",
                             QByteArray::number(std::chrono::ceil<std::chrono::seconds>(wait).count()));
        exchange->respond(std::move(response));
        return;
    }
    log::Draft draft;
    draft.room = posted->message.room;
    draft.personId = posted->sender.id;
    draft.personName = posted->sender.name;
    draft.id = posted->message.id;
    draft.text = posted->message.text;
    const auto client = waiting(std::move(exchange));
    const bool isTaken = m_chat.post(std::move(draft), [client](const log::Outcome &outcome) {
        if (!*client)
            return; // gone; the message is there all the same
        if (outcome.kind == log::Outcome::Kind::Failed)
            refuse(**client, Refusal{u"storage"_s, u"The message could not be stored."_s});
        else
            (*client)->respond(jsonAnswer(201, toWire(outcome)));
    });
    if (!isTaken)
        refuse(**client, overloaded());
}

void MessagesDoor::read(std::unique_ptr<net::HttpExchange> exchange)
{
    auto query = parseHistoryQuery(exchange->request().head);
    if (!query) {
        refuse(*exchange, query.error());
        return;
    }
    const bool isNewestFirst = query->kind == log::Query::Kind::Before;
    const auto client = waiting(std::move(exchange));
    const bool isTaken = m_chat.read(*std::move(query), [client, isNewestFirst](const log::Page &page) {
        if (*client)
            (*client)->respond(pageAnswer(page, isNewestFirst));
    });
    if (!isTaken)
        refuse(**client, overloaded());
}

} // namespace confab::chat
