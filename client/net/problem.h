// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace confab::client {

/// Why there is no connection, in terms a window can put into words.
enum class Problem {
    None,
    BadAddress, ///< not an http, https, ws or wss address
    HostNotFound,
    Refused, ///< nobody listens there
    TimedOut,
    NotASocketIoServer, ///< something answered, but not a Socket.IO server
    TurnedAway, ///< an HTTP refusal in place of the WebSocket: it is full or stopping, or no chat server
    HungUp, ///< took the connection and ended it before the handshake
    Dropped, ///< the connection broke
    TlsFailed,
    CertificateUnknown, ///< nobody vouches for it and the person has not been asked; `detail`: its
                        ///< fingerprint
    CertificateChanged, ///< it is not the one that the person trusted; `detail`: its fingerprint
    MovedToHttps, ///< the server wants https; `detail` is the address there, on the same host
    ServerClosed, ///< the server ended the session
    RejectedByServer, ///< connect_error; `detail` is the server's reason
    PinWanted, ///< the server asks for a PIN
    PinWrong, ///< and does not take the one it was shown
    PinLocked ///< nor any other for now: there were too many wrong ones; `detail` is the seconds left
};

} // namespace confab::client
