// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_TRACE_HPP
#define OMBUD_CEL_TRACE_HPP

/// @file trace.hpp
/// How an evaluation came to its value, part by part.   @layer 3 cel (uses: base, value)

#include <ombud/base/config.hpp>
#include <ombud/value/value.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace cel {

/// The value of one part of an expression. A part inside of a macro stands there once for each element.
struct trace_step {
    std::uint32_t offset = 0;  ///< bytes from the start of the expression
    std::uint32_t length = 0;
    std::uint32_t depth = 0;   ///< 0 for the whole; what follows one deeper is part of it
    value result;
};

/// Filled by an evaluation: each part before its own parts, in the order of evaluation. Parts that were not computed,
/// because they cannot matter, are not there, nor are constants. Tracing changes neither the value nor the steps.
class trace {
public:
    /// @param most  steps kept; those that follow are only counted
    explicit trace(std::size_t most = 10'000) : most_(most) {}

    std::vector<trace_step> const& steps() const noexcept { return steps_; }
    /// How many steps there were beyond those kept.
    std::size_t left_out() const noexcept { return left_out_; }

    // For the engine.
    OMBUD_DECL void clear() noexcept;
    /// @return what `close` needs
    OMBUD_DECL std::size_t open(std::uint32_t offset, std::uint32_t length);
    OMBUD_DECL void close(std::size_t opened, value result);

private:
    std::vector<trace_step> steps_;
    std::size_t most_;
    std::size_t left_out_ = 0;
    std::uint32_t depth_ = 0;
};

/// One line for each step, indented by depth: the part's text, ` = `, its value as JSON, `unknown` or the error;
/// what is longer than 1,000 bytes is cut off.
/// @param source  the expression
OMBUD_DECL std::string to_text(trace const& shown, std::string_view source);

}}}  // namespace ombud::cel

#ifdef OMBUD_HEADER_ONLY
#include <ombud/cel/impl/trace.ipp>
#endif
#endif  // OMBUD_CEL_TRACE_HPP
