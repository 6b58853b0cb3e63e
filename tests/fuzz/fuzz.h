// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <limits>

/// What the fuzz targets share. An input is one line that says how the network cuts what follows, and what
/// follows: "15\nGET / HTTP/1.1..." comes in pieces of 1, 5, 1, 5 ... bytes.
namespace confab::fuzz {

/// What a target said about one way to feed it: has to be the same for every way.
using Transcript = QList<QByteArray>;

/// Ends the program, which is how libFuzzer learns of a finding, unless `property` holds.
inline void require(bool holds, const char *property)
{
    if (holds)
        return;
    std::fprintf(stderr, "property broken: %s\n", property);
    std::abort();
}

inline void requireSame(const Transcript &one, const Transcript &other, const char *property)
{
    if (one == other)
        return;
    for (const Transcript &transcript : {one, other}) {
        std::fprintf(stderr, "--\n");
        for (const QByteArray &line : transcript)
            std::fprintf(stderr, "%s\n", line.toPercentEncoding(" /:=,?{}[]\"").constData());
    }
    require(false, property);
}

class Input
{
public:
    Input(const uchar *data, size_t size)
        : m_bytes(reinterpret_cast<const char *>(data), qsizetype(size))
    {
        const qsizetype lineEnd = m_bytes.first(std::min(m_bytes.size(), maximumRecipe + 1)).indexOf('\n');
        if (lineEnd < 0)
            return;
        m_recipe = m_bytes.first(lineEnd);
        m_bytes = m_bytes.sliced(lineEnd + 1);
    }

    [[nodiscard]] QByteArray whole() const { return m_bytes.toByteArray(); }

    /// The same cut by the recipe: a digit is that many bytes, a letter from 10 (a) to 35 (z), anything else
    /// its code. Without a recipe it is one piece. For what costs much by piece there is a maximum: the last
    /// one is the rest.
    [[nodiscard]] QList<QByteArray> pieces(qsizetype maximum = std::numeric_limits<qsizetype>::max()) const
    {
        if (m_recipe.isEmpty())
            return {whole()};
        QList<QByteArray> pieces;
        for (qsizetype at = 0; at < m_bytes.size();) {
            const qsizetype rest = m_bytes.size() - at;
            const qsizetype wanted =
                pieces.size() + 1 < maximum ? sizeOf(m_recipe[pieces.size() % m_recipe.size()]) : rest;
            const qsizetype taken = std::min(wanted, rest);
            pieces.append(m_bytes.sliced(at, taken).toByteArray());
            at += taken;
        }
        return pieces;
    }

private:
    static constexpr qsizetype maximumRecipe = 16;

    [[nodiscard]] static qsizetype sizeOf(char c)
    {
        if (c >= '1' && c <= '9')
            return c - '0';
        if (c >= 'a' && c <= 'z')
            return c - 'a' + 10;
        return static_cast<uchar>(c) + 1;
    }

    QByteArrayView m_bytes;
    QByteArrayView m_recipe;
};

} // namespace confab::fuzz
