// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_AUDIT_DETAIL_TELLING_HPP
#define OMBUD_AUDIT_DETAIL_TELLING_HPP

/// @file telling.hpp
/// What the answers of this module share when decisions are read and they are written: notices, times in the desk's
/// zone, values, absent texts.
/// @layer 7 audit

#include <ombud/base/config.hpp>
#include <ombud/base/json_writer.hpp>
#include <ombud/calendar/zone.hpp>
#include <ombud/decision/decision.hpp>
#include <ombud/decision/text.hpp>
#include <ombud/value/instant.hpp>
#include <ombud/value/money.hpp>
#include <ombud/value/value.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace ombud { inline namespace OMBUD_ABI { namespace audit_detail {

inline bool has_notice(decision const& d, std::string_view code)
{
    return std::any_of(d.notices().begin(), d.notices().end(), [&](notice const& n) { return n.code == code; });
}

inline json_writer& text_or_null(json_writer& out, std::string_view text)
{
    return text.empty() ? out.null() : out.string(text);
}

inline json_writer& time_or_null(json_writer& out, std::optional<instant> t, zone const& where)
{
    return t ? out.string(to_string(*t, where.offset_at(*t))) : out.null();
}

inline json_writer& amount_or_null(json_writer& out, std::optional<money> amount)
{
    return amount ? out.string(to_string(*amount)) : out.null();
}

// As decisions write the facts of their rules.
inline json_writer& fact_value(json_writer& out, value const& v, zone const& where)
{
    return out.raw(to_json(v, where));
}

// For people: money and texts as they are, instants on the wall clock.
inline std::string value_words(value const& v, zone const& where)
{
    if (v.is(value_kind::timestamp)) {
        auto const t = v.as_timestamp().whole;
        bool const whole_minutes = t.time_since_epoch() % std::chrono::minutes{1} == std::chrono::seconds{0};
        return whole_minutes ? human_time(t, where) : to_string(t, where.offset_at(t));  // seconds decide here
    }
    if (v.is(value_kind::duration) && v.as_duration() >= v.as_duration().zero()
        && v.as_duration() % std::chrono::seconds{1} == v.as_duration().zero())
        return '`' + to_string(duration{{}, std::chrono::floor<std::chrono::seconds>(v.as_duration())}) + '`';
    if (v.is(value_kind::money)) return to_string(v.as_money());
    if (v.is(value_kind::string)) return "`" + std::string(v.as_string()) + "`";
    if (v.is_null()) return "none";
    return to_json(v);
}

}}}  // namespace ombud::audit_detail

#endif  // OMBUD_AUDIT_DETAIL_TELLING_HPP
