// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/tls/pemfiles.h"

#include <QFile>
#include <QSslSocket>
#include <QTest>

using namespace confab;
using namespace confab::tls;
using namespace Qt::StringLiterals;

namespace {

QString testFile(const QString &name) { return QStringLiteral(CONFAB_TLS_FILES "/") + name; }

QByteArray contentOf(const QString &name)
{
    QFile file(testFile(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestPemFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takes_data();
    void takes();
    void refuses_data();
    void refuses();
    void knowsWhenACertificateIsGood_data();
    void knowsWhenACertificateIsGood();
    void asksNoClientForACertificate();
};

void TestPemFiles::takes_data()
{
    QTest::addColumn<QByteArray>("certificates");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<int>("count");
    QTest::addColumn<bool>("isSelfSigned");
    const QByteArray chain = contentOf(u"signed.pem"_s) + contentOf(u"authority.pem"_s);
    QTest::newRow("RSA") << contentOf(u"rsa.pem"_s) << contentOf(u"rsa.key"_s) << 1 << true;
    QTest::newRow("EC") << contentOf(u"ec.pem"_s) << contentOf(u"ec.key"_s) << 1 << true;
    QTest::newRow("chain") << chain << contentOf(u"signed.key"_s) << 2 << false;
    QTest::newRow("words around it") << "Bag Attributes\n" + contentOf(u"signed.pem"_s) + "\nthe end\n"
                                     << "Key\n" + contentOf(u"signed.key"_s) << 1 << false;
    QTest::newRow("CRLF") << contentOf(u"ec.pem"_s).replace("\n", "\r\n")
                          << contentOf(u"ec.key"_s).replace("\n", "\r\n") << 1 << true;
}

void TestPemFiles::takes()
{
    QFETCH(QByteArray, certificates);
    QFETCH(QByteArray, key);
    QFETCH(int, count);
    QFETCH(bool, isSelfSigned);
    const auto identity = readPem(certificates, key, QDateTime::currentDateTimeUtc());
    QVERIFY2(identity.has_value(), qPrintable(QString::number(identity ? 0 : int(identity.error()))));
    QCOMPARE(identity->chain.size(), count);
    QCOMPARE(identity->isSelfSigned, isSelfSigned);
    QVERIFY(!identity->key.isNull());
}

void TestPemFiles::refuses_data()
{
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("key");
    QTest::addColumn<PemProblem>("problem");
    QTest::newRow("no file") << u"none.pem"_s << u"rsa.key"_s << PemProblem::CertificateUnreadable;
    QTest::newRow("a folder") << u"."_s << u"rsa.key"_s << PemProblem::CertificateUnreadable;
    QTest::newRow("no key file") << u"rsa.pem"_s << u"none.key"_s << PemProblem::KeyUnreadable;
    QTest::newRow("key as certificate") << u"rsa.key"_s << u"rsa.key"_s << PemProblem::NoCertificate;
    QTest::newRow("words") << u"README.md"_s << u"rsa.key"_s << PemProblem::NoCertificate;
    QTest::newRow("certificate as key") << u"rsa.pem"_s << u"rsa.pem"_s << PemProblem::NoKey;
    QTest::newRow("another's key") << u"rsa.pem"_s << u"ec.key"_s << PemProblem::KeyMismatch;
    QTest::newRow("password") << u"rsa.pem"_s << u"rsa-password.key"_s << PemProblem::KeyEncrypted;
    QTest::newRow("password, old form")
        << u"rsa.pem"_s << u"rsa-password-old.key"_s << PemProblem::KeyEncrypted;
    QTest::newRow("1024 bits") << u"weak.pem"_s << u"weak.key"_s << PemProblem::KeyTooWeak;
    QTest::newRow("Ed25519") << u"ed25519.pem"_s << u"ed25519.key"_s << PemProblem::KeyUnsupported;
}

void TestPemFiles::refuses()
{
    QFETCH(QString, certificate);
    QFETCH(QString, key);
    QFETCH(PemProblem, problem);
    const auto identity = readPemFiles(testFile(certificate), testFile(key), QDateTime::currentDateTimeUtc());
    QVERIFY(!identity.has_value());
    QCOMPARE(int(identity.error()), int(problem));
}

void TestPemFiles::knowsWhenACertificateIsGood_data()
{
    QTest::addColumn<int>("seconds"); // after its beginning, or its end
    QTest::addColumn<bool>("fromTheEnd");
    QTest::addColumn<int>("problem");
    QTest::newRow("too early") << -1 << false << int(PemProblem::NotYetValid);
    QTest::newRow("at its beginning") << 0 << false << -1;
    QTest::newRow("at its end") << -1 << true << -1;
    QTest::newRow("over") << 0 << true << int(PemProblem::Expired);
}

void TestPemFiles::knowsWhenACertificateIsGood()
{
    QFETCH(int, seconds);
    QFETCH(bool, fromTheEnd);
    QFETCH(int, problem);
    const QSslCertificate certificate = QSslCertificate::fromData(contentOf(u"ec.pem"_s)).value(0);
    const QDateTime when =
        (fromTheEnd ? certificate.expiryDate() : certificate.effectiveDate()).addSecs(seconds);
    const auto identity = readPemFiles(testFile(u"ec.pem"_s), testFile(u"ec.key"_s), when);
    QCOMPARE(identity ? -1 : int(identity.error()), problem);
}

void TestPemFiles::asksNoClientForACertificate()
{
    const auto identity =
        readPemFiles(testFile(u"ec.pem"_s), testFile(u"ec.key"_s), QDateTime::currentDateTimeUtc());
    QVERIFY(identity.has_value());
    const QSslConfiguration configuration = serverConfiguration(*identity);
    QCOMPARE(configuration.protocol(), QSsl::TlsV1_2OrLater);
    QCOMPARE(configuration.peerVerifyMode(), QSslSocket::VerifyNone);
    QVERIFY(configuration.caCertificates().isEmpty());
}

QTEST_GUILESS_MAIN(TestPemFiles)
#include "tst_pemfiles.moc"
