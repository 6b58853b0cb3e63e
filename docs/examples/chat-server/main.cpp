// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <confab/socketio.h>

#include <QCoreApplication>

using namespace confab;
using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    socketio::StandaloneServer server;

    server.io().use([](socketio::Socket &socket) -> std::optional<socketio::Refusal> {
        const QString name = socket.handshake().auth.value(u"name"_s).toString();
        if (name.isEmpty())
            return socketio::Refusal{u"say who you are: auth.name"_s};
        socket.setData(name);
        return std::nullopt;
    });
    server.io().onConnection([](socketio::Socket &socket) {
        const QString name = *socket.data<QString>();
        socket.broadcast().emitEvent(u"joined"_s, socketio::args(name));
        socket.on(u"message"_s, [&socket, name](const QCborArray &args, socketio::Ack ack) {
            socket.broadcast().emitEvent(u"message"_s, socketio::args(name, args.at(0)));
            ack.answer(socketio::args(true));
        });
    });

    const auto port = server.listen(QHostAddress::Any, app.arguments().value(1, u"3000"_s).toUShort());
    if (!port)
        qFatal("cannot listen: %s", qPrintable(port.error()));
    qInfo("listening on http://127.0.0.1:%d", int(*port));
    return app.exec();
}
