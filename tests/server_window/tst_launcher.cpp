// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/window/launcher.h"
#include "tests/support/patience.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace confab::server;
using namespace Qt::StringLiterals;

class TestLauncher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsTheClientBesideItWithTheAddress();
    void saysWhenThereIsNone();
};

void TestLauncher::startsTheClientBesideItWithTheAddress()
{
    const QTemporaryDir folder;
    QFile program(folder.filePath(u"confab-client"_s));
    QVERIFY(program.open(QIODevice::WriteOnly));
    program.write("#!/bin/sh\nprintf '%s|%s' \"$#\" \"$1\" > \"$(dirname \"$0\")/seen\"\n");
    program.close();
    QVERIFY(program.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    const Launcher launcher(folder.path());
    QVERIFY(launcher.openChat(QUrl(u"http://[::1]:3000"_s)));
    const auto seen = [&folder] {
        QFile file(folder.filePath(u"seen"_s));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    QTRY_COMPARE_WITH_TIMEOUT(seen(), QByteArray("1|http://[::1]:3000"), confab::testing::patience);
}

void TestLauncher::saysWhenThereIsNone()
{
    const QTemporaryDir folder;
    QVERIFY(!Launcher(folder.path()).openChat(QUrl(u"http://127.0.0.1:3000"_s)));
}

QTEST_GUILESS_MAIN(TestLauncher)
#include "tst_launcher.moc"
