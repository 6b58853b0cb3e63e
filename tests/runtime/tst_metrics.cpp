// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/runtime/metrics.h"

#include <QRegularExpression>
#include <QTest>

using namespace confab;
using namespace Qt::StringLiterals;

class TestMetrics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsClientsByTransport();
    void everyLineIsInTheFormat();
    void saysNothingThatAClientChose();
};

namespace {

runtime::Metrics sample()
{
    runtime::Metrics metrics;
    QList<chat::ClientStatus> clients;
    for (const auto transport : {chat::Transport::WebSocket, chat::Transport::WebSocket,
                                 chat::Transport::Polling, chat::Transport::EventStream}) {
        chat::ClientStatus client;
        client.transport = transport;
        client.name = u"Ana\"} 1\nevil"_s;
        client.bytesQueued = 100;
        clients.append(client);
    }
    runtime::count(clients, metrics.totals);
    metrics.messages = 42;
    metrics.totals.bytesIn = 18446744073709551615U;
    metrics.uptimeSeconds = 1.5;
    return metrics;
}

} // namespace

void TestMetrics::countsClientsByTransport()
{
    const QByteArray text = runtime::prometheusText(sample());
    for (const char *line :
         {"confab_clients{transport=\"websocket\"} 2\n", "confab_clients{transport=\"polling\"} 1\n",
          "confab_clients{transport=\"plain\"} 0\n", "confab_clients{transport=\"json\"} 0\n",
          "confab_clients{transport=\"events\"} 1\n", "confab_queued_bytes 400\n",
          "confab_messages_total 42\n", "confab_received_bytes_total 18446744073709551615\n",
          "confab_uptime_seconds 1.500\n"})
        QVERIFY2(text.contains(line), line);
}

void TestMetrics::everyLineIsInTheFormat()
{
    const QRegularExpression comment(u"^# (HELP|TYPE) confab_[a-z_]+ .+$"_s);
    const QRegularExpression value(u"^confab_[a-z_]+(\\{transport=\"[a-z]+\"\\})? [0-9.]+$"_s);
    const QString text = QString::fromUtf8(runtime::prometheusText(sample()));
    QVERIFY(text.endsWith(u'\n'));
    for (const QString &line : text.chopped(1).split(u'\n'))
        QVERIFY2(comment.match(line).hasMatch() || value.match(line).hasMatch(), qPrintable(line));
}

void TestMetrics::saysNothingThatAClientChose()
{
    QVERIFY(!runtime::prometheusText(sample()).contains("Ana"));
}

QTEST_APPLESS_MAIN(TestMetrics)
#include "tst_metrics.moc"
