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
    auto *confab = new QTranslator(&application);
    // English has a file of its own, for its plural forms, and stands in for every language without one.
    if (confab->load(QLocale::system(), u"confab"_s, u"_"_s, u":/translations"_s)
        || confab->load(u":/translations/confab_en.qm"_s))
        QCoreApplication::installTranslator(confab);
    // Qt's words in the same language: half a sentence in each would help nobody.
    auto *qt = new QTranslator(&application);
    if (qt->load(QLocale(confab->language()), u"qtbase"_s, u"_"_s,
                 QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(qt);
}

} // namespace confab::app
