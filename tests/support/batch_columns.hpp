// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_BATCH_COLUMNS_HPP
#define OMBUD_TESTS_SUPPORT_BATCH_COLUMNS_HPP

// Cases as columns: every fact that some of them tell.

#include <ombud/decision/batch.hpp>

#include <cstdint>
#include <deque>
#include <map>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace columns {

/// One column with its storage.
struct stored {
    std::vector<std::uint32_t> codes;
    std::vector<std::string_view> texts, dictionary;
    std::vector<std::int64_t> whole;
    std::vector<double> reals;
    std::vector<std::uint8_t> truths, valid;
    std::map<std::string_view, std::uint32_t> known;
};

/// Cases of one desk in columns; texts stay those of the cases, which have to outlive it.
class table {
public:
    table(ombud::desk const& desk, std::span<ombud::case_file const> cases, std::span<ombud::instant const> at,
          std::uint32_t seed)
        : random_(seed), columns(desk, cases.size())
    {
        using ombud::builtin_fact;
        auto const& schema = desk.model().facts;
        for (std::uint32_t slot = 0; slot < schema.size(); ++slot) {
            auto const is = [&](builtin_fact b) { return slot == ombud::fact_schema::builtin(b).slot; };
            bool const makes_a_case = is(builtin_fact::handler_id) || is(builtin_fact::customer_id)
                                      || is(builtin_fact::request_action);
            add(cases, ombud::fact{slot}, makes_a_case);
        }
        auto& times = storage_.emplace_back().whole;
        for (auto const t : at) times.push_back(t.time_since_epoch().count());
        columns.set("now", ombud::column::timestamps(times));
    }

private:
    void add(std::span<ombud::case_file const> cases, ombud::fact which, bool always)
    {
        std::vector<std::optional<ombud::value>> told;
        bool any = false, none = false;
        for (auto const& c : cases) {
            bool const tells = always || c.told(which);
            told.push_back(tells && !c[which].is_null() ? std::optional(c[which]) : std::nullopt);
            any = any || told.back();
            none = none || (tells && c[which].is_null());
        }
        if (!any) return;
        auto& s = storage_.emplace_back();
        auto shape = ombud::column::same({});
        ombud::currency unit;
        s.valid.resize((told.size() + 7) / 8);
        for (std::size_t n = 0; n < told.size(); ++n) {
            if (told[n] && told[n]->is(ombud::value_kind::money)) {
                if (unit == ombud::currency{}) unit = told[n]->as_money().currency;
                if (unit != told[n]->as_money().currency) told[n].reset();  // a column has one currency
            }
            push(s, told[n]);
            if (told[n]) s.valid[n / 8] |= static_cast<std::uint8_t>(1u << n % 8);
        }
        columns.set(which, finish(s, told, unit, none));
    }

    void push(stored& s, std::optional<ombud::value> const& told)
    {
        using k = ombud::value_kind;
        auto const is = [&](k kind) { return told && told->is(kind); };
        s.whole.push_back(is(k::integer)     ? told->as_integer()
                          : is(k::money)     ? told->as_money().minor
                          : is(k::duration)  ? told->as_duration().count()
                          : is(k::timestamp) ? told->as_timestamp().whole.time_since_epoch().count()
                                             : 0);
        s.reals.push_back(is(k::real) ? told->as_real() : 0);
        s.truths.push_back(is(k::boolean) && told->as_boolean() ? 1 : 0);
        s.texts.push_back(is(k::string) ? told->as_string() : std::string_view("not told"));
        auto const [place, fresh] = s.known.try_emplace(s.texts.back(), static_cast<std::uint32_t>(s.known.size()));
        if (fresh) s.dictionary.push_back(s.texts.back());
        s.codes.push_back(told || random_() % 2 == 0 ? place->second : 1'000'000);
    }

    ombud::column finish(stored const& s, std::vector<std::optional<ombud::value>> const& told, ombud::currency unit,
                         bool none)
    {
        using k = ombud::value_kind;
        auto const first = std::find_if(told.begin(), told.end(), [](auto const& one) { return one.has_value(); });
        auto const kind = (*first)->kind();
        bool const all = std::all_of(told.begin(), told.end(), [](auto const& one) { return one.has_value(); });
        auto out = kind == k::integer     ? ombud::column::integers(s.whole)
                   : kind == k::money     ? ombud::column::amounts(s.whole, unit)
                   : kind == k::duration  ? ombud::column::durations(s.whole)
                   : kind == k::timestamp ? ombud::column::timestamps(s.whole)
                   : kind == k::real      ? ombud::column::reals(s.reals)
                   : kind == k::boolean   ? ombud::column::booleans(s.truths)
                   : random_() % 2 == 0   ? ombud::column::texts(s.texts)
                                          : ombud::column::codes(s.codes, s.dictionary);
        if (!all || random_() % 4 == 0) out = out.with_validity(s.valid);
        return none && random_() % 2 == 0 ? out.with_missing_as_none() : out;
    }

    std::mt19937 random_;
    std::deque<stored> storage_;

public:
    ombud::case_columns columns;
};

}  // namespace columns

#endif  // OMBUD_TESTS_SUPPORT_BATCH_COLUMNS_HPP
