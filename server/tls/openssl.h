// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>

// Owners of libcrypto's objects. For this folder's .cpp files only.

namespace confab::tls {

template <auto release> struct OpenSslDeleter
{
    template <typename T> void operator()(T *object) const { release(object); }
};

using Bio = std::unique_ptr<BIO, OpenSslDeleter<BIO_free_all>>;
using Key = std::unique_ptr<EVP_PKEY, OpenSslDeleter<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, OpenSslDeleter<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, OpenSslDeleter<X509_EXTENSION_free>>;

/// Reads from `pem`, which must outlive it.
[[nodiscard]] inline Bio readFrom(const QByteArray &pem)
{
    return Bio(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
}

} // namespace confab::tls
