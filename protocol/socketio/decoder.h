// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/result.h"
#include "protocol/socketio/format.h"
#include "protocol/socketio/packet.h"

#include <QByteArrayView>
#include <QList>

namespace confab::socketio {

struct DecoderLimits
{
    int attachments = 10; ///< of one packet
    qint64 attachmentBytes = 10'000'000; ///< of one packet, all together
    int nesting = 64; ///< arrays and objects inside each other
    qsizetype namespaceBytes = 1024;
};

enum class DecodeError {
    UnknownType,
    BadAttachmentCount,
    BadNamespace,
    BadId,
    BadPayload, ///< not JSON, too deep, or not what this type of packet carries
    BadPlaceholder, ///< out of range, not an integer, used twice, or an attachment that nothing refers to
    UnexpectedText, ///< while attachments are due
    UnexpectedBinary, ///< while none is due
    AttachmentsTooLarge
};

/// Puts Socket.IO packets together from Engine.IO messages (Socket.IO protocols 3 to 5). Both sides of a
/// connection use it. Every error is final for the connection: nothing may be fed after it. Linear, and every
/// limit is checked before something is kept.
class Decoder
{
public:
    /// A packet when the message completed one, nothing while attachments are due.
    using Outcome = Result<std::optional<Packet>, DecodeError>;

    explicit Decoder(DecoderLimits limits = {}, Format format = Format::Json);

    [[nodiscard]] Outcome addText(QByteArrayView utf8);
    [[nodiscard]] Outcome addBinary(const QByteArray &data);

    /// Whether a packet is waiting for attachments. Such a set needs a deadline, which is the caller's.
    [[nodiscard]] bool isIncomplete() const { return m_attachmentsDue > 0; }

private:
    [[nodiscard]] Outcome decodeMessagePack(const QByteArray &data) const;

    const DecoderLimits m_limits;
    const Format m_format;
    Packet m_packet; ///< the one that waits for attachments
    qsizetype m_attachmentsDue = 0;
    qint64 m_attachmentBytes = 0;
    QList<QByteArray> m_attachments;
};

} // namespace confab::socketio
