// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_IO_DETAIL_FEW_ITEMS_HPP
#define OMBUD_IO_DETAIL_FEW_ITEMS_HPP

/// @file few_items.hpp
/// Items that are few, most of the time.   @layer 8 io

#include <ombud/base/config.hpp>

#include <cstddef>
#include <memory>
#include <new>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace io_detail {

// Allocates nothing before there are more than `Few` items.
template <class T, std::size_t Few>
class few_items {
public:
    few_items() noexcept {}
    few_items(few_items const&) = delete;
    few_items& operator=(few_items const&) = delete;
    ~few_items() { std::destroy_n(first(), count_); }

    template <class... Args>
    void emplace(Args&&... args)
    {
        if (count_ == Few) rest_.emplace_back(std::forward<Args>(args)...);
        else ::new (static_cast<void*>(room_ + count_ * sizeof(T))) T(std::forward<Args>(args)...), ++count_;
    }
    std::size_t size() const noexcept { return count_ + rest_.size(); }
    template <class Take>
    void for_each(Take const& take)
    {
        for (std::size_t n = 0; n < count_; ++n) take(first()[n]);
        for (auto& one : rest_) take(one);
    }

private:
    T* first() noexcept { return std::launder(reinterpret_cast<T*>(room_)); }

    alignas(T) std::byte room_[Few * sizeof(T)];  // not set before it is used
    std::size_t count_ = 0;  // of those in `room_`
    std::vector<T> rest_;
};

}}}  // namespace ombud::io_detail

#endif  // OMBUD_IO_DETAIL_FEW_ITEMS_HPP
