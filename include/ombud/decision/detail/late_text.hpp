// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_DETAIL_LATE_TEXT_HPP
#define OMBUD_DECISION_DETAIL_LATE_TEXT_HPP

/// @file late_text.hpp
/// A text that follows from a value and is composed when it is first asked for.   @layer 6 decision

#include <ombud/base/config.hpp>

#include <atomic>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

/// Safe to ask from several threads at once, as a text that was there from the beginning: whoever is first to have
/// composed it has it kept. Copies compose it anew.
class late_text {
public:
    late_text() noexcept = default;
    late_text(late_text const&) noexcept {}
    late_text(late_text&& other) noexcept : made_(other.made_.exchange(nullptr, std::memory_order_relaxed)) {}
    late_text& operator=(late_text const& other) noexcept
    {
        if (this != &other) forget();
        return *this;
    }
    late_text& operator=(late_text&& other) noexcept
    {
        if (this == &other) return *this;
        forget();
        made_.store(other.made_.exchange(nullptr, std::memory_order_relaxed), std::memory_order_relaxed);
        return *this;
    }
    ~late_text() { forget(); }

    /// @param compose  gives the text, always the same
    template <class Compose>
    std::string_view get(Compose const& compose) const
    {
        auto const* made = made_.load(std::memory_order_acquire);
        if (made != nullptr) return *made;
        auto fresh = std::make_unique<std::string const>(compose());
        if (made_.compare_exchange_strong(made, fresh.get(), std::memory_order_acq_rel)) made = fresh.release();
        return *made;
    }

    /// What it follows from has changed. Not while others ask.
    void forget() noexcept
    {
        delete made_.load(std::memory_order_relaxed);
        made_.store(nullptr, std::memory_order_relaxed);
    }

private:
    mutable std::atomic<std::string const*> made_{nullptr};  // owned; null: not composed yet
};

}}}  // namespace ombud::decision_detail

#endif  // OMBUD_DECISION_DETAIL_LATE_TEXT_HPP
