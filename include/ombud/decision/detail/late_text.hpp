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

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

/// Safe to ask from several threads at once, as a text that was there from the beginning: whoever is first to have
/// composed it has it kept. Copies compose it anew. The memory of a text that was forgotten is used again.
class late_text {
public:
    late_text() noexcept = default;
    late_text(late_text const&) noexcept {}
    late_text(late_text&& other) noexcept : made_(take(other.made_)), spare_(take(other.spare_)) {}
    late_text& operator=(late_text const& other) noexcept
    {
        if (this != &other) forget();
        return *this;
    }
    late_text& operator=(late_text&& other) noexcept
    {
        if (this == &other) return *this;
        forget();
        made_.store(take(other.made_), std::memory_order_relaxed);
        return *this;
    }
    ~late_text()
    {
        delete take(made_);
        delete take(spare_);
    }

    /// @param compose  appends the text, always the same, to an empty one
    template <class Compose>
    std::string_view get(Compose const& compose) const
    {
        auto* made = made_.load(std::memory_order_acquire);
        if (made != nullptr) return *made;
        std::unique_ptr<std::string> fresh(spare_.exchange(nullptr, std::memory_order_acq_rel));
        if (fresh) fresh->clear();
        else fresh = std::make_unique<std::string>();
        compose(*fresh);
        if (made_.compare_exchange_strong(made, fresh.get(), std::memory_order_acq_rel)) made = fresh.release();
        return *made;
    }

    /// What it follows from has changed. Not while others ask.
    void forget() noexcept
    {
        auto* const old = take(made_);
        if (old == nullptr) return;
        delete take(spare_);
        spare_.store(old, std::memory_order_relaxed);
    }

private:
    // Not while others ask.
    static std::string* take(std::atomic<std::string*>& from) noexcept
    {
        auto* const out = from.load(std::memory_order_relaxed);
        if (out != nullptr) from.store(nullptr, std::memory_order_relaxed);
        return out;
    }

    mutable std::atomic<std::string*> made_{nullptr};   // owned, and not changed any more; null: not composed yet
    mutable std::atomic<std::string*> spare_{nullptr};  // owned; memory for the next one, if there is some
};

}}}  // namespace ombud::decision_detail

#endif  // OMBUD_DECISION_DETAIL_LATE_TEXT_HPP
