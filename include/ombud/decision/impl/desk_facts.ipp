// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_DESK_FACTS_IPP
#define OMBUD_DECISION_IMPL_DESK_FACTS_IPP

// What can be told and named: facts, parameters, definitions, alternatives, quotes.

#include <ombud/decision/detail/desk_builder.hpp>

#include <algorithm>
#include <array>
#include <string>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

inline constexpr std::array<std::string_view, 6> reserved_roots{"param", "def", "now", "events", "shown", "budgets"};

// Whether a fact of that name may be declared: its root is free, and it is not built in.
inline bool desk_builder::may_declare(node const& at)
{
    auto const name = at.key();
    auto const root = name.substr(0, name.find('.'));
    bool const reserved = std::find(reserved_roots.begin(), reserved_roots.end(), root) != reserved_roots.end();
    if (reserved)
        add(error_at_key(at, errc::out_of_range, "facts cannot be declared under `" + std::string(root) + "`",
                         "that root has a meaning of its own; choose another"));
    else if (fact_schema().find(name))
        add(error_at_key(at, errc::duplicate_id, "`" + std::string(name) + "` is a built-in fact",
                         "remove the declaration: every case may tell it"));
    else return true;
    return false;
}

inline std::optional<fact_declaration> desk_builder::read_fact(node const& at)
{
    if (!may_declare(at)) return std::nullopt;
    reader const from(at);
    fact_declaration out;
    out.name = at.key();
    auto const type = fact_type::parse(from.text("type").value_or("any"));
    out.type = type.value_or(fact_type{});
    auto const origin = from.text("from").value_or("staff");
    out.from = origin == "system"     ? fact_origin::system
               : origin == "customer" ? fact_origin::customer
                                      : fact_origin::staff;
    out.ask = from.text("ask").value_or("");
    if (out.from == fact_origin::customer && out.ask.empty())
        add(error_at_key(at, errc::missing_key, "`" + out.name + "` comes from the customer but has no `ask`",
                         "write the question in the customer's words"));
    reading_terms const terms{model_->currency, model_->zone};
    auto const read = [&](node const& written) {
        auto v = read_fact_value(written, out.type, terms);
        if (!v) add(error_at(written, errc::value_outside_type, "the value is not of type `" + out.type.text() + "`",
                             "write a value of the fact's type"));
        return v;
    };
    for (auto const& item : from.each("one_of"))
        if (auto v = read(item)) out.one_of.push_back(std::move(*v));
    if (from.find("default")) out.default_value = read(from.find("default"));
    bool const outside = out.default_value && !out.default_value->is_null() && !out.one_of.empty()
                         && std::none_of(out.one_of.begin(), out.one_of.end(),
                                         [&](value const& v) { return equal(v, *out.default_value); });
    if (outside)
        add(error_at(from.find("default"), errc::value_outside_type, "the default is not among `one_of`",
                     "name one of the declared values"));
    return out;
}

inline void desk_builder::read_facts()
{
    std::vector<fact_declaration> declared;
    for (auto const& at : root_.each("facts"))
        if (auto one = read_fact(at)) declared.push_back(std::move(*one));
    std::stable_sort(declared.begin(), declared.end(), [](auto const& a, auto const& b) { return a.name < b.name; });
    declared.erase(
        std::unique(declared.begin(), declared.end(), [](auto const& a, auto const& b) { return a.name == b.name; }),
        declared.end());
    model_->facts = fact_schema(std::move(declared));
    model_->ignores_undeclared = root_.text("undeclared") == "ignore";
}

inline parameter desk_builder::read_parameter(node const& at)
{
    reader const from(at);
    parameter out{std::string(at.key()), fact_type::parse(from.text("type").value_or("any")).value_or(fact_type{}), {}};
    reading_terms const terms{model_->currency, model_->zone};
    for (auto const& item : from.each("values")) {
        reader const dated(item);
        auto const begin = read_time(dated.find("from"));
        auto v = dated.find("value") ? read_fact_value(dated.find("value"), out.type, terms) : std::nullopt;
        if (dated.find("value") && !v)
            add(error_at(dated.find("value"), errc::value_outside_type,
                         "the value is not of type `" + out.type.text() + "`",
                         "write a value of the parameter's type"));
        if (begin && v) out.values.emplace_back(*begin, std::move(*v));
    }
    std::stable_sort(out.values.begin(), out.values.end(),
                     [](auto const& a, auto const& b) { return a.first < b.first; });
    for (std::size_t n = 1; n < out.values.size(); ++n)
        if (out.values[n].first == out.values[n - 1].first)
            add(error_at(from.find("values"), errc::duplicate_id,
                         "two values of `param." + out.name + "` begin at the same time", "keep one of them"));
    return out;
}

inline std::vector<parameter> desk_builder::read_parameters()
{
    std::vector<parameter> out;
    for (auto const& at : root_.each("parameters")) out.push_back(read_parameter(at));
    std::stable_sort(out.begin(), out.end(), [](auto const& a, auto const& b) { return a.name < b.name; });
    return out;
}

inline std::vector<definition> desk_builder::read_definitions()
{
    std::vector<definition> out;
    for (auto const& at : root_.each("definitions"))
        if (at.is(node_kind::string)) out.push_back({std::string(at.key()), at});
    return out;
}

inline void desk_builder::read_settings()
{
    for (auto const& at : root_.each("alternatives"))
        if (auto const words = read_text(at))
            data_->alternatives.push_back({std::string(at.key()), std::string(*words)});
    sort_by_id(data_->alternatives);
    for (auto const& at : root_.each("duties"))
        if (auto const length = read_duration(at)) data_->duty_times.emplace_back(std::string(at.key()), *length);
    std::stable_sort(data_->duty_times.begin(), data_->duty_times.end(),
                     [](auto const& a, auto const& b) { return a.first < b.first; });
    for (auto const& at : root_.each("phrases")) {
        auto& group = data_->phrases.emplace_back(std::string(at.key()), std::vector<std::string>{});
        for (auto const& phrase : at)
            if (auto const text = read_text(phrase)) group.second.emplace_back(*text);
    }
    std::stable_sort(data_->phrases.begin(), data_->phrases.end(),
                     [](auto const& a, auto const& b) { return a.first < b.first; });
    auto const quote = root_.object("quote");
    auto& terms = data_->quoting;
    terms.ratio = quote.number("ratio").value_or(terms.ratio);
    if (auto const least = quote.duration("at_least")) terms.at_least = least->plain();
    if (auto const grid = quote.duration("round_to")) terms.round_to = grid->plain();
    if (!(terms.ratio >= 0.0 && terms.ratio <= 1000.0))
        add(error_at(quote.find("ratio"), errc::out_of_range, "`ratio` must be from 0 to 1000",
                     "0.25 adds a quarter of the expected time"));
    if (terms.round_to <= std::chrono::seconds{0} || terms.round_to > std::chrono::hours{24})
        add(error_at(quote.find("round_to"), errc::out_of_range,
                     "`round_to` must be more than nothing and at most a day", "30m rounds to half hours"));
    data_->quote_calendar = read_calendar_name(quote, "calendar");
    data_->rules.when_silent = root_.text("when_silent") == "grant" ? silence::grant : silence::refer;
}

}}}  // namespace ombud::decision_detail
#endif
