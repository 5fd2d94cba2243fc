// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_BATCH_ROWS_IPP
#define OMBUD_DECISION_IMPL_BATCH_ROWS_IPP

// Rows of a batch, block by block: who and what they are about, and which of them are whole.

#include <ombud/decision/detail/batch_plan.hpp>
#include <ombud/decision/detail/deciding.hpp>

#include <algorithm>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

inline batch_worker::batch_worker(batch_plan const& plan, batch_options const& wanted, batch_decisions& out)
    : plan_(plan), wanted_(wanted), out_(out), whole_(most), takes_amount_(most), staff_(most), actions_(most),
      amounts_(most), now_(most)
{
    for (auto& one : governing_) one.resize(most);
}

inline chunk_report batch_worker::run(std::size_t first, std::size_t end)
{
    for (; first < end; first += most) {
        auto const count = std::min(most, end - first);
        if (plan_.all_whole) {
            for (auto row = first; row < first + count; ++row) decide_whole(row);
            continue;
        }
        begin_block(first, count);
        for (std::size_t n = 0; n < count; ++n)
            if (whole_[n] != 0) decide_whole(first + n);
            else decide_row(first + n, n);
    }
    return std::move(report_);
}

inline void batch_worker::begin_block(std::size_t first, std::size_t count)
{
    std::fill_n(whole_.begin(), count, std::uint8_t{0});
    read_people(first, count);
    read_customers(first, count);
    read_amounts(first, count);
    read_times(first, count);
    bool const clean = check_columns(first, count);
    for (std::size_t n = 0; n < rooms_.size(); ++n) {
        rooms_[n].clean = clean;
        plan_.look_ups[n].find(first, count, actions_.data(), governing_[n].data(), rooms_[n]);
    }
    for (auto const& [row, whole] : plan_.cases().replacements(first, first + count)) whole_[row - first] = 1;
}

// Positions in the desk's tables. A row whose handler or action the desk does not have is no case.
inline void batch_worker::read_people(std::size_t first, std::size_t count)
{
    auto const read = [&](id_column const& ids, std::uint32_t* out) {
        bool const has_missing = ids.told->has_missing();
        for (std::size_t n = 0; n < count; ++n) {
            auto const code = ids.codes != nullptr ? ids.codes[first + n] : 0;
            bool const told = code < ids.found.size() && !(has_missing && ids.told->is_missing(first + n));
            auto const known = told ? ids.found[code] : policy_detail::nowhere;
            bool const wrong = known == policy_detail::nowhere;
            out[n] = wrong ? 0 : known;
            mark(n, wrong);
        }
    };
    read(plan_.handlers, staff_.data());
    read(plan_.actions, actions_.data());
    for (std::size_t n = 0; n < count; ++n) {
        mark(n, plan_.of_right[actions_[n]] != 0);
        takes_amount_[n] = plan_.org().actions[actions_[n]].takes_amount ? 1 : 0;
    }
}

inline void batch_worker::read_customers(std::size_t first, std::size_t count)
{
    auto const& told = *plan_.customers;
    auto const& plain = plan_.plain_customers;
    for (std::size_t n = 0; n < count; ++n) {
        bool is_plain = false;
        if (told.kind() == column::shape::texts) is_plain = plan_.is_plain_customer(told.text_rows()[first + n]);
        else {
            auto const code = told.kind() == column::shape::codes ? told.code_rows()[first + n] : 0;
            is_plain = code < plain.size() && plain[code] != 0;
        }
        mark(n, !is_plain || told.is_missing(first + n));
    }
}

// Exactly the rows whose action takes an amount should tell one, in the desk's currency.
inline void batch_worker::read_amounts(std::size_t first, std::size_t count)
{
    auto const* const told = plan_.cases()[fact_schema::builtin(builtin_fact::request_amount)];
    auto const unit = plan_.desk().model->currency;
    auto const told_minor = [&](std::size_t row) -> std::optional<std::int64_t> {
        auto const held = (*told)[row];
        if (!held || !held->is(value_kind::money) || held->as_money().currency != unit) return std::nullopt;
        return held->as_money().minor;
    };
    if (told == nullptr) {
        for (std::size_t n = 0; n < count; ++n) mark(n, takes_amount_[n] != 0);
        return;
    }
    if (told->kind() == column::shape::amounts && told->unit() == unit && !told->has_missing()) {
        for (std::size_t n = 0; n < count; ++n) {
            amounts_[n] = told->whole_rows()[first + n];
            mark(n, takes_amount_[n] == 0);
        }
        return;
    }
    for (std::size_t n = 0; n < count; ++n) {
        auto const minor = told_minor(first + n);
        bool const says_nothing = !minor && !(*told)[first + n];
        bool const fits = takes_amount_[n] != 0 ? minor.has_value() : says_nothing;
        amounts_[n] = minor.value_or(0);
        mark(n, !fits);
    }
}

// The instants that pick the versions of policies.
inline void batch_worker::read_times(std::size_t first, std::size_t count)
{
    auto const& cases = plan_.cases();
    auto const column_of = [&](builtin_fact which) { return cases[fact_schema::builtin(which)]; };
    auto const seconds = [](value const& told) { return told.as_timestamp().whole.time_since_epoch().count(); };
    auto const& now = *column_of(builtin_fact::now);
    for (std::size_t n = 0; n < count; ++n)
        now_[n] = now.is_same() ? seconds(now.same_value()) : now.whole_rows()[first + n];
    auto& [by_request, by_agreement] = governing_;
    std::copy_n(now_.begin(), count, by_request.begin());
    if (auto const* const made = column_of(builtin_fact::request_made_at))
        for (std::size_t n = 0; n < count; ++n)
            if (auto const told = (*made)[first + n]; told && told->is(value_kind::timestamp))
                by_request[n] = seconds(*told);
    if (plan_.look_ups[1].empty()) return;
    auto const* const agreed = column_of(builtin_fact::request_agreed_at);
    for (std::size_t n = 0; n < count; ++n) {
        auto const told = agreed != nullptr ? (*agreed)[first + n] : std::nullopt;
        by_agreement[n] = told && told->is(value_kind::timestamp) ? seconds(*told) : by_request[n];
        if (!told) whole_[n] = 1;
    }
}

// Marks rows that tell what no case takes. False if a code is beyond its dictionary.
inline bool batch_worker::check_columns(std::size_t first, std::size_t count)
{
    bool clean = true;
    auto const within = [&](std::uint32_t const* codes, std::size_t texts) {
        auto const size = static_cast<std::uint32_t>(texts);
        std::uint32_t beyond = 0;
        for (std::size_t n = 0; n < count; ++n) beyond |= codes[first + n] >= size ? 1u : 0u;
        return beyond == 0;
    };
    for (auto const* const ids : {&plan_.handlers, &plan_.actions})
        clean = clean && (ids->codes == nullptr || within(ids->codes, ids->found.size()));
    if (plan_.customers->kind() == column::shape::codes)
        clean = clean && within(plan_.customers->code_rows(), plan_.customers->dictionary().size());
    for (auto const& check : plan_.checks) {
        auto const& told = *check.told;
        bool const coded = told.kind() == column::shape::codes;
        bool const in_range = !coded || within(told.code_rows(), told.dictionary().size());
        clean = clean && in_range;
        bool const id_missing = check.which == fact_schema::builtin(builtin_fact::case_id) && told.has_missing();
        if (in_range && check.whole.empty() && !check.each && !id_missing) continue;
        for (std::size_t n = 0; n < count; ++n) {
            auto const row = first + n;
            bool fits = false;
            if (told.is_missing(row)) fits = !id_missing;
            else if (auto const held = told[row])
                fits = !(check.each && !plan_.is_acceptable(check.which, *held))
                       && (check.whole.empty() || check.whole[told.code_rows()[row]] == 0);
            mark(n, !fits);
        }
    }
    return clean;
}

// As the case that the row tells.
inline void batch_worker::decide_whole(std::size_t row)
{
    auto const& cases = plan_.cases();
    auto const* about = cases.replacement(row);
    std::optional<case_file> own;
    if (about == nullptr) {
        auto made = cases.make_case(row);
        if (!made) return report_.problems.push_back({row, made.diagnostics()});
        about = &own.emplace(std::move(*made));
    }
    ++report_.one_by_one;
    auto const d = decide(cases.of(), *about, cases.at(row), memory_, outcome_only);
    out_.outcomes[row] = d.outcome();
    out_.causes[row] = d.cause();
    if (wanted_.verdicts) out_.verdicts[row] = d.verdict();
    if (wanted_.amounts) out_.amounts[row] = d.amount();
    if (wanted_.deciders && !d.decider().empty()) out_.deciders[row] = plan_.org().find_staff(d.decider());
}

inline void batch_worker::write(std::size_t row, std::size_t n, answer const& a)
{
    out_.outcomes[row] = a.outcome;
    out_.causes[row] = a.cause;
    if (wanted_.verdicts) out_.verdicts[row] = a.verdict;
    if (wanted_.amounts) out_.amounts[row] = a.amount;
    if (wanted_.deciders) out_.deciders[row] = staff_[n];
}

}}}  // namespace ombud::decision_detail
#endif
