// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_DETAIL_REFILL_HPP
#define OMBUD_DECISION_DETAIL_REFILL_HPP

/// @file refill.hpp
/// Writing a list anew in the memory of what it was.   @layer 6 decision

#include <ombud/base/config.hpp>

#include <cstddef>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

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

    Element& next()
    {
        if (used_ < list_.size()) return list_[used_++];
        ++used_;
        if (aside_.empty()) return list_.emplace_back();
        list_.push_back(std::move(aside_.back()));
        aside_.pop_back();
        return list_.back();
    }

private:
    std::vector<Element>& list_;
    std::vector<Element>& aside_;
    std::size_t used_ = 0;
};

}}}  // namespace ombud::decision_detail

#endif  // OMBUD_DECISION_DETAIL_REFILL_HPP
