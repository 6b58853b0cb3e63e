// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/net/batchsender.h"

#ifdef CONFAB_WITH_IO_URING
#include "server/net/uringsender.h"
#endif

namespace confab::net {

std::unique_ptr<BatchSender> makeBatchSender()
{
#ifdef CONFAB_WITH_IO_URING
    return UringSender::make();
#else
    return nullptr;
#endif
}

} // namespace confab::net
