// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_DETAIL_FORMAT_HPP
#define OMBUD_CEL_DETAIL_FORMAT_HPP

/// @file format.hpp
/// The function `format` of the extension library "strings".   @layer 3 cel
/// @source cel-spec, doc/extensions/strings.md

#include <ombud/base/config.hpp>
#include <ombud/cel/detail/conversions.hpp>
#include <ombud/cel/detail/strings.hpp>
#include <ombud/value/value.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

/// Fills the places of a format with arguments.
class formatter {
public:
    formatter(std::string_view pattern, std::span<value const> given, std::uint64_t& steps) noexcept
        : pattern_(pattern), given_(given), steps_(&steps)
    {}

    value run()
    {
        while (!pattern_.empty() && failure_.empty()) {
            auto const percent = std::min(pattern_.find('%'), pattern_.size());
            out_ += pattern_.substr(0, percent);
            pattern_.remove_prefix(percent);
            if (!pattern_.empty()) place();
            if (out_.size() / 8 > *steps_) return *steps_ = 0, too_many_steps();
        }
        *steps_ -= out_.size() / 8;
        return failure_.empty() ? value::string(std::move(out_)) : value::error(std::move(failure_));
    }

private:
    static constexpr int default_precision = 6;
    static constexpr int highest_precision = 1'000;
    static constexpr int deepest = 32;

    void fail(std::string why)
    {
        if (failure_.empty()) failure_ = std::move(why);
    }

    void place()
    {
        pattern_.remove_prefix(1);
        if (pattern_.starts_with('%')) {
            out_ += '%';
            return pattern_.remove_prefix(1);
        }
        int precision = default_precision;
        if (pattern_.starts_with('.')) {
            auto const* const end = pattern_.data() + pattern_.size();
            auto const read = std::from_chars(pattern_.data() + 1, end, precision);
            if (read.ec != std::errc{} || precision > highest_precision || precision < 0)
                return fail("a precision in the format cannot be read");
            pattern_.remove_prefix(static_cast<std::size_t>(read.ptr - pattern_.data()));
        }
        if (pattern_.empty()) return fail("the format ends after `%`");
        char const clause = pattern_.front();
        pattern_.remove_prefix(1);
        if (std::string_view("sdfexXob").find(clause) == std::string_view::npos)
            return fail("`%" + std::string(1, clause) + "` is no place in a format");
        if (next_ == given_.size()) return fail("the format has more places than there are arguments");
        fill(clause, given_[next_++], precision);
    }

    void refuse(char clause, value const& v)
    {
        fail("`%" + std::string(1, clause) + "` does not take " + std::string(to_string(v.kind())));
    }

    void fill(char clause, value const& v, int precision)
    {
        if (v.is(value_kind::real) && !std::isfinite(v.as_real()) && std::string_view("sdfe").find(clause) < 4) {
            out_ += text_of_double(v.as_real());
            return;
        }
        switch (clause) {
        case 's': return text(v, 0);
        case 'd': return whole(clause, v, 10);
        case 'o': return whole(clause, v, 8);
        case 'b':
            if (v.is(value_kind::boolean)) out_ += v.as_boolean() ? '1' : '0';
            else whole(clause, v, 2);
            return;
        case 'x':
        case 'X': return hexadecimal(clause, v);
        default: return real(clause, v, precision);
        }
    }

    void whole(char clause, value const& v, int base)
    {
        std::array<char, 72> digits;
        auto const put = [&](auto number) {
            out_.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number, base).ptr);
        };
        if (v.is(value_kind::integer)) put(v.as_integer());
        else if (v.is(value_kind::unsigned_integer)) put(v.as_unsigned());
        else refuse(clause, v);
    }

    void hexadecimal(char clause, value const& v)
    {
        auto const from = out_.size();
        if (v.is(value_kind::string) || v.is(value_kind::bytes)) {
            for (char const c : v.as_string()) {
                auto const octet = static_cast<unsigned char>(c);
                out_ += "0123456789abcdef"[octet >> 4];
                out_ += "0123456789abcdef"[octet & 15u];
            }
        } else {
            whole(clause, v, 16);
        }
        if (clause != 'X') return;
        for (auto at = from; at < out_.size(); ++at)
            if (out_[at] >= 'a' && out_[at] <= 'f') out_[at] = static_cast<char>(out_[at] - ('a' - 'A'));
    }

    void real(char clause, value const& v, int precision)
    {
        double number = 0;
        if (v.is(value_kind::real)) number = v.as_real();
        else if (v.is(value_kind::integer)) number = static_cast<double>(v.as_integer());
        else if (v.is(value_kind::unsigned_integer)) number = static_cast<double>(v.as_unsigned());
        else return refuse(clause, v);
        std::array<char, highest_precision + 400> digits;
        auto const how = clause == 'f' ? std::chars_format::fixed : std::chars_format::scientific;
        auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), number, how, precision).ptr;
        out_.append(digits.data(), end);
    }

    void text(value const& v, int depth)
    {
        if (depth > deepest) return fail("`%s` does not take lists nested so deeply");
        if (out_.size() / 8 > *steps_) return;  // noticed by the caller
        switch (v.kind()) {
        case value_kind::null: out_ += "null"; return;
        case value_kind::string:
        case value_kind::bytes:
        case value_kind::type: out_ += v.as_string(); return;
        case value_kind::boolean: out_ += v.as_boolean() ? "true" : "false"; return;
        case value_kind::integer:
        case value_kind::unsigned_integer: return whole('s', v, 10);
        case value_kind::real: out_ += text_of_double(v.as_real()); return;
        case value_kind::timestamp: return append_timestamp(out_, v.as_timestamp());
        case value_kind::duration: return append_duration(out_, v.as_duration());
        case value_kind::money: out_ += to_string(v.as_money()); return;
        case value_kind::list: return items(v, depth);
        case value_kind::map: return entries(v, depth);
        default: return refuse('s', v);
        }
    }

    void items(value const& v, int depth)
    {
        out_ += '[';
        bool first = true;
        for (auto const& item : v.as_list()) {
            if (!std::exchange(first, false)) out_ += ", ";
            text(item, depth + 1);
        }
        out_ += ']';
    }

    // By the keys' texts, so that the order of the map does not show.
    void entries(value const& v, int depth)
    {
        std::vector<std::pair<std::string, value const*>> sorted;
        for (auto const& [key, content] : v.as_map()) {
            auto before = std::exchange(out_, {});
            text(key, depth + 1);
            sorted.emplace_back(std::exchange(out_, std::move(before)), &content);
        }
        std::sort(sorted.begin(), sorted.end(), [](auto const& a, auto const& b) { return a.first < b.first; });
        out_ += '{';
        bool first = true;
        for (auto const& [key, content] : sorted) {
            if (!std::exchange(first, false)) out_ += ", ";
            out_ += key + ": ";
            text(*content, depth + 1);
        }
        out_ += '}';
    }

    std::string_view pattern_;
    std::span<value const> given_;
    std::uint64_t* steps_;
    std::size_t next_ = 0;
    std::string out_;
    std::string failure_;
};

inline value call_format(call_context& context, arguments given)
{
    if (!are(given, {value_kind::string, value_kind::list})) return no_such_overload("format", given);
    if (auto const between = obstacle_in(given[1]->as_list()); !between.is_null()) return between;
    return formatter(given[0]->as_string(), given[1]->as_list(), context.steps).run();
}

}}}  // namespace ombud::cel_detail

#endif  // OMBUD_CEL_DETAIL_FORMAT_HPP
