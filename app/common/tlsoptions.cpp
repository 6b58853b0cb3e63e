// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/common/optionrow.h"

#include <array>

using namespace Qt::StringLiterals;

namespace confab::app {

namespace {

QString applySelfSigned(runtime::Options &options, const QString &value)
{
    const auto wanted = yesOrNo(value);
    if (!wanted)
        return OptionWords::tr("tls-self-signed is true or false, not \"%1\".").arg(value);
    options.tlsFiles.selfSigned = *wanted;
    return {};
}

constexpr std::array rows = {
    OptionRow{"tls-cert", "FILE",
              QT_TRANSLATE_NOOP("confab::app::ServerOptions",
                                "Speak https with this certificate (PEM, with those that vouch for it)."),
              [](runtime::Options &options, const QString &value) {
                  options.tlsFiles.certificate = value;
                  return QString();
              }},
    OptionRow{"tls-key", "FILE",
              QT_TRANSLATE_NOOP("confab::app::ServerOptions",
                                "The certificate's private key (PEM, without a password)."),
              [](runtime::Options &options, const QString &value) {
                  options.tlsFiles.key = value;
                  return QString();
              }},
    OptionRow{"tls-self-signed", nullptr,
              QT_TRANSLATE_NOOP("confab::app::ServerOptions",
                                "Speak https with a certificate that is made once and kept."),
              applySelfSigned},
};

} // namespace

std::span<const OptionRow> tlsOptions() { return rows; }

} // namespace confab::app
