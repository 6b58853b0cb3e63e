// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>

namespace confab::net {

/// Says that this object will be needed soon. Only a hint.
///
/// A client is a chain of objects, and a walk over thousands of clients finds none of them in a cache. So
/// each class on the way to the socket has a prefetch(step) that is called ahead of the walk, with other
/// clients in between: step 0 asks for what a send reads of the object itself, the following ones for the
/// objects behind it, link by link, as each may only read what the one before asked for.
template <typename T> void prefetch(const T &object)
{
#ifdef __GNUC__
    constexpr std::size_t lineBytes = 64;
    const auto *begin = reinterpret_cast<const char *>(&object);
    for (std::size_t offset = 0; offset < sizeof(T); offset += lineBytes)
        __builtin_prefetch(begin + offset);
    __builtin_prefetch(begin + sizeof(T) - 1); // it need not begin with a line
#else
    static_cast<void>(object);
#endif
}

} // namespace confab::net
