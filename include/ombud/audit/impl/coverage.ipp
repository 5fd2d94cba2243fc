// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_AUDIT_IMPL_COVERAGE_IPP
#define OMBUD_AUDIT_IMPL_COVERAGE_IPP

#include <ombud/audit/coverage.hpp>

#include <ombud/base/json_writer.hpp>

#include <algorithm>

namespace ombud { inline namespace OMBUD_ABI {

namespace audit_detail {

inline void count(reason const& one, rule_coverage& into)
{
    if (one.without_effect) ++into.no;
    else if (one.state == rule_state::unknown) ++into.unknown;
    else if (one.state == rule_state::undetermined) ++into.undetermined;
    else if (one.state == rule_state::shadow && !one.with.empty()) ++into.unknown;
    else ++into.yes;
}

}  // namespace audit_detail

OMBUD_INLINE coverage::coverage(desk const& d) : desk_(d)
{
    auto const& all = desk_.policies();
    for (rule_index r = 0; r < all.rules.size(); ++r)
        counts_.push_back({all.name_of(r), all.policy_of(r).version, all.rules[r].status, all.rules[r].when.always()});
}

OMBUD_INLINE void coverage::add(case_file const& c, instant now)
{
    auto const decided = decide(desk_, c, now, reused_, {.texts = false, .explain_all = true, .holds_until = false});
    // both lists stand in the order of rules
    rule_index r = 0;
    for (auto const& one : decided.because()) {
        auto const from = counts_.begin() + static_cast<std::ptrdiff_t>(r);
        auto const found = std::find_if(from, counts_.end(), [&](rule_coverage const& counted) {
            return counted.rule == one.rule && counted.version == one.version;
        });
        if (found == counts_.end()) continue;  // a promise is no rule
        audit_detail::count(one, *found);
        r = static_cast<rule_index>(found - counts_.begin()) + 1;
    }
}

OMBUD_INLINE std::vector<rule_coverage> coverage::rules() const
{
    auto out = counts_;
    auto const place = [](rule_coverage const& one) {
        return one.status == rule_status::active ? 0 : one.status == rule_status::shadow ? 1 : 2;
    };
    std::stable_sort(out.begin(), out.end(), [&](auto const& a, auto const& b) { return place(a) < place(b); });
    return out;
}

OMBUD_INLINE coverage_total total_of(std::vector<rule_coverage> const& rules) noexcept
{
    coverage_total out;
    for (auto const& one : rules) {
        if (one.status != rule_status::active) continue;
        ++out.active;
        if (one.covered()) ++out.covered;
    }
    return out;
}

OMBUD_INLINE std::string to_json(std::vector<rule_coverage> const& rules)
{
    auto const total = total_of(rules);
    std::string text;
    json_writer out(text);
    out.begin_object().key("active").unsigned_integer(total.active).key("covered").unsigned_integer(total.covered);
    out.key("rules").begin_array();
    for (auto const& one : rules) {
        out.begin_object().key("rule").string(one.rule).key("version").string(one.version);
        out.key("status").string(to_string(one.status)).key("covered").boolean(one.covered());
        out.key("true").unsigned_integer(one.yes).key("false").unsigned_integer(one.no);
        out.key("unknown").unsigned_integer(one.unknown).key("undetermined").unsigned_integer(one.undetermined);
        out.end_object();
    }
    out.end_array().end_object();
    return text;
}

OMBUD_INLINE std::string_view to_string(rule_status status) noexcept
{
    switch (status) {
    case rule_status::active: return "active";
    case rule_status::draft: return "draft";
    case rule_status::shadow: return "shadow";
    }
    return "";
}

}}  // namespace ombud
#endif
