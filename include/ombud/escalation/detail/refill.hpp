// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_ESCALATION_DETAIL_REFILL_HPP
#define OMBUD_ESCALATION_DETAIL_REFILL_HPP

/// @file refill.hpp
/// Writing a list anew in the memory of what it was.   @layer 5 escalation

#include <ombud/base/config.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace escalation_detail {

/// Gives out the elements of a list one after the other, as they were left, so that what they have allocated is used
/// again. In the end those that nobody wanted are put aside for another time.
template <class Element>
class refill {
public:
    refill(std::vector<Element>& list, std::vector<Element>& aside) noexcept : list_(list), aside_(aside) {}
    refill(refill const&) = delete;
    refill& operator=(refill const&) = delete;
    ~refill()
    {
        for (; list_.size() > used_; list_.pop_back()) aside_.push_back(std::move(list_.back()));
    }

    /// What was given out.
    std::span<Element const> given() const noexcept { return std::span<Element const>(list_).first(used_); }
    Element& next()
    {
        if (used_ < list_.size()) return list_[used_++];
        ++used_;
        if (aside_.empty()) return list_.emplace_back();
        list_.push_back(std::move(aside_.back()));
        aside_.pop_back();
        return list_.back();
    }

    /// The last one was not wanted.
    void take_back() noexcept { --used_; }
    template <class Predicate>
    void drop_if(Predicate const& unwanted)
    {
        auto const place = [&](std::size_t n) { return list_.begin() + static_cast<std::ptrdiff_t>(n); };
        for (std::size_t n = used_; n-- > 0;)
            if (unwanted(std::as_const(list_[n]))) std::rotate(place(n), place(n + 1), place(used_--));
    }

private:
    std::vector<Element>& list_;
    std::vector<Element>& aside_;
    std::size_t used_ = 0;
};

}}}  // namespace ombud::escalation_detail

#endif  // OMBUD_ESCALATION_DETAIL_REFILL_HPP
