// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/tls/pemfiles.h"
#include "server/tls/selfsigned.h"
#include "server/tls/selfsignedstore.h"

#include <QDir>
#include <QFile>
#include <QSslCertificateExtension>
#include <QSysInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace confab;
using namespace confab::tls;
using namespace Qt::StringLiterals;

namespace {

const QDateTime now(QDate(2026, 6, 1), QTime(12, 0), Qt::UTC);
const ServerNames names{{u"box"_s, u"box.local"_s, u"localhost"_s},
                        {QHostAddress(QHostAddress::LocalHost), QHostAddress(QHostAddress::LocalHostIPv6),
                         QHostAddress(u"192.168.1.20"_s)}};

constexpr auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;

} // namespace

class TestSelfSigned : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhoItIs();
    void isGoodForLessThanTwoAndAHalfYears();
    void hasAKeyOfItsOwnEachTime();
    void knowsThisComputer();
    void isKeptBetweenStarts();
    void isMadeAnewWhenOfNoUse_data();
    void isMadeAnewWhenOfNoUse();
    void nobodyElseMayReadIt();
    void saysWhenItCannotBeKept();
};

void TestSelfSigned::saysWhoItIs()
{
    const QByteArray pem = makeSelfSigned(names, now);
    const QList<QSslCertificate> read = QSslCertificate::fromData(pem);
    QCOMPARE(read.size(), 1);
    const QSslCertificate &certificate = read.constFirst();
    QCOMPARE(certificate.subjectInfo(QSslCertificate::CommonName), QStringList{u"box"_s});
    QCOMPARE(certificate.version(), "3");
    const auto alternatives = certificate.subjectAlternativeNames();
    QStringList hosts = alternatives.values(QSsl::DnsEntry);
    hosts.sort();
    QCOMPARE(hosts, (QStringList{u"box"_s, u"box.local"_s, u"localhost"_s}));
    QStringList addresses = alternatives.values(QSsl::IpAddressEntry);
    addresses.sort();
    QCOMPARE(addresses, (QStringList{u"127.0.0.1"_s, u"192.168.1.20"_s, u"::1"_s}));
    QCOMPARE(certificate.publicKey().algorithm(), QSsl::Ec);
    QCOMPARE(certificate.publicKey().length(), 256);
    // Whoever trusts it trusts this server, and nobody whom it might vouch for.
    QVERIFY(certificate.toText().contains("CA:FALSE"_L1));
    QVERIFY(certificate.toText().contains("TLS Web Server Authentication"_L1));
}

void TestSelfSigned::isGoodForLessThanTwoAndAHalfYears()
{
    const QSslCertificate certificate = QSslCertificate::fromData(makeSelfSigned(names, now)).value(0);
    QCOMPARE(certificate.effectiveDate(), now.addDays(-1));
    QCOMPARE(certificate.expiryDate(), now.addDays(selfSignedDays));
}

void TestSelfSigned::hasAKeyOfItsOwnEachTime()
{
    const QByteArray first = makeSelfSigned(names, now);
    const QByteArray second = makeSelfSigned(names, now);
    const auto identity = readPem(first, first, now);
    QVERIFY(identity.has_value());
    QVERIFY(identity->isSelfSigned);
    QVERIFY(readPem(second, second, now).has_value());
    const auto mixed = readPem(first, second, now);
    QVERIFY(!mixed.has_value());
    QCOMPARE(mixed.error(), PemProblem::KeyMismatch);
    QVERIFY(QSslCertificate::fromData(first).value(0).serialNumber()
            != QSslCertificate::fromData(second).value(0).serialNumber());
}

void TestSelfSigned::knowsThisComputer()
{
    const ServerNames found = namesOfThisComputer();
    QVERIFY(found.hosts.contains(u"localhost"_s));
    const QString own = QSysInfo::machineHostName().toLower();
    QVERIFY(found.hosts.contains(own.section(u'.', 0, 0) + u".local"_s));
    QVERIFY(found.addresses.contains(QHostAddress(QHostAddress::LocalHost)));
    QVERIFY(found.addresses.contains(QHostAddress(QHostAddress::LocalHostIPv6)));
    for (const QHostAddress &address : found.addresses)
        QVERIFY2(address.scopeId().isEmpty(), qPrintable(address.toString()));
    QVERIFY(!makeSelfSigned(found, now).isEmpty());
}

void TestSelfSigned::isKeptBetweenStarts()
{
    const QTemporaryDir folder;
    const SelfSignedStore store(folder.filePath(u"data/tls"_s));
    const auto first = store.open(names, now);
    QVERIFY(first.has_value());
    QCOMPARE(first->origin, SelfSignedStore::Origin::Made);
    QCOMPARE(QFile::permissions(folder.filePath(u"data"_s)), ownerOnly | QFile::ExeOwner | QFile::ExeUser);
    QVERIFY(first->identity.isSelfSigned);
    const auto later = store.open(names, now.addDays(selfSignedDays - 1));
    QVERIFY(later.has_value());
    QCOMPARE(later->origin, SelfSignedStore::Origin::Kept);
    QCOMPARE(fingerprint(later->identity.chain.constFirst()),
             fingerprint(first->identity.chain.constFirst()));
    QCOMPARE(fingerprint(later->identity.chain.constFirst()).size(), 32 * 3 - 1);
}

void TestSelfSigned::isMadeAnewWhenOfNoUse_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("days");
    QTest::addColumn<SelfSignedStore::Origin>("origin");
    const QByteArray good = makeSelfSigned(names, now);
    const QByteArray other = makeSelfSigned(names, now);
    const QByteArray key = good.first(good.indexOf("-----BEGIN CERTIFICATE"));
    const QByteArray otherCertificate = other.sliced(other.indexOf("-----BEGIN CERTIFICATE"));
    using Origin = SelfSignedStore::Origin;
    QTest::newRow("a day over") << good << selfSignedDays + 1 << Origin::RenewedExpired;
    QTest::newRow("empty") << QByteArray() << 0 << Origin::RenewedUnusable;
    QTest::newRow("no certificate") << key << 0 << Origin::RenewedUnusable;
    QTest::newRow("cut") << good.first(good.size() / 2) << 0 << Origin::RenewedUnusable;
    QTest::newRow("another's key") << key + otherCertificate << 0 << Origin::RenewedUnusable;
    QTest::newRow("good") << good << 0 << Origin::Kept;
}

void TestSelfSigned::isMadeAnewWhenOfNoUse()
{
    QFETCH(QByteArray, content);
    QFETCH(int, days);
    QFETCH(SelfSignedStore::Origin, origin);
    const QTemporaryDir folder;
    const SelfSignedStore store(folder.path());
    QFile file(store.file());
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    file.close();
    const auto opened = store.open(names, now.addDays(days));
    QVERIFY(opened.has_value());
    QCOMPARE(opened->origin, origin);
    const auto again = store.open(names, now.addDays(days));
    QVERIFY(again.has_value());
    QCOMPARE(again->origin, SelfSignedStore::Origin::Kept);
    QCOMPARE(again->identity.chain, opened->identity.chain);
}

void TestSelfSigned::nobodyElseMayReadIt()
{
    const QTemporaryDir folder;
    const SelfSignedStore store(folder.filePath(u"tls"_s));
    QVERIFY(store.open(names, now).has_value());
    QCOMPARE(QFile::permissions(store.file()), ownerOnly);
    QCOMPARE(QFile::permissions(folder.filePath(u"tls"_s)), ownerOnly | QFile::ExeOwner | QFile::ExeUser);
    QVERIFY(QFile::setPermissions(store.file(), ownerOnly | QFile::ReadGroup | QFile::ReadOther));
    QVERIFY(store.open(names, now).has_value());
    QCOMPARE(QFile::permissions(store.file()), ownerOnly);
}

void TestSelfSigned::saysWhenItCannotBeKept()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"a-file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto opened = SelfSignedStore(folder.filePath(u"a-file/tls"_s)).open(names, now);
    QVERIFY(!opened.has_value());
    QVERIFY(!opened.error().isEmpty());
}

QTEST_GUILESS_MAIN(TestSelfSigned)
#include "tst_selfsigned.moc"
