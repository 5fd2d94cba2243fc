// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_BATCH_IPP
#define OMBUD_DECISION_IMPL_BATCH_IPP

#include <ombud/decision/batch.hpp>

#include <ombud/decision/detail/batch_plan.hpp>
#include <ombud/decision/impl/batch_plan.ipp>
#include <ombud/decision/impl/batch_rows.ipp>
#include <ombud/decision/impl/batch_settle.ipp>

#include <algorithm>

namespace ombud { inline namespace OMBUD_ABI {

namespace decision_detail {

// The facts that make a case, and when it is decided.
inline constexpr std::array needed_columns{builtin_fact::handler_id, builtin_fact::customer_id,
                                           builtin_fact::request_action, builtin_fact::now};

// Facts that follow from others, or that no column can tell.
inline bool follows_from_others(fact which) noexcept
{
    auto const is = [&](builtin_fact b) { return which == fact_schema::builtin(b); };
    return is(builtin_fact::handler_role) || is(builtin_fact::handler_rank) || is(builtin_fact::handler_team)
           || is(builtin_fact::handler_skills) || is(builtin_fact::handler_management) || is(builtin_fact::shown)
           || is(builtin_fact::events);
}

// A value of the type that all rows of a column have.
inline value sample_of(column const& told)
{
    switch (told.kind()) {
    case column::shape::same: return told.same_value();
    case column::shape::codes:
    case column::shape::texts: return value::borrowed("");
    case column::shape::integers: return value::integer(0);
    case column::shape::reals: return value::real(0);
    case column::shape::booleans: return value::boolean(false);
    case column::shape::amounts: return value::money({0, told.unit()});
    case column::shape::timestamps: return value::timestamp({});
    case column::shape::durations: return value::duration({});
    }
    return {};
}

inline diagnostic column_error(errc code, std::string name, std::string message, std::string hint)
{
    return {code, severity::error, {}, {}, std::move(name), std::move(message), std::move(hint)};
}

}  // namespace decision_detail

OMBUD_INLINE case_columns::case_columns(desk of, std::size_t rows)
    : desk_(std::move(of)), rows_(rows), columns_(desk_.model().facts.size())
{}

OMBUD_INLINE void case_columns::set(std::string_view name, column told)
{
    if (auto const which = desk_.fact(name)) return set(*which, std::move(told));
    if (desk_.model().ignores_undeclared) return;
    problems_.push_back(decision_detail::column_error(errc::undeclared_fact, std::string(name),
                                                      "the desk declares no fact `" + std::string(name) + "`",
                                                      "declare it under `facts` of the desk"));
}

OMBUD_INLINE void case_columns::set(fact which, column told)
{
    using decision_detail::column_error;
    auto const& declared = desk_.model().facts[which];
    auto const refuse = [&](errc code, std::string why, std::string hint) {
        problems_.push_back(
            column_error(code, declared.name, "the column `" + declared.name + "` " + why, std::move(hint)));
    };
    if (decision_detail::follows_from_others(which))
        return refuse(errc::undeclared_fact, "cannot be told", "leave it out");
    if (!told.is_same() && told.size() != rows_)
        return refuse(errc::out_of_range,
                      "has " + std::to_string(told.size()) + " rows, and there are " + std::to_string(rows_) + " cases",
                      "give it a row for each case");
    if (told.has_missing() && told.validity().size() < (rows_ + 7) / 8)
        return refuse(errc::out_of_range, "has a validity bit for some of its rows only", "give a bit for each row");
    auto const sample = decision_detail::sample_of(told);
    if (!sample.is_unknown() && !declared.type.accepts(sample))
        return refuse(errc::value_outside_type, "is not of type `" + declared.type.text() + "`",
                      "give values of that type");
    bool const is_now = which == fact_schema::builtin(builtin_fact::now);
    if (is_now && (told.has_missing() || !sample.is(value_kind::timestamp)))
        return refuse(errc::value_outside_type, "misses rows", "tell for each row when it is decided");
    columns_[which.slot] = std::move(told);
}

OMBUD_INLINE void case_columns::set_shown(std::vector<std::string> policies) { shown_ = std::move(policies); }

OMBUD_INLINE void case_columns::replace(std::size_t row, case_file whole)
{
    auto const before = [](auto const& one, std::size_t wanted) { return one.first < wanted; };
    auto const place = std::lower_bound(whole_.begin(), whole_.end(), row, before);
    if (place != whole_.end() && place->first == row) place->second = std::move(whole);
    else whole_.emplace(place, row, std::move(whole));
}

OMBUD_INLINE std::span<std::pair<std::size_t, case_file> const> case_columns::replacements(
    std::size_t first, std::size_t end) const noexcept
{
    auto const before = [](auto const& one, std::size_t wanted) { return one.first < wanted; };
    auto const from = std::lower_bound(whole_.begin(), whole_.end(), first, before);
    return {from, std::lower_bound(from, whole_.end(), end, before)};
}

OMBUD_INLINE instant case_columns::at(std::size_t row) const
{
    auto const told = (*columns_[fact_schema::builtin(builtin_fact::now).slot])[row];
    return told->as_timestamp().whole;
}

OMBUD_INLINE result<case_file> case_columns::make_case(std::size_t row) const
{
    using decision_detail::column_error;
    auto const text = [&](builtin_fact which) -> std::string {
        auto const& held = columns_[fact_schema::builtin(which).slot];
        auto const told = held ? (*held)[row] : std::nullopt;
        return told && told->is(value_kind::string) ? std::string(told->as_string()) : std::string();
    };
    bool const numbered = !columns_[fact_schema::builtin(builtin_fact::case_id).slot].has_value();
    auto made = desk_.make_case(numbered ? std::to_string(row) : text(builtin_fact::case_id),
                                text(builtin_fact::customer_id), text(builtin_fact::handler_id),
                                text(builtin_fact::request_action));
    if (!made) return made;
    ombud::diagnostics wrong;
    for (std::uint32_t slot = 0; slot < columns_.size(); ++slot) {
        auto const& held = columns_[slot];
        bool const makes_the_case = slot == fact_schema::builtin(builtin_fact::case_id).slot
                                    || std::any_of(decision_detail::needed_columns.begin(),
                                                   decision_detail::needed_columns.end(), [&](builtin_fact one) {
                                                       return fact_schema::builtin(one).slot == slot;
                                                   });
        if (!held || makes_the_case) continue;
        if (auto told = (*held)[row]) made->set(fact{slot}, std::move(*told));
        else if (held->kind() == column::shape::codes && !held->is_missing(row))
            wrong.push_back(column_error(errc::out_of_range, desk_.model().facts[fact{slot}].name,
                                         "the code is beyond the dictionary of the column", "give a code of a text"));
    }
    if (shown_) made->set_shown(*shown_);
    wrong.insert(wrong.end(), made->problems().begin(), made->problems().end());
    if (has_errors(wrong)) return wrong;
    return made;
}

namespace decision_detail {

inline diagnostics missing_columns(case_columns const& cases)
{
    diagnostics out = cases.problems();
    for (auto const one : needed_columns) {
        auto const which = fact_schema::builtin(one);
        auto const& name = cases.of().model().facts[which].name;
        if (cases[which] == nullptr)
            out.push_back(column_error(errc::missing_key, name, "no column tells `" + name + "`",
                                       "set a column of that name"));
    }
    return out;
}

}  // namespace decision_detail

OMBUD_INLINE result<batch_decisions> decide_batch(case_columns const& cases, batch_options const& wanted,
                                                  batch_executor const& run_all)
{
    if (auto wrong = decision_detail::missing_columns(cases); !wrong.empty()) return wrong;
    auto const rows = cases.size();
    batch_decisions out;
    out.outcomes.resize(rows, outcome::refer);
    out.causes.resize(rows);
    out.verdicts.resize(wanted.verdicts ? rows : 0);
    out.amounts.resize(wanted.amounts ? rows : 0);
    out.deciders.resize(wanted.deciders ? rows : 0);
    decision_detail::batch_plan const plan(cases);
    auto const each = std::max<std::size_t>(1, wanted.rows_each);
    auto const chunks = (rows + each - 1) / each;
    std::vector<decision_detail::chunk_report> reports(chunks);
    auto const run = [&](std::size_t n) {
        reports[n] = decision_detail::batch_worker(plan, wanted, out).run(n * each, std::min((n + 1) * each, rows));
    };
    if (run_all && chunks > 0) run_all(chunks, run);
    else
        for (std::size_t n = 0; n < chunks; ++n) run(n);
    for (auto& one : reports) {
        out.one_by_one += one.one_by_one;
        std::move(one.problems.begin(), one.problems.end(), std::back_inserter(out.problems));
    }
    return out;
}

}}  // namespace ombud
#endif
