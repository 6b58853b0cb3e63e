// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/engineio/server.h"
#include "server/engineio/sessionid.h"
#include "tests/support/faketimers.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace confab;
using namespace confab::engineio;
using namespace Qt::StringLiterals;

class TestSessionId : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void looksLikeNodesAndNamesItsHome();
    void whatIsNoIdHasNoHome_data();
    void whatIsNoIdHasNoHome();
    void aRequestBelongsWhereItsSessionIs_data();
    void aRequestBelongsWhereItsSessionIs();
};

void TestSessionId::looksLikeNodesAndNamesItsHome()
{
    static const QRegularExpression nodes(u"\\A[A-Za-z0-9_-]{20}\\z"_s);
    QSet<QByteArray> secrets;
    for (size_t home = 0; home < mostHomes; ++home) {
        const QByteArray sid = newSessionId(home);
        QVERIFY2(nodes.match(QString::fromLatin1(sid)).hasMatch(), sid.constData());
        QCOMPARE(homeOfSession(sid), std::optional(home));
        secrets.insert(sid.chopped(1));
    }
    QCOMPARE(secrets.size(), qsizetype(mostHomes));
}

void TestSessionId::whatIsNoIdHasNoHome_data()
{
    QTest::addColumn<QByteArray>("sid");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("one letter") << QByteArray("B");
    QTest::newRow("too short") << QByteArray(19, 'B');
    QTest::newRow("too long") << QByteArray(21, 'B');
    QTest::newRow("other letters at the end") << QByteArray(19, 'B') + '+';
    QTest::newRow("a NUL at the end") << QByteArray(19, 'B') + '\0';
    QTest::newRow("a byte above 127 at the end") << QByteArray(19, 'B') + '\xff';
}

void TestSessionId::whatIsNoIdHasNoHome()
{
    QFETCH(QByteArray, sid);
    QCOMPARE(homeOfSession(sid), std::nullopt);
}

void TestSessionId::aRequestBelongsWhereItsSessionIs_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("home"); // -1: nowhere else
    const QByteArray sid = QByteArray(19, 'x') + 'F';
    QTest::newRow("a poll") << "/socket.io/?EIO=4&transport=polling&sid=" + sid << 5;
    QTest::newRow("an upgrade") << "/socket.io/?EIO=4&transport=websocket&sid=" + sid << 5;
    QTest::newRow("escaped") << "/socket.io/?sid=" + QByteArray(19, 'x') + "%46" << 5;
    QTest::newRow("the first counts") << "/socket.io/?sid=" + sid + "&sid=" + QByteArray(20, 'A') << 5;
    QTest::newRow("no session") << QByteArray("/socket.io/?EIO=4&transport=polling") << -1;
    QTest::newRow("an empty one") << QByteArray("/socket.io/?sid=") << -1;
    QTest::newRow("elsewhere") << "/other/?sid=" + sid << -1;
}

void TestSessionId::aRequestBelongsWhereItsSessionIs()
{
    QFETCH(QByteArray, target);
    QFETCH(int, home);
    testing::FakeTimers timers;
    const Server server(timers);
    http::RequestHead head;
    head.method = "GET";
    head.target = target;
    QCOMPARE(server.homeOf(head), home < 0 ? std::nullopt : std::optional(size_t(home)));
}

QTEST_GUILESS_MAIN(TestSessionId)
#include "tst_sessionid.moc"
