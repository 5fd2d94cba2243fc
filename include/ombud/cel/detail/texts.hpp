// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_DETAIL_TEXTS_HPP
#define OMBUD_CEL_DETAIL_TEXTS_HPP

/// @file texts.hpp
/// Standard functions on texts, and on the sizes of things.   @layer 3 cel

#include <ombud/base/config.hpp>
#include <ombud/cel/detail/standard.hpp>
#include <ombud/value/value.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace re2 { class RE2; }

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

/// Takes a step for each 8 bytes of text; false if there are not enough.
inline bool pay_for(std::string_view text, std::uint64_t& steps) noexcept
{
    auto const price = text.size() / 8;
    if (price > steps) return steps = 0, false;
    steps -= price;
    return true;
}

inline value too_many_steps() { return value::error("the evaluation takes more steps than the limit allows"); }

/// A compiled regular expression, or why it is none.
struct regex {
    std::shared_ptr<re2::RE2 const> compiled;
    std::string failure;  ///< empty if it is one
};
regex make_regex(std::string_view pattern);

value call_size(call_context& context, arguments given);
value call_contains(call_context& context, arguments given);
value call_starts_with(call_context& context, arguments given);
value call_ends_with(call_context& context, arguments given);
value call_matches(call_context& context, arguments given);

}}}  // namespace ombud::cel_detail

#endif  // OMBUD_CEL_DETAIL_TEXTS_HPP
