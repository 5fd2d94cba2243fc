// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_ORACLE_TABLES_HPP
#define OMBUD_TESTS_SUPPORT_ORACLE_TABLES_HPP

/// @file oracle_tables.hpp
/// Rows of decision tables, cell by cell (spec 2): without expressions.

#include "support/oracle_reading.hpp"

namespace oracle {

enum class truth { no, yes, unknown, undetermined };

/// What a test comes to, and the facts it would need.
struct finding {
    truth holds = truth::yes;
    std::set<std::string> unknown;
};

inline finding both(finding const& a, finding const& b)
{
    for (auto const& one : {a, b})
        if (one.holds == truth::no) return {truth::no, {}};
    finding out;
    for (auto const& one : {a, b}) out.unknown.insert(one.unknown.begin(), one.unknown.end());
    if (!out.unknown.empty()) out.holds = truth::unknown;
    else if (a.holds == truth::undetermined || b.holds == truth::undetermined) out.holds = truth::undetermined;
    return out;
}
inline finding neither(finding a)
{
    if (a.holds == truth::yes) a.holds = truth::no;
    else if (a.holds == truth::no) a.holds = truth::yes;
    return a;
}

/// A literal of a cell: `true`, `3`, `'gold'`, `money('20.00')`.
inline ombud::value literal(std::string text, ombud::currency currency)
{
    while (text.starts_with(' ')) text.erase(0, 1);
    if (text == "true" || text == "false") return ombud::value::boolean(text == "true");
    if (text.starts_with("money('"))
        return ombud::value::money(*ombud::parse_money(text.substr(7, text.size() - 9), currency));
    if (text.starts_with("'")) return ombud::value::string(text.substr(1, text.size() - 2));
    return ombud::value::integer(std::stoll(text));
}

/// Below, at or above; nothing where they cannot be compared.
inline std::optional<int> compared(ombud::value const& a, ombud::value const& b)
{
    auto const sign = [](auto x, auto y) { return x < y ? -1 : x > y ? 1 : 0; };
    auto const are = [&](ombud::value_kind kind) { return a.is(kind) && b.is(kind); };
    if (are(ombud::value_kind::integer)) return sign(a.as_integer(), b.as_integer());
    if (are(ombud::value_kind::money)) {
        if (a.as_money().currency != b.as_money().currency) return {};
        return sign(a.as_money().minor, b.as_money().minor);
    }
    if (are(ombud::value_kind::string)) return sign(a.as_string(), b.as_string());
    if (are(ombud::value_kind::boolean)) return sign(a.as_boolean(), b.as_boolean());
    return {};
}

/// The tests of a cell: `<` and a literal, both ends of a range, or the members of a list.
struct cell_tests {
    std::vector<std::pair<std::string, ombud::value>> tests;
    bool any = false;  // of them: a list

    cell_tests(std::string const& text, ombud::currency currency) { read(text, currency); }

    void read(std::string const& text, ombud::currency currency)
    {
        auto const add = [&](std::string op, std::string const& what) {
            tests.emplace_back(std::move(op), literal(what, currency));
        };
        if (text == "-") return;
        for (auto const* const op : {"<=", ">=", "!=", "<", ">"})
            if (text.starts_with(op)) return add(op, text.substr(std::string_view(op).size()));
        if (auto const middle = text.find(".."); middle != std::string::npos) {
            add(text.front() == '[' ? ">=" : ">", text.substr(1, middle - 1));
            return add(text.back() == ']' ? "<=" : "<", text.substr(middle + 2, text.size() - middle - 3));
        }
        if (!text.starts_with("[")) return add("==", text);
        any = true;
        for (std::size_t at = 1; at < text.size();) {
            auto const end = text.find_first_of(",]", at);
            add("==", text.substr(at, end - at));
            at = end + 1;
        }
    }

    truth holds(ombud::value const& held) const
    {
        bool one_does = false, all_do = true;
        for (auto const& [op, wanted] : tests) {
            auto const is = compared(held, wanted);
            bool const equality = op == "==" || op == "!=";
            if (!is && !equality) return truth::undetermined;
            bool const so = op == "=="   ? is == 0
                            : op == "!=" ? is != 0
                            : op == "<"  ? *is < 0
                            : op == "<=" ? *is <= 0
                            : op == ">"  ? *is > 0
                                         : *is >= 0;
            one_does = one_does || so;
            all_do = all_do && so;
        }
        return (any ? one_does : all_do) ? truth::yes : truth::no;
    }
};

/// Whether some value matches both cells: at, just below or just above what they name.
inline bool may_match_both(cell_tests const& a, cell_tests const& b)
{
    using ombud::value;
    std::vector<value> samples;
    for (auto const* const one : {&a, &b})
        for (auto const& [op, wanted] : one->tests)
            for (int step : {-1, 0, 1})
                switch (wanted.kind()) {
                case ombud::value_kind::integer: samples.push_back(value::integer(wanted.as_integer() + step)); break;
                case ombud::value_kind::boolean: samples.push_back(value::boolean(step != 0)); break;
                case ombud::value_kind::money: {
                    auto const near = wanted.as_money();
                    samples.push_back(value::money({near.minor + step, near.currency}));
                    break;
                }
                default: samples.push_back(value::string(step == 0 ? std::string(wanted.as_string()) : "other"));
                }
    return samples.empty() || std::any_of(samples.begin(), samples.end(), [&](auto const& one) {
        return a.holds(one) == truth::yes && b.holds(one) == truth::yes;
    });
}

}  // namespace oracle

#endif  // OMBUD_TESTS_SUPPORT_ORACLE_TABLES_HPP
