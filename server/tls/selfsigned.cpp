// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/tls/selfsigned.h"

#include "server/tls/openssl.h"

#include <QNetworkInterface>
#include <QRegularExpression>
#include <QSysInfo>

#include <openssl/rand.h>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace confab::tls {

namespace {

constexpr qint64 clockSkew = 24 * 60 * 60; // phones whose clock is behind
constexpr qsizetype longestCommonName = 64; // RFC 5280, ub-common-name

/// Subject alternative names in the words of OpenSSL's x509v3_config. Nothing in them may end a value: host
/// names and addresses have no comma.
QByteArray alternativeNames(const ServerNames &names)
{
    QStringList words;
    for (const QString &host : names.hosts)
        words.append(u"DNS:"_s + host);
    for (const QHostAddress &address : names.addresses)
        words.append(u"IP:"_s + address.toString());
    return words.join(u',').toLatin1();
}

bool addExtension(X509 *certificate, int id, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, id, value.constData()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

/// 127 random bits: positive, and nobody else has it (CA/Browser Forum 7.1 asks for 64).
bool setSerialNumber(X509 *certificate)
{
    std::array<unsigned char, 16> bytes{};
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
        return false;
    bytes[0] &= 0x7f;
    const std::unique_ptr<BIGNUM, OpenSslDeleter<BN_free>> number(
        BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
    return number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate));
}

bool setName(X509 *certificate, const QString &host)
{
    const QByteArray commonName = host.left(longestCommonName).toUtf8();
    X509_NAME *name = X509_get_subject_name(certificate);
    return X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                                      reinterpret_cast<const unsigned char *>(commonName.constData()),
                                      static_cast<int>(commonName.size()), -1, 0)
        == 1
        && X509_set_issuer_name(certificate, name) == 1;
}

bool setTimes(X509 *certificate, const QDateTime &now, int days)
{
    const qint64 from = now.toSecsSinceEpoch() - clockSkew;
    const qint64 until = now.toSecsSinceEpoch() + qint64(days) * 24 * 60 * 60;
    return ASN1_TIME_set(X509_getm_notBefore(certificate), static_cast<time_t>(from))
        && ASN1_TIME_set(X509_getm_notAfter(certificate), static_cast<time_t>(until));
}

Certificate certificateFor(EVP_PKEY *key, const ServerNames &names, const QDateTime &now, int days)
{
    Certificate certificate(X509_new());
    X509 *x = certificate.get();
    const bool isMade = x && X509_set_version(x, X509_VERSION_3) == 1 && setSerialNumber(x)
        && setTimes(x, now, days) && setName(x, names.hosts.value(0, u"localhost"_s))
        && X509_set_pubkey(x, key) == 1 && addExtension(x, NID_subject_alt_name, alternativeNames(names))
        && addExtension(x, NID_basic_constraints, "critical,CA:FALSE")
        && addExtension(x, NID_key_usage, "critical,digitalSignature")
        && addExtension(x, NID_ext_key_usage, "serverAuth") && X509_sign(x, key, EVP_sha256()) > 0;
    return isMade ? std::move(certificate) : Certificate();
}

} // namespace

ServerNames namesOfThisComputer()
{
    static const QRegularExpression hostName(u"\\A[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?\\z"_s);
    ServerNames names;
    const auto addHost = [&names](const QString &host) {
        if (hostName.match(host).hasMatch() && !names.hosts.contains(host))
            names.hosts.append(host);
    };
    const QString own = QSysInfo::machineHostName().toLower();
    addHost(own);
    addHost(own.section(u'.', 0, 0) + u".local"_s);
    addHost(u"localhost"_s);
    names.addresses = {QHostAddress(QHostAddress::LocalHost), QHostAddress(QHostAddress::LocalHostIPv6)};
    for (QHostAddress address : QNetworkInterface::allAddresses()) {
        address.setScopeId({}); // means something on this computer only
        if (!names.addresses.contains(address))
            names.addresses.append(address);
    }
    return names;
}

QByteArray makeSelfSigned(const ServerNames &names, const QDateTime &now, int days)
{
    const Key key(EVP_EC_gen("P-256"));
    const Certificate certificate = key ? certificateFor(key.get(), names, now, days) : Certificate();
    const Bio out(BIO_new(BIO_s_mem()));
    if (!certificate || !out
        || PEM_write_bio_PrivateKey(out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1
        || PEM_write_bio_X509(out.get(), certificate.get()) != 1)
        return {};
    char *data = nullptr;
    const long size = BIO_get_mem_data(out.get(), &data);
    return QByteArray(data, size);
}

} // namespace confab::tls
