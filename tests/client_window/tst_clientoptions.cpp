// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/client/clientoptions.h"

#include <QTest>

using namespace confab;
using namespace Qt::StringLiterals;

/// The command line of confab-client.
class TestClientOptions : public QObject
{
    Q_OBJECT

private:
    static Result<app::ClientOptions, QString> read(const QStringList &arguments)
    {
        return app::readClientOptions(QStringList{u"confab-client"_s} + arguments);
    }

private Q_SLOTS:
    void nothingIsNeeded()
    {
        const auto options = read({});
        QVERIFY(options);
        QVERIFY(options->url.isEmpty() && options->name.isEmpty() && !options->text);
        QCOMPARE(options->room, u"lobby"_s);
        QCOMPARE(options->profile, u"default"_s);
    }

    void everythingCanBeSaid()
    {
        const auto options = read({u"http://127.0.0.1:3000"_s, u"--name"_s, u" Ana\u202E "_s, u"--room=tea"_s,
                                   u"--profile"_s, u"two"_s});
        QVERIFY(options);
        QCOMPARE(options->url, u"http://127.0.0.1:3000"_s);
        QCOMPARE(options->name, u"Ana"_s);
        QCOMPARE(options->room, u"tea"_s);
        QCOMPARE(options->profile, u"two"_s);
    }

    void mistakesAreNamed_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("named");
        QTest::newRow("option") << QStringList{u"--bogus"_s} << u"bogus"_s;
        QTest::newRow("missing value") << QStringList{u"--name"_s} << u"name"_s;
        QTest::newRow("blank name") << QStringList{u"--name"_s, u" \u200B"_s} << u"--name"_s;
        QTest::newRow("blank room") << QStringList{u"--room="_s} << u"--room"_s;
        QTest::newRow("profile") << QStringList{u"--profile"_s, u"../x"_s} << u"--profile"_s;
        QTest::newRow("address") << QStringList{u"no address"_s} << u"no address"_s;
        QTest::newRow("scheme") << QStringList{u"file:///etc/passwd"_s} << u"file:///etc/passwd"_s;
        QTest::newRow("two addresses") << QStringList{u"a:1"_s, u"b:2"_s} << u"b:2"_s;
    }

    void mistakesAreNamed()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, named);
        const auto options = read(arguments);
        QVERIFY(!options);
        QVERIFY2(options.error().contains(named), qPrintable(options.error()));
    }

    void helpAndVersionAreTexts()
    {
        for (const QString &option : {u"--help"_s, u"-h"_s, u"--help-all"_s, u"--version"_s}) {
            const auto options = read({option});
            QVERIFY2(options && options->text && !options->text->isEmpty(), qPrintable(option));
        }
    }
};

QTEST_GUILESS_MAIN(TestClientOptions)
#include "tst_clientoptions.moc"
