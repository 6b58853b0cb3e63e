// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/fieldparser.h"

namespace confab::http {

/// Joins the chunks of a body (RFC 9112 7.1). Sizes are hexadecimal digits only; extensions and trailers are
/// checked, bounded and dropped.
class ChunkedDecoder
{
public:
    enum class Progress { NeedMore, Done, Failed };

    /// Appends what it decodes to `body` and adds to `consumed` what it used of `input`; what follows the
    /// last chunk is left alone. Fails with 413 as soon as a chunk's size says that the body passes `limit`
    /// bytes.
    Progress feed(QByteArrayView input, qsizetype &consumed, QByteArray &body, qint64 limit);
    [[nodiscard]] const ParseError &error() const { return m_error; }

private:
    enum class State {
        SizeStart,
        Size,
        Extension,
        SizeLineFeed,
        Data,
        DataCr,
        DataLineFeed,
        Trailers,
        Done,
        Failed
    };

    void acceptFraming(char c);
    void acceptSize(char c);
    void acceptExtension(char c);
    void endSizeLine(qint64 bodySize, qint64 limit);
    void acceptTrailer(char c);
    void fail(int status, const char *detail);

    State m_state = State::SizeStart;
    qint64 m_chunkBytes = 0; ///< the size being read, then what is missing of the chunk
    int m_sizeDigits = 0;
    qsizetype m_extensionBytes = 0; ///< of the whole body
    qsizetype m_trailerBytes = 0;
    FieldParser m_trailers{100};
    ParseError m_error;
};

} // namespace confab::http
