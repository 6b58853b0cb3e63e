// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/common/secretarguments.h"
#include "app/common/serveroptions.h"

#include <QDir>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <algorithm>

using namespace confab;
using namespace Qt::StringLiterals;

class TestServerOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void defaultsAreForPeopleWhoTypeNothing();
    void readsEveryOption();
    void theStrongerWordDecidesWhereMessagesAre();
    void readsWhoMayComeIn();
    void readsThePin_data();
    void readsThePin();
    void hidesThePin();
    void refuses_data();
    void refuses();
    void commandLineWinsOverEnvironmentOverFile();
    void showsHelpAndVersion();
    void readsACertificate();
    void makesACertificateOnce();

private:
    [[nodiscard]] static Result<app::ServerCommand, QString> read(const QStringList &arguments)
    {
        return app::readServerOptions(QStringList{u"confabd"_s} + arguments, u"A server."_s);
    }
    [[nodiscard]] QString file(const QByteArray &content)
    {
        const QString path = m_folder.filePath(u"confab.ini"_s);
        QFile out(path);
        if (!out.open(QIODevice::WriteOnly) || out.write(content) != content.size())
            qFatal("cannot write the test's file");
        return path;
    }

    QTemporaryDir m_folder;
};

void TestServerOptions::cleanup()
{
    qunsetenv("CONFAB_PORT");
    qunsetenv("CONFAB_CONFIG");
    qunsetenv("CONFAB_EPHEMERAL");
    qunsetenv("CONFAB_PIN");
    qunsetenv("CONFAB_PIN_FILE");
    qunsetenv("CONFAB_ALLOW_ORIGIN");
}

void TestServerOptions::defaultsAreForPeopleWhoTypeNothing()
{
    const auto command = read({});
    QVERIFY(command.has_value());
    QCOMPARE(command->kind, app::ServerCommand::Kind::Run);
    QCOMPARE(command->options.port, 3000);
    QVERIFY(!command->options.bind);
    QCOMPARE(command->options.maxPayload, 1000000);
    QVERIFY(command->options.allowRevision3);
    QVERIFY(command->options.webRoot.isEmpty());
    QCOMPARE(command->options.dataFolder,
             QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/confab"_s);
    QCOMPARE(command->options.keepDays, 0);
    QCOMPARE(command->options.keepMessages, 0U);
    QCOMPARE(command->options.shards, std::clamp(QThread::idealThreadCount() - 1, 1, runtime::mostShards));
}

void TestServerOptions::theStrongerWordDecidesWhereMessagesAre()
{
    const auto folderOf = [this](const QStringList &arguments) {
        const auto command = read(arguments);
        return command ? command->options.dataFolder : command.error();
    };
    QCOMPARE(folderOf({u"--data"_s, u"/srv/a/../chat"_s}), u"/srv/chat"_s);
    QCOMPARE(folderOf({u"--data=chat"_s}), QDir::currentPath() + u"/chat"_s);
    QCOMPARE(folderOf({u"--ephemeral"_s}), QString());
    const QString config = file("data=/from/file\n");
    QCOMPARE(folderOf({u"--config"_s, config}), u"/from/file"_s);
    QCOMPARE(folderOf({u"--config"_s, config, u"--ephemeral"_s}), QString());
    qputenv("CONFAB_EPHEMERAL", "1");
    QCOMPARE(folderOf({u"--config"_s, config}), QString());
    QCOMPARE(folderOf({u"--config"_s, config, u"--data=/from/line"_s}), u"/from/line"_s);
    qputenv("CONFAB_EPHEMERAL", "no");
    QCOMPARE(folderOf({u"--config"_s, config}), u"/from/file"_s);
}

void TestServerOptions::readsEveryOption()
{
    const auto command = read({u"--port"_s,
                               u"0"_s,
                               u"--bind"_s,
                               u"::1"_s,
                               u"--name=Class 4b"_s,
                               u"--ephemeral"_s,
                               u"--web-root"_s,
                               m_folder.path(),
                               u"--ping-interval"_s,
                               u"300"_s,
                               u"--ping-timeout=200"_s,
                               u"--max-payload"_s,
                               u"50000"_s,
                               u"--max-clients"_s,
                               u"7"_s,
                               u"--log-format"_s,
                               u"json"_s,
                               u"--no-eio3"_s,
                               u"--event-loop=stock"_s,
                               u"--output-submission=send"_s,
                               u"--shards=64"_s,
                               u"--keep-days=30"_s,
                               u"--keep-messages"_s,
                               u"1000"_s});
    QVERIFY2(command.has_value(), qPrintable(command ? QString() : command.error()));
    const runtime::Options &options = command->options;
    QCOMPARE(options.port, 0);
    QCOMPARE(options.bind, QHostAddress(QHostAddress::LocalHostIPv6));
    QCOMPARE(options.name, u"Class 4b"_s);
    QCOMPARE(options.webRoot, QFileInfo(m_folder.path()).canonicalFilePath());
    QCOMPARE(options.pingInterval.count(), 300);
    QCOMPARE(options.pingTimeout.count(), 200);
    QCOMPARE(options.maxPayload, 50000);
    QCOMPARE(options.maxClients, 7);
    QVERIFY(!options.allowRevision3);
    QCOMPARE(options.logFormat, runtime::LogFormat::Json);
    QCOMPARE(options.eventLoop, runtime::EventLoop::Stock);
    QCOMPARE(options.outputSubmission, runtime::OutputSubmission::Send);
    QCOMPARE(options.shards, 64);
    QCOMPARE(options.dataFolder, QString());
    QCOMPARE(options.keepDays, 30);
    QCOMPARE(options.keepMessages, 1000U);
}

void TestServerOptions::readsWhoMayComeIn()
{
    const guard::Settings none = read({})->options.guard;
    QVERIFY(none.pin.isEmpty() && none.origins.isEmpty() && none.hosts.isEmpty() && none.proxies.isEmpty());
    QCOMPARE(none.rate, 50);
    QCOMPARE(none.burst(), 200);
    QCOMPARE(none.maxPerAddress, 256);
    QVERIFY(!none.limitLoopback);

    qputenv("CONFAB_ALLOW_ORIGIN", "https://env.example");
    const auto command =
        read({u"--allow-origin"_s, u"HTTPS://Chat.Example:443/, null"_s, u"--allow-origin=*"_s,
              u"--allow-host=Chat.Example,hub."_s, u"--trust-proxy=10.0.0.0/8,::1"_s, u"--rate=0"_s,
              u"--max-per-address=3"_s, u"--limit-loopback"_s});
    QVERIFY2(command.has_value(), qPrintable(command ? QString() : command.error()));
    const guard::Settings &guard = command->options.guard;
    QCOMPARE(guard.origins, (QList<QByteArray>{"https://chat.example", "null", "*"}));
    QCOMPARE(guard.hosts, (QList<QByteArray>{"chat.example", "hub"}));
    QCOMPARE(guard.proxies,
             (QList<guard::Network>{{QHostAddress(u"10.0.0.0"_s), 8}, {QHostAddress(u"::1"_s), 128}}));
    QCOMPARE(guard.rate, 0);
    QCOMPARE(guard.maxPerAddress, 3);
    QVERIFY(guard.limitLoopback);
    QCOMPARE(read({})->options.guard.origins, QList<QByteArray>{"https://env.example"});
    QCOMPARE(read({u"--config"_s, file("allow-host=a.example, b.example\n")})->options.guard.hosts,
             (QList<QByteArray>{"a.example", "b.example"}));
}

void TestServerOptions::readsThePin_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("environment");
    QTest::addColumn<bool>("warns"); // others may have seen it
    QTest::newRow("command line") << QStringList{u"--pin"_s, u"12#4"_s} << QByteArray() << true;
    QTest::newRow("environment") << QStringList() << QByteArray("12#4") << false;
    QTest::newRow("its own file") << QStringList{u"--pin-file"_s, file(" 12#4 \n")} << QByteArray() << false;
}

void TestServerOptions::readsThePin()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, environment);
    QFETCH(bool, warns);
    if (!environment.isNull())
        qputenv("CONFAB_PIN", environment);
    const auto command = read(arguments);
    QVERIFY2(command.has_value(), qPrintable(command ? QString() : command.error()));
    QCOMPARE(command->options.guard.pin, "12#4");
    QCOMPARE(command->warnings.size(), warns ? 1 : 0);
    if (warns) {
        QVERIFY(command->warnings.first().contains(u"--pin-file"_s));
        QVERIFY(!command->warnings.first().contains(u"12#4"_s));
    }
}

void TestServerOptions::hidesThePin()
{
    QByteArrayList arguments{"confabd",    "--name",          "4711",     "--pin", "4711",
                             "--pin=4711", "--pin-file=4711", "--pinata", "4711",  "--pin"};
    QList<char *> argv;
    for (QByteArray &argument : arguments)
        argv.append(argument.data());
    qputenv("CONFAB_PIN", "4711");
    app::hideSecretArguments(int(argv.size()), argv.data());
    QCOMPARE(arguments,
             (QByteArrayList{"confabd", "--name", "4711", "--pin", "xxxx", "--pin=xxxx", "--pin-file=4711",
                             "--pinata", "4711", "--pin"}));
    QVERIFY(!qEnvironmentVariableIsSet("CONFAB_PIN"));
}

void TestServerOptions::refuses_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("named"); // the sentence names what is wrong
    QTest::newRow("unknown option") << QStringList{u"--colour"_s} << u"colour"_s;
    QTest::newRow("value missing") << QStringList{u"--port"_s} << u"port"_s;
    QTest::newRow("positional") << QStringList{u"lobby"_s} << u"lobby"_s;
    QTest::newRow("port is a word") << QStringList{u"--port=web"_s} << u"web"_s;
    QTest::newRow("port too large") << QStringList{u"--port=65536"_s} << u"65536"_s;
    QTest::newRow("port negative") << QStringList{u"--port=-1"_s} << u"-1"_s;
    QTest::newRow("host name as address") << QStringList{u"--bind=example"_s} << u"example"_s;
    QTest::newRow("no such folder") << QStringList{u"--web-root=/nonexistent/x"_s} << u"/nonexistent/x"_s;
    QTest::newRow("a file as folder") << QStringList{u"--web-root=/etc/hostname"_s} << u"/etc/hostname"_s;
    QTest::newRow("no data folder") << QStringList{u"--data="_s} << u"--data"_s;
    QTest::newRow("on disk and not") << QStringList{u"--data=/tmp/x"_s, u"--ephemeral"_s} << u"--ephemeral"_s;
    QTest::newRow("keep no days") << QStringList{u"--keep-days=-1"_s} << u"keep-days"_s;
    QTest::newRow("keep no number") << QStringList{u"--keep-messages=all"_s} << u"keep-messages"_s;
    QTest::newRow("ping interval of 0") << QStringList{u"--ping-interval=0"_s} << u"ping-interval"_s;
    QTest::newRow("payload below a message") << QStringList{u"--max-payload=100"_s} << u"max-payload"_s;
    QTest::newRow("no clients") << QStringList{u"--max-clients=0"_s} << u"max-clients"_s;
    QTest::newRow("log format") << QStringList{u"--log-format=xml"_s} << u"xml"_s;
    QTest::newRow("event loop") << QStringList{u"--event-loop=select"_s} << u"select"_s;
    QTest::newRow("output submission") << QStringList{u"--output-submission=uring"_s} << u"uring"_s;
    QTest::newRow("no shards") << QStringList{u"--shards=0"_s} << u"--shards"_s;
    QTest::newRow("more shards than a sid can name") << QStringList{u"--shards=65"_s} << u"1 to 64"_s;
    const QString files = QStringLiteral(CONFAB_TLS_FILES);
    const auto tls = [&](const QString &certificate, const QString &key) {
        return QStringList{u"--tls-cert"_s, files + u'/' + certificate, u"--tls-key"_s, files + u'/' + key};
    };
    QTest::newRow("certificate without a key") << tls(u"ec.pem"_s, {}).first(2) << u"--tls-key"_s;
    QTest::newRow("key without a certificate") << tls({}, u"ec.key"_s).last(2) << u"--tls-cert"_s;
    QTest::newRow("both kinds of certificate")
        << tls(u"ec.pem"_s, u"ec.key"_s) + QStringList{u"--tls-self-signed"_s} << u"--tls-self-signed"_s;
    QTest::newRow("no such certificate") << tls(u"none.pem"_s, u"ec.key"_s) << u"none.pem"_s;
    QTest::newRow("no such key") << tls(u"ec.pem"_s, u"none.key"_s) << u"none.key"_s;
    QTest::newRow("another's key") << tls(u"ec.pem"_s, u"rsa.key"_s) << u"rsa.key"_s;
    QTest::newRow("key with a password") << tls(u"rsa.pem"_s, u"rsa-password.key"_s) << u"password"_s;
    QTest::newRow("short key") << tls(u"weak.pem"_s, u"weak.key"_s) << u"2048"_s;
    QTest::newRow("origin without a scheme")
        << QStringList{u"--allow-origin=chat.example"_s} << u"chat.example"_s;
    QTest::newRow("origin with a path")
        << QStringList{u"--allow-origin=https://chat.example/x"_s} << u"chat.example/x"_s;
    QTest::newRow("host with a port")
        << QStringList{u"--allow-host=chat.example:80"_s} << u"chat.example:80"_s;
    QTest::newRow("proxy by name") << QStringList{u"--trust-proxy=proxy.example"_s} << u"proxy.example"_s;
    QTest::newRow("a rate below none") << QStringList{u"--rate=-1"_s} << u"--rate"_s;
    QTest::newRow("nobody per address") << QStringList{u"--max-per-address=0"_s} << u"max-per-address"_s;
    QTest::newRow("a short PIN") << QStringList{u"--pin=123"_s} << u"4 to 64"_s;
    QTest::newRow("a PIN with a space") << QStringList{u"--pin=12 34"_s} << u"4 to 64"_s;
    QTest::newRow("a PIN beyond ASCII") << QStringList{u"--pin=zw\u00f6lf"_s} << u"4 to 64"_s;
    QTest::newRow("two PINs") << QStringList{u"--pin=1234"_s, u"--pin-file=/etc/hostname"_s}
                              << u"--pin-file"_s;
    QTest::newRow("no PIN file") << QStringList{u"--pin-file=/nonexistent/pin"_s} << u"/nonexistent/pin"_s;
    QTest::newRow("an empty PIN file") << QStringList{u"--pin-file=/dev/null"_s} << u"empty"_s;
    QTest::newRow("an endless PIN file") << QStringList{u"--pin-file=/dev/zero"_s} << u"more than a PIN"_s;
    QTest::newRow("a folder as PIN file") << QStringList{u"--pin-file=/etc"_s} << u"/etc"_s;
    QTest::newRow("no such file") << QStringList{u"--config=/nonexistent.ini"_s} << u"/nonexistent.ini"_s;
}

void TestServerOptions::refuses()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, named);
    const auto command = read(arguments);
    QVERIFY(!command.has_value());
    QVERIFY2(command.error().contains(named), qPrintable(command.error()));
}

void TestServerOptions::commandLineWinsOverEnvironmentOverFile()
{
    const QString config = file("port=3001\nname=File\nmax-clients=5\n");
    qputenv("CONFAB_PORT", "3002");
    const auto command = read({u"--config"_s, config, u"--name"_s, u"Line"_s});
    QVERIFY(command.has_value());
    QCOMPARE(command->options.port, 3002);
    QCOMPARE(command->options.name, u"Line"_s);
    QCOMPARE(command->options.maxClients, 5);

    QVERIFY(!read({u"--config"_s, file("no-eio3=true\n")})->options.allowRevision3);
    QVERIFY(read({u"--config"_s, file("no-eio3=off\n")})->options.allowRevision3);
    QVERIFY(!read({u"--config"_s, file("no-eio3=maybe\n")}).has_value());

    qputenv("CONFAB_PORT", "nonsense");
    QVERIFY(!read({}).has_value());
    qunsetenv("CONFAB_PORT");
    QVERIFY(!read({u"--config"_s, file("prot=3001\n")}).has_value());
}

void TestServerOptions::showsHelpAndVersion()
{
    const auto help = read({u"--help"_s});
    QVERIFY(help.has_value());
    QCOMPARE(help->kind, app::ServerCommand::Kind::ShowText);
    for (const QString &option : {u"--port"_s,
                                  u"--bind"_s,
                                  u"--name"_s,
                                  u"--web-root"_s,
                                  u"--config"_s,
                                  u"--ephemeral"_s,
                                  u"--data"_s,
                                  u"--keep-days"_s,
                                  u"--keep-messages"_s,
                                  u"--ping-interval"_s,
                                  u"--ping-timeout"_s,
                                  u"--max-payload"_s,
                                  u"--max-clients"_s,
                                  u"--log-format"_s,
                                  u"--no-eio3"_s,
                                  u"--event-loop"_s,
                                  u"--shards"_s,
                                  u"--output-submission"_s,
                                  u"--pin"_s,
                                  u"--pin-file"_s,
                                  u"--allow-origin"_s,
                                  u"--allow-host"_s,
                                  u"--trust-proxy"_s,
                                  u"--rate"_s,
                                  u"--max-per-address"_s,
                                  u"--limit-loopback"_s})
        QVERIFY2(help->text.contains(option), qPrintable(option));
    QCOMPARE(read({u"--version"_s})->kind, app::ServerCommand::Kind::ShowText);
}

void TestServerOptions::readsACertificate()
{
    const QString files = QStringLiteral(CONFAB_TLS_FILES);
    const auto command = read({u"--tls-cert"_s, files + u"/ec.pem"_s, u"--tls-key"_s, files + u"/ec.key"_s});
    QVERIFY2(command.has_value(), qPrintable(command ? QString() : command.error()));
    QVERIFY(command->options.tls);
    QCOMPARE(command->options.tls->chain.size(), 1);
    QVERIFY(command->notice.isEmpty());
    QVERIFY(!read({})->options.tls);
}

void TestServerOptions::makesACertificateOnce()
{
    qputenv("XDG_DATA_HOME", m_folder.path().toLocal8Bit());
    const auto first = read({u"--tls-self-signed"_s});
    const auto second = read({u"--config"_s, file("tls-self-signed=yes\n")});
    const auto neither = read({u"--config"_s, file("tls-self-signed=no\n")});
    const auto unclear = read({u"--config"_s, file("tls-self-signed=maybe\n")});
    qputenv("XDG_DATA_HOME", "/dev/null");
    const auto nowhere = read({u"--tls-self-signed"_s});
    qunsetenv("XDG_DATA_HOME");
    QVERIFY(first && second && neither);
    const QString kept = m_folder.filePath(u"confab/tls/self-signed.pem"_s);
    QVERIFY2(first->notice.contains(kept), qPrintable(first->notice));
    QVERIFY(QFile::exists(kept));
    QVERIFY(second->notice.isEmpty());
    QVERIFY(first->options.tls && first->options.tls->isSelfSigned);
    QCOMPARE(second->options.tls->chain, first->options.tls->chain);
    QVERIFY(!neither->options.tls);
    QVERIFY(!unclear.has_value());
    QVERIFY(!nowhere.has_value());
    QVERIFY2(nowhere.error().contains(u"--tls-self-signed"_s), qPrintable(nowhere.error()));
}

QTEST_GUILESS_MAIN(TestServerOptions)
#include "tst_serveroptions.moc"
