// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/models/linkfinder.h"

#include <array>

namespace confab::client {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<QStringView, 3> schemes{u"http://", u"https://", u"mailto:"};
constexpr qsizetype maximumLinkLength = 2048;

bool endsLink(QChar c)
{
    // Format characters include the bidi controls: an address that needs them is not what it seems to be.
    return c.isSpace() || c.category() == QChar::Other_Control || c.category() == QChar::Other_Format
        || QStringView(u"<>\"`|\\^{}“”«»").contains(c);
}

QStringView schemeAt(QStringView text)
{
    for (const QStringView scheme : schemes) {
        if (text.startsWith(scheme, Qt::CaseInsensitive))
            return scheme;
    }
    return {};
}

/// Without the punctuation that a sentence puts behind an address.
qsizetype trimmedLength(QStringView candidate)
{
    qsizetype round = 0;
    qsizetype square = 0;
    for (const QChar c : candidate) {
        round += c == u'(' ? 1 : c == u')' ? -1 : 0;
        square += c == u'[' ? 1 : c == u']' ? -1 : 0;
    }
    qsizetype length = candidate.size();
    while (length > 0) {
        const QChar last = candidate.at(length - 1);
        if (last == u')' && round < 0)
            ++round;
        else if (last == u']' && square < 0)
            ++square;
        else if (!QStringView(u".,;:!?'*_~…").contains(last))
            break;
        --length;
    }
    return length;
}

QUrl acceptedUrl(QStringView scheme, const QString &address)
{
    const QUrl url(address, QUrl::StrictMode);
    if (!url.isValid())
        return {};
    if (scheme == u"mailto:")
        return url.path().indexOf(u'@') > 0 ? url : QUrl();
    return url.host().isEmpty() ? QUrl() : url;
}

} // namespace

QList<Link> findLinks(const QString &text)
{
    QList<Link> links;
    const QStringView view(text);
    for (qsizetype i = 0; i < view.size();) {
        const QChar c = view.at(i).toLower();
        const bool startsWord = i == 0 || !view.at(i - 1).isLetterOrNumber();
        const QStringView scheme =
            (c == u'h' || c == u'm') && startsWord ? schemeAt(view.sliced(i)) : QStringView();
        if (scheme.isEmpty()) {
            ++i;
            continue;
        }
        qsizetype end = i + scheme.size();
        while (end < view.size() && !endsLink(view.at(end)))
            ++end;
        const QStringView candidate = view.sliced(i, trimmedLength(view.sliced(i, end - i)));
        if (candidate.size() > scheme.size() && candidate.size() <= maximumLinkLength) {
            if (const QUrl url = acceptedUrl(scheme, candidate.toString()); !url.isEmpty())
                links.append({i, candidate.size(), url});
        }
        i = end;
    }
    return links;
}

} // namespace confab::client
