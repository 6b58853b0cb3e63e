// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>
#include <type_traits>
#include <utility>
#include <variant>

namespace confab {

/// Wraps an error on its way into a Result, like std::unexpected.
template <typename E> struct Failure
{
    E error;
};
template <typename E> Failure(E) -> Failure<E>;

/// A value or the reason why there is none. Shaped like std::expected, which g++ 12 lacks in C++20, so that
/// it can become an alias of it. Asking for the side that is not there is a bug of the caller (Q_ASSERT).
template <typename T, typename E> class [[nodiscard]] Result
{
public:
    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value))
    { }
    template <typename F>
    requires std::is_convertible_v<F, E> Result(Failure<F> failure)
        : m_state(std::in_place_index<1>, std::move(failure.error))
    { }

    [[nodiscard]] bool has_value() const { return m_state.index() == 0; }
    explicit operator bool() const { return has_value(); }

    [[nodiscard]] const T &value() const &
    {
        Q_ASSERT(has_value());
        return *std::get_if<0>(&m_state);
    }
    [[nodiscard]] T &value() &
    {
        Q_ASSERT(has_value());
        return *std::get_if<0>(&m_state);
    }
    [[nodiscard]] T &&value() &&
    {
        Q_ASSERT(has_value());
        return std::move(*std::get_if<0>(&m_state));
    }
    [[nodiscard]] const E &error() const
    {
        Q_ASSERT(!has_value());
        return *std::get_if<1>(&m_state);
    }
    const T &operator*() const & { return value(); }
    T &operator*() & { return value(); }
    T &&operator*() && { return std::move(*this).value(); }
    const T *operator->() const { return &value(); }
    T *operator->() { return &value(); }

private:
    std::variant<T, E> m_state;
};

} // namespace confab
