// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_IMPL_TRACE_IPP
#define OMBUD_CEL_IMPL_TRACE_IPP

#include <ombud/cel/trace.hpp>

#include <ombud/cel/detail/texts.hpp>

#include <utility>

namespace ombud { inline namespace OMBUD_ABI { namespace cel {

OMBUD_INLINE void trace::clear() noexcept
{
    steps_.clear();
    left_out_ = 0;
    depth_ = 0;
}

OMBUD_INLINE std::size_t trace::open(std::uint32_t offset, std::uint32_t length)
{
    auto const depth = depth_++;
    if (steps_.size() >= most_) {
        ++left_out_;
        return most_;
    }
    steps_.push_back({offset, length, depth, {}});
    return steps_.size() - 1;
}

OMBUD_INLINE void trace::close(std::size_t opened, value result)
{
    --depth_;
    if (opened < most_) steps_[opened].result = std::move(result);
}

namespace trace_detail {

inline void append_shown(std::string& out, value const& v, std::size_t longest)
{
    std::string text;
    v.append_json(text, longest);
    out += cel_detail::shown_text(text, longest);
}

}  // namespace trace_detail

OMBUD_INLINE std::string to_text(trace const& shown, std::string_view source)
{
    using trace_detail::append_shown;
    constexpr std::size_t longest = 1'000;
    std::string out;
    for (auto const& step : shown.steps()) {
        out.append(2 * std::size_t{step.depth}, ' ');
        for (char const c : cel_detail::shown_text(source.substr(step.offset, step.length), longest))
            out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        out += " = ";
        if (step.result.is_error()) out += "error: " + std::string(step.result.error_message());
        else if (step.result.is_unknown()) out += "unknown";
        else append_shown(out, step.result, longest);
        out += '\n';
    }
    if (shown.left_out() != 0) out += "and " + std::to_string(shown.left_out()) + " more\n";
    return out;
}

}}}  // namespace ombud::cel
#endif
