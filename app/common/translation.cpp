// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/common/translation.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

using namespace Qt::StringLiterals;

namespace confab::app {

void installTranslation(QCoreApplication &application)
{
    const QLocale locale = QLocale::system();
    auto *qt = new QTranslator(&application);
    if (qt->load(locale, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(qt);
    auto *confab = new QTranslator(&application);
    if (confab->load(locale, u"confab"_s, u"_"_s, u":/translations"_s))
        QCoreApplication::installTranslator(confab);
}

} // namespace confab::app
