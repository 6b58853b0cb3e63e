// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/net/admission.h"

#include <memory>

namespace confab::testing {

/// What a client's admission has seen, and what it is to answer.
struct AdmissionProbe
{
    int packets = 0;
    std::chrono::milliseconds wait{0};
    bool isOver = false;
};

class FakeAdmission final : public net::Admission
{
public:
    explicit FakeAdmission(std::shared_ptr<AdmissionProbe> probe)
        : m_probe(std::move(probe))
    { }
    ~FakeAdmission() override { m_probe->isOver = true; }

    [[nodiscard]] std::chrono::milliseconds take(int packets) override
    {
        m_probe->packets += packets;
        return m_probe->wait;
    }
    [[nodiscard]] bool isSlowed() const override { return m_probe->wait > m_probe->wait.zero(); }

private:
    std::shared_ptr<AdmissionProbe> m_probe;
};

} // namespace confab::testing
